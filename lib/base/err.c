#include "base/err.h"

#include <stdio.h>

/* How many bytes the character that begins with this one has. */
static size_t character_length(unsigned char first)
{
	return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

void err_print(char *words, size_t room, const char *format, va_list arguments)
{
	int n = vsnprintf(words, room, format, arguments);

	if (n < 0 || (size_t)n < room)
		return;
	size_t end = room - 1, last = end;

	while (last > 0 && end - last < 3 && ((unsigned char)words[last - 1] & 0xc0) == 0x80)
		last--;
	/* What stands before the bytes that continue a character is where it begins. */
	if (last > 0 && character_length((unsigned char)words[last - 1]) > end - last + 1)
		words[last - 1] = '\0';
}

int err_set(struct err *e, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	err_print(e->words, sizeof(e->words), format, arguments);
	va_end(arguments);
	return -1;
}

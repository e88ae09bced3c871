#include "base/err.h"

#include <stdio.h>

/* The length in bytes of the character that starts with this byte. */
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
	/* Step back over continuation bytes to the start of the last character. */
	if (last > 0 && character_length((unsigned char)words[last - 1]) > end - last + 1)
		words[last - 1] = '\0';
}

static void set(struct err *e, enum err_kind kind, const char *format, va_list arguments)
{
	e->kind = kind;
	e->slug = NULL;
	err_print(e->words, sizeof(e->words), format, arguments);
}

int err_set(struct err *e, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(e, ERR_OTHER, format, arguments);
	va_end(arguments);
	return -1;
}

int err_set_slug(struct err *e, const char *slug, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(e, ERR_OTHER, format, arguments);
	va_end(arguments);
	e->slug = slug;
	return -1;
}

int err_set_io(struct err *e, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(e, ERR_IO, format, arguments);
	va_end(arguments);
	return -1;
}

int err_set_nothing(struct err *e, const char *slug, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(e, ERR_NOTHING, format, arguments);
	va_end(arguments);
	e->slug = slug;
	return -1;
}

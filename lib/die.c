#include "die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Mask what a terminal would obey: C0 controls, DEL and, in UTF-8, the C1 controls. */
static void mask_controls(char *s)
{
	for (unsigned char *p = (unsigned char *)s; *p; p++) {
		if (*p < 0x20 || *p == 0x7f)
			*p = '?';
		else if (*p == 0xc2 && p[1] >= 0x80 && p[1] <= 0x9f)
			p[0] = p[1] = '?';
	}
}

static void say(const char *format, va_list arguments)
{
	char words[4096];

	vsnprintf(words, sizeof(words), format, arguments);
	mask_controls(words);
	fprintf(stderr, "%s: %s\n", program_invocation_short_name, words);
}

void warn(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
}

void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
	exit(STATUS_TROUBLE);
}

void die_closing(int status)
{
	if (ferror(stdout) || fclose(stdout) != 0)
		die("standard output: %s", errno ? strerror(errno) : "write failed");
	exit(status);
}

#include "err.h"

#include <stdarg.h>
#include <stdio.h>

int err_set(struct err *e, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(e->words, sizeof(e->words), format, arguments);
	va_end(arguments);
	return -1;
}

/* Why a cell cannot be read, as a header and words. */
#include "import/feed_private.h"

#include <stdarg.h>
#include <string.h>

enum clean feeds_fault_set(struct feeds *f, const char *column, const char *format, ...)
{
	va_list arguments;

	f->fault.kind = FEED_FAULT_CELL;
	f->fault.column = column;
	va_start(arguments, format);
	err_print(f->fault.words, sizeof(f->fault.words), format, arguments);
	va_end(arguments);
	return CLEAN_BAD;
}

/* The most bytes of a cell that a message quotes. */
enum { QUOTED = 60 };

/* Whole characters only. */
size_t feeds_quotable(struct cell c)
{
	size_t n = c.length;

	if (n <= QUOTED)
		return n;
	n = QUOTED;
	while (n && ((unsigned char)c.bytes[n] & 0xc0) == 0x80)
		n--;
	return n;
}

enum clean feeds_fault_cell(struct feeds *f, const char *column, struct cell c, const char *what)
{
	size_t n = feeds_quotable(c);

	/* Files that were concatenated, or two tables in one sheet. */
	if (column && strlen(column) == c.length && memcmp(column, c.bytes, c.length) == 0)
		what = "repeats the header: another table begins here";
	return feeds_fault_set(f, column, "'%.*s%s' %s", (int)n, c.bytes, n < c.length ? "…" : "", what);
}

const struct feed_fault *feeds_fault(const struct feeds *f)
{
	return &f->fault;
}

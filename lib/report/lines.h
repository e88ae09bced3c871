/*
 * lines: the small lists that a review keeps besides its tables: `NAME TAB WHY`, and what a program said.
 */
#ifndef RETKIT_LINES_H
#define RETKIT_LINES_H

#include "base/err.h"

#include <stddef.h>

struct line {
	char *name;      /* before the first tab: the line */
	const char *why; /* behind it, or "" */
};

struct lines {
	struct line *list;
	size_t count, capacity;
};

/* Read all lines of a file. Returns 0, or -1 with words; free in either case. */
int lines_read(struct lines *l, const char *path, struct err *e);
void lines_free(struct lines *l);

#endif

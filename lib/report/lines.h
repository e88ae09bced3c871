/*
 * lines: the small lists that a review keeps besides its tables: `NAME TAB WHY`, where WHY is a slug of WORD_UNDRAWN.
 */
#ifndef RETKIT_LINES_H
#define RETKIT_LINES_H

#include "base/err.h"

#include <stddef.h>

struct notice {
	char *name;      /* the line up to the first tab */
	const char *why; /* the text after the tab, or "" */
};

struct notices {
	struct notice *list;
	size_t count, capacity;
};

/* Read all lines of a file. Returns 0, or -1 with words; free in either case. */
int notices_read(struct notices *l, const char *path, struct err *e);
void notices_free(struct notices *l);

#endif

/*
 * moment: makes dates and times canonical, `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`.
 *
 * The wall clock of the export is kept: a UTC offset (Z, +08:00, +0900, PDT) is dropped and reported, unless the caller names the offset
 * whose clock is wanted. The order of day and
 * month is never guessed: for 4/2/2026 the caller must know it from the column. A date in 1970 or before is the zero of some clock and
 * counts as missing.
 */
#ifndef RETKIT_MOMENT_H
#define RETKIT_MOMENT_H

#include "clean/clean.h"
#include "clean/dateform.h"

struct moment {
	char text[24];
	size_t length;
	bool offset;    /* a UTC offset was dropped: */
	int minutes;    /* what it was, in minutes ahead of UTC */
	bool converted; /* the time was converted */
	/* For a cell like 4/2/2026, the MOMENT_… orders in which it is a date; 0 if it does not depend on the order. */
	unsigned orders;
};

enum { MOMENT_DAY_FIRST = 1, MOMENT_MONTH_FIRST = 2 };

/*
 * What is known of a column: formats, which are tried first, and its order of day and month, 0 if unknown; and whether times with a UTC
 * offset are converted to the clock that is so many minutes ahead of UTC; and whether day numbers count from 1904, not 1900.
 */
struct moment_column {
	struct dateform *const *forms;
	size_t count;
	unsigned order;
	bool convert;
	int minutes;
	bool since_1904;
};

/*
 * Read 2026-04-02, 2026/4/2 9:05, 2026.4.2, 2026年4月2日, 20260402, 20260402090500,
 * 2026年4月2日 9时5分, 2026-04-02T09:05:00.000+08:00, 2-Apr-2026, Apr 2, 2026 9:05:00 PM PDT,
 * with a weekday before or behind, and the day numbers of spreadsheets (46113.5). 4/2/2026 is read if the order is known or makes no difference, else it is CLEAN_BAD
 * with m->orders set. Words for missing, 0000-00-00 and 任意时间 are missing. `column` may be NULL.
 */
enum clean moment_clean(struct cell c, const struct moment_column *column, struct moment *m);

/* True when moment_clean() would return the cell unchanged, so that it needs no copy. */
bool moment_is_canonical(struct cell c);

#endif

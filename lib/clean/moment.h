/*
 * moment: dates and times of day as exports write them, made `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`.
 *
 * The wall clock of the export is kept: an offset (Z, +08:00, +0900) is dropped, never computed
 * with, and told. Day and month are never guessed: what 4/2/2026 is has to be told by whoever
 * knows the column it stands in. A date in 1970 or before is the zero of somebody's clock and
 * counts as missing.
 */
#ifndef RETKIT_MOMENT_H
#define RETKIT_MOMENT_H

#include "clean/clean.h"
#include "clean/dateform.h"

struct moment {
	char text[24];
	size_t length;
	bool offset; /* an offset stood there */
	/* Of a cell like 4/2/2026: the MOMENT_… orders in which it is a date; 0 where there is no question. */
	unsigned orders;
};

enum { MOMENT_DAY_FIRST = 1, MOMENT_MONTH_FIRST = 2 };

/* What is known of a column: formats, tried before all else, and one of the orders or 0. */
struct moment_column {
	struct dateform *const *forms;
	size_t count;
	unsigned order;
};

/*
 * Reads 2026-04-02, 2026/4/2 9:05, 2026.4.2, 2026年4月2日, 20260402, 20260402090500,
 * 2026-04-02T09:05:00.000+08:00, 2-Apr-2026, Apr 2, 2026, and the day numbers of spreadsheets
 * (46113.5); 4/2/2026 where the order is known, or makes no difference: else it is CLEAN_BAD with
 * m->orders. Words for nothing, 0000-00-00 and 任意时间 are missing. `column` may be NULL.
 */
enum clean moment_clean(struct cell c, const struct moment_column *column, struct moment *m);

/* True for a cell that is what moment_clean() would make of it: it needs no copy. */
bool moment_is_canonical(struct cell c);

#endif

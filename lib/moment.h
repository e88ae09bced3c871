/*
 * moment: dates and times of day as exports write them, made `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`.
 *
 * The wall clock of the export is kept: an offset (Z, +08:00, +0900) is dropped, never computed
 * with, and told. Day and month are never guessed: 4/2/2026 is bad. A date in 1970 or before is
 * the zero of somebody's clock and counts as missing.
 */
#ifndef RETKIT_MOMENT_H
#define RETKIT_MOMENT_H

#include "clean.h"

struct moment {
	char text[24];
	size_t length;
	bool offset;  /* an offset stood there */
};

/*
 * Reads 2026-04-02, 2026/4/2 9:05, 2026.4.2, 2026年4月2日, 20260402, 20260402090500,
 * 2026-04-02T09:05:00.000+08:00, and the day numbers of spreadsheets (46113.5). Words for
 * nothing, 0000-00-00 and 任意时间 are missing.
 */
enum clean moment_clean(struct cell c, struct moment *m);

/* True for a cell that is what moment_clean() would make of it: it needs no copy. */
bool moment_is_canonical(struct cell c);

#endif

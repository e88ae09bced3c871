/*
 * coverage: the days that one side of the data covers, from the first and last days of its cells.
 *
 * A mistyped year must not stretch the coverage: a run of months that is more than a year away from the rest and has
 * less than a hundredth of the lines is excluded, and its lines are counted as strays.
 */
#ifndef RETKIT_COVERAGE_H
#define RETKIT_COVERAGE_H

#include "base/period.h"

#include <stdbool.h>
#include <stdint.h>

/* First and last day (DATE_NONE: unknown), and the number of lines between. */
struct coverage {
	int32_t first;
	int32_t last;
	int64_t lines;
};

/* A collector of days. */
struct coverage_days;

struct coverage_days *coverage_days_new(void);
void coverage_days_free(struct coverage_days *days);

/* Add `lines` lines between two days; DATE_NONE or 0 lines are ignored. */
void coverage_days_add(struct coverage_days *days, int64_t lines, int32_t first, int32_t last);

/* The coverage of all days added. Adds the lines excluded to *strays. */
struct coverage coverage_find(const struct coverage_days *days, int64_t *strays);

/* The coverage of data known to cover all days from `first` to `last`. */
struct coverage coverage_of_days(int32_t first, int32_t last);

/*
 * True when the whole period is covered. At each edge up to three days may be missing (a weekend and a holiday), or a
 * tenth of the period if that is less. Where lines are sparse, up to five times their mean distance may be missing
 * (chance leaves such a gap once in 150 times), but never more than a third of the period. An unknown coverage covers
 * every period.
 */
bool coverage_has(const struct coverage *c, const struct period *p);

#endif

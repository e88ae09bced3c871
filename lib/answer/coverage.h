/*
 * coverage: which days one side of the data covers, out of the first and last days of its cells.
 *
 * A mistyped year must not stretch it: a run of months apart from the rest by more than a year that has less
 * than a hundredth of the lines is left out, and counted as strays.
 */
#ifndef RETKIT_COVERAGE_H
#define RETKIT_COVERAGE_H

#include "base/period.h"

#include <stdbool.h>
#include <stdint.h>

/* First and last day, DATE_NONE when nothing is known of them, and the lines between. */
struct coverage {
	int32_t first;
	int32_t last;
	int64_t lines;
};

/* Days being collected. */
struct coverage_days;

struct coverage_days *coverage_days_new(void);
void coverage_days_free(struct coverage_days *days);

/* So many lines lie between two days; DATE_NONE or no lines say nothing. */
void coverage_days_add(struct coverage_days *days, int64_t lines, int32_t first, int32_t last);

/* What the days add up to. Adds the lines left out to *strays. */
struct coverage coverage_find(const struct coverage_days *days, int64_t *strays);

/* Known from elsewhere to cover these days without a gap. */
struct coverage coverage_of_days(int32_t first, int32_t last);

/*
 * True when the days cover a period whole. An edge without data is allowed up to three days (a week-end and a
 * holiday; a tenth of the period, where that is less), or five times the mean gap between lines where these
 * are sparse (chance leaves such a gap once in 150 times), but never more than a third of the period. Nothing
 * known covers everything.
 */
bool coverage_has(const struct coverage *c, const struct period *p);

#endif

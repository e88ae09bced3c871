/*
 * series: cells rolled up to groups by period, with the coverage of the data.
 *
 * A group is a combination of the dims asked for, a category a cause or reason (or all returns
 * together). Shipments belong to the group and period, returns to the category besides, so a
 * category's rate divides by all that the group shipped. Periods are in the order of time, groups
 * in the order of their bytes, categories in the order of columns_causes.
 *
 * Coverage is what the dates of all cells say: a period is partial when the data begin after its
 * first day or end before its last, on the side of the shipments or of the returns, by more days
 * than chance explains (see series_is_partial).
 */
#ifndef RETKIT_SERIES_H
#define RETKIT_SERIES_H

#include "cell/cell.h"
#include "base/err.h"
#include "cell/metric.h"
#include "base/period.h"
#include "answer/sums.h"

#include <stdbool.h>
#include <stddef.h>

enum series_split { SERIES_WHOLE, SERIES_CAUSE, SERIES_REASON };

struct series_plan {
	const char *by;     /* comma-separated dims, "" for none, NULL for all the cells have */
	const char *period; /* kind of period, NULL for that of the cells */
	int year_start;     /* first month of a year, 1 to 12 */
	enum series_split split;
};

struct series;

/* Read `no`, `cause` or `reason`. Returns 0, or -1. */
int series_parse_split(const char *s, enum series_split *split);

/*
 * Roll up. Returns NULL with words: unknown dim, periods that do not add up, or cells of orders,
 * which do not add up over dims and periods because an order stands in several. The cells may go
 * afterwards.
 */
struct series *series_new(const struct cells *c, const struct series_plan *plan, struct err *e);
void series_free(struct series *s);

const char *series_metric(const struct series *s);

/* True when returns count in the period of what they are returns of (binomial-type rates). */
bool series_is_cohort(const struct series *s);

/* What sums count, and how many of the integers of a sum make one: 10,000 of amounts, else 1. */
enum metric_unit series_unit(const struct series *s);
double series_scale(const struct series *s);

size_t series_dims(const struct series *s);
const char *series_dim(const struct series *s, size_t i);

size_t series_periods(const struct series *s);
const struct period *series_period(const struct series *s, size_t p);
const char *series_label(const struct series *s, size_t p);

/* The period one year before period p, or -1 when the data have none. */
int series_year_before(const struct series *s, size_t p);

size_t series_groups(const struct series *s);
const char *series_group(const struct series *s, size_t g, size_t dim);

/* The categories; 1 when not split, and then both words are "". */
size_t series_categories(const struct series *s);
const char *series_cause(const struct series *s, size_t c);
const char *series_reason(const struct series *s, size_t c);

/* What a group shipped, and what came back of a category. All zero where there is nothing. */
const struct sum *series_shipped(const struct series *s, size_t p, size_t g);
const struct sum *series_returned(const struct series *s, size_t p, size_t g, size_t c);

/* True when the group has returns of the category in some period. */
bool series_has_category(const struct series *s, size_t g, size_t c);

/* True when the data do not cover the period whole, on the side of the shipments or, by return date, of the
 * returns: see coverage_has(). */
bool series_is_partial(const struct series *s, size_t p);

/* True for a cohort whose last goods left fewer than `days` before the last return known. */
bool series_is_immature(const struct series *s, size_t p, int days);

/* Lines dated so far from all others that the coverage leaves them out: mistyped years. */
int64_t series_strays(const struct series *s);

/* The data are known to cover these days on both sides, whatever dates the cells have. */
void series_set_coverage(struct series *s, int32_t first, int32_t last);

#endif

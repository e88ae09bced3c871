/*
 * series: cells rolled up by group, period and category, with the coverage of the data.
 *
 * A group is a combination of values of the requested dims; a category is a cause or a reason, or all returns
 * together. Shipments belong to a group and period, returns to a category too, so the denominator of a category's
 * rate is all that its group shipped. Periods are sorted by time, groups by bytes, categories as in columns_causes.
 *
 * Coverage is computed from the dates of all cells: a period is partial when the shipments or the returns begin after
 * its first day, or end before its last, by more days than chance explains (see series_is_partial).
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
	const char *by;     /* comma-separated dims; "": none; NULL: all dims of the cells */
	const char *period; /* kind of period; NULL: that of the cells */
	int year_start;     /* first month of a year, 1 to 12 */
	enum series_split split;
};

struct series;

/* Read `no`, `cause` or `reason`. Returns 0, or -1. */
int series_parse_split(const char *s, enum series_split *split);

/*
 * Roll up cells. Returns NULL with words on an unknown dim, periods that do not add up, or cells of orders, which do
 * not add up over dims and periods because an order may belong to several. The cells may be freed afterwards.
 */
struct series *series_new(const struct cells *c, const struct series_plan *plan, struct err *e);
void series_free(struct series *s);

const char *series_metric(const struct series *s);

/* True when returns count in the period of their shipment (binomial-type rates). */
bool series_is_cohort(const struct series *s);

/* The unit of the sums, and the integer that stands for 1 unit: 10,000 for amounts, else 1. */
enum metric_unit series_unit(const struct series *s);
double series_scale(const struct series *s);

size_t series_dims(const struct series *s);
const char *series_dim(const struct series *s, size_t i);

size_t series_periods(const struct series *s);
const struct period *series_period(const struct series *s, size_t p);
const char *series_label(const struct series *s, size_t p);

/* The period one year before period p, or -1 when the data lack it. */
int series_year_before(const struct series *s, size_t p);

size_t series_groups(const struct series *s);
const char *series_group(const struct series *s, size_t g, size_t dim);

/* The categories. Without a split there is one, whose cause and reason are "". */
size_t series_categories(const struct series *s);
const char *series_cause(const struct series *s, size_t c);
const char *series_reason(const struct series *s, size_t c);

/* The sums of a group's shipments, and of its returns in a category. All zero where there are none. */
const struct sum *series_shipped(const struct series *s, size_t p, size_t g);
const struct sum *series_returned(const struct series *s, size_t p, size_t g, size_t c);

/* True when the group has returns of the category in at least one period. */
bool series_has_category(const struct series *s, size_t g, size_t c);

/* True when the shipments, or by return date the returns, do not cover the whole period: see coverage_has(). */
bool series_is_partial(const struct series *s, size_t p);

/* True for a cohort whose period ended fewer than `days` days before the last known return. */
bool series_is_immature(const struct series *s, size_t p, int days);

/* The number of lines that the coverage excludes because their dates are far from all others: mistyped years. */
int64_t series_strays(const struct series *s);

/* Override the coverage of both sides: the data are known to cover these days. */
void series_set_coverage(struct series *s, int32_t first, int32_t last);

#endif

#include "answer/series_private.h"

#include "base/date.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

int series_parse_split(const char *s, enum series_split *split)
{
	static const char *const names[] = {"no", "cause", "reason"};

	for (int i = 0; i < 3; i++) {
		if (strcmp(s, names[i]) == 0) {
			*split = (enum series_split)i;
			return 0;
		}
	}
	return -1;
}

static void axis_free(struct axis *axis)
{
	intern_free(axis->names);
	free(axis->order);
}

void series_free(struct series *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->dim_count; i++)
		free(s->dims[i]);
	free(s->dims);
	free(s->metric);
	axis_free(&s->periods);
	axis_free(&s->groups);
	axis_free(&s->categories);
	free(s->spans);
	sums_free(s->sums);
	free(s->pairs);
	free(s);
}

/* ---- queries ---- */

const char *series_metric(const struct series *s)
{
	return s->metric;
}

bool series_is_cohort(const struct series *s)
{
	return s->cohort;
}

enum metric_unit series_unit(const struct series *s)
{
	return s->unit;
}

double series_scale(const struct series *s)
{
	return s->unit == METRIC_AMOUNT ? DECIMAL_SCALE : 1;
}

size_t series_dims(const struct series *s)
{
	return s->dim_count;
}

const char *series_dim(const struct series *s, size_t i)
{
	return s->dims[i];
}

size_t series_periods(const struct series *s)
{
	return intern_count(s->periods.names);
}

const struct period *series_period(const struct series *s, size_t p)
{
	return &s->spans[s->periods.order[p]];
}

const char *series_label(const struct series *s, size_t p)
{
	return intern_get(s->periods.names, s->periods.order[p], NULL);
}

int series_year_before(const struct series *s, size_t p)
{
	struct period before;

	if (period_shift_years(series_period(s, p), -1, &before) != 0)
		return -1;
	for (size_t i = p; i-- > 0;)
		if (series_period(s, i)->first == before.first && series_period(s, i)->last == before.last)
			return (int)i;
	return -1;
}

size_t series_groups(const struct series *s)
{
	return intern_count(s->groups.names);
}

static const char *part(const struct axis *axis, size_t place, size_t i)
{
	const char *text = intern_get(axis->names, axis->order[place], NULL);

	while (i--)
		text += strlen(text) + 1;
	return text;
}

const char *series_group(const struct series *s, size_t g, size_t dim)
{
	return part(&s->groups, g, dim);
}

size_t series_categories(const struct series *s)
{
	return intern_count(s->categories.names);
}

const char *series_cause(const struct series *s, size_t c)
{
	return part(&s->categories, c, 1);
}

const char *series_reason(const struct series *s, size_t c)
{
	return part(&s->categories, c, 2);
}

const struct sum *series_shipped(const struct series *s, size_t p, size_t g)
{
	return sums_get(s->sums, (uint32_t)p, (uint32_t)g, 0);
}

const struct sum *series_returned(const struct series *s, size_t p, size_t g, size_t c)
{
	return sums_get(s->sums, (uint32_t)p, (uint32_t)g, 1 + (uint32_t)c);
}

bool series_has_category(const struct series *s, size_t g, size_t c)
{
	size_t bit = series_pair_bit(s, g, c);

	return s->pairs[bit / 64] >> (bit & 63) & 1;
}

/* ---- coverage ---- */

bool series_is_partial(const struct series *s, size_t p)
{
	const struct period *period = series_period(s, p);

	if (!coverage_has(&s->shipped, period))
		return true;
	/* By ship date, missing returns make a cohort immature, not partial. */
	return !s->cohort && !coverage_has(&s->returned, period);
}

bool series_is_immature(const struct series *s, size_t p, int days)
{
	/* A span has the time for its returns in its definition. */
	if (!s->cohort || s->returned.last == DATE_NONE || series_period(s, p)->kind == PERIOD_SPAN)
		return false;
	return (int64_t)s->returned.last - series_period(s, p)->last < days;
}

int64_t series_strays(const struct series *s)
{
	return s->strays;
}

void series_set_coverage(struct series *s, int32_t first, int32_t last)
{
	s->shipped = s->returned = coverage_of_days(first, last);
}

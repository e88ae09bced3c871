#include "yoy.h"

#include "compare.h"
#include "crew.h"
#include "fdr.h"
#include "mem.h"

#include <math.h>
#include <stdlib.h>

/* Rows that a thread compares at a time: about a millisecond. */
enum { PIECE = 1024 };

static const struct interval unknown = {NAN, NAN};

const char *yoy_verdict_name(enum yoy_verdict verdict)
{
	static const char *const names[] = {
		"worse", "better", "unclear", "same", "new", "gone", "thin", "immature", "partial",
		"over",
	};

	return names[verdict];
}

/* Why two rates are not compared by a test; YOY_UNCLEAR when they are. */
static enum yoy_verdict obstacle(const struct series *s, const struct yoy_row *row,
				 const struct rate_rules *rules)
{
	enum rate_flag now = rate_judge(s, row->period, &row->now, rules);
	enum rate_flag then = rate_judge(s, row->before, &row->then, rules);

	if (now == RATE_PARTIAL || then == RATE_PARTIAL)
		return YOY_PARTIAL;
	/* Nothing shipped in either year, only returned: there is no rate to speak of. */
	if (row->now.shipped == 0 && row->then.shipped == 0)
		return YOY_THIN;
	if (row->now.shipped == 0)
		return YOY_GONE;
	if (row->then.shipped == 0)
		return YOY_NEW;
	if (now == RATE_IMMATURE || then == RATE_IMMATURE)
		return YOY_IMMATURE;
	if (now == RATE_OVER || then == RATE_OVER)
		return YOY_OVER;
	if (now == RATE_THIN || then == RATE_THIN)
		return YOY_THIN;
	return YOY_UNCLEAR;
}

static void compare_cohorts(struct yoy_row *row, double level)
{
	const struct effective *a = &row->now.effective, *b = &row->then.effective;

	row->change_limits =
		compare_find_newcombe(a->count, a->exposure, b->count, b->exposure, level);
	row->ratio_limits =
		compare_find_ratio(a->count, a->exposure, b->count, b->exposure, level);
	row->p = compare_test_score(a->count, a->exposure, b->count, b->exposure).p;
}

static void compare_periods(struct yoy_row *row, double level)
{
	const struct effective *a = &row->now.effective, *b = &row->then.effective;

	row->change_limits = compare_find_mover(row->now.rate, row->now.limits, row->then.rate,
						row->then.limits);
	row->ratio_limits =
		compare_find_poisson_ratio(a->count, a->exposure, b->count, b->exposure, level);
	row->p = compare_test_poisson(a->count, a->exposure, b->count, b->exposure).mid;
}

static struct yoy_row compare(const struct series *s, struct yoy_row row,
			      const struct yoy_rules *rules)
{
	const struct sum *now = series_returned(s, row.period, row.group, row.category);
	const struct sum *then = series_returned(s, row.before, row.group, row.category);
	double level = rules->rates.level;

	row.now = rate_find(s, series_shipped(s, row.period, row.group), now, then, level);
	row.then = rate_find(s, series_shipped(s, row.before, row.group), then, now, level);
	row.change = row.ratio = row.p = row.q = NAN;
	row.change_limits = row.ratio_limits = unknown;
	row.verdict = obstacle(s, &row, &rules->rates);
	if (row.now.shipped == 0 || row.then.shipped == 0)
		return row;
	/* Part of a period, or a rate that will still rise, is not set against a whole one. */
	if (row.verdict == YOY_PARTIAL || row.verdict == YOY_IMMATURE || row.verdict == YOY_OVER)
		return row;
	row.change = row.now.rate - row.then.rate;
	row.ratio = row.then.returned ? row.now.rate / row.then.rate : NAN;
	if (series_is_cohort(s))
		compare_cohorts(&row, level);
	else
		compare_periods(&row, level);
	/* Nothing came back in either year: nothing speaks against equality. */
	if (row.now.returned == 0 && row.then.returned == 0)
		row.p = 1;
	if (row.verdict != YOY_UNCLEAR)
		row.p = NAN;
	return row;
}

static void judge(struct yoy_row *row, const struct yoy_rules *rules)
{
	if (row->verdict != YOY_UNCLEAR)
		return;
	if (row->change_limits.low > -rules->material && row->change_limits.high < rules->material)
		row->verdict = YOY_SAME;
	else if (row->q <= rules->false_discovery && row->change_limits.low > 0)
		row->verdict = YOY_WORSE;
	else if (row->q <= rules->false_discovery && row->change_limits.high < 0)
		row->verdict = YOY_BETTER;
}

static bool is_asked_for(const struct period *p, const struct yoy_rules *rules)
{
	return (!rules->from || p->first >= rules->from->first) &&
	       (!rules->to || p->last <= rules->to->last);
}

/* False where there is nothing to compare. */
static bool is_there(const struct series *s, const struct yoy_row *row)
{
	if (series_returned(s, row->period, row->group, row->category)->lines ||
	    series_returned(s, row->before, row->group, row->category)->lines)
		return true;
	/* Split by cause, a cause that never came up says nothing. */
	if (*series_cause(s, row->category))
		return false;
	return series_shipped(s, row->period, row->group)->lines ||
	       series_shipped(s, row->before, row->group)->lines;
}

/* What there is to compare, in the order of the keys. Caller frees. */
static struct yoy_row *find_rows(const struct series *s, const struct yoy_rules *rules, size_t *n)
{
	struct yoy_row *rows = NULL;
	size_t capacity = 0, count = 0;

	for (size_t p = 0; p < series_periods(s); p++) {
		int before = series_year_before(s, p);

		if (before < 0 || !is_asked_for(series_period(s, p), rules))
			continue;
		for (size_t g = 0; g < series_groups(s); g++) {
			for (size_t c = 0; c < series_categories(s); c++) {
				struct yoy_row row = {
					.period = p, .before = (size_t)before, .group = g, .category = c,
				};

				if (!is_there(s, &row))
					continue;
				rows = mem_grow(rows, &capacity, count + 1, sizeof(*rows));
				rows[count++] = row;
			}
		}
	}
	*n = count;
	return rows;
}

/* Rows on their way to be compared. */
struct work {
	const struct series *series;
	const struct yoy_rules *rules;
	struct yoy_row *rows;
};

static void compare_some(void *context, size_t from, size_t to)
{
	const struct work *work = context;

	for (size_t i = from; i < to; i++)
		work->rows[i] = compare(work->series, work->rows[i], work->rules);
}

struct yoy_row *yoy_compare(const struct series *s, const struct yoy_rules *rules, size_t *n)
{
	size_t count;
	struct yoy_row *rows = find_rows(s, rules, &count);
	struct work work = {s, rules, rows};

	crew_run(compare_some, &work, count, PIECE, crew_cores());
	double *p = mem_alloc(count, sizeof(*p));
	size_t *order = mem_alloc(count, sizeof(*order));

	for (size_t i = 0; i < count; i++)
		p[i] = rows[i].p;
	fdr_adjust_benjamini_hochberg(p, p, order, count);
	for (size_t i = 0; i < count; i++) {
		rows[i].q = p[i];
		judge(&rows[i], rules);
	}
	free(p);
	free(order);
	*n = count;
	return rows;
}

static int compare_rows(const void *a, const void *b)
{
	const struct yoy_row *x = a, *y = b;

	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	if (x->verdict != y->verdict)
		return x->verdict < y->verdict ? -1 : 1;
	double dx = isnan(x->change) ? 0 : x->change;
	double dy = isnan(y->change) ? 0 : y->change;

	/* What got better by most comes first among the better. */
	if (dx != dy)
		return (dx > dy) == (x->verdict != YOY_BETTER) ? -1 : 1;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->category > y->category) - (x->category < y->category);
}

void yoy_sort(struct yoy_row *rows, size_t n)
{
	if (n)
		qsort(rows, n, sizeof(*rows), compare_rows);
}

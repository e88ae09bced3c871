#include "answer/yoy.h"

#include "stat/compare.h"
#include "base/crew.h"
#include "stat/fdr.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/* Rows that a thread takes at a time: about a millisecond of work. */
enum { PIECE = 1024 };

static const struct schema_column columns[YOY_COLUMNS] = {
	KEY_COLUMNS_COMPARED,
	[YOY_SHIPPED] = {"shipped", SCHEMA_SUM, .shown = true},
	[YOY_RETURNED] = {"returned", SCHEMA_SUM, .shown = false},
	[YOY_RATE] = {"rate", SCHEMA_RATE, .shown = true},
	[YOY_LOW] = {"low", SCHEMA_RATE, .shown = false},
	[YOY_HIGH] = {"high", SCHEMA_RATE, .shown = false},
	[YOY_SHIPPED_BEFORE] = {"shipped_before", SCHEMA_SUM, .shown = false},
	[YOY_RETURNED_BEFORE] = {"returned_before", SCHEMA_SUM, .shown = false},
	[YOY_RATE_BEFORE] = {"rate_before", SCHEMA_RATE, .shown = true},
	[YOY_LOW_BEFORE] = {"low_before", SCHEMA_RATE, .shown = false},
	[YOY_HIGH_BEFORE] = {"high_before", SCHEMA_RATE, .shown = false},
	[YOY_CHANGE] = {"change_pp", SCHEMA_PP, .shown = true},
	[YOY_CHANGE_LOW] = {"change_low_pp", SCHEMA_PP, .shown = true},
	[YOY_CHANGE_HIGH] = {"change_high_pp", SCHEMA_PP, .shown = true},
	[YOY_RATIO] = {"ratio", SCHEMA_RATIO, .shown = true},
	[YOY_RATIO_LOW] = {"ratio_low", SCHEMA_RATIO, .shown = false},
	[YOY_RATIO_HIGH] = {"ratio_high", SCHEMA_RATIO, .shown = false},
	[YOY_P] = {"p", SCHEMA_P, .shown = false},
	[YOY_Q] = {"q", SCHEMA_P, .shown = true},
	[YOY_VERDICT] = {"verdict", SCHEMA_WORD, .words = WORD_VERDICT, .shown = true},
};

const struct schema yoy_schema = {"yoy", 1, columns, YOY_COLUMNS, KEY_DIMS_BEFORE};

static const struct interval unknown = {NAN, NAN};

/* The verdict that rules out a test; VERDICT_UNCLEAR when the rates can be tested. */
static enum verdict obstacle(const struct series *s, const struct yoy_row *row, const struct rate_rules *rules)
{
	enum flag now = rate_judge(s, row->period, &row->now, rules);
	enum flag then = rate_judge(s, row->before, &row->then, rules);

	if (now == FLAG_PARTIAL || then == FLAG_PARTIAL)
		return VERDICT_PARTIAL;
	/* Only returns and no shipments in either year: there is no rate. */
	if (row->now.shipped == 0 && row->then.shipped == 0)
		return VERDICT_THIN;
	if (row->now.shipped == 0)
		return VERDICT_GONE;
	if (row->then.shipped == 0)
		return VERDICT_NEW;
	if (now == FLAG_IMMATURE || then == FLAG_IMMATURE)
		return VERDICT_IMMATURE;
	if (now == FLAG_OVER || then == FLAG_OVER)
		return VERDICT_OVER;
	if (now == FLAG_THIN || then == FLAG_THIN)
		return VERDICT_THIN;
	return VERDICT_UNCLEAR;
}

/* True when a row needs a test. Without returns in either year the two rates are equal, and p is 1. */
static bool is_tested(const struct yoy_row *row)
{
	return row->verdict == VERDICT_UNCLEAR && (row->now.returned || row->then.returned);
}

static void compare_cohorts(struct yoy_row *row, double level)
{
	const struct effective *a = &row->now.effective, *b = &row->then.effective;

	row->change_limits = compare_find_newcombe(a->count, a->exposure, b->count, b->exposure, level);
	if (!isnan(row->ratio))
		row->ratio_limits = compare_find_ratio(a->count, a->exposure, b->count, b->exposure, level);
	if (is_tested(row))
		row->p = compare_test_score(a->count, a->exposure, b->count, b->exposure).p;
}

static void compare_periods(struct yoy_row *row, double level)
{
	const struct effective *a = &row->now.effective, *b = &row->then.effective;

	row->change_limits = compare_find_mover(row->now.rate, row->now.limits, row->then.rate, row->then.limits);
	if (!isnan(row->ratio))
		row->ratio_limits = compare_find_poisson_ratio(a->count, a->exposure, b->count, b->exposure, level);
	if (is_tested(row))
		row->p = compare_test_poisson(a->count, a->exposure, b->count, b->exposure).mid;
}

/* Compare the rates of a row. */
static void compare(const struct series *s, struct yoy_row *row, const struct yoy_rules *rules)
{
	row->change = row->ratio = row->p = row->q = NAN;
	row->change_limits = row->ratio_limits = unknown;
	row->verdict = obstacle(s, row, &rules->rates);
	if (row->now.shipped == 0 || row->then.shipped == 0)
		return;
	/* Partial periods, and rates that will still rise, are not compared with whole ones. */
	if (row->verdict == VERDICT_PARTIAL || row->verdict == VERDICT_IMMATURE || row->verdict == VERDICT_OVER)
		return;
	row->change = row->now.rate - row->then.rate;
	row->ratio = row->then.returned ? row->now.rate / row->then.rate : NAN;
	if (row->verdict == VERDICT_UNCLEAR && row->now.returned == 0 && row->then.returned == 0)
		row->p = 1;
	if (series_is_cohort(s))
		compare_cohorts(row, rules->rates.level);
	else
		compare_periods(row, rules->rates.level);
}

static void judge(struct yoy_row *row, const struct yoy_rules *rules)
{
	if (row->verdict != VERDICT_UNCLEAR)
		return;
	if (row->change_limits.low > -rules->material && row->change_limits.high < rules->material)
		row->verdict = VERDICT_SAME;
	else if (row->q <= rules->false_discovery && row->change_limits.low > 0)
		row->verdict = VERDICT_WORSE;
	else if (row->q <= rules->false_discovery && row->change_limits.high < 0)
		row->verdict = VERDICT_BETTER;
}

static bool is_asked_for(const struct period *p, const struct yoy_rules *rules)
{
	return (!rules->from || p->first >= rules->from->first) && (!rules->to || p->last <= rules->to->last);
}

/* True when a row has something to compare. */
static bool is_there(const struct series *s, const struct yoy_row *row)
{
	if (series_returned(s, row->period, row->group, row->category)->lines ||
	    series_returned(s, row->before, row->group, row->category)->lines)
		return true;
	/* With a split, drop a cause without returns in either year. */
	if (*series_cause(s, row->category))
		return false;
	return series_shipped(s, row->period, row->group)->lines || series_shipped(s, row->before, row->group)->lines;
}

/* The rows of a period: their keys, and the index of the first among all rows. */
struct year {
	size_t period;
	int before; /* the period a year before; below 0: none, and no rows */
	struct key {
		uint32_t group;
		uint32_t category;
	} * keys;
	size_t count;
	size_t capacity;
	size_t begin;
};

/* The work shared by all threads. */
struct work {
	const struct series *series;
	const struct yoy_rules *rules;
	struct year *years; /* by period */
	struct yoy_row *rows;
	double *p; /* by row: p, later replaced by q */
};

/* Find the keys to compare in a period, in order. */
static void find_keys(const struct series *s, struct year *year)
{
	struct yoy_row row = {.period = year->period, .before = (size_t)year->before};

	for (row.group = 0; row.group < series_groups(s); row.group++) {
		for (row.category = 0; row.category < series_categories(s); row.category++) {
			if (!is_there(s, &row))
				continue;
			year->keys = mem_grow(year->keys, &year->capacity, year->count + 1, sizeof(*year->keys));
			year->keys[year->count++] = (struct key){(uint32_t)row.group, (uint32_t)row.category};
		}
	}
}

static void find_years(void *context, size_t from, size_t to)
{
	const struct work *work = context;
	const struct series *s = work->series;

	for (size_t p = from; p < to; p++) {
		struct year *year = &work->years[p];

		year->period = p;
		year->before = is_asked_for(series_period(s, p), work->rules) ? series_year_before(s, p) : -1;
		if (year->before >= 0)
			find_keys(s, year);
	}
}

/* The year that row `i` belongs to: `year` or a later one. */
static const struct year *year_of(const struct year *year, size_t i)
{
	while (i >= year->begin + year->count)
		year++;
	return year;
}

/* Fill in keys and rates of the current period. */
static void begin_rows(void *context, size_t from, size_t to)
{
	const struct work *work = context;
	const struct series *s = work->series;
	const struct year *year = work->years;

	for (size_t i = from; i < to; i++) {
		year = year_of(year, i);
		struct yoy_row *row = &work->rows[i];
		const struct key *key = &year->keys[i - year->begin];

		row->period = year->period;
		row->before = (size_t)year->before;
		row->group = key->group;
		row->category = key->category;
		row->now =
			rate_find(s, series_shipped(s, row->period, row->group),
				  series_returned(s, row->period, row->group, row->category),
				  series_returned(s, row->before, row->group, row->category), work->rules->rates.level);
	}
}

/* The row with the same key a year before, or NULL. Searches forward from *at and moves it on: keys come sorted. */
static const struct yoy_row *find_before(const struct work *work, const struct yoy_row *row, size_t *at)
{
	const struct year *year = &work->years[row->before];
	const struct key *keys = year->keys;

	while (*at < year->count &&
	       (keys[*at].group < row->group || (keys[*at].group == row->group && keys[*at].category < row->category)))
		++*at;
	if (*at == year->count || keys[*at].group != row->group || keys[*at].category != row->category)
		return NULL;
	return &work->rows[year->begin + *at];
}

/*
 * Compare some rows. Rates of the year before are mostly those of other rows: reuse them, because computing is slow.
 */
static void compare_some(void *context, size_t from, size_t to)
{
	const struct work *work = context;
	const struct series *s = work->series;
	size_t at = 0;

	for (size_t i = from; i < to; i++) {
		struct yoy_row *row = &work->rows[i];

		if (i > from && row->period != row[-1].period)
			at = 0;
		const struct yoy_row *before = find_before(work, row, &at);

		/* Not reusable without returns: its effective size then depends on the other year. */
		if (before && before->now.returned > 0)
			row->then = before->now;
		else
			row->then = rate_find(s, series_shipped(s, row->before, row->group),
					      series_returned(s, row->before, row->group, row->category),
					      series_returned(s, row->period, row->group, row->category),
					      work->rules->rates.level);
		compare(s, row, work->rules);
		work->p[i] = row->p;
	}
}

static void judge_some(void *context, size_t from, size_t to)
{
	const struct work *work = context;

	for (size_t i = from; i < to; i++) {
		work->rows[i].q = work->p[i];
		judge(&work->rows[i], work->rules);
	}
}

struct yoy_row *yoy_compare(const struct series *s, const struct yoy_rules *rules, size_t *n)
{
	size_t periods = series_periods(s), count = 0;
	struct work work = {s, rules, mem_alloc(periods, sizeof(*work.years)), NULL, NULL};

	crew_run(find_years, &work, periods, 1, crew_cores());
	for (size_t p = 0; p < periods; p++) {
		work.years[p].begin = count;
		count += work.years[p].count;
	}
	work.rows = mem_alloc(count, sizeof(*work.rows));
	work.p = mem_alloc(count, sizeof(*work.p));
	crew_run(begin_rows, &work, count, PIECE, crew_cores());
	crew_run(compare_some, &work, count, PIECE, crew_cores());
	size_t *order = mem_alloc(count, sizeof(*order));

	fdr_adjust_benjamini_hochberg(work.p, work.p, order, count);
	crew_run(judge_some, &work, count, PIECE, crew_cores());
	for (size_t p = 0; p < periods; p++)
		free(work.years[p].keys);
	free(work.years);
	free(work.p);
	free(order);
	*n = count;
	return work.rows;
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

	/* Largest change first: the largest decrease for `better`, else the largest increase. */
	if (dx != dy)
		return (dx > dy) == (x->verdict != VERDICT_BETTER) ? -1 : 1;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->category > y->category) - (x->category < y->category);
}

void yoy_sort(struct yoy_row *rows, size_t n)
{
	if (n)
		qsort(rows, n, sizeof(*rows), compare_rows);
}

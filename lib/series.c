#include "series.h"

#include "columns.h"
#include "coverage.h"
#include "date.h"
#include "intern.h"
#include "mem.h"
#include "num.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Numbers of what a sum belongs to; category 0 is the shipments, 1 + c the returns of category c.
 */
struct key {
	uint32_t period;
	uint32_t group;
	uint32_t category;
};

/* Distinct strings and the order they are shown in. */
struct axis {
	struct intern *names;
	uint32_t *order; /* place → number */
};

struct series {
	char *metric;
	bool cohort;
	enum series_split split;
	char **dims;
	size_t dim_count;
	struct axis periods;
	struct axis groups;
	struct axis categories;
	struct period *spans; /* by place */
	struct intern *keys;  /* of struct key, by numbers */
	struct intern *pairs; /* (group, category) that have returns somewhere */
	struct measures *sums;
	size_t capacity;
	struct coverage shipped, returned;
	int64_t strays;
};

static const struct measures nothing = {.first = DATE_NONE, .last = DATE_NONE};

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

/* ---- rolling up ---- */

/* One cell at a time on its way into a series. */
struct roll {
	struct series *s;
	const struct cells *cells;
	const struct series_plan *plan;
	size_t *places;        /* of the dims kept, among the cells' */
	struct intern *labels; /* the cells' own periods */
	uint32_t *period_of;   /* label number → period number */
	size_t label_capacity;
	char *text;            /* scratch */
	size_t text_capacity;
	enum period_kind from; /* kind of the cells' periods */
	struct coverage_days *shipped;
	struct coverage_days *returned;
};

static void add_dim(struct roll *roll, size_t place)
{
	struct series *s = roll->s;
	const char *name = cells_dim(roll->cells, place);

	roll->places[s->dim_count] = place;
	s->dims[s->dim_count++] = mem_dup(name, strlen(name));
}

static int find_dim(const struct cells *c, const char *name, size_t n)
{
	for (size_t i = 0; i < cells_dims(c); i++)
		if (strlen(cells_dim(c, i)) == n && memcmp(cells_dim(c, i), name, n) == 0)
			return (int)i;
	return -1;
}

static int choose_dims(struct roll *roll, struct err *e)
{
	const struct cells *c = roll->cells;
	const char *by = roll->plan->by;
	size_t most = cells_dims(c) + (by ? strlen(by) : 0);

	roll->places = mem_alloc(most, sizeof(*roll->places));
	roll->s->dims = mem_alloc(most, sizeof(*roll->s->dims));
	for (size_t i = 0; !by && i < cells_dims(c); i++)
		add_dim(roll, i);
	while (by && *by) {
		size_t n = strcspn(by, ",");
		int place = find_dim(c, by, n);

		if (place < 0) {
			char list[256] = "none";

			for (size_t i = 0, at = 0; i < cells_dims(c) && at < 200; i++)
				at = (size_t)(stpncpy(stpcpy(list + at, i ? ", " : ""),
						      cells_dim(c, i), 40) -
					      list);
			return err_set(e, "--by: the cells are not counted by '%.*s'; they are by: %s",
				       (int)n, by, list);
		}
		for (size_t i = 0; i < roll->s->dim_count; i++)
			if (roll->places[i] == (size_t)place)
				return err_set(e, "--by: '%.*s' twice", (int)n, by);
		add_dim(roll, (size_t)place);
		by += n + (by[n] == ',');
	}
	return 0;
}

/* The number of the period a cell's label belongs to, or -1 with words. */
static int64_t roll_period(struct roll *roll, const char *label, struct err *e)
{
	bool fresh;
	uint32_t id = intern_add(roll->labels, label, strlen(label), &fresh);
	enum period_kind kind;
	struct period p;
	char text[PERIOD_TEXT];

	if (!fresh)
		return roll->period_of[id];
	if (period_parse(label, strlen(label), &p) != 0)
		return err_set(e, "period '%s' of the cells is none", label);
	if (id == 0)
		roll->from = p.kind;
	if (p.kind != roll->from)
		return err_set(e, "the cells mix %s and %s periods",
			       period_kind_name(roll->from), period_kind_name(p.kind));
	kind = p.kind;
	if (roll->plan->period && period_parse_kind(roll->plan->period, &kind) != 0)
		return err_set(e, "--period '%s' is not day, week, month, quarter or year",
			       roll->plan->period);
	if (!period_adds_up(p.kind, kind))
		return err_set(e, "--period %s: %ss do not add up to %ss", roll->plan->period,
			       period_kind_name(p.kind), period_kind_name(kind));
	/* Calendar years cannot be cut into fiscal ones, but all finer periods can. */
	if (p.kind == PERIOD_YEAR && roll->plan->year_start != 1)
		return err_set(e, "--year-start: the cells are whole calendar years");
	p = period_of_day(kind, p.first, roll->plan->year_start);
	period_print(text, &p);
	roll->period_of = mem_grow(roll->period_of, &roll->label_capacity, (size_t)id + 1,
				   sizeof(*roll->period_of));
	struct series *s = roll->s;
	uint32_t number = intern_add(s->periods.names, text, strlen(text), &fresh);

	if (fresh) {
		s->spans = mem_resize(s->spans, (size_t)number + 1, sizeof(*s->spans));
		s->spans[number] = p;
	}
	roll->period_of[id] = number;
	return number;
}

/* The parts with their closing NUL bytes, so that keys compare part by part. */
static uint32_t intern_parts(struct roll *roll, struct intern *names, const char *const *parts,
			     size_t n)
{
	size_t length = 0;

	for (size_t i = 0; i < n; i++) {
		size_t add = strlen(parts[i]) + 1;

		roll->text = mem_grow(roll->text, &roll->text_capacity, length + add, 1);
		memcpy(roll->text + length, parts[i], add);
		length += add;
	}
	return intern_add(names, roll->text ? roll->text : "", length, NULL);
}

static uint32_t roll_group(struct roll *roll, size_t at)
{
	const char *parts[16];
	size_t n = roll->s->dim_count;

	for (size_t i = 0; i < n; i++)
		parts[i] = cells_part(roll->cells, at, 1 + roll->places[i]);
	return intern_parts(roll, roll->s->groups.names, parts, n);
}

/* The place of a cause in the order of pictures leads its category's key. */
static uint32_t roll_category(struct roll *roll, const char *cause, const char *reason)
{
	char rank[2] = "0";
	const char *parts[3] = {rank, cause, reason};

	while (columns_causes[rank[0] - '0'] && strcmp(columns_causes[rank[0] - '0'], cause) != 0)
		rank[0]++;
	if (roll->s->split == SERIES_WHOLE)
		parts[0] = parts[1] = "";
	if (roll->s->split != SERIES_REASON)
		parts[2] = "";
	return intern_parts(roll, roll->s->categories.names, parts, 3);
}

static int add_sum(struct series *s, struct key key, const struct measures *m)
{
	bool fresh;
	uint32_t id = intern_add(s->keys, (const char *)&key, sizeof(key), &fresh);

	if (!fresh)
		return measures_add(&s->sums[id], m);
	s->sums = mem_grow(s->sums, &s->capacity, (size_t)id + 1, sizeof(*s->sums));
	s->sums[id] = *m;
	return 0;
}

static int roll_cell(struct roll *roll, size_t at, struct err *e)
{
	struct series *s = roll->s;
	const struct measures m = cells_measures(roll->cells, at);
	const char *cause = cells_part(roll->cells, at, 1 + cells_dims(roll->cells));
	const char *reason = cells_part(roll->cells, at, 2 + cells_dims(roll->cells));
	int64_t period = roll_period(roll, cells_part(roll->cells, at, 0), e);
	struct key key;

	if (period < 0)
		return -1;
	key.period = (uint32_t)period;
	key.group = roll_group(roll, at);
	key.category = 0;
	coverage_days_add(roll->shipped, m.shipped_lines, m.first, m.last);
	coverage_days_add(roll->returned, m.returned_lines, m.first, m.last);
	if (*cause) {
		uint32_t pair[2] = {key.group, roll_category(roll, cause, reason)};

		key.category = 1 + pair[1];
		intern_add(s->pairs, (const char *)pair, sizeof(pair), NULL);
	}
	if (add_sum(s, key, &m) != 0)
		return err_set(e, "a sum of the cells leaves 64 bits");
	return 0;
}

/* ---- order ---- */

static void axis_sort(struct axis *axis)
{
	axis->order = intern_order(axis->names);
}

static void axis_free(struct axis *axis)
{
	intern_free(axis->names);
	free(axis->order);
}

struct series *series_new(const struct cells *c, const struct series_plan *plan, struct err *e)
{
	struct series *s = mem_alloc(1, sizeof(*s));
	struct roll roll = {.s = s, .cells = c, .plan = plan, .labels = intern_new()};
	const char *metric = cells_metric(c);
	size_t length = strlen(metric);

	s->metric = mem_dup(metric, length);
	s->cohort = length > 8 && strcmp(metric + length - 8, ":shipped") == 0;
	s->split = plan->split;
	s->periods.names = intern_new();
	s->groups.names = intern_new();
	s->categories.names = intern_new();
	s->keys = intern_new();
	s->pairs = intern_new();
	roll.shipped = coverage_days_new();
	roll.returned = coverage_days_new();
	int status = cells_dims(c) > 16 ? err_set(e, "more than 16 dimensions")
					: choose_dims(&roll, e);

	/* Not split, there is one category even where nothing came back. */
	if (status == 0 && s->split == SERIES_WHOLE)
		roll_category(&roll, "", "");
	for (size_t at = 0; at < cells_count(c) && status == 0; at++)
		status = roll_cell(&roll, at, e);
	s->shipped = coverage_find(roll.shipped, &s->strays);
	s->returned = coverage_find(roll.returned, &s->strays);
	coverage_days_free(roll.shipped);
	coverage_days_free(roll.returned);
	free(roll.places);
	intern_free(roll.labels);
	free(roll.period_of);
	free(roll.text);
	axis_sort(&s->periods);
	axis_sort(&s->groups);
	axis_sort(&s->categories);
	if (status == 0)
		return s;
	series_free(s);
	return NULL;
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
	intern_free(s->keys);
	intern_free(s->pairs);
	free(s->sums);
	free(s);
}

/* ---- asking ---- */

const char *series_metric(const struct series *s)
{
	return s->metric;
}

bool series_is_cohort(const struct series *s)
{
	return s->cohort;
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
		if (series_period(s, i)->first == before.first)
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

static const struct measures *find(const struct series *s, size_t p, size_t g, uint32_t category)
{
	struct key key = {s->periods.order[p], s->groups.order[g], category};
	uint32_t id;

	if (!intern_find(s->keys, (const char *)&key, sizeof(key), &id))
		return &nothing;
	return &s->sums[id];
}

const struct measures *series_shipped(const struct series *s, size_t p, size_t g)
{
	return find(s, p, g, 0);
}

const struct measures *series_returned(const struct series *s, size_t p, size_t g, size_t c)
{
	return find(s, p, g, 1 + s->categories.order[c]);
}

bool series_has_category(const struct series *s, size_t g, size_t c)
{
	uint32_t pair[2] = {s->groups.order[g], s->categories.order[c]};

	return intern_find(s->pairs, (const char *)pair, sizeof(pair), NULL);
}

/* ---- coverage ---- */

bool series_is_partial(const struct series *s, size_t p)
{
	const struct period *period = series_period(s, p);

	if (!coverage_has(&s->shipped, period))
		return true;
	/* By ship date, what is missing of the returns is a matter of maturity. */
	return !s->cohort && !coverage_has(&s->returned, period);
}

bool series_is_immature(const struct series *s, size_t p, int days)
{
	if (!s->cohort || s->returned.last == DATE_NONE)
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

int series_parse_bound(const char *text, int year_start, struct period *bound)
{
	int64_t year;

	if (strncmp(text, "FY", 2) != 0)
		return period_parse(text, strlen(text), bound);
	if (num_parse_int(text + 2, strlen(text + 2), 2, 9998, &year) != 0)
		return -1;
	/*
	 * Named after the year it ends in: it began the year before, unless it is the calendar
	 * year.
	 */
	int first = year_start == 1 ? (int)year : (int)year - 1;

	*bound = period_of_day(PERIOD_YEAR, date_of_civil(first, year_start, 1), year_start);
	return 0;
}

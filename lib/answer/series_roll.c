/* Rolls cells up to groups, periods and categories. */
#include "answer/series_private.h"

#include "row/columns.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/*
 * The state of rolling up. Cells refer to their periods, groups and categories by number, and there are few of these,
 * so each number is mapped once: first to a number on the series' axis, then to a place on the sorted axis.
 */
struct roll {
	struct series *s;
	const struct cells *cells;
	const struct series_plan *plan;
	size_t *dims;      /* indexes of the dims kept, among those of the cells */
	uint32_t *periods; /* map: number in the cells → in the series; likewise below */
	uint32_t *groups;
	uint32_t *categories; /* NO_NUMBER: shipments */
	char *text;           /* scratch */
	size_t text_capacity;
	bool begun;
	enum period_kind from; /* kind of period of the cells */
	struct coverage_days *shipped;
	struct coverage_days *returned;
};

#define NO_NUMBER UINT32_MAX

static void add_dim(struct roll *roll, size_t place)
{
	struct series *s = roll->s;
	const char *name = cells_dim(roll->cells, place);

	roll->dims[s->dim_count] = place;
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

	roll->dims = mem_alloc(most, sizeof(*roll->dims));
	roll->s->dims = mem_alloc(most, sizeof(*roll->s->dims));
	for (size_t i = 0; !by && i < cells_dims(c); i++)
		add_dim(roll, i);
	while (by && *by) {
		size_t n = strcspn(by, ",");
		int place = find_dim(c, by, n);

		if (place < 0) {
			char list[256] = "none";

			for (size_t i = 0, at = 0; i < cells_dims(c) && at < 200; i++)
				at = (size_t)(stpncpy(stpcpy(list + at, i ? ", " : ""), cells_dim(c, i), 40) - list);
			return err_set(e, "--by: the cells are not counted by '%.*s'; they are by: %s", (int)n, by,
				       list);
		}
		for (size_t i = 0; i < roll->s->dim_count; i++)
			if (roll->dims[i] == (size_t)place)
				return err_set(e, "--by: '%.*s' twice", (int)n, by);
		add_dim(roll, (size_t)place);
		by += n + (by[n] == ',');
	}
	return 0;
}

/* Refuse to drop dims from cells of orders: an order may belong to several groups and would count twice. */
static int check_orders(const struct roll *roll, struct err *e)
{
	const struct series *s = roll->s;

	if (s->unit != METRIC_ORDER || s->dim_count == cells_dims(roll->cells))
		return 0;
	return err_set(e,
		       "--by: the cells of '%s' count orders, of which one may stand in several of them: "
		       "count the rows again with ret-tally --by '%s'",
		       s->metric, roll->plan->by);
}

/* The period of the series that a label of the cells falls in. Returns 0, or -1 with words. */
static int find_period(struct roll *roll, const char *label, struct period *found, struct err *e)
{
	enum period_kind kind;
	struct period p;

	if (period_parse(label, strlen(label), &p) != 0)
		return err_set(e, "period '%s' of the cells is none", label);
	if (!roll->begun)
		roll->from = p.kind;
	roll->begun = true;
	if (p.kind != roll->from)
		return err_set(e, "the cells mix %s and %s periods", period_kind_name(roll->from),
			       period_kind_name(p.kind));
	kind = p.kind;
	if (roll->plan->period && period_parse_kind(roll->plan->period, &kind) != 0)
		return err_set(e, "--period '%s' is not day, week, month, quarter or year", roll->plan->period);
	if (!period_adds_up(p.kind, kind))
		return err_set(e, "--period %s: %ss do not add up to %ss", roll->plan->period, period_kind_name(p.kind),
			       period_kind_name(kind));
	if (kind != p.kind && roll->s->unit == METRIC_ORDER)
		return err_set(e,
			       "--period: the cells of '%s' count orders, of which one may stand in several "
			       "of them: count the rows again with ret-tally --period %s",
			       roll->s->metric, roll->plan->period);
	/* Calendar years cannot be cut into fiscal ones, but all finer periods can. */
	if (p.kind == PERIOD_YEAR && roll->plan->year_start != 1)
		return err_set(e, "--year-start: the cells are whole calendar years");
	*found = p.kind == PERIOD_SPAN ? p : period_of_day(kind, p.first, roll->plan->year_start);
	return 0;
}

static int roll_period(struct roll *roll, uint32_t id, struct err *e)
{
	struct series *s = roll->s;
	struct period p;
	char text[PERIOD_TEXT];
	bool fresh;

	if (find_period(roll, cells_period_label(roll->cells, id), &p, e) != 0)
		return -1;
	period_print(text, &p);
	uint32_t number = intern_add(s->periods.names, text, strlen(text), &fresh);

	if (fresh) {
		s->spans = mem_resize(s->spans, (size_t)number + 1, sizeof(*s->spans));
		s->spans[number] = p;
	}
	roll->periods[id] = number;
	return 0;
}

/* Intern the parts joined by NUL bytes, so that keys sort part by part. */
static uint32_t intern_parts(struct roll *roll, struct intern *names, const char *const *parts, size_t n)
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

static uint32_t roll_group(struct roll *roll, uint32_t id)
{
	const char *parts[16];
	size_t n = roll->s->dim_count;

	for (size_t i = 0; i < n; i++)
		parts[i] = cells_group_dim(roll->cells, id, roll->dims[i]);
	return intern_parts(roll, roll->s->groups.names, parts, n);
}

/* The key of a category begins with the rank of its cause, because categories are shown in that order. */
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

/*
 * Map all numbers of the cells. Periods come first and in input order, so that an error names the first faulty one.
 */
static int roll_axes(struct roll *roll, struct err *e)
{
	const struct cells *c = roll->cells;

	roll->periods = mem_alloc(cells_periods(c), sizeof(*roll->periods));
	roll->groups = mem_alloc(cells_groups(c), sizeof(*roll->groups));
	roll->categories = mem_alloc(cells_categories(c), sizeof(*roll->categories));
	for (uint32_t id = 0; id < cells_periods(c); id++)
		if (roll_period(roll, id, e) != 0)
			return -1;
	for (uint32_t id = 0; id < cells_groups(c); id++)
		roll->groups[id] = roll_group(roll, id);
	/* Without a split there is one category, even when there are no returns. */
	if (roll->s->split == SERIES_WHOLE)
		roll_category(roll, "", "");
	for (uint32_t id = 0; id < cells_categories(c); id++) {
		const char *cause = cells_category_part(c, id, 0);

		roll->categories[id] = *cause ? roll_category(roll, cause, cells_category_part(c, id, 1)) : NO_NUMBER;
	}
	return 0;
}

/* Sort an axis, and turn the numbers in `map` into places on it. */
static void sort_axis(struct axis *axis, uint32_t *map, size_t n)
{
	size_t count = intern_count(axis->names);
	uint32_t *place = mem_alloc(count, sizeof(*place));

	axis->order = intern_order(axis->names);
	for (uint32_t i = 0; i < count; i++)
		place[axis->order[i]] = i;
	for (size_t i = 0; i < n; i++)
		if (map[i] != NO_NUMBER)
			map[i] = place[map[i]];
	free(place);
}

static void roll_cell(struct roll *roll, size_t at)
{
	struct series *s = roll->s;
	struct cell_place place = cells_place(roll->cells, at);
	const struct cell_sums *m = cells_sums(roll->cells, at);
	uint32_t period = roll->periods[place.period];
	uint32_t group = roll->groups[place.group];
	uint32_t category = roll->categories[place.category];
	struct sum sum = {s->unit == METRIC_AMOUNT ? m->amount : m->units, m->lines, m->squares};

	if (category == NO_NUMBER) {
		coverage_days_add(roll->shipped, m->lines, m->first, m->last);
		sums_put(s->sums, period, group, 0, &sum);
		return;
	}
	coverage_days_add(roll->returned, m->lines, m->first, m->last);
	size_t bit = series_pair_bit(s, group, category);

	s->pairs[bit / 64] |= (uint64_t)1 << (bit & 63);
	sums_put(s->sums, period, group, 1 + category, &sum);
}

static int roll_cells(struct roll *roll, struct err *e)
{
	struct series *s = roll->s;
	const struct cells *c = roll->cells;

	if (roll_axes(roll, e) != 0)
		return -1;
	sort_axis(&s->periods, roll->periods, cells_periods(c));
	sort_axis(&s->groups, roll->groups, cells_groups(c));
	sort_axis(&s->categories, roll->categories, cells_categories(c));
	s->pairs = mem_alloc(series_pair_bit(s, intern_count(s->groups.names), 0) / 64 + 1, sizeof(*s->pairs));
	s->sums = sums_new((uint32_t)intern_count(s->periods.names), (uint32_t)intern_count(s->groups.names),
			   1 + (uint32_t)intern_count(s->categories.names));
	for (size_t at = 0; at < cells_count(c); at++)
		roll_cell(roll, at);
	if (sums_seal(s->sums) != 0)
		return err_set(e, "a sum of the cells leaves 64 bits");
	return 0;
}

struct series *series_new(const struct cells *c, const struct series_plan *plan, struct err *e)
{
	struct series *s = mem_alloc(1, sizeof(*s));
	struct roll roll = {.s = s, .cells = c, .plan = plan};
	const char *metric = cells_metric(c);

	s->metric = mem_dup(metric, strlen(metric));
	s->cohort = metric_is_cohort(metric);
	s->unit = metric_unit_of(metric);
	s->split = plan->split;
	s->periods.names = intern_new();
	s->groups.names = intern_new();
	s->categories.names = intern_new();
	roll.shipped = coverage_days_new();
	roll.returned = coverage_days_new();
	int status = cells_dims(c) > 16 ? err_set(e, "more than 16 dimensions") : choose_dims(&roll, e);

	if (status == 0)
		status = check_orders(&roll, e);
	if (status == 0)
		status = roll_cells(&roll, e);
	s->shipped = coverage_find(roll.shipped, &s->strays);
	s->returned = coverage_find(roll.returned, &s->strays);
	coverage_days_free(roll.shipped);
	coverage_days_free(roll.returned);
	free(roll.dims);
	free(roll.periods);
	free(roll.groups);
	free(roll.categories);
	free(roll.text);
	if (status == 0)
		return s;
	series_free(s);
	return NULL;
}

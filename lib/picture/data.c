#include "picture/data.h"

#include "stat/compare.h"
#include "picture/label.h"
#include "base/mem.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the columns of one table are; -1 for one it does not have. */
struct columns {
	int metric, period, before;
	int first_dimension, dimensions;
	int cause, reason;
	int shipped, returned, rate, low, high, flag;
	int rate_before, change, change_low, change_high, verdict;
};

static int find_columns(const struct table *t, enum chart_table kind, int needs, struct columns *c, struct err *e)
{
	const struct {
		int *column;
		const char *name;
		bool wanted;
	} list[] = {
		{&c->metric, "metric", true},
		{&c->period, "period", true},
		{&c->before, "before", kind == CHART_YOY},
		{&c->shipped, "shipped", true},
		{&c->returned, "returned", true},
		{&c->rate, "rate", true},
		{&c->low, "low", true},
		{&c->high, "high", true},
		{&c->flag, "flag", kind == CHART_RATE},
		{&c->rate_before, "rate_before", kind == CHART_YOY},
		{&c->change, "change_pp", kind == CHART_YOY},
		{&c->change_low, "change_low_pp", kind == CHART_YOY},
		{&c->change_high, "change_high_pp", kind == CHART_YOY},
		{&c->verdict, "verdict", kind == CHART_YOY},
		{&c->cause, "cause", (needs & CHART_CAUSE) != 0},
		{&c->reason, "reason", (needs & CHART_REASON) != 0},
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		*list[i].column = list[i].wanted ? table_need(t, list[i].name, e) : table_find(t, list[i].name);
		if (list[i].wanted && *list[i].column < 0)
			return -1;
	}
	int end = c->shipped;

	if (c->cause >= 0 && c->cause < end)
		end = c->cause;
	if (c->reason >= 0 && c->reason < end)
		end = c->reason;
	c->first_dimension = (kind == CHART_YOY ? c->before : c->period) + 1;
	c->dimensions = end > c->first_dimension ? end - c->first_dimension : 0;
	return 0;
}

static int fault(const struct table *t, size_t row, struct err *e, const char *what, const char *cell)
{
	return err_set(e, "%s:%" PRIu64 ": %s '%s'", table_name(t), table_line(t, row), what, cell);
}

static int fault_of(const struct table *t, size_t row, int column, struct err *e, const char *what)
{
	return err_set(e, "%s:%" PRIu64 ": %s '%s' is not %s", table_name(t), table_line(t, row),
		       table_column(t, (size_t)column), table_get(t, row, column), what);
}

/* A number that must stand there and be at least 0. */
static int read_count(const struct table *t, size_t row, int column, double *value, struct err *e)
{
	if (table_double(t, row, column, value, e) < 0)
		return -1;
	return *value >= 0 ? 0 : fault_of(t, row, column, e, "a count of units");
}

/* A rate that may be missing but not negative. */
static int read_rate(const struct table *t, size_t row, int column, double *value, struct err *e)
{
	if (table_double(t, row, column, value, e) < 0)
		return -1;
	return *value < 0 ? fault_of(t, row, column, e, "a rate") : 0;
}

static int read_period(const struct table *t, size_t row, const char *cell, struct period *p, bool *fiscal,
		       struct err *e)
{
	size_t n = strlen(cell);

	*fiscal = n == 6 && cell[0] == 'F' && cell[1] == 'Y';
	if (period_parse(*fiscal ? cell + 2 : cell, *fiscal ? 4 : n, p) < 0)
		return fault(t, row, e, "not a period:", cell);
	return 0;
}

static int read_flag(const struct table *t, size_t row, int column, enum flag *flag, struct err *e)
{
	const char *cell = table_get(t, row, column);

	return flag_parse(cell, flag) == 0 ? 0 : fault(t, row, e, "unknown flag", cell);
}

static int read_verdict(const struct table *t, size_t row, int column, enum verdict *verdict, struct err *e)
{
	const char *cell = table_get(t, row, column);

	return verdict_parse(cell, verdict) == 0 ? 0 : fault(t, row, e, "unknown verdict", cell);
}

static int read_comparison(const struct table *t, size_t row, const struct columns *c, struct chart_row *r,
			   struct err *e)
{
	r->before = table_get(t, row, c->before);
	if (read_rate(t, row, c->rate_before, &r->rate_before, e) < 0 ||
	    table_double(t, row, c->change, &r->change, e) < 0 ||
	    table_double(t, row, c->change_low, &r->change_low, e) < 0 ||
	    table_double(t, row, c->change_high, &r->change_high, e) < 0 ||
	    read_verdict(t, row, c->verdict, &r->verdict, e) < 0)
		return -1;
	if (r->verdict <= VERDICT_SAME && (isnan(r->change) || isnan(r->change_low) || isnan(r->change_high)))
		return fault(t, row, e, "no change and interval beside verdict", table_get(t, row, c->verdict));
	return 0;
}

/* Parts joined by a middle dot, masked. Lives in the arena. */
static const char *join(struct arena *a, const char *first, const char *second)
{
	char *joined = *first && *second ? mem_printf("%s · %s", first, second) : mem_printf("%s%s", first, second);
	char *masked = label_mask(joined);
	const char *kept = arena_dup(a, masked, strlen(masked));

	free(joined);
	free(masked);
	return kept;
}

static int read_row(struct chart_data *d, size_t row, const struct columns *c, enum chart_table kind,
		    struct chart_row *r, struct err *e)
{
	const struct table *t = d->table;
	bool fiscal;

	r->label = table_get(t, row, c->period);
	if (read_period(t, row, r->label, &r->period, &fiscal, e) < 0)
		return -1;
	if (d->count == 0) {
		d->metric = table_get(t, row, c->metric);
		d->kind = r->period.kind;
		d->fiscal = fiscal;
	}
	if (strcmp(table_get(t, row, c->metric), d->metric) != 0)
		return fault(t, row, e,
			     "a second metric, which one picture cannot hold:", table_get(t, row, c->metric));
	if (r->period.kind != d->kind || fiscal != d->fiscal)
		return fault(t, row, e, "a period of another kind than those above:", r->label);
	r->group = "";
	for (int i = 0; i < c->dimensions; i++)
		r->group = join(d->arena, r->group, table_get(t, row, c->first_dimension + i));
	r->cause = table_get(t, row, c->cause);
	r->reason = table_get(t, row, c->reason);
	r->name = join(d->arena, r->group, *r->reason ? r->reason : r->cause);
	if (read_count(t, row, c->shipped, &r->shipped, e) < 0 ||
	    read_count(t, row, c->returned, &r->returned, e) < 0 || read_rate(t, row, c->rate, &r->rate, e) < 0 ||
	    read_rate(t, row, c->low, &r->low, e) < 0 || read_rate(t, row, c->high, &r->high, e) < 0)
		return -1;
	if (!isnan(r->rate) && (isnan(r->low) || isnan(r->high) || r->low > r->high))
		return fault(t, row, e, "no interval beside rate", table_get(t, row, c->rate));
	return kind == CHART_YOY ? read_comparison(t, row, c, r, e) : read_flag(t, row, c->flag, &r->flag, e);
}

/* A row with its place in the table, which settles what the keys leave equal. */
struct placed {
	struct chart_row row;
	size_t place;
};

static int by_key(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = (x->row.period.first > y->row.period.first) - (x->row.period.first < y->row.period.first);

	if (order == 0)
		order = strcmp(x->row.group, y->row.group);
	if (order == 0)
		order = strcmp(x->row.cause, y->row.cause);
	if (order == 0)
		order = strcmp(x->row.reason, y->row.reason);
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_time(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = (x->row.period.first > y->row.period.first) - (x->row.period.first < y->row.period.first);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static bool same_key(const struct chart_row *x, const struct chart_row *y)
{
	return x->period.first == y->period.first && strcmp(x->group, y->group) == 0 &&
	       strcmp(x->cause, y->cause) == 0 && strcmp(x->reason, y->reason) == 0;
}

/* Put the rows in order of time. Two rows of one key would be drawn over each other: an error. */
static int order_rows(struct chart_data *d, struct err *e)
{
	struct placed *placed = mem_alloc(d->count, sizeof(*placed));
	int status = 0;

	for (size_t i = 0; i < d->count; i++)
		placed[i] = (struct placed){d->rows[i], i};
	qsort(placed, d->count, sizeof(*placed), by_key);
	for (size_t i = 1; i < d->count && status == 0; i++)
		if (same_key(&placed[i - 1].row, &placed[i].row))
			status = err_set(e, "%s:%" PRIu64 ": a second row for period '%s'%s%s%s", table_name(d->table),
					 table_line(d->table, placed[i].place), placed[i].row.label,
					 *placed[i].row.name ? " and '" : "", placed[i].row.name,
					 *placed[i].row.name ? "'" : "");
	qsort(placed, d->count, sizeof(*placed), by_time);
	for (size_t i = 0; i < d->count; i++)
		d->rows[i] = placed[i].row;
	free(placed);
	return status;
}

/* The column that says what a row is about; more than one of them make a combination. */
static const char *name_things(const struct table *t, const struct columns *c)
{
	bool split = c->cause >= 0 || c->reason >= 0;

	if (c->dimensions + split > 1)
		return "combination";
	if (c->dimensions == 1)
		return table_column(t, (size_t)c->first_dimension);
	return c->reason >= 0 ? "reason" : c->cause >= 0 ? "cause" : "";
}

struct chart_data *chart_data_read(const struct table *t, enum chart_table kind, int needs, struct err *e)
{
	struct columns c;

	if (find_columns(t, kind, needs, &c, e) < 0)
		return NULL;
	if (table_rows(t) == 0) {
		err_set(e, "%s: nothing to draw: no rows", table_name(t));
		return NULL;
	}
	struct chart_data *d = mem_alloc(1, sizeof(*d));

	d->table = t;
	d->arena = arena_new();
	d->thing = name_things(t, &c);
	d->rows = mem_alloc(table_rows(t), sizeof(*d->rows));
	for (size_t row = 0; row < table_rows(t); row++, d->count++) {
		if (read_row(d, row, &c, kind, &d->rows[row], e) < 0) {
			chart_data_free(d);
			return NULL;
		}
	}
	if (order_rows(d, e) < 0) {
		chart_data_free(d);
		return NULL;
	}
	return d;
}

void chart_data_free(struct chart_data *d)
{
	if (!d)
		return;
	arena_free(d->arena);
	free(d->rows);
	free(d);
}

int chart_data_need_one_group(const struct chart_data *d, const char *what, struct err *e)
{
	for (size_t i = 1; i < d->count; i++)
		if (strcmp(d->rows[i].group, d->rows[0].group) != 0)
			return err_set(e,
				       "%s: a picture of %s is of one thing, this table has more: "
				       "'%s' and '%s'",
				       table_name(d->table), what, d->rows[0].group, d->rows[i].group);
	return 0;
}

int64_t chart_data_find_period(const struct chart_data *d, const char *label, struct err *e)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->rows[i].label, label) == 0)
			return (int64_t)i;
	return err_set(e, "%s: no rows of period '%s': the table has '%s' to '%s'", table_name(d->table), label,
		       d->rows[0].label, d->rows[d->count - 1].label);
}

struct period chart_period_step(const struct period *p, int steps)
{
	struct period stepped = *p;
	int64_t days = (int64_t)p->last - p->first + 1;

	if (p->kind == PERIOD_SPAN)
		return period_of_span(p->first + (int32_t)(steps * days), p->last + (int32_t)(steps * days));

	for (; steps > 0; steps--)
		stepped = period_of_day(p->kind, stepped.last + 1, p->year_start);
	for (; steps < 0; steps++)
		stepped = period_of_day(p->kind, stepped.first - 1, p->year_start);
	return stepped;
}

struct chart_change chart_change_of(const struct chart_row *now, const struct chart_row *before)
{
	struct interval change = compare_find_mover(now->rate, (struct interval){now->low, now->high}, before->rate,
						    (struct interval){before->low, before->high});

	return (struct chart_change){
		.points = 100 * (now->rate - before->rate),
		.low = 100 * change.low,
		.high = 100 * change.high,
	};
}

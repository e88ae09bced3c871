#include "picture/data.h"

#include "answer/rate.h"
#include "answer/yoy.h"
#include "base/mem.h"
#include "picture/label.h"
#include "result/view.h"
#include "stat/compare.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The columns that mean the same in both tables. */
struct columns {
	const struct schema *schema;
	size_t shipped, returned, rate, low, high;
	uint64_t needed; /* SCHEMA_SET() of the columns that every picture requires */
};

static const struct columns tables[] = {
	[CHART_RATE] = {&rate_schema, RATE_SHIPPED, RATE_RETURNED, RATE_RATE, RATE_LOW, RATE_HIGH,
			SCHEMA_SET(KEY_METRIC) | SCHEMA_SET(KEY_PERIOD) | SCHEMA_SET(RATE_SHIPPED) |
				SCHEMA_SET(RATE_RETURNED) | SCHEMA_SET(RATE_RATE) | SCHEMA_SET(RATE_LOW) |
				SCHEMA_SET(RATE_HIGH) | SCHEMA_SET(RATE_FLAG)},
	[CHART_YOY] = {&yoy_schema, YOY_SHIPPED, YOY_RETURNED, YOY_RATE, YOY_LOW, YOY_HIGH,
		       SCHEMA_SET(KEY_METRIC) | SCHEMA_SET(KEY_PERIOD) | SCHEMA_SET(KEY_BEFORE) |
			       SCHEMA_SET(YOY_SHIPPED) | SCHEMA_SET(YOY_RETURNED) | SCHEMA_SET(YOY_RATE) |
			       SCHEMA_SET(YOY_LOW) | SCHEMA_SET(YOY_HIGH) | SCHEMA_SET(YOY_RATE_BEFORE) |
			       SCHEMA_SET(YOY_CHANGE) | SCHEMA_SET(YOY_CHANGE_LOW) | SCHEMA_SET(YOY_CHANGE_HIGH) |
			       SCHEMA_SET(YOY_VERDICT)},
};

static int read_comparison(const struct view *v, size_t row, struct chart_row *r, struct err *e)
{
	size_t verdict;

	r->before = view_text(v, row, KEY_BEFORE);
	if (view_number(v, row, YOY_RATE_BEFORE, &r->rate_before, e) < 0 ||
	    view_number(v, row, YOY_CHANGE, &r->change, e) < 0 ||
	    view_number(v, row, YOY_CHANGE_LOW, &r->change_low, e) < 0 ||
	    view_number(v, row, YOY_CHANGE_HIGH, &r->change_high, e) < 0 ||
	    view_word(v, row, YOY_VERDICT, &verdict, e) < 0)
		return -1;
	r->verdict = (enum verdict)verdict;
	if (r->verdict <= VERDICT_SAME && (isnan(r->change) || isnan(r->change_low) || isnan(r->change_high)))
		return view_fault(v, row, YOY_VERDICT, "no change and interval for verdict", e);
	return 0;
}

static int read_flag(const struct view *v, size_t row, struct chart_row *r, struct err *e)
{
	size_t flag;

	if (view_word(v, row, RATE_FLAG, &flag, e) < 0)
		return -1;
	r->flag = (enum flag)flag;
	return 0;
}

/* Join the nonempty parts with a middle dot and mask them. Owned by the arena. */
static const char *join(struct arena *a, const char *first, const char *second)
{
	char *joined = *first && *second ? mem_printf("%s · %s", first, second) : mem_printf("%s%s", first, second);
	char *masked = label_mask(joined);
	const char *kept = arena_dup(a, masked, strlen(masked));

	free(joined);
	free(masked);
	return kept;
}

/* Set the name of a row and its parts. */
static int read_key(struct chart_data *d, const struct view *v, size_t row, struct chart_row *r, struct err *e)
{
	bool fiscal;

	r->label = view_text(v, row, KEY_PERIOD);
	if (view_period(v, row, KEY_PERIOD, &r->period, &fiscal, e) < 0)
		return -1;
	if (d->count == 0) {
		d->metric = view_text(v, row, KEY_METRIC);
		d->kind = r->period.kind;
		d->fiscal = fiscal;
	}
	if (strcmp(view_text(v, row, KEY_METRIC), d->metric) != 0)
		return view_fault(v, row, KEY_METRIC, "a second metric, but a picture shows only one:", e);
	if (r->period.kind != d->kind || fiscal != d->fiscal)
		return view_fault(v, row, KEY_PERIOD, "period of a different kind from the rows above:", e);
	r->group = "";
	for (size_t i = 0; i < view_dims(v); i++)
		r->group = join(d->arena, r->group, view_dim(v, row, i));
	r->cause = view_text(v, row, KEY_CAUSE);
	r->reason = view_text(v, row, KEY_REASON);
	r->name = join(d->arena, r->group, *r->reason ? r->reason : r->cause);
	return 0;
}

static int read_row(struct chart_data *d, const struct view *v, size_t row, enum chart_table kind, struct err *e)
{
	const struct columns *c = &tables[kind];
	struct chart_row *r = &d->rows[row];

	if (read_key(d, v, row, r, e) < 0 || view_number(v, row, c->shipped, &r->shipped, e) < 0 ||
	    view_number(v, row, c->returned, &r->returned, e) < 0 || view_number(v, row, c->rate, &r->rate, e) < 0 ||
	    view_number(v, row, c->low, &r->low, e) < 0 || view_number(v, row, c->high, &r->high, e) < 0)
		return -1;
	if (!isnan(r->rate) && (isnan(r->low) || isnan(r->high) || r->low > r->high))
		return view_fault(v, row, c->rate, "no interval for rate", e);
	return kind == CHART_YOY ? read_comparison(v, row, r, e) : read_flag(v, row, r, e);
}

/* A row and its index in the table, which keeps the sort stable. */
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

/* Sort the rows by time. A duplicate key is an error, because one row would hide the other. */
static int order_rows(struct chart_data *d, struct err *e)
{
	struct placed *placed = mem_alloc(d->count, sizeof(*placed));
	int status = 0;

	for (size_t i = 0; i < d->count; i++)
		placed[i] = (struct placed){d->rows[i], i};
	qsort(placed, d->count, sizeof(*placed), by_key);
	for (size_t i = 1; i < d->count && status == 0; i++)
		if (same_key(&placed[i - 1].row, &placed[i].row))
			status = err_set(e, "%s:%" PRIu64 ": duplicate row for period '%s'%s%s%s", table_name(d->table),
					 table_line(d->table, placed[i].place), placed[i].row.label,
					 *placed[i].row.name ? " and '" : "", placed[i].row.name,
					 *placed[i].row.name ? "'" : "");
	qsort(placed, d->count, sizeof(*placed), by_time);
	for (size_t i = 0; i < d->count; i++)
		d->rows[i] = placed[i].row;
	free(placed);
	return status;
}

/* The name of the dimension; `combination` when there are several. */
static const char *name_things(const struct view *v)
{
	size_t dims = view_dims(v);
	bool cause = view_has(v, KEY_CAUSE), reason = view_has(v, KEY_REASON);

	if (dims + (cause || reason) > 1)
		return "combination";
	if (dims == 1)
		return view_dim_name(v, 0);
	return reason ? rate_schema.columns[KEY_REASON].name : cause ? rate_schema.columns[KEY_CAUSE].name : "";
}

static int read_rows(struct chart_data *d, const struct view *v, enum chart_table kind, struct err *e)
{
	size_t n = table_rows(d->table);

	if (n == 0)
		return err_set_nothing(e, "no-rows", "%s: nothing to draw: no rows", table_name(d->table));
	d->rows = mem_alloc(n, sizeof(*d->rows));
	d->thing = name_things(v);
	for (; d->count < n; d->count++)
		if (read_row(d, v, d->count, kind, e) < 0)
			return -1;
	return order_rows(d, e);
}

struct chart_data *chart_data_read(const struct table *t, enum chart_table kind, uint64_t needed, struct err *e)
{
	struct view *v = view_new(t, tables[kind].schema, tables[kind].needed | needed, e);

	if (!v)
		return NULL;
	struct chart_data *d = mem_alloc(1, sizeof(*d));

	d->table = t;
	d->arena = arena_new();
	int status = read_rows(d, v, kind, e);

	view_free(v);
	if (status == 0)
		return d;
	chart_data_free(d);
	return NULL;
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
				       "%s: a picture of %s shows one group, but the table has several: "
				       "'%s' and '%s'",
				       table_name(d->table), what, d->rows[0].group, d->rows[i].group);
	return 0;
}

int64_t chart_data_find_period(const struct chart_data *d, const char *label, struct err *e)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->rows[i].label, label) == 0)
			return (int64_t)i;
	return err_set(e, "%s: no rows for period '%s': the table has '%s' to '%s'", table_name(d->table), label,
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

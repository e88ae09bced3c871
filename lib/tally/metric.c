/* A tally by a definition: runs its tasks one after another, then adds the orders to the cells. */
#include "tally/counting_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

static void begin(struct tally_counting *c, const struct tally_plan *plan, const char *name)
{
	const struct metric *m = plan->metric;

	*c = (struct tally_counting){
		.metric = m,
		.first = DATE_NONE,
		.last = DATE_NONE,
		.as_of = plan->as_of,
		.last_day = DATE_NONE,
	};
	if (m->window && plan->as_of != DATE_NONE) {
		c->first = metric_window_first(m, plan->as_of);
		c->last = metric_window_last(m, plan->as_of);
		struct period span = period_of_span(c->first, c->last);

		period_print(c->label, &span);
	}
	if (m->no_gifts || m->no_replacements || m->below)
		c->lines = order_lines_new();
	if (m->unit == METRIC_ORDER)
		c->orders = orders_new();
	c->cells = cells_new(name, plan->dims, plan->dim_count);
}

static void end(struct tally_counting *c)
{
	orders_free(c->orders);
	order_lines_free(c->lines);
	cells_free(c->cells);
}

static struct tally_task *run_task(struct tally_counting *c, const struct tally_plan *plan,
				   const struct sides_file *input, const char *metric, const struct rejects *rejects)
{
	struct tally_task *t = tally_task_new(plan, input, &tally_metric_ways[input->kind], metric, rejects);
	struct cells *own = t->cells;

	t->counting = c;
	t->label = *c->label ? c->label : NULL;
	if (c->orders)
		t->cells = c->cells;
	tally_task_run(t);
	t->cells = own;
	return t;
}

static int run_side(struct tally_counting *c, const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
		    enum side side, struct cells **cells, struct rejects *rejects, struct tally_report *report,
		    struct err *e)
{
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		if (inputs[i].kind != side)
			continue;
		struct tally_task *t = run_task(c, plan, &inputs[i], cells_metric(*cells), rejects);

		status = tally_task_join(cells, t, 0, 0, rejects, report, e);
		if (status == 0)
			tally_tasks_account(&t, 1);
		tally_task_free(t);
	}
	return status;
}

/* ---- adding the orders to the cells ---- */

/* The number of a day's period; the label of the window replaces it. */
static uint32_t order_period(const struct tally_counting *c, const struct tally_plan *plan, int32_t day)
{
	struct period p = period_of_day(plan->period, day, 1);
	char label[PERIOD_TEXT];

	if (!*c->label)
		period_print(label, &p);
	else
		memcpy(label, c->label, sizeof(label));
	return cells_period(c->cells, label, strlen(label));
}

/* True when an order of that day counts; else counts the reason in `found`. */
static bool is_day_counted(const struct tally_counting *c, int32_t day, struct tally_orders *found)
{
	if (!metric_is_valid(c->metric, day, day)) {
		found->validity++;
		return false;
	}
	if (c->first != DATE_NONE && (day < c->first || day > c->last)) {
		found->window++;
		return false;
	}
	return true;
}

/* True when the return of an order, dated `day`, counts; else counts the reason in `found`. */
static bool is_return_counted(const struct tally_counting *c, const struct order *o, int32_t day,
			      struct tally_orders *found)
{
	if (!is_day_counted(c, day, found))
		return false;
	if (metric_has_reason(c->metric, cells_category_part(c->cells, o->category, 0),
			      cells_category_part(c->cells, o->category, 1)))
		return true;
	found->reason++;
	return false;
}

static int add_order(struct cells *cells, struct cell_place place, int64_t amount, int32_t day,
		     struct tally_report *report)
{
	struct cell_sums sums = {1, amount, 1, 1, day, day};

	report->orders.kept++;
	return cells_add_at(cells, place, &sums) | cell_sums_add(&report->sum, &sums);
}

/* In a cohort both sides of an order count on the day of its sale, or of its return where the sale is unknown. */
static int count_order(const struct tally_counting *c, const struct tally_plan *plan, const struct order *o,
		       struct tally_report reports[2])
{
	struct cells *cells = c->cells;
	struct tally_orders *sold = &reports[SIDE_SHIPMENTS].orders;
	struct tally_orders *returned = &reports[SIDE_RETURNS].orders;
	int32_t day = o->sold && c->metric->cohort ? o->sold_day : o->returned_day;
	int status = 0;

	sold->all += o->sold;
	returned->all += o->returned;
	if (o->sold && is_day_counted(c, o->sold_day, sold)) {
		struct cell_place place = {order_period(c, plan, o->sold_day), o->group, cells_no_category(cells)};

		status = add_order(cells, place, o->sold_amount, o->sold_day, &reports[SIDE_SHIPMENTS]);
	}
	if (o->returned && is_return_counted(c, o, day, returned)) {
		struct cell_place place = {order_period(c, plan, day), o->group, o->category};

		returned->unmatched += !o->sold;
		status |= add_order(cells, place, o->returned_amount, o->event, &reports[SIDE_RETURNS]);
	}
	return status;
}

static int count_orders(const struct tally_counting *c, const struct tally_plan *plan, struct tally_report reports[2],
			struct err *e)
{
	for (size_t i = 0; i < orders_count(c->orders); i++)
		if (count_order(c, plan, orders_at(c->orders, i), reports) != 0)
			return err_set(e, "a sum of the orders leaves 64 bits");
	return 0;
}

/* ---- the whole run ---- */

struct cells *tally_run_metric(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			       struct rejects *rejects, struct tally_report reports[2], struct err *e)
{
	char *name = metric_cells_name(plan->metric);
	struct cells *cells = cells_new(name, plan->dims, plan->dim_count);
	struct tally_counting c;
	int status = 0;

	begin(&c, plan, name);
	for (size_t i = 0; i < 2; i++)
		reports[i] = (struct tally_report){.sum = {.first = DATE_NONE, .last = DATE_NONE}};
	for (enum side side = SIDE_SHIPMENTS; side < SIDES && status == 0; side++)
		status = run_side(&c, plan, inputs, n, side, &cells, rejects, &reports[side], e);
	if (status == 0 && c.orders) {
		struct cells *empty = cells;

		status = count_orders(&c, plan, reports, e);
		cells = c.cells;
		c.cells = empty;
	}
	end(&c);
	free(name);
	return tally_finish(cells, status, reports, e);
}

int tally_find_last_day(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			const struct rejects *rejects, int32_t *last, struct err *e)
{
	struct tally_counting c;
	int status = 0;

	begin(&c, plan, "");
	c.finding = true;
	for (size_t i = 0; i < n && status == 0; i++) {
		if (inputs[i].kind != SIDE_SHIPMENTS)
			continue;
		struct tally_task *t = run_task(&c, plan, &inputs[i], "", rejects);

		status = t->status;
		if (status != 0)
			*e = t->error;
		tally_task_free(t);
	}
	*last = c.last_day;
	end(&c);
	return status;
}

/* The rows of one input, counted by a definition. */
#include "tally/counting_private.h"
#include "tally/row_private.h"

#include "row/shipment.h"
#include "row/ticket.h"
#include "row/columns.h"

_Static_assert(FATE_NO_DATE + METRIC_DATES == FATE_TYPE, "a fate for each date that a row may lack");

/* After the columns of return-rate@1 come those that only other definitions read. */
enum {
	SHIP_ORDER = SHIP_COLUMNS,
	SHIP_LINE,
	SHIP_SKU,
	SHIP_CURRENCY,
	SHIP_ORDERED,
	SHIP_PAID,
	SHIP_SHIPPED,
	SHIP_SIGNED,
	SHIP_ALL
};

static const struct rows_column shipment_columns[SHIP_ALL] = {
	{COLUMN_QTY, false},        {COLUMN_SHIPPED_AT, false}, {COLUMN_AMOUNT, false},     {COLUMN_STATUS, false},
	{COLUMN_GIFT, false},       {COLUMN_ORDER_TYPE, false}, {COLUMN_ORDER_ID, false},   {COLUMN_LINE_ID, false},
	{COLUMN_SKU, false},        {COLUMN_CURRENCY, false},   {COLUMN_ORDERED_AT, false}, {COLUMN_PAID_AT, false},
	{COLUMN_SHIPPED_AT, false}, {COLUMN_SIGNED_AT, false},
};

enum {
	RETURN_ORDER = RETURN_COLUMNS,
	RETURN_LINE,
	RETURN_SKU,
	RETURN_CURRENCY,
	RETURN_BASIS,
	RETURN_ORDERED,
	RETURN_PAID,
	RETURN_SHIPPED_AT,
	RETURN_SIGNED,
	RETURN_APPLIED_AT,
	RETURN_RECEIVED_AT,
	RETURN_FINISHED_AT,
	RETURN_ALL
};

static const struct rows_column return_columns[RETURN_ALL] = {
	{COLUMN_QTY, false},         {COLUMN_RECEIVED_AT, false}, {COLUMN_FINISHED_AT, false},
	{COLUMN_APPLIED_AT, false},  {COLUMN_SHIPPED_AT, false},  {COLUMN_AMOUNT, false},
	{COLUMN_TYPE, false},        {COLUMN_STATUS, false},      {COLUMN_CAUSE, false},
	{COLUMN_REASON, false},      {COLUMN_ORDER_ID, false},    {COLUMN_LINE_ID, false},
	{COLUMN_SKU, false},         {COLUMN_CURRENCY, false},    {COLUMN_QTY_BASIS, false},
	{COLUMN_ORDERED_AT, false},  {COLUMN_PAID_AT, false},     {COLUMN_SHIPPED_AT, false},
	{COLUMN_SIGNED_AT, false},   {COLUMN_APPLIED_AT, false},  {COLUMN_RECEIVED_AT, false},
	{COLUMN_FINISHED_AT, false},
};

static int need(const struct reader *r, const struct metric *m, const char *column, struct err *e)
{
	if (reader_find(r, column) >= 0)
		return 0;
	return err_set(e, "%s: no column '%s', which %s@%d counts by; there are: %s", reader_name(r), column, m->name,
		       m->version, reader_column_list(r));
}

/* A file must have one of the date columns, else no row has a date. */
static int need_one(const struct reader *r, const struct metric *m, const struct metric_dating *dating, struct err *e)
{
	for (size_t i = 0; i < dating->count; i++)
		if (reader_find(r, metric_dates[dating->dates[i]]) >= 0)
			return 0;
	return need(r, m, metric_dates[dating->dates[0]], e);
}

static int check_columns(const struct tally_task *t, const struct reader *r, struct err *e)
{
	const struct metric *m = t->counting->metric;
	bool sold = t->input.kind == SIDE_SHIPMENTS;

	if (m->unit == METRIC_QTY && need(r, m, COLUMN_QTY, e) != 0)
		return -1;
	if (m->unit == METRIC_ORDER && need(r, m, COLUMN_ORDER_ID, e) != 0)
		return -1;
	if (m->unit == METRIC_AMOUNT && need(r, m, COLUMN_AMOUNT, e) != 0)
		return -1;
	for (size_t i = 0; sold && i < m->against.count; i++)
		if (need(r, m, metric_dates[m->against.dates[i]], e) != 0)
			return -1;
	if (sold)
		return 0;
	/* Without a cause column no return would have one of the reasons, and the rate would be 0. */
	if (m->reason_count && !t->classifier && need(r, m, COLUMN_CAUSE, e) != 0)
		return -1;
	if (need_one(r, m, &m->dated, e) != 0)
		return -1;
	return need_one(r, m, &m->event, e);
}

/* ---- shared by both sides ---- */

/* The square of an amount, in whole units of money, rounded up. Returns 0, or -1 on overflow of 64 bits. */
static int square_amount(int64_t amount, int64_t *square)
{
	__extension__ typedef __int128 wide;
	const wide unit = (wide)DECIMAL_SCALE * DECIMAL_SCALE;
	wide whole = ((wide)amount * amount + unit - 1) / unit;

	*square = (int64_t)whole;
	return whole > INT64_MAX ? -1 : 0;
}

/* The measures of a row that counts, in the definition's unit. */
static enum fate measure(struct tally_task *t, const struct row *row, const struct field *qty,
			 const struct field *amount, struct cell_sums *m)
{
	enum metric_unit unit = t->counting->metric->unit;
	enum fate fate;

	m->units = m->lines = 1;
	if ((unit == METRIC_QTY && (fate = row_qty(row, qty, &m->units)) != FATE_COUNTS) ||
	    (fate = row_amount(row, amount, &m->amount)) != FATE_COUNTS)
		return fate;
	m->squares = m->units * m->units;
	if (unit != METRIC_AMOUNT)
		return FATE_COUNTS;
	if (amount->length == 0)
		return FATE_NO_AMOUNT;
	if (m->amount >= 0 && square_amount(m->amount, &m->squares) == 0)
		return FATE_COUNTS;
	rows_reject(row->job, row, COLUMN_AMOUNT, "'%.*s' is below 0, or too large to count", (int)amount->length,
		    amount->bytes);
	return FATE_REJECTED;
}

/* Refuse amounts in a second currency: they cannot be added. Returns 0, or -1 with words. */
static int check_currency(struct tally_task *t, const struct row *row, const struct field *f, struct err *e)
{
	struct tally_counting *c = t->counting;

	if (c->metric->unit != METRIC_AMOUNT || f->length == 0 || field_is(f, c->currency))
		return 0;
	if (*c->currency || f->length >= CURRENCY)
		return err_set(e,
			       "%s:%llu: amounts in '%.*s' do not add to those in '%s': count one currency, "
			       "such as --where currency=CNY",
			       t->name, (unsigned long long)row->record->line, (int)f->length, f->bytes, c->currency);
	memcpy(c->currency, f->bytes, f->length);
	c->currency[f->length] = '\0';
	return 0;
}

/* FATE_COUNTS when a day lies in the window and in the definition's validity. */
static enum fate judge_day(const struct tally_counting *c, int32_t day)
{
	if (!metric_is_valid(c->metric, day, day))
		return FATE_VALIDITY;
	return c->first == DATE_NONE || (day >= c->first && day <= c->last) ? FATE_COUNTS : FATE_WINDOW;
}

/* The first date of `dating` that is not empty; date columns start at `columns`. */
static enum fate find_day(struct tally_task *t, const struct row *row, size_t columns,
			  const struct metric_dating *dating, int32_t *day)
{
	for (size_t i = 0; i < dating->count; i++) {
		const struct field *f = &row->fields[columns + dating->dates[i]];

		if (f->length)
			return row_day(row, &t->last_day, metric_dates[dating->dates[i]], f, day);
	}
	return FATE_NO_DATE + dating->dates[0];
}

static struct order_line line_of(const struct row *row, size_t order)
{
	const struct field *f = &row->fields[order];

	return (struct order_line){
		.order_id = {f[0].bytes, f[0].length},
		.line_id = {f[1].bytes, f[1].length},
		.sku = {f[2].bytes, f[2].length},
	};
}

/* The order of a row, within the group of its dims. NULL when the row has no order id. */
static struct order *order_of(struct tally_task *t, const struct row *row, const struct field *id)
{
	if (id->length == 0)
		return NULL;
	for (size_t i = 0; i < t->plan->dim_count; i++) {
		const struct field *f = &row->fields[t->columns + i];

		t->parts[i] = (struct cell_part){f->bytes, f->length};
	}
	return orders_get(t->counting->orders, cells_group(t->cells, t->parts), id->bytes, id->length);
}

static enum fate keep_order(struct tally_task *t, int status, struct err *e)
{
	if (status == 0)
		return FATE_COUNTS;
	err_set(e, "%s: a sum of the orders leaves 64 bits", t->name);
	return FATE_FAILED;
}

/* ---- shipments ---- */

/* True when the amount of a line is below the minimum of the definition. */
static bool is_below(const struct metric *m, const struct field *amount)
{
	int64_t money;

	return m->below && amount->length && row_read_amount(amount, &money) && money < m->below;
}

/* Record whether a shipment line is excluded, for both sides; done for every row that is not rejected. */
static void note_line(const struct tally_counting *c, const struct row *row, const struct shipment *s, bool below)
{
	const struct metric *m = c->metric;
	struct order_line line = line_of(row, SHIP_ORDER);

	if (c->lines && !c->finding)
		order_lines_add(c->lines, &line,
				(m->no_gifts && s->gift) || (m->no_replacements && s->replacement) || below);
}

/*
 * The day on which a shipment counts. A row that lacks a date of the denominator is skipped, but one whose status
 * says shipped and that has no ship date is rejected.
 */
static enum fate sold_day(struct tally_task *t, const struct row *row, enum row_status status, int32_t *day)
{
	const struct metric_dating *against = &t->counting->metric->against;

	for (size_t i = against->count; i-- > 0;) {
		struct metric_dating one = {{against->dates[i]}, 1};
		enum fate fate = find_day(t, row, SHIP_ORDERED, &one, day);

		if (fate == FATE_NO_DATE + METRIC_SHIPPED && status == ROW_DONE)
			return row_reject_day(row, COLUMN_SHIPPED_AT, &row->fields[SHIP_SHIPPED]);
		if (fate != FATE_COUNTS)
			return fate;
	}
	return FATE_COUNTS;
}

static enum fate find_last(struct tally_counting *c, int32_t day)
{
	if (day > c->last_day)
		c->last_day = day;
	return FATE_COUNTS;
}

static enum fate judge_shipment(const struct tally_counting *c, const struct row *row, struct shipment *s)
{
	const struct metric *m = c->metric;
	const struct shipment_scope scope = {m->against_statuses, !m->no_gifts, !m->no_replacements};
	const struct field *f = row->fields;
	const struct shipment_cells cells = {
		.status = &f[SHIP_STATUS], .gift = &f[SHIP_GIFT], .order_type = &f[SHIP_TYPE]};

	return shipment_judge(row, &cells, &scope, s);
}

/* Judge a shipment (status, gift, type), then read its measures and its day. */
static enum fate decide_shipment(struct tally_task *t, const struct row *row, struct cell_sums *m, int32_t *day)
{
	const struct tally_counting *c = t->counting;
	const struct field *qty = &row->fields[SHIP_QTY], *amount = &row->fields[SHIP_AMOUNT];
	struct shipment s = {0};
	enum fate fate = judge_shipment(c, row, &s);

	if (fate == FATE_COUNTS)
		fate = measure(t, row, qty, amount, m);
	if (fate == FATE_REJECTED)
		return fate;
	bool below = is_below(c->metric, amount);

	note_line(c, row, &s, below);
	if (fate != FATE_COUNTS || below)
		return fate == FATE_COUNTS ? FATE_BELOW : fate;
	return sold_day(t, row, s.status, day);
}

static enum fate count_sold(struct tally_task *t, const struct row *row, struct err *e)
{
	const struct field *f = row->fields;
	struct tally_counting *c = t->counting;
	struct cell_sums *m = next_sums(t);
	enum fate fate;
	int32_t day;

	if (!is_wanted(t, row))
		return FATE_FILTERED;
	if ((fate = decide_shipment(t, row, m, &day)) != FATE_COUNTS)
		return fate;
	if (c->finding)
		return find_last(c, day);
	/* An order is judged by its first day, once all rows are read. */
	if (!c->orders && (fate = judge_day(c, day)) != FATE_COUNTS)
		return fate;
	if (check_currency(t, row, &f[SHIP_CURRENCY], e) != 0)
		return FATE_FAILED;
	if (c->orders) {
		struct order *o = order_of(t, row, &f[SHIP_ORDER]);

		return o ? keep_order(t, order_sell(o, day, m->amount), e) : FATE_NO_ORDER;
	}
	m->first = m->last = day;
	return add(t, row, day, cells_no_category(t->cells), e);
}

static enum rows_fate count_shipment(void *context, const struct row *row, struct err *e)
{
	return fate_take(row, count_sold(context, row, e));
}

/* ---- returns ---- */

static enum fate judge_ticket(const struct metric *m, const struct row *row)
{
	const struct ticket_scope scope = {m->statuses, m->types};
	const struct ticket_cells cells = {.type = &row->fields[RETURN_TYPE], .status = &row->fields[RETURN_STATUS]};

	return ticket_judge(row, &cells, &scope);
}

/* FATE_COUNTS when the basis of the quantity is one that counts; an empty basis always does. */
static enum fate judge_quantity(const struct metric *m, const struct field *basis)
{
	unsigned wanted = m->quantities;

	if (wanted == 0 || basis->length == 0)
		return FATE_COUNTS;
	for (size_t i = 0; metric_quantities[i]; i++)
		if (field_is(basis, metric_quantities[i]) && wanted >> i & 1)
			return FATE_COUNTS;
	return FATE_QUANTITY;
}

/* A return that lacks the date the definition counts by is skipped; one without any date is rejected. */
static enum fate lack_date(const struct row *row, enum fate fate)
{
	const struct field *f = row->fields;
	const struct ticket_cells cells = {.dates = {&f[RETURN_RECEIVED], &f[RETURN_FINISHED], &f[RETURN_APPLIED]}};
	bool lacks = fate >= FATE_NO_DATE && fate < FATE_TYPE;

	return lacks && ticket_dated_by(&cells) == TICKET_DATES ? ticket_reject_dates(row) : fate;
}

/* The day a return counts on and the day it happened. */
static enum fate return_days(struct tally_task *t, const struct row *row, int32_t *day, int32_t *event)
{
	const struct tally_counting *c = t->counting;
	enum fate fate;

	if ((fate = find_day(t, row, RETURN_ORDERED, &c->metric->dated, day)) != FATE_COUNTS ||
	    (fate = find_day(t, row, RETURN_ORDERED, &c->metric->event, event)) != FATE_COUNTS)
		return lack_date(row, fate);
	if (!c->orders && (fate = judge_day(c, *day)) != FATE_COUNTS)
		return fate;
	if (c->as_of != DATE_NONE && *event > c->as_of)
		return FATE_AFTER;
	return c->orders || metric_is_within(c->metric, *day, *event) ? FATE_COUNTS : FATE_LATE;
}

/* The time an order's return was applied for; where missing, the time it happened. */
static const struct field *time_of(const struct tally_task *t, const struct row *row)
{
	const struct metric_dating *event = &t->counting->metric->event;
	const struct field *f = &row->fields[RETURN_APPLIED_AT];

	for (size_t i = 0; i < event->count && f->length == 0; i++)
		f = &row->fields[RETURN_ORDERED + event->dates[i]];
	return f;
}

/*
 * Only tickets that count may give their order a reason and a day. In a cohort the day of the sale decides, so the
 * window is checked after all rows are read.
 */
static enum fate count_return_of_order(struct tally_task *t, const struct row *row, const struct order_return *r,
				       struct err *e)
{
	const struct metric *m = t->counting->metric;
	enum fate fate;

	if (!m->cohort && (fate = judge_day(t->counting, r->day)) != FATE_COUNTS)
		return fate;
	struct order *o = order_of(t, row, &row->fields[RETURN_ORDER]);

	if (!o)
		return FATE_NO_ORDER;
	if (m->cohort && !metric_is_within(m, o->sold ? o->sold_day : r->day, r->event))
		return FATE_LATE;
	return keep_order(t, order_return(o, r, t->counting->metric->last_reason), e);
}

/* Judge a return by conditions, type, status, quantity basis and excluded lines. */
static enum fate judge_return(const struct tally_task *t, const struct row *row)
{
	const struct tally_counting *c = t->counting;
	struct order_line line = line_of(row, RETURN_ORDER);
	enum fate fate;

	if (!is_wanted(t, row))
		return FATE_FILTERED;
	if ((fate = judge_ticket(c->metric, row)) != FATE_COUNTS ||
	    (fate = judge_quantity(c->metric, &row->fields[RETURN_BASIS])) != FATE_COUNTS)
		return fate;
	return c->lines && order_lines_leave_out(c->lines, &line) ? FATE_LINE : FATE_COUNTS;
}

static enum fate count_returned(struct tally_task *t, const struct row *row, struct err *e)
{
	const struct field *f = row->fields;
	struct tally_counting *c = t->counting;
	struct cell_sums *m = next_sums(t);
	uint32_t category = 0;
	enum fate fate;
	int32_t day, event;

	if ((fate = judge_return(t, row)) != FATE_COUNTS ||
	    (fate = measure(t, row, &f[RETURN_QTY], &f[RETURN_AMOUNT], m)) != FATE_COUNTS ||
	    (fate = return_days(t, row, &day, &event)) != FATE_COUNTS ||
	    (fate = categorise(t, row, m->units, &category, e)) != FATE_COUNTS)
		return fate;
	if (check_currency(t, row, &f[RETURN_CURRENCY], e) != 0)
		return FATE_FAILED;
	if (c->orders) {
		const struct field *time = time_of(t, row);
		struct order_return r = {time->bytes, time->length, day, event, m->amount, category};

		return count_return_of_order(t, row, &r, e);
	}
	if (!metric_has_reason(c->metric, cells_category_part(t->cells, category, 0),
			       cells_category_part(t->cells, category, 1)))
		return FATE_REASON;
	m->first = m->last = event;
	return add(t, row, day, category, e);
}

static enum rows_fate count_return(void *context, const struct row *row, struct err *e)
{
	return fate_take(row, count_returned(context, row, e));
}

const struct tally_way tally_metric_ways[2] = {
	[SIDE_SHIPMENTS] = {shipment_columns, SHIP_ALL, check_columns, count_shipment},
	[SIDE_RETURNS] = {return_columns, RETURN_ALL, check_columns, count_return},
};

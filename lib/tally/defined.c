/* The rows of one input, counted by a definition. */
#include "tally/counting_private.h"
#include "tally/row_private.h"

/* Behind the columns that return-rate@1 reads come those that only definitions ask for. */
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
	{"qty", false},        {"shipped_at", false}, {"amount", false},     {"status", false},    {"gift", false},
	{"order_type", false}, {"order_id", false},   {"line_id", false},    {"sku", false},       {"currency", false},
	{"ordered_at", false}, {"paid_at", false},    {"shipped_at", false}, {"signed_at", false},
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
	{"qty", false},         {"received_at", false}, {"finished_at", false}, {"applied_at", false},
	{"shipped_at", false},  {"amount", false},      {"type", false},        {"status", false},
	{"cause", false},       {"reason", false},      {"order_id", false},    {"line_id", false},
	{"sku", false},         {"currency", false},    {"qty_basis", false},   {"ordered_at", false},
	{"paid_at", false},     {"shipped_at", false},  {"signed_at", false},   {"applied_at", false},
	{"received_at", false}, {"finished_at", false},
};

static int need(const struct reader *r, const struct metric *m, const char *column, struct err *e)
{
	if (reader_find(r, column) >= 0)
		return 0;
	return err_set(e, "%s: no column '%s', which %s@%d counts by; there are: %s", reader_name(r), column, m->name,
		       m->version, reader_column_list(r));
}

/* One of them must be there, or no row can have a date. */
static int need_one(const struct reader *r, const struct metric *m, const struct metric_dating *dating, struct err *e)
{
	for (size_t i = 0; i < dating->count; i++)
		if (reader_find(r, metric_dates[dating->dates[i]]) >= 0)
			return 0;
	return need(r, m, metric_dates[dating->dates[0]], e);
}

int tally_metric_check_columns(const struct tally_task *t, const struct reader *r, struct err *e)
{
	const struct metric *m = t->counting->metric;
	bool sold = t->input.kind == SIDES_SHIPMENTS;

	if (m->unit == METRIC_QTY && need(r, m, "qty", e) != 0)
		return -1;
	if (m->unit == METRIC_ORDER && need(r, m, "order_id", e) != 0)
		return -1;
	if (m->unit == METRIC_AMOUNT && need(r, m, "amount", e) != 0)
		return -1;
	for (size_t i = 0; sold && i < m->against.count; i++)
		if (need(r, m, metric_dates[m->against.dates[i]], e) != 0)
			return -1;
	if (sold)
		return 0;
	/* Without it no return would be of the class, and the rate 0. */
	if (m->reason_count && !t->classifier && need(r, m, "cause", e) != 0)
		return -1;
	if (need_one(r, m, &m->dated, e) != 0)
		return -1;
	return need_one(r, m, &m->event, e);
}

/* ---- pieces of both sides ---- */

/* ROWS_KEPT when a row's status is among those that count; an empty one is done. */
static enum rows_fate judge_status(struct tally_task *t, const struct row *row, const struct field *status,
				   unsigned wanted)
{
	static const size_t skips[] = {TALLY_SKIP_DONE, TALLY_SKIP_PENDING, TALLY_SKIP_VOID};

	for (size_t i = 0; columns_statuses[i]; i++) {
		if (!(field_is(status, columns_statuses[i]) || (i == 0 && status->length == 0)))
			continue;
		return wanted >> i & 1 ? ROWS_KEPT : skip(t, skips[i]);
	}
	return rows_reject(&t->job, row, "status", "'%.*s' is not done, pending or void", (int)status->length,
			   status->bytes);
}

/* What a row adds by the definition's unit. ROWS_KEPT, or it is skipped or refused. */
static enum rows_fate measure(struct tally_task *t, const struct row *row, const struct field *qty,
			      const struct field *amount, struct cell_sums *m)
{
	enum metric_unit unit = t->counting->metric->unit;

	m->units = m->lines = 1;
	if (parse_amount(t, row, amount, &m->amount) != 0)
		return ROWS_REJECTED;
	if (unit == METRIC_QTY && parse_qty(t, row, qty, &m->units) != 0)
		return ROWS_REJECTED;
	m->squares = m->units * m->units;
	if (unit != METRIC_AMOUNT)
		return ROWS_KEPT;
	if (amount->length == 0)
		return skip(t, TALLY_SKIP_NO_AMOUNT);
	if (m->amount < 0 || tally_square_amount(m->amount, &m->squares) != 0)
		return rows_reject(&t->job, row, "amount", "'%.*s' is below 0, or too large to count",
				   (int)amount->length, amount->bytes);
	return ROWS_KEPT;
}

/* Amounts of two currencies do not add. Returns 0, or -1 with words. */
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

/* True when the day is one that the definition and its window have; else *why not. */
static bool is_day_asked(const struct tally_counting *c, int32_t day, size_t *why)
{
	bool valid = metric_is_valid(c->metric, day, day);

	*why = valid ? TALLY_SKIP_WINDOW : TALLY_SKIP_VALIDITY;
	return valid && (c->first == DATE_NONE || (day >= c->first && day <= c->last));
}

/* ROWS_KEPT when a day lies in the window and where the definition holds. Orders are judged by their first day, later. */
static enum rows_fate judge_day(struct tally_task *t, int32_t day)
{
	const struct tally_counting *c = t->counting;
	size_t why;

	if (c->orders)
		return ROWS_KEPT;
	return is_day_asked(c, day, &why) ? ROWS_KEPT : skip(t, why);
}

/* The first of some dates that is there; its column counted from `columns`. */
static enum rows_fate find_day(struct tally_task *t, const struct row *row, size_t columns,
			       const struct metric_dating *dating, int32_t *day)
{
	for (size_t i = 0; i < dating->count; i++) {
		const struct field *f = &row->fields[columns + dating->dates[i]];

		if (f->length == 0)
			continue;
		return parse_day(t, row, metric_dates[dating->dates[i]], f, day) == 0 ? ROWS_KEPT : ROWS_REJECTED;
	}
	return skip(t, TALLY_SKIP_NO_DATE + dating->dates[0]);
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

/* The order a row belongs to, in the group of its dims. NULL where it has none. */
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

static enum rows_fate keep_order(struct tally_task *t, int status, struct err *e)
{
	if (status == 0)
		return ROWS_KEPT;
	err_set(e, "%s: a sum of the orders leaves 64 bits", t->name);
	return ROWS_FAILED;
}

/* ---- shipments ---- */

/* Why a line is left out on both sides, or TALLY_SKIP_FILTERED. */
static size_t exclusion_of(const struct metric *m, const struct field *f, int64_t amount)
{
	if (m->no_gifts && field_is(&f[SHIP_GIFT], "1"))
		return TALLY_SKIP_GIFT;
	if (m->no_replacements && (field_is(&f[SHIP_TYPE], "exchange") || field_is(&f[SHIP_TYPE], "reissue")))
		return TALLY_SKIP_REPLACEMENT;
	if (m->below && f[SHIP_AMOUNT].length && amount < m->below)
		return TALLY_SKIP_BELOW;
	return TALLY_SKIP_FILTERED;
}

/* The day that a row of shipments counts on. All dates of the denominator must be there. */
static enum rows_fate sold_day(struct tally_task *t, const struct row *row, int32_t *day)
{
	const struct metric_dating *against = &t->counting->metric->against;

	for (size_t i = against->count; i-- > 0;) {
		struct metric_dating one = {{against->dates[i]}, 1};
		enum rows_fate fate = find_day(t, row, SHIP_ORDERED, &one, day);

		if (fate != ROWS_KEPT)
			return fate;
	}
	return ROWS_KEPT;
}

static enum rows_fate find_last(struct tally_task *t, int32_t day)
{
	if (day > t->counting->last_day)
		t->counting->last_day = day;
	return ROWS_KEPT;
}

static enum rows_fate count_shipment(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	struct tally_counting *c = t->counting;
	struct cell_sums *m = next_sums(t);
	enum rows_fate fate;
	int32_t day;

	if (!is_wanted(t, row))
		return skip(t, TALLY_SKIP_FILTERED);
	if (f[SHIP_GIFT].length && !field_is(&f[SHIP_GIFT], "0") && !field_is(&f[SHIP_GIFT], "1"))
		return rows_reject(&t->job, row, "gift", "'%.*s' is not 1, 0 or empty", (int)f[SHIP_GIFT].length,
				   f[SHIP_GIFT].bytes);
	fate = measure(t, row, &f[SHIP_QTY], &f[SHIP_AMOUNT], m);
	if (fate != ROWS_KEPT)
		return fate;
	size_t why = exclusion_of(c->metric, f, m->amount);

	if (c->lines && !c->finding) {
		struct order_line line = line_of(row, SHIP_ORDER);

		order_lines_add(c->lines, &line, why != TALLY_SKIP_FILTERED);
	}
	if (why != TALLY_SKIP_FILTERED)
		return skip(t, why);
	fate = judge_status(t, row, &f[SHIP_STATUS], c->metric->against_statuses);
	if (fate != ROWS_KEPT || (fate = sold_day(t, row, &day)) != ROWS_KEPT)
		return fate;
	if (c->finding)
		return find_last(t, day);
	if ((fate = judge_day(t, day)) != ROWS_KEPT)
		return fate;
	if (check_currency(t, row, &f[SHIP_CURRENCY], e) != 0)
		return ROWS_FAILED;
	if (c->orders) {
		struct order *o = order_of(t, row, &f[SHIP_ORDER]);

		return o ? keep_order(t, order_sell(o, day, m->amount), e) : skip(t, TALLY_SKIP_NO_ORDER);
	}
	m->first = m->last = day;
	return add(t, row, day, cells_no_category(t->cells), e);
}

/* ---- returns ---- */

/* ROWS_KEPT when the ticket's type and status are among those that count; an empty type is a return. */
static enum rows_fate judge_ticket(struct tally_task *t, const struct row *row)
{
	const struct field *type = &row->fields[RETURN_TYPE];
	const struct metric *m = t->counting->metric;
	enum rows_fate fate = judge_status(t, row, &row->fields[RETURN_STATUS], m->statuses);

	if (fate != ROWS_KEPT)
		return fate;
	for (size_t i = 0; columns_types[i]; i++) {
		if (!(field_is(type, columns_types[i]) || (i == 0 && type->length == 0)))
			continue;
		return m->types >> i & 1 ? ROWS_KEPT : skip(t, TALLY_SKIP_TYPE + i);
	}
	return rows_reject(&t->job, row, "type", "'%.*s' is no type of ticket; see retkit(7)", (int)type->length,
			   type->bytes);
}

/* ROWS_KEPT when the quantity is of a kind that counts; one that does not say its kind is. */
static enum rows_fate judge_quantity(struct tally_task *t, const struct field *basis)
{
	unsigned wanted = t->counting->metric->quantities;

	if (wanted == 0 || basis->length == 0)
		return ROWS_KEPT;
	for (size_t i = 0; metric_quantities[i]; i++)
		if (field_is(basis, metric_quantities[i]) && wanted >> i & 1)
			return ROWS_KEPT;
	return skip(t, TALLY_SKIP_QUANTITY);
}

/* The day a return counts on and the day it happened. */
static enum rows_fate return_days(struct tally_task *t, const struct row *row, int32_t *day, int32_t *event)
{
	const struct tally_counting *c = t->counting;
	enum rows_fate fate = find_day(t, row, RETURN_ORDERED, &c->metric->dated, day);

	if (fate != ROWS_KEPT || (fate = find_day(t, row, RETURN_ORDERED, &c->metric->event, event)) != ROWS_KEPT ||
	    (fate = judge_day(t, *day)) != ROWS_KEPT)
		return fate;
	if (c->as_of != DATE_NONE && *event > c->as_of)
		return skip(t, TALLY_SKIP_AFTER);
	if (!c->orders && !metric_is_within(c->metric, *day, *event))
		return skip(t, TALLY_SKIP_LATE);
	return ROWS_KEPT;
}

/* When an order's return was asked for; where that is not known, when it happened. */
static const struct field *time_of(const struct tally_task *t, const struct row *row)
{
	const struct metric_dating *event = &t->counting->metric->event;
	const struct field *f = &row->fields[RETURN_APPLIED_AT];

	for (size_t i = 0; i < event->count && f->length == 0; i++)
		f = &row->fields[RETURN_ORDERED + event->dates[i]];
	return f;
}

/*
 * A ticket that does not count must not speak for its order, nor date it. Where the sale dates both sides, whether it counts is
 * found when all is read.
 */
static enum rows_fate count_return_of_order(struct tally_task *t, const struct row *row, const struct order_return *r,
					    struct err *e)
{
	const struct metric *m = t->counting->metric;
	size_t why;

	if (!m->cohort && !is_day_asked(t->counting, r->day, &why))
		return skip(t, why);
	struct order *o = order_of(t, row, &row->fields[RETURN_ORDER]);

	if (!o)
		return skip(t, TALLY_SKIP_NO_ORDER);
	if (m->cohort && !metric_is_within(m, o->sold ? o->sold_day : r->day, r->event))
		return skip(t, TALLY_SKIP_LATE);
	return keep_order(t, order_return(o, r, t->counting->metric->last_reason), e);
}

static enum rows_fate count_return(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	struct tally_counting *c = t->counting;
	struct cell_sums *m = next_sums(t);
	uint32_t category = 0;
	enum rows_fate fate;
	int32_t day, event;

	if (!is_wanted(t, row))
		return skip(t, TALLY_SKIP_FILTERED);
	if ((fate = judge_ticket(t, row)) != ROWS_KEPT || (fate = judge_quantity(t, &f[RETURN_BASIS])) != ROWS_KEPT)
		return fate;
	struct order_line line = line_of(row, RETURN_ORDER);

	if (c->lines && order_lines_leave_out(c->lines, &line))
		return skip(t, TALLY_SKIP_LINE);
	if ((fate = measure(t, row, &f[RETURN_QTY], &f[RETURN_AMOUNT], m)) != ROWS_KEPT ||
	    (fate = return_days(t, row, &day, &event)) != ROWS_KEPT ||
	    (fate = categorise(t, row, m->units, &category, e)) != ROWS_KEPT)
		return fate;
	if (check_currency(t, row, &f[RETURN_CURRENCY], e) != 0)
		return ROWS_FAILED;
	if (c->orders) {
		const struct field *time = time_of(t, row);
		struct order_return r = {time->bytes, time->length, day, event, m->amount, category};

		return count_return_of_order(t, row, &r, e);
	}
	if (!metric_has_reason(c->metric, cells_category_part(t->cells, category, 0),
			       cells_category_part(t->cells, category, 1)))
		return skip(t, TALLY_SKIP_REASON);
	m->first = m->last = event;
	return add(t, row, day, category, e);
}

const struct tally_way tally_metric_ways[2] = {
	[SIDES_SHIPMENTS] = {shipment_columns, SHIP_ALL, count_shipment},
	[SIDES_RETURNS] = {return_columns, RETURN_ALL, count_return},
};

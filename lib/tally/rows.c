/* Counts the rows of one input, or of a part of one, by return-rate@1. */
#include "row/shipment.h"
#include "row/ticket.h"
#include "tally/row_private.h"
#include "row/columns.h"

static const struct rows_column shipment_columns[SHIP_COLUMNS] = {
	{COLUMN_QTY, true},     {COLUMN_SHIPPED_AT, true}, {COLUMN_AMOUNT, false},
	{COLUMN_STATUS, false}, {COLUMN_GIFT, false},      {COLUMN_ORDER_TYPE, false},
};

static const struct rows_column return_columns[RETURN_COLUMNS] = {
	{COLUMN_QTY, true},         {COLUMN_RECEIVED_AT, false}, {COLUMN_FINISHED_AT, false},
	{COLUMN_APPLIED_AT, false}, {COLUMN_SHIPPED_AT, false},  {COLUMN_AMOUNT, false},
	{COLUMN_TYPE, false},       {COLUMN_STATUS, false},      {COLUMN_CAUSE, false},
	{COLUMN_REASON, false},
};

/* The day on which a return counts: the day it came back, or by ship date the day its goods were shipped. */
static enum fate counted_day(struct tally_task *t, const struct row *row, int32_t *day)
{
	if (!t->plan->by_ship_date)
		return FATE_COUNTS;
	return row_day(row, &t->last_day, COLUMN_SHIPPED_AT, &row->fields[RETURN_SHIPPED], day);
}

static enum rows_fate tally_shipment(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	const struct shipment_cells cells = {&f[SHIP_STATUS], &f[SHIP_GIFT],   &f[SHIP_TYPE],
					     &f[SHIP_QTY],    &f[SHIP_AMOUNT], &f[SHIP_AT]};
	struct cell_sums *m = next_sums(t);
	struct shipment s;
	enum fate fate;

	if (!is_wanted(t, row))
		return fate_take(row, FATE_FILTERED);
	if ((fate = shipment_judge(row, &cells, &shipment_scope_sent, &s)) != FATE_COUNTS ||
	    (fate = shipment_measure(row, &cells, &t->last_day, &s)) != FATE_COUNTS)
		return fate_take(row, fate);
	if (s.replacement)
		rows_note_units(row, TALLY_NOTE_REPLACEMENT, s.qty);
	*m = (struct cell_sums){s.qty, s.amount, 1, s.qty * s.qty, s.day, s.day};
	return fate_take(row, add(t, row, s.day, cells_no_category(t->cells), e));
}

static enum rows_fate tally_return(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	const struct ticket_cells cells = {&f[RETURN_TYPE],
					   &f[RETURN_STATUS],
					   &f[RETURN_QTY],
					   &f[RETURN_AMOUNT],
					   {&f[RETURN_RECEIVED], &f[RETURN_FINISHED], &f[RETURN_APPLIED]}};
	struct cell_sums *m = next_sums(t);
	int32_t day, counted;
	uint32_t category = 0;
	enum fate fate;
	size_t which;

	if (!is_wanted(t, row))
		return fate_take(row, FATE_FILTERED);
	if ((fate = ticket_judge(row, &cells, &ticket_scope_back)) != FATE_COUNTS ||
	    (fate = row_qty(row, cells.qty, &m->units)) != FATE_COUNTS ||
	    (fate = row_amount(row, cells.amount, &m->amount)) != FATE_COUNTS ||
	    (fate = ticket_day(row, &cells, &t->last_day, &day, &which)) != FATE_COUNTS)
		return fate_take(row, fate);
	counted = day;
	if ((fate = counted_day(t, row, &counted)) != FATE_COUNTS ||
	    (fate = categorise(t, row, m->units, &category, e)) != FATE_COUNTS)
		return fate_take(row, fate);
	m->lines = 1;
	m->squares = m->units * m->units;
	m->first = m->last = day;
	rows_note_units(row, TALLY_NOTE_DATED + which, m->units);
	return fate_take(row, add(t, row, counted, category, e));
}

const struct tally_way tally_rate_ways[2] = {
	[SIDE_SHIPMENTS] = {shipment_columns, SHIP_COLUMNS, NULL, tally_shipment},
	[SIDE_RETURNS] = {return_columns, RETURN_COLUMNS, NULL, tally_return},
};

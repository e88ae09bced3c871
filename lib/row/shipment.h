/*
 * shipment: decide what a shipment row counts as, in the order that judge.h states.
 *
 * `gift` is 1, 0 or empty. The order types exchange and reissue make the line a replacement; all other types are treated alike.
 */
#ifndef RETKIT_SHIPMENT_H
#define RETKIT_SHIPMENT_H

#include "row/judge.h"
#include "row/columns.h"

/* What a definition counts as shipped. */
struct shipment_scope {
	unsigned statuses; /* bit mask of enum row_status */
	bool gifts;
	bool replacements;
};

/* The scope of return-rate@1: everything really shipped, except gifts. */
static const struct shipment_scope shipment_scope_sent = {1u << ROW_DONE, false, true};

/* The cells that are checked. */
struct shipment_cells {
	const struct field *status, *gift, *order_type, *qty, *amount, *shipped_at;
};

struct shipment {
	/* Set for every row that was not rejected for its words. */
	enum row_status status;
	bool gift, replacement;
	/* Set for rows that count. */
	int32_t day;
	int64_t qty;
	int64_t amount; /* in 1/DECIMAL_SCALE; 0 when the cell is empty */
};

enum fate shipment_reject_gift(const struct row *row, const struct field *gift);

/* Check words and scope. Returns FATE_COUNTS, FATE_REJECTED or the reason to skip the row. */
static inline enum fate shipment_judge(const struct row *row, const struct shipment_cells *c,
				       const struct shipment_scope *scope, struct shipment *s)
{
	s->status = row_status(c->status);
	if (s->status == ROW_STATUSES)
		return row_reject_status(row, c->status);
	s->gift = field_is(c->gift, "1");
	if (!s->gift && c->gift->length && !field_is(c->gift, "0"))
		return shipment_reject_gift(row, c->gift);
	s->replacement = field_is(c->order_type, "exchange") || field_is(c->order_type, "reissue");
	if (!(scope->statuses >> s->status & 1))
		return row_status_fate(s->status);
	if (s->gift && !scope->gifts)
		return FATE_GIFT;
	return s->replacement && !scope->replacements ? FATE_REPLACEMENT : FATE_COUNTS;
}

/* Read the measures of a row that counts. Returns FATE_COUNTS or FATE_REJECTED. */
static inline enum fate shipment_measure(const struct row *row, const struct shipment_cells *c, struct row_day *last,
					 struct shipment *s)
{
	enum fate fate;

	if ((fate = row_qty(row, c->qty, &s->qty)) != FATE_COUNTS ||
	    (fate = row_amount(row, c->amount, &s->amount)) != FATE_COUNTS)
		return fate;
	return row_day(row, last, COLUMN_SHIPPED_AT, c->shipped_at, &s->day);
}

#endif

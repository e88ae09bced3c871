/*
 * judge: what a row counts as, the pieces that shipments (shipment.h) and tickets (ticket.h) share.
 *
 * Every program that reads rows judges them in this order, so that one row has one fate whoever reads it:
 *   1. words: status, gift and type are canonical words, or the row is rejected;
 *   2. scope: a row that the program's definition does not count (void, pending, a gift, a type that is no return) is skipped with
 *      that reason. What its measures say is not judged;
 *   3. measures: qty, amount, then dates, or the row is rejected.
 * The first fault is the one that is named.
 *
 * The usual forms of a cell are decided inline, because this is done for every row; messages are made out of line.
 */
#ifndef RETKIT_JUDGE_H
#define RETKIT_JUDGE_H

#include "base/date.h"
#include "base/num.h"
#include "csv/field.h"
#include "csv/quick.h"
#include "row/rows.h"
#include "row/fate.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The statuses by their places in columns_statuses; a set of them has a bit each. */
enum row_status { ROW_DONE, ROW_PENDING, ROW_VOID, ROW_STATUSES };

/* An empty status is done. ROW_STATUSES: no such word. */
static inline enum row_status row_status(const struct field *f)
{
	if (f->length == 0 || field_is(f, "done"))
		return ROW_DONE;
	if (field_is(f, "void"))
		return ROW_VOID;
	return field_is(f, "pending") ? ROW_PENDING : ROW_STATUSES;
}

/* Why a row of a status that does not count is skipped. */
static inline enum fate row_status_fate(enum row_status status)
{
	return status == ROW_VOID ? FATE_VOID : status == ROW_PENDING ? FATE_PENDING : FATE_DONE;
}

/* Reject a row for its cell, with the words that this has in every program. */
enum fate row_reject_status(const struct row *row, const struct field *f);
enum fate row_reject_qty(const struct row *row, const struct field *f);
enum fate row_reject_amount(const struct row *row, const struct field *f);
enum fate row_reject_day(const struct row *row, const char *column, const struct field *f);

/* A whole number of units from 1 on, whose square fits. */
static inline bool row_read_qty(const struct field *f, int64_t *qty)
{
	/* Most lines are of a few units. */
	if (f->length == 1 && f->bytes[0] >= '1' && f->bytes[0] <= '9') {
		*qty = f->bytes[0] - '0';
		return true;
	}
	return num_parse_int(f->bytes, f->length, 1, INT32_MAX, qty) == 0;
}

/* In 1/DECIMAL_SCALE; an empty cell is 0. */
static inline bool row_read_amount(const struct field *f, int64_t *amount)
{
	int rounded = 0;

	if (quick_decimal(f->bytes, f->length, amount))
		return true;
	*amount = 0;
	return f->length == 0 || (decimal_parse(f->bytes, f->length, amount, &rounded) == 0 && !rounded);
}

/* The day of the row before, which most rows share because exports come in the order of time. Begins as all zero. */
struct row_day {
	char text[10];
	int32_t day;
};

static inline bool row_is_same_day(const struct row_day *last, const struct field *f)
{
	enum { DAY = sizeof(last->text), CLOCK = DAY + 9 };

	if (f->length < DAY || memcmp(f->bytes, last->text, DAY) != 0)
		return false;
	if (f->length == CLOCK && f->bytes[DAY] == ' ' && quick_is_time(f->bytes + DAY + 1))
		return true;
	return date_is_time(f->bytes + DAY, f->length - DAY);
}

/* False, and DATE_NONE, for what is no date. */
static inline bool row_read_day(struct row_day *last, const struct field *f, int32_t *day)
{
	if (row_is_same_day(last, f)) {
		*day = last->day;
		return true;
	}
	*day = date_parse(f->bytes, f->length);
	if (*day == DATE_NONE)
		return false;
	memcpy(last->text, f->bytes, sizeof(last->text));
	last->day = *day;
	return true;
}

/* The same for a row in scope: FATE_COUNTS, or it was rejected. */
static inline enum fate row_qty(const struct row *row, const struct field *f, int64_t *qty)
{
	return row_read_qty(f, qty) ? FATE_COUNTS : row_reject_qty(row, f);
}

static inline enum fate row_amount(const struct row *row, const struct field *f, int64_t *amount)
{
	return row_read_amount(f, amount) ? FATE_COUNTS : row_reject_amount(row, f);
}

static inline enum fate row_day(const struct row *row, struct row_day *last, const char *column, const struct field *f,
				int32_t *day)
{
	return row_read_day(last, f, day) ? FATE_COUNTS : row_reject_day(row, column, f);
}

#endif

/*
 * judge: decide what a row counts as; the functions that shipments (shipment.h) and tickets (ticket.h) share.
 *
 * Every program that reads rows checks them in this order, so that a row has the same fate in all of them:
 *   1. words: status, gift and type must be canonical words, else the row is rejected;
 *   2. scope: a row that the program's definition does not count (void, pending, a gift, a type that is not a return) is skipped with
 *      that reason. Its measures are not checked;
 *   3. measures: qty, amount and then dates must be valid, else the row is rejected.
 * Only the first error of a row is reported.
 *
 * The common forms of a cell are checked inline, because this runs for every row; messages are made out of line.
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

/* The statuses, by their index in columns_statuses; a set of them is a bit mask. */
enum row_status { ROW_DONE, ROW_PENDING, ROW_VOID, ROW_STATUSES };

/* The status in a cell; an empty cell is done. ROW_STATUSES when the word is not a status. */
static inline enum row_status row_status(const struct field *f)
{
	if (f->length == 0 || field_is(f, "done"))
		return ROW_DONE;
	if (field_is(f, "void"))
		return ROW_VOID;
	return field_is(f, "pending") ? ROW_PENDING : ROW_STATUSES;
}

/* The reason to skip a row whose status does not count. */
static inline enum fate row_status_fate(enum row_status status)
{
	return status == ROW_VOID ? FATE_VOID : status == ROW_PENDING ? FATE_PENDING : FATE_DONE;
}

/* Reject a row for one cell, with the same message in every program. Each returns FATE_REJECTED. */
enum fate row_reject_status(const struct row *row, const struct field *f);
enum fate row_reject_qty(const struct row *row, const struct field *f);
enum fate row_reject_amount(const struct row *row, const struct field *f);
enum fate row_reject_day(const struct row *row, const char *column, const struct field *f);

/* Read a whole number of units, 1 to INT32_MAX, so that its square fits 64 bits. Returns false when it is not one. */
static inline bool row_read_qty(const struct field *f, int64_t *qty)
{
	/* Fast path: most lines have a few units. */
	if (f->length == 1 && f->bytes[0] >= '1' && f->bytes[0] <= '9') {
		*qty = f->bytes[0] - '0';
		return true;
	}
	return num_parse_int(f->bytes, f->length, 1, INT32_MAX, qty) == 0;
}

/*
 * Read an amount in 1/DECIMAL_SCALE; an empty cell is 0. More than four decimals are rounded half away from zero, as ret-import does.
 * Returns false when it is not an amount.
 */
static inline bool row_read_amount(const struct field *f, int64_t *amount)
{
	int rounded;

	if (quick_decimal(f->bytes, f->length, amount))
		return true;
	*amount = 0;
	return f->length == 0 || decimal_parse(f->bytes, f->length, amount, &rounded) == 0;
}

/* A cache of the previous row's day: exports are sorted by time, so most rows have the same. Initialise to zero. */
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

/* Read a day. Returns false and sets DATE_NONE when the cell is not a date. */
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

/* The same for a row in scope, rejecting it on an error: FATE_COUNTS or FATE_REJECTED. */
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

#include "row/judge.h"

#include "row/columns.h"

enum fate row_reject_status(const struct row *row, const struct field *f)
{
	rows_reject(row->job, row, COLUMN_STATUS, "'%.*s' is not done, pending or void", (int)f->length, f->bytes);
	return FATE_REJECTED;
}

enum fate row_reject_qty(const struct row *row, const struct field *f)
{
	rows_reject(row->job, row, COLUMN_QTY, "'%.*s' is not a whole number from 1 to %d", (int)f->length, f->bytes,
		    INT32_MAX);
	return FATE_REJECTED;
}

enum fate row_reject_amount(const struct row *row, const struct field *f)
{
	rows_reject(row->job, row, COLUMN_AMOUNT, "'%.*s' is not an amount", (int)f->length, f->bytes);
	return FATE_REJECTED;
}

enum fate row_reject_day(const struct row *row, const char *column, const struct field *f)
{
	if (f->length)
		rows_reject(row->job, row, column, "'%.*s' is not a date like 2025-06-18", (int)f->length, f->bytes);
	else
		rows_reject(row->job, row, column, "is empty");
	return FATE_REJECTED;
}

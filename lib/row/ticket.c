#include "row/ticket.h"

#include "row/columns.h"

const char *const ticket_dates[TICKET_DATES] = {COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT};

enum fate ticket_reject_type(const struct row *row, const struct field *type)
{
	rows_reject(row->job, row, COLUMN_TYPE, "'%.*s' is not a type of ticket; see retkit(7)", (int)type->length,
		    type->bytes);
	return FATE_REJECTED;
}

enum fate ticket_reject_dates(const struct row *row)
{
	rows_reject(row->job, row, NULL, "no date: received_at, finished_at and applied_at are empty");
	return FATE_REJECTED;
}

int ticket_find_type(const struct field *type)
{
	for (int i = 0; columns_types[i]; i++)
		if (field_is(type, columns_types[i]))
			return i;
	return -1;
}

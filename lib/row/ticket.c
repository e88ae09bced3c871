#include "row/ticket.h"

const char *const ticket_dates[TICKET_DATES] = {"received_at", "finished_at", "applied_at"};

enum fate ticket_reject_type(const struct row *row, const struct field *type)
{
	rows_reject(row->job, row, "type", "'%.*s' is no type of ticket; see retkit(7)", (int)type->length,
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

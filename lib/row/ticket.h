/*
 * ticket: decide what a returns row counts as, in the order that judge.h states.
 *
 * An empty type means a return. The date of a ticket is the first nonempty of received_at, finished_at and applied_at.
 */
#ifndef RETKIT_ROW_TICKET_H
#define RETKIT_ROW_TICKET_H

#include "row/columns.h"
#include "row/judge.h"

/* The types that bring goods back, by their index in columns_types; a set of types is a bit mask. */
enum { TICKET_RETURN, TICKET_EXCHANGE };

/* What a definition counts as returned. */
struct ticket_scope {
	unsigned statuses; /* bit mask of enum row_status */
	unsigned types;
};

/* The scope of return-rate@1: goods that came back. */
static const struct ticket_scope ticket_scope_back = {1u << ROW_DONE, 1u << TICKET_RETURN | 1u << TICKET_EXCHANGE};

/* The columns that can date a ticket, in order of preference. */
enum { TICKET_DATES = 3 };
extern const char *const ticket_dates[TICKET_DATES];

/* The cells that are checked. */
struct ticket_cells {
	const struct field *type, *status, *qty, *amount, *dates[TICKET_DATES];
};

enum fate ticket_reject_type(const struct row *row, const struct field *type);
enum fate ticket_reject_dates(const struct row *row);

/* The index of a type in columns_types, or -1. */
int ticket_find_type(const struct field *type);

static inline int ticket_type(const struct field *type)
{
	if (type->length == 0 || field_is(type, "return"))
		return TICKET_RETURN;
	return field_is(type, "exchange") ? TICKET_EXCHANGE : ticket_find_type(type);
}

/* Check words and scope. Returns FATE_COUNTS, FATE_REJECTED or the reason to skip the row. */
static inline enum fate ticket_judge(const struct row *row, const struct ticket_cells *c,
				     const struct ticket_scope *scope)
{
	enum row_status status = row_status(c->status);

	if (status == ROW_STATUSES)
		return row_reject_status(row, c->status);
	int type = ticket_type(c->type);

	if (type < 0)
		return ticket_reject_type(row, c->type);
	if (!(scope->statuses >> status & 1))
		return row_status_fate(status);
	return scope->types >> type & 1 ? FATE_COUNTS : FATE_TYPE + (enum fate)type;
}

/* The index of the date column that dates a ticket; TICKET_DATES when all are empty. */
static inline size_t ticket_dated_by(const struct ticket_cells *c)
{
	size_t i = 0;

	while (i < TICKET_DATES && c->dates[i]->length == 0)
		i++;
	return i;
}

/* Read the day of a ticket that counts; *which is the index of its date column. Returns FATE_COUNTS or FATE_REJECTED. */
static inline enum fate ticket_day(const struct row *row, const struct ticket_cells *c, struct row_day *last,
				   int32_t *day, size_t *which)
{
	*which = ticket_dated_by(c);
	if (*which == TICKET_DATES)
		return ticket_reject_dates(row);
	return row_day(row, last, ticket_dates[*which], c->dates[*which], day);
}

#endif

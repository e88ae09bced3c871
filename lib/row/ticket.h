/*
 * ticket: what a row of returns counts as, in the order that judge.h states.
 *
 * An empty type is a return. A ticket is dated by the first that is there of received_at, finished_at and applied_at.
 */
#ifndef RETKIT_ROW_TICKET_H
#define RETKIT_ROW_TICKET_H

#include "row/columns.h"
#include "row/judge.h"

/* The types that bring goods back, by their places in columns_types; a set of types has a bit each. */
enum { TICKET_RETURN, TICKET_EXCHANGE };

/* What a definition counts as returned. */
struct ticket_scope {
	unsigned statuses; /* a bit each of enum row_status */
	unsigned types;
};

/* That of return-rate@1: goods that came back. */
static const struct ticket_scope ticket_scope_back = {1u << ROW_DONE, 1u << TICKET_RETURN | 1u << TICKET_EXCHANGE};

/* The columns that date a ticket, and how many there are. */
enum { TICKET_DATES = 3 };
extern const char *const ticket_dates[TICKET_DATES];

/* The cells that are judged. */
struct ticket_cells {
	const struct field *type, *status, *qty, *amount, *dates[TICKET_DATES];
};

enum fate ticket_reject_type(const struct row *row, const struct field *type);
enum fate ticket_reject_dates(const struct row *row);

/* The place of a type in columns_types, or -1. */
int ticket_find_type(const struct field *type);

static inline int ticket_type(const struct field *type)
{
	if (type->length == 0 || field_is(type, "return"))
		return TICKET_RETURN;
	return field_is(type, "exchange") ? TICKET_EXCHANGE : ticket_find_type(type);
}

/* Words and scope: FATE_COUNTS, FATE_REJECTED, or why it is skipped. */
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

/* Which of its dates a ticket is dated by; TICKET_DATES: all are empty. */
static inline size_t ticket_dated_by(const struct ticket_cells *c)
{
	size_t i = 0;

	while (i < TICKET_DATES && c->dates[i]->length == 0)
		i++;
	return i;
}

/* The day of one that counts, and which date that is: FATE_COUNTS, or FATE_REJECTED. */
static inline enum fate ticket_day(const struct row *row, const struct ticket_cells *c, struct row_day *last,
				   int32_t *day, size_t *which)
{
	*which = ticket_dated_by(c);
	if (*which == TICKET_DATES)
		return ticket_reject_dates(row);
	return row_day(row, last, ticket_dates[*which], c->dates[*which], day);
}

#endif

/*
 * note: the notes of a join in the account of its returns (row/account.h), numbered after the fates.
 *
 * Notes count the returns written, with their units as written; the note `over_returned` counts the excess units
 * only.
 */
#ifndef RETKIT_JOIN_NOTE_H
#define RETKIT_JOIN_NOTE_H

#include "join/join.h"
#include "row/fate.h"

/* The number of columns filled from a line, order_id apart. */
enum { JOIN_FILLS = 18 };

enum join_note {
	JOIN_NOTE_HOW = FATES,                         /* + enum join_how */
	JOIN_NOTE_OF_LINE = JOIN_NOTE_HOW + JOIN_HOWS, /* the quantity was taken from the line */
	JOIN_NOTE_IMPUTED,                             /* the quantity is 1, because it is unknown */
	JOIN_NOTE_CAPPED,                              /* the quantity was reduced to the units left of the line */
	JOIN_NOTE_FINDING,                             /* + enum join_finding */
	JOIN_NOTE_FILLED_ORDER = JOIN_NOTE_FINDING + JOIN_FINDINGS,
	JOIN_NOTE_FILLED, /* + the index of the filled column */
	JOIN_NOTE_DIFFERING =
		JOIN_NOTE_FILLED + JOIN_FILLS, /* + the index of a column where return and line disagree */
	JOIN_REASONS = JOIN_NOTE_DIFFERING + JOIN_FILLS
};

void join_reasons(struct account_reason reasons[JOIN_REASONS]);

/* Count a return under one note. */
static inline void join_note(struct account_count *counts, size_t note, const struct held *ticket,
			     const struct join_match *m)
{
	if (ticket->flags & TICKET_QTY_UNREAD)
		account_count_row(&counts[note]);
	else
		account_count_units(&counts[note], m->qty);
}

/*
 * Count a written return under all its notes but those on columns (fill.h). A return that --cap reduced to 0 units is
 * not written: count it as skipped.
 */
void join_note_written(struct account_count *counts, const struct held *ticket, const struct join_match *m,
		       bool capped);
void join_note_dropped(struct account_count *counts, const struct held *ticket);

#endif

/*
 * note: the notes of a join in the account of its returns (row/account.h), numbered after the fates.
 *
 * Notes are of returns that are written, with the units that these are written with; where more came back than was shipped, with those
 * too many.
 */
#ifndef RETKIT_JOIN_NOTE_H
#define RETKIT_JOIN_NOTE_H

#include "join/join.h"
#include "row/fate.h"

/* How many columns a line fills, order_id apart. */
enum { JOIN_FILLS = 18 };

enum join_note {
	JOIN_NOTE_HOW = FATES,                         /* + how the line was found */
	JOIN_NOTE_OF_LINE = JOIN_NOTE_HOW + JOIN_HOWS, /* the quantity is that of the line */
	JOIN_NOTE_IMPUTED,                             /* the quantity is 1, as nothing tells */
	JOIN_NOTE_CAPPED,                              /* the quantity was reduced to what is left of the line */
	JOIN_NOTE_FINDING,                             /* + what is strange */
	JOIN_NOTE_FILLED_ORDER = JOIN_NOTE_FINDING + JOIN_FINDINGS,
	JOIN_NOTE_FILLED,                                    /* + the place of the column among those that are filled */
	JOIN_NOTE_DIFFERING = JOIN_NOTE_FILLED + JOIN_FILLS, /* the same, where the return and its line disagree */
	JOIN_REASONS = JOIN_NOTE_DIFFERING + JOIN_FILLS
};

void join_reasons(struct account_reason reasons[JOIN_REASONS]);

/* Note something of a return. */
static inline void join_note(struct account_count *counts, size_t note, const struct held *ticket,
			     const struct join_match *m)
{
	if (ticket->flags & TICKET_QTY_UNREAD)
		account_count_row(&counts[note]);
	else
		account_count_units(&counts[note], m->qty);
}

/* Note all of a return that is written but for its columns (fill.h); count one as skipped of which nothing is left to write. */
void join_note_written(struct account_count *counts, const struct held *ticket, const struct join_match *m,
		       bool capped);
void join_note_dropped(struct account_count *counts, const struct held *ticket);

#endif

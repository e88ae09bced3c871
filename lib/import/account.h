/*
 * account: what became of every row of an import, in numbers and in one line of words.
 *
 * read = kept + skipped + rejected, always; a skipped row has exactly one reason. Notes tell of
 * kept rows whose cells were completed or changed beyond cleaning.
 */
#ifndef RETKIT_ACCOUNT_H
#define RETKIT_ACCOUNT_H

#include <stdint.h>

enum account_skip {
	SKIP_TOTAL,   /* a total row */
	SKIP_BANNER,  /* a banner or footer that the dialect knows */
	SKIP_BLANK,   /* no cell that is not blank */
	SKIP_WHERE,   /* a condition of --where does not hold */
	SKIP_NO_SHIP, /* not shipped: no ship date */
	SKIP_QTY_BLANK,
	SKIP_QTY_ZERO,
	SKIP_NOT_IN,      /* a return applied for of which nothing was received */
	SKIP_DIRECTION,   /* a negative quantity among shipments */
	SKIP_OVERLAP,     /* an earlier file gave the row already */
	SKIP_OTHER_TABLE, /* by the sign of its quantity it is of the other table */
	ACCOUNT_SKIPS
};

enum account_note {
	NOTE_SHORT,       /* rows shorter than the header */
	NOTE_DAMAGED,     /* texts with bytes that do not decode, kept as U+FFFD */
	NOTE_TURNED,      /* negative quantities made positive */
	NOTE_PARCEL,      /* tracking numbers in scientific notation left out */
	NOTE_OUTER_BLANK, /* SKUs with blanks at an end, kept */
	NOTE_APPLIED,     /* nothing received, but no goods were to come: units applied for taken */
	NOTE_SEVERAL,     /* cells with several ids */
	NOTE_ROUNDED,     /* ids of which a spreadsheet kept 15 digits; told only when they are many */
	NOTE_NO_SKU,      /* returns without a SKU, which ret-join finds */
	NOTE_ORDER_DAY,   /* ordered_at taken from the id of the order */
	NOTE_GIFT,        /* shipments that are gifts */
	NOTE_ZERO,        /* shipments with an amount of 0 */
	NOTE_VOID,        /* kept with status void */
	NOTE_PENDING,     /* kept with status pending */
	ACCOUNT_NOTES
};

struct account {
	uint64_t read;
	uint64_t kept;
	uint64_t rejected;
	uint64_t skips[ACCOUNT_SKIPS];
	uint64_t notes[ACCOUNT_NOTES];
	uint64_t offsets; /* times whose offset was dropped */
};

uint64_t account_skipped(const struct account *a);

void account_add(struct account *to, const struct account *from);

/* `read 9 = kept 5 + skipped 3 (total row 1, qty 0 2) + rejected 1; short rows 2`. Caller frees. */
char *account_words(const struct account *a);

#endif

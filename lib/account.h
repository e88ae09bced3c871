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
	SKIP_TOTAL,       /* a total row */
	SKIP_BLANK,       /* no cell that is not blank */
	SKIP_WHERE,       /* a condition of --where does not hold */
	SKIP_NO_SHIP,     /* not shipped: no ship date */
	SKIP_QTY_BLANK,
	SKIP_QTY_ZERO,
	SKIP_NOT_IN,      /* a return applied for of which nothing was received */
	SKIP_DIRECTION,   /* a negative quantity among shipments */
	SKIP_OVERLAP,     /* an earlier file gave the row already */
	ACCOUNT_SKIPS
};

enum account_note {
	NOTE_SHORT,       /* rows shorter than the header */
	NOTE_DAMAGED,     /* texts with bytes that do not decode, kept as U+FFFD */
	NOTE_TURNED,      /* negative quantities made positive */
	NOTE_PARCEL,      /* tracking numbers in scientific notation left out */
	NOTE_OUTER_BLANK, /* SKUs with blanks at an end, kept */
	NOTE_APPLIED,     /* nothing received, but no goods were to come: units applied for taken */
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

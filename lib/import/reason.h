/*
 * reason: why rows of an export are skipped, the notes on kept rows, and the summary of both in one line.
 *
 * read = kept + skipped + rejected, always; a skipped row has exactly one reason. Notes tell of kept rows whose cells
 * were completed or changed beyond cleaning; a row with two such cells counts twice. Units are those of the imported
 * row, so never negative.
 */
#ifndef RETKIT_REASON_H
#define RETKIT_REASON_H

#include "row/account.h"

#include <stdint.h>

enum import_reason {
	SKIP_TOTAL = ACCOUNT_OWN, /* a total row */
	SKIP_BANNER,              /* a banner or footer that the dialect knows */
	SKIP_BLANK,               /* all cells are blank */
	SKIP_HEADING,             /* the header again, or what it means in words */
	SKIP_WHERE,               /* a condition of --where does not hold */
	SKIP_NOT_SALE,            /* goods that left, but to no customer */
	SKIP_NO_SHIP,             /* not shipped: no ship date */
	SKIP_QTY_BLANK,
	SKIP_QTY_ZERO,
	SKIP_NOT_IN,      /* a return that was applied for but not received */
	SKIP_DIRECTION,   /* a negative quantity among shipments */
	SKIP_OVERLAP,     /* a duplicate of a row in an earlier file */
	SKIP_OTHER_TABLE, /* its kind or the sign of its quantity puts it into the other table */
	SKIP_NOT_GOODS,   /* a fee, a service, a gift card or the sum of an order: no line of goods */
	NOTE_SHORT,       /* rows shorter than the header */
	NOTE_DAMAGED,     /* texts with bytes that cannot be decoded; replaced by U+FFFD */
	NOTE_TURNED,      /* negative quantities made positive */
	NOTE_PARCEL,      /* tracking numbers in scientific notation, dropped */
	NOTE_OUTER_BLANK, /* SKUs with leading or trailing blanks, kept */
	NOTE_APPLIED,     /* nothing received, because no goods were to come back: the applied quantity is used */
	NOTE_SEVERAL,     /* cells with several ids */
	NOTE_ROUNDED,     /* ids that a spreadsheet rounded to 15 digits; reported only when they are many */
	NOTE_NO_SKU,      /* returns without a SKU, which ret-join looks up */
	NOTE_ORDER_DAY,   /* ordered_at taken from the id of the order */
	NOTE_GIFT,        /* shipments that are gifts */
	NOTE_ZERO,        /* shipments with an amount of 0 */
	NOTE_VOID,        /* kept with status void */
	NOTE_PENDING,     /* kept with status pending */
	NOTE_PARTLY,      /* shipments of which an unknown part was sent, kept with the quantity of the line */
	NOTE_CONVERTED,   /* times converted to one UTC offset */
	NOTE_MIXED,       /* times whose offset was dropped, in a file that mixes several */
	/* These are reported by other messages. */
	NOTE_OFFSET, /* times whose offset was dropped */
	NOTE_TYPE,   /* words not understood */
	NOTE_STATUS,
	NOTE_ORDER_TYPE,
	NOTE_GIFT_WORD,
	NOTE_NO_TYPE, /* returns of a file that has no column of types */
	NOTE_AMOUNT,  /* amounts that cannot be read, left blank */
	IMPORT_REASONS
};

enum { IMPORT_FIRST_NOTE = NOTE_SHORT, IMPORT_NOTES = IMPORT_REASONS - IMPORT_FIRST_NOTE };

extern const struct account_reason import_reasons[IMPORT_REASONS];

/* The notes on one row, by reason from IMPORT_FIRST_NOTE. */
struct import_notes {
	bool any; /* most rows have none */
	uint16_t counts[IMPORT_NOTES];
};

struct import_account {
	uint64_t read;
	struct account_count counts[IMPORT_REASONS];
};

uint64_t import_account_skipped(const struct import_account *a);

void import_account_add(struct import_account *to, const struct import_account *from);

/* Count a kept row with its units; move a kept row to the skipped ones, because another file has it. */
void import_account_keep(struct import_account *a, const struct import_notes *notes, int64_t units);
void import_account_take_back(struct import_account *a, const struct import_notes *notes, int64_t units);

/* The counts for the account table, without rounded ids if these are few. */
void import_account_table(const struct import_account *a, struct account_count counts[IMPORT_REASONS]);

/* `read 9 = kept 5 + skipped 3 (total row 1, qty 0 2) + rejected 1; short rows 2`. Caller frees. */
char *import_account_words(const struct import_account *a);

#endif

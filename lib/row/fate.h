/*
 * fate: what becomes of a row, and why; the one list of reasons that all row programs share.
 *
 * A row counts, is rejected because a cell of it is wrong, or is skipped for one reason. A program uses the reasons that its
 * definition has. In an account (account.h) its notes follow.
 */
#ifndef RETKIT_FATE_H
#define RETKIT_FATE_H

#include "row/account.h"
#include "row/rows.h"

enum fate {
	FATE_COUNTS = ACCOUNT_ROWS_KEPT,
	FATE_REJECTED = ACCOUNT_ROWS_REJECTED,
	FATE_FAILED, /* reading stops, with words */
	/* The rest are reasons to skip a row, in the order in which a summary names them. */
	FATE_FILTERED, /* by a condition of the command line */
	FATE_SKIPS = FATE_FILTERED,
	FATE_UNASKED, /* a shipment that no return is of */
	FATE_VOID,
	FATE_PENDING,
	FATE_GIFT,
	FATE_DONE,
	FATE_REPLACEMENT, /* shipped on an order of type exchange or reissue */
	FATE_BELOW,
	FATE_LINE, /* a return of a line that was left out */
	FATE_QUANTITY,
	FATE_NO_ORDER,
	FATE_NO_AMOUNT,
	FATE_REASON,
	FATE_WINDOW,
	FATE_VALIDITY,
	FATE_LATE,
	FATE_AFTER,
	FATE_OUTSIDE,                 /* of the days of the command line */
	FATE_TOTAL,                   /* a line of totals: its SKU says so */
	FATE_SPLIT,                   /* an order whose parts stand beside it */
	FATE_NOTHING_LEFT,            /* a return of a line that has come back already */
	FATE_NO_DATE,                 /* + ordered, paid, shipped, signed, applied, received, finished */
	FATE_TYPE = FATE_NO_DATE + 7, /* + the place of the ticket's type in columns_types */
	FATES = FATE_TYPE + 9,
};

/* A slug of WORD_SKIP, for a reason to skip a row. */
const char *fate_slug(enum fate fate);

/* Begin the reasons of an account with all fates; the program's own follow from FATES on. */
void fate_reasons(struct account_reason *reasons);

/* What rows_run() is to be told of a row. */
static inline enum rows_fate fate_take(const struct row *row, enum fate fate)
{
	static const enum rows_fate told[FATE_SKIPS] = {ROWS_KEPT, ROWS_REJECTED, ROWS_FAILED};

	return fate < FATE_SKIPS ? told[fate] : rows_skip(row, fate);
}

/* ` (void 3, gift 1)` in English, out of the counts of an account: why rows were skipped; "" where none was. Caller frees. */
char *fate_words(const struct account_count *counts);

#endif

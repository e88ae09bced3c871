/*
 * fate: the outcome of each row and its reason, in one list that all row programs share.
 *
 * A row counts, is rejected because one of its cells is wrong, or is skipped for exactly one reason. A program uses the reasons that its
 * definition has. In an account (account.h) its notes follow.
 */
#ifndef RETKIT_FATE_H
#define RETKIT_FATE_H

#include "row/account.h"
#include "row/rows.h"

enum fate {
	FATE_COUNTS = ACCOUNT_ROWS_KEPT,
	FATE_REJECTED = ACCOUNT_ROWS_REJECTED,
	FATE_FAILED, /* an error that stops the run, with words */
	/* The rest are reasons to skip a row, in the order of the summary. */
	FATE_FILTERED, /* by a condition on the command line */
	FATE_SKIPS = FATE_FILTERED,
	FATE_UNASKED, /* a shipment without a return */
	FATE_VOID,
	FATE_PENDING,
	FATE_GIFT,
	FATE_DONE,
	FATE_REPLACEMENT, /* shipped on an order of type exchange or reissue */
	FATE_BELOW,
	FATE_LINE, /* a return of a shipment line that was skipped */
	FATE_QUANTITY,
	FATE_NO_ORDER,
	FATE_NO_AMOUNT,
	FATE_REASON,
	FATE_WINDOW,
	FATE_VALIDITY,
	FATE_LATE,
	FATE_AFTER,
	FATE_OUTSIDE,                 /* outside the days given on the command line */
	FATE_TOTAL,                   /* a total row, recognised by its SKU */
	FATE_SPLIT,                   /* a split order, whose parts are rows themselves */
	FATE_NOTHING_LEFT,            /* a return of a line that was already returned in full */
	FATE_NO_DATE,                 /* + 0..6 for ordered, paid, shipped, signed, applied, received, finished */
	FATE_TYPE = FATE_NO_DATE + 7, /* + the index of the ticket's type in columns_types */
	FATES = FATE_TYPE + 9,
};

/* The slug of a reason to skip a row, a word of WORD_SKIP. */
const char *fate_slug(enum fate fate);

/* Begin the reasons of an account with all fates; a program's notes follow from FATES on. */
void fate_reasons(struct account_reason *reasons);

/* The value for rows_run(), and the reason for the account. */
static inline enum rows_fate fate_take(const struct row *row, enum fate fate)
{
	static const enum rows_fate told[FATE_SKIPS] = {ROWS_KEPT, ROWS_REJECTED, ROWS_FAILED};

	return fate < FATE_SKIPS ? told[fate] : rows_skip(row, fate);
}

/* ` (void 3, gift 1)` in English: the number of rows skipped for each reason; "" when none was. Caller frees. */
char *fate_words(const struct account_count *counts);

#endif

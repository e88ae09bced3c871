/*
 * canonical: the state that canonical.c and canonical_qty.c share; private to this folder.
 */
#ifndef RETKIT_CANONICAL_STATE_H
#define RETKIT_CANONICAL_STATE_H

#include "import/canonical.h"
#include "base/date.h"
#include "base/num.h"

#include <string.h>

/* The alias_target() of each column that the rules name; -1 if the side has no such column. */
struct places {
	int sku, qty, qty_basis, qty_received, qty_applied, amount, type, status, goods;
	int order_type, gift, shipped_at, received_at, finished_at, applied_at, source;
	int order_id, line_id, ordered_at, belongs, listing_no, cancelled_at;
};

/* A word that was not understood. */
struct missed {
	bool is;
	struct cell cell;
};

struct canonical {
	enum side side;
	struct feeds *feeds;
	struct places at;
	struct cell *cells; /* of the row to be written, one for each canonical column */
	size_t columns;
	char qty[NUM_TEXT], amount[NUM_TEXT], ordered[DATE_TEXT]; /* texts of computed cells */
	bool use_order_day;

	/* The current file. */
	const struct reader *reader;
	bool chosen;
	size_t *rest; /* columns that the file feeds and no rule sets; all others stay blank */
	size_t rest_count;
	int own_sign; /* sign that the layout gives to quantities of this table, unless a condition chooses rows; else 0 */
	int sign;     /* of all quantities kept so far; 0 before the first */

	/* The current row. */
	const struct record *record;
	bool turned;  /* a negative quantity was made positive */
	bool applied; /* nothing was received; the applied quantity was used */
	bool no_sku;
	bool zero;      /* its amount is 0 */
	bool order_day; /* ordered_at was taken from the order id */
	bool partly;    /* an unknown part of the line was sent */
	struct missed type, status, order_type, gift, bad_amount;
	int64_t units;
	enum import_reason reason;
	struct feed_fault fault;
};

/* ---- fates ---- */

static inline enum canonical_fate canonical_skip(struct canonical *c, enum import_reason reason)
{
	c->reason = reason;
	return CANONICAL_SKIPPED;
}

static inline enum canonical_fate canonical_reject_fault(struct canonical *c)
{
	c->fault = *feeds_fault(c->feeds);
	return CANONICAL_REJECTED;
}

/* ---- cells ---- */

static inline void canonical_set_text(struct canonical *c, int target, const char *bytes, size_t n)
{
	if (target >= 0)
		c->cells[target] = (struct cell){bytes, n};
}

/* Inline, so that the length of a literal is known. */
static inline void canonical_set_word(struct canonical *c, int target, const char *word)
{
	canonical_set_text(c, target, word, strlen(word));
}

/* ---- canonical_qty.c: quantities ---- */

/* Set the quantity of a row, made positive; the type of a return must be set before. Returns the fate; CANONICAL_FAILED leaves words. */
enum canonical_fate canonical_take_shipped(struct canonical *c, struct err *e);
enum canonical_fate canonical_take_returned(struct canonical *c, struct err *e);

#endif

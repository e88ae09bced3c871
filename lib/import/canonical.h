/*
 * canonical: what one row of an export means as a row of ours.
 *
 * The rules, beyond cleaning (clean.h, moment.h) and words (value.h):
 *
 * shipments: a row without a ship date, or with a quantity that is blank, 0 or negative, is not a
 *	shipment: skipped. A status not understood is done, as the row has a ship date. order_type
 *	gift makes gift 1 where the file has no word on it.
 * returns: qty is what was received, else what was applied for, else a plain quantity; qty_basis
 *	says which. Where no goods come back by type, and 0 were received, qty is what was applied
 *	for. 0 otherwise is skipped. No type is return, a type not understood is other; no status
 *	is done, a status not understood is pending. Goods that the buyer never got make return
 *	and exchange into reject; goods not sent yet make return, exchange and refund_only into
 *	pre_ship.
 *
 * A negative quantity of a return (of a shipment: where the caller has chosen the direction) is
 * made positive, its amount too; both signs in one file are an error, because then nobody can tell
 * which rows are meant.
 *
 * A return needs no SKU where it has the id of its order or line: ret-join finds it.
 *
 * Rejected: no SKU else; no date of a return; a quantity, date or amount that is none; a key in
 * scientific notation; a NUL byte; bytes that do not decode, but in free text; a record with more
 * cells than the header.
 */
#ifndef RETKIT_CANONICAL_H
#define RETKIT_CANONICAL_H

#include "import/account.h"
#include "clean/clean.h"
#include "base/err.h"
#include "import/feed.h"
#include "clean/mapping.h"
#include "csv/reader.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>

/* What becomes of a row. */
enum canonical_fate {
	CANONICAL_KEPT,
	CANONICAL_SKIPPED,
	CANONICAL_REJECTED,
	CANONICAL_FAILED,
	CANONICAL_WAITS, /* for a row behind it, which tells the order of day and month: see feed.h */
};

struct canonical;

/* `values` must outlive it. */
struct canonical *canonical_new(enum side side, const struct values *values);

void canonical_free(struct canonical *c);

/* Where the cells come from; owned by it. */
struct feeds *canonical_feeds(struct canonical *c);

/* Where ordered_at is blank, take the day that is part of the order's id. */
void canonical_use_order_day(struct canonical *c);

/* The columns of the side. */
size_t canonical_columns(const struct canonical *c);

/*
 * The first required column that neither the mapping nor a constant gives, NULL when all are
 * there. The date of a return is named by its best column, received_at.
 */
const char *canonical_missing(const struct canonical *c, const struct mapping *m);

/* Turn to a file. `chosen` tells that conditions choose the direction of its rows. */
void canonical_begin(struct canonical *c, const struct reader *r, const struct mapping *m, bool chosen);

/*
 * Decide on the row that feeds_row() was given, which is called `source` where it has no source
 * of its own. CANONICAL_FAILED leaves words; for the others see below. A row that waits is decided on again later, and
 * canonical_fault() says what it waits for.
 */
enum canonical_fate canonical_row(struct canonical *c, const struct record *record, struct cell source, struct err *e);

/*
 * Of a kept row: a cell for each column, valid until the next feeds_row(), and what there is to
 * note.
 */
const struct cell *canonical_cells(const struct canonical *c);
void canonical_note(struct canonical *c, struct account *account);

/* True when canonical_note() counts a word that is not understood, which cannot be taken back. */
bool canonical_has_unknown(const struct canonical *c);

/*
 * A part of the file that another canonical read, after the rows so far. It does not agree when its quantities have the other sign;
 * else canonical_join() adds its sign and words. canonical_clear() makes one ready for another part.
 */
bool canonical_agrees(const struct canonical *c, const struct canonical *part);
void canonical_join(struct canonical *c, const struct canonical *part);
void canonical_clear(struct canonical *c);

/* Of a skipped row: why. Of a rejected row: the header (may be NULL) and the words. */
enum account_skip canonical_reason(const struct canonical *c);
const struct feed_fault *canonical_fault(const struct canonical *c);

/*
 * What is said of words not understood, as `; type not understood 2 ('A', 'B'): …`; "" when there
 * are none. Caller frees.
 */
char *canonical_unknown_words(const struct canonical *c);

#endif

/*
 * canonical: the rules that turn one row of an export into a canonical row, or skip or reject it.
 *
 * Cells are cleaned first (clean.h, moment.h) and words translated (value.h). Then:
 *
 * shipments: skipped when the type of order says that they are no sale, without a ship date, or when the quantity is blank, 0 or negative. An unknown
 *	status means done, because the row has a ship date. order_type gift sets gift to 1 unless
 *	the file says otherwise.
 * returns: qty is the received quantity, else the applied one, else a plain one; qty_basis says
 *	which. If 0 were received and the type brings no goods back, the applied quantity counts;
 *	any other 0 is skipped. A blank type means return, an unknown type other; a blank status
 *	means done, an unknown status pending. Goods that the buyer never received turn return
 *	and exchange into reject; goods not yet sent turn return, exchange and refund_only into
 *	pre_ship.
 *
 * Negative quantities of returns are made positive with their amounts; so are those of shipments if
 * the caller's conditions chose the sign. Kept rows of both signs in one file are an error, because
 * it is then unclear which rows are meant.
 *
 * A row is skipped when its `belongs` says that its kind is of the other table (as is a blank one of a
 * return) or no goods at all, or is not understood, and when the file has a `listing_no` but the row does not. A shipment with a `cancelled_at` is void. A return with status on-receipt is done if it has a
 * received_at, else pending; a shipment with status partly is done, with a note, because how much was sent is unknown.
 *
 * A return may lack a SKU if it has an order or line id: ret-join looks the SKU up.
 *
 * An amount that cannot be read is missing, and counted.
 *
 * Rejected: any other row without a SKU; a return without a date; a malformed quantity or date; a key in scientific notation; a NUL byte; bytes that do not decode outside free text; a
 * record with more cells than the header.
 */
#ifndef RETKIT_CANONICAL_H
#define RETKIT_CANONICAL_H

#include "import/reason.h"
#include "clean/clean.h"
#include "base/err.h"
#include "import/feed.h"
#include "clean/mapping.h"
#include "csv/reader.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>

/* The fate of a row. */
enum canonical_fate {
	CANONICAL_KEPT,
	CANONICAL_SKIPPED,
	CANONICAL_REJECTED,
	CANONICAL_FAILED,
	CANONICAL_UNDECIDED, /* until a later row settles the order of day and month or the decimal sign, see feed.h */
};

struct canonical;

/* `values` must outlive the result, which the caller frees. */
struct canonical *canonical_new(enum side side, const struct values *values);

void canonical_free(struct canonical *c);

/* The feeds that the cells come from; owned by `c`. */
struct feeds *canonical_feeds(struct canonical *c);

/* Fill a blank ordered_at with the day that is part of the order id. */
void canonical_use_order_day(struct canonical *c);

/* The number of canonical columns of the side. */
size_t canonical_columns(const struct canonical *c);

/* The most columns that can be missing. */
enum { CANONICAL_REQUIRED = 3 };

/*
 * The required columns that neither the mapping nor a constant gives. Returns their number. A return needs one of three dates; when all
 * are missing the answer is received_at, the best of them.
 */
size_t canonical_missing(const struct canonical *c, const struct mapping *m, const char *missing[CANONICAL_REQUIRED]);

/* Begin a file. `chosen`: the caller's conditions choose its rows by the sign of their quantity. */
void canonical_begin(struct canonical *c, const struct reader *r, const struct mapping *m, bool chosen);

/*
 * Decide on the row that feeds_row() was given. `source` names the row unless the file has a source column of its own.
 * CANONICAL_FAILED leaves words. CANONICAL_UNDECIDED leaves the open question in canonical_fault(); decide again once it is settled.
 */
enum canonical_fate canonical_row(struct canonical *c, const struct record *record, struct cell source, struct err *e);

/* The cells of a kept row, one for each column, valid until the next feeds_row(); its notes, into `notes`. */
const struct cell *canonical_cells(const struct canonical *c);
void canonical_note(struct canonical *c, struct import_notes *notes);

/* The units of a kept row; those of another row, without a sign, or false when its cells do not give them. */
int64_t canonical_units(const struct canonical *c);
bool canonical_guess_units(struct canonical *c, int64_t *units);

/* True when canonical_note() would count a word or amount as not understood, which cannot be taken back. */
bool canonical_has_unknown(const struct canonical *c);

/*
 * Join the next part of the file, which another canonical read and before which lie `lines`. canonical_agrees() is false when its
 * quantities have the opposite sign or its numbers other decimal signs; else canonical_join() takes over its signs and its counts of
 * words. canonical_clear() empties a part for its next use.
 */
bool canonical_agrees(const struct canonical *c, const struct canonical *part);
void canonical_join(struct canonical *c, const struct canonical *part, uint64_t lines);
void canonical_clear(struct canonical *c);

/* Why a row was skipped; why it was rejected, as a header (may be NULL) and words. */
enum import_reason canonical_reason(const struct canonical *c);
const struct feed_fault *canonical_fault(const struct canonical *c);

/* The summary of words not understood, such as `; type not understood 2 ('A', 'B'): taken as other`; "" for none. Caller frees. */
char *canonical_unknown_words(const struct canonical *c);

#endif

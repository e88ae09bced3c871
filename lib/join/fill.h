/*
 * fill: the cells of a return, blank ones filled from its shipment line.
 *
 * A value of the return itself is never replaced, except an imputed quantity; disagreements with the line are counted.
 * Columns missing from the returns are appended in canonical order, `matched` last.
 */
#ifndef RETKIT_JOIN_FILL_H
#define RETKIT_JOIN_FILL_H

#include "join/join.h"
#include "join/note.h"

#include <stddef.h>
#include <stdint.h>

struct join_fill;

/* `tickets` must outlive it. */
struct join_fill *join_fill_new(const struct tickets *tickets);
void join_fill_free(struct join_fill *f);

/* The columns written. */
size_t join_fill_columns(const struct join_fill *f);
const char *join_fill_column(const struct join_fill *f, size_t i);

/*
 * Complete the cells of a return. `cells` has room for all columns and holds the return's own; the texts set are
 * valid until the next call. Fills and disagreements are noted in `counts`.
 */
void join_fill_row(struct join_fill *f, const struct held *ticket, const struct join_match *m, struct cell *cells,
		   struct account_count *counts);

/* The account's slug for the i-th column: `filled-...`, or `differing-...`. */
const char *join_fill_slug(size_t i, bool filled);

/* The columns filled, and those that disagreed, as `shipped_at 12, sku 3`; "" for none. Caller frees. */
char *join_fill_filled(const struct account_count counts[JOIN_REASONS]);
char *join_fill_differing(const struct account_count counts[JOIN_REASONS]);

#endif

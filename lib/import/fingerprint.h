/*
 * fingerprint: a hash of a canonical row, to find duplicates without keeping the rows.
 *
 * It covers all canonical cells except `source`, so a row hashes the same from a GBK export and its UTF-8 twin, and whatever the order
 * of the columns. It is 128 bits of XXH3: among 100 million rows the chance that any two different ones collide is about 1 in 10^23.
 */
#ifndef RETKIT_FINGERPRINT_H
#define RETKIT_FINGERPRINT_H

#include "clean/alias.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct fingerprint {
	uint64_t low, high;
	/*
	 * The ticket or shipped line that the row describes, whatever its other cells: the hash of return_id, line_id and sku, or of
	 * order_id, line_id, sku and shipped_at. 0 if return_id, or both order_id and line_id, are blank. Only counts depend on it, so
	 * 64 bits are enough.
	 */
	uint64_t key;
	/* The row has an order_id, line_id, return_id or tracking_no. Without one, equal rows may well be separate events. */
	bool identified;
	/*
	 * The row has no shop, and all its ids are short enough to be numbers that a shop counts by itself, such as #1001: an equal row
	 * may come from another shop.
	 */
	bool local;
};

/* The scratch space of one thread. */
struct fingerprints;

struct fingerprints *fingerprints_new(enum side side);
void fingerprints_free(struct fingerprints *p);

/* The fingerprint of a row; `cells` holds one cell for each column of the side, in order. */
struct fingerprint fingerprints_take(struct fingerprints *p, const struct cell *cells);

#endif

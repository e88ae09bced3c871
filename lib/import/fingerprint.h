/*
 * fingerprint: whether two canonical rows say the same, without keeping them.
 *
 * A row is its canonical cells but for `source`, so that a GBK export and its UTF-8 twin, and files whose columns stand
 * in another order, agree. 128 bits of XXH3 stand for it: of 100 million rows the chance that any two that differ are taken for
 * one is about 1 in 10^23. A place in `source` is not looked at, whoever wrote it.
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
	 * The thing that the row tells of, whatever it says of it: a ticket by return_id, line_id and sku; a shipped line by order_id,
	 * line_id, sku and shipped_at. 0 where the row has no return_id, or neither order_id nor line_id. It only serves to count, so
	 * that 64 bits are enough.
	 */
	uint64_t key;
	/*
	 * An id tells the row from others that look alike: order_id, line_id, return_id or tracking_no. Without one, equal rows may well be
	 * two things that happened.
	 */
	bool told;
	/*
	 * But it has no shop, and its ids are as short as those that a shop counts by itself, such as #1001: the row of another shop may look
	 * the same.
	 */
	bool local;
};

/* One for each thread. */
struct fingerprints;

struct fingerprints *fingerprints_new(enum side side);
void fingerprints_free(struct fingerprints *p);

/* `cells` are those of all columns of the side, in their order. */
struct fingerprint fingerprints_take(struct fingerprints *p, const struct cell *cells);

#endif

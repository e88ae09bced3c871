/*
 * wanted: a set of ids built from the returns and probed by every shipment row.
 *
 * A cell may hold several ids separated by `;`. Ids are numbered from 0 in order of insertion. Probes are batched, so that cache misses
 * overlap, and a bit filter rejects nearly all ids that are not in the set.
 */
#ifndef RETKIT_WANTED_H
#define RETKIT_WANTED_H

#include "csv/field.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wanted;

struct wanted *wanted_new(void);
void wanted_free(struct wanted *w);

/*
 * What a cell holds: the number of its only id, WANTED_NONE when none of its ids is wanted, or WANTED_MANY when it
 * has several ids, which wanted_next() then reads from the cell.
 */
#define WANTED_NONE UINT32_MAX
#define WANTED_MANY (UINT32_MAX - 1)

/* Add all ids of `n` cells; ids[i] is set to what cell i holds. */
void wanted_add(struct wanted *w, const struct cell *cells, size_t n, uint32_t *ids);

/* Finish adding; afterwards several threads may look up ids. */
void wanted_ready(struct wanted *w);

size_t wanted_count(const struct wanted *w);

/* Look up `n` cells, `stride` fields apart; ids[i] is set to what cell i holds. */
void wanted_find(const struct wanted *w, const struct field *fields, size_t stride, size_t n, uint32_t *ids);

/*
 * Iterate over a cell's wanted ids. *id (what the cell holds) and *cell are the state and are changed by each call.
 * Sets *number and returns true, or returns false at the end.
 */
bool wanted_next(const struct wanted *w, uint32_t *id, struct cell *cell, uint32_t *number);

/* Take the next id off the front of a cell. Returns false when there is none. */
bool wanted_split(struct cell *cell, struct cell *id);

#endif

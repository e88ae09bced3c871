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
 * What a cell holds: the number of its only id, or that it holds no id that is wanted, or that it holds several and the cell itself says
 * which.
 */
#define WANTED_NONE UINT32_MAX
#define WANTED_MANY (UINT32_MAX - 1)

/* Add all ids of `n` cells; ids[i] is what cell i holds. */
void wanted_add(struct wanted *w, const struct cell *cells, size_t n, uint32_t *ids);

/* Finish adding; from now on several threads may look ids up. */
void wanted_ready(struct wanted *w);

size_t wanted_count(const struct wanted *w);

/* Look `n` cells up, each `stride` fields behind the one before; ids[i] is what cell i holds. */
void wanted_find(const struct wanted *w, const struct field *fields, size_t stride, size_t n, uint32_t *ids);

/*
 * The numbers of a cell's wanted ids, one after the other: *id is what the cell holds and *cell the cell, and both say what is left. Returns
 * false when nothing is.
 */
bool wanted_next(const struct wanted *w, uint32_t *id, struct cell *cell, uint32_t *number);

/* The next id of a cell, which says what is left: false when there is none. */
bool wanted_split(struct cell *cell, struct cell *id);

#endif

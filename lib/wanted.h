/*
 * wanted: ids that are looked for among many that are not.
 *
 * A cell may hold several ids parted by `;`. They are numbered from 0 in the order they come. A table of bits that stays near the processor
 * says no for nearly all that is not wanted, so that passing it by takes no look into memory.
 */
#ifndef RETKIT_WANTED_H
#define RETKIT_WANTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wanted;

struct wanted *wanted_new(void);
void wanted_free(struct wanted *w);

/* Want all ids of a cell. */
void wanted_add(struct wanted *w, const char *cell, size_t n);

/* All are added: wanted_next() may be asked, by several threads. */
void wanted_ready(struct wanted *w);

size_t wanted_count(const struct wanted *w);

/* The next id of a cell, of which *cell and *n are what is left: false when there is none. */
bool wanted_split(const char **cell, size_t *n, const char **id, size_t *length);

/*
 * The number of the next id of a cell that is wanted; *cell and *n are moved behind it. Returns false when none is left.
 */
bool wanted_next(const struct wanted *w, const char **cell, size_t *n, uint32_t *number);

#endif

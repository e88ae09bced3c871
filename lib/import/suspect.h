/*
 * suspect: places of a file where rows may have been lost without a fault in its grammar.
 *
 * A stray quote at the start of a cell takes all that follows into that cell, rows and line ends, up to the next quote before a
 * delimiter. A file whose copy broke off ends in the middle of a row. Both parse; both are told, with their lines, as warnings.
 */
#ifndef RETKIT_SUSPECT_H
#define RETKIT_SUSPECT_H

#include "csv/reader.h"

#include <stdint.h>

struct suspects;

/* For a file; `delimiter` as the reader was told, 0 for a comma. */
struct suspects *suspects_new(char delimiter);
void suspects_free(struct suspects *s);

/* Look at a row, which is neither blank nor a banner nor a total row. */
void suspects_row(struct suspects *s, const struct reader *r, const struct record *record);

/* Add what was found in the rows that follow, before which `lines` lines of the file stand. suspects_clear() forgets all. */
void suspects_join(struct suspects *s, const struct suspects *part, uint64_t lines);
void suspects_clear(struct suspects *s);

/* Warn of what was found. */
void suspects_tell(const struct suspects *s, const struct reader *r);

#endif

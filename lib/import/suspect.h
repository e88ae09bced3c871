/*
 * suspect: warns where a file may have lost rows although it parses.
 *
 * A stray quote at the start of a cell swallows whole rows, up to the next quote before a delimiter. A truncated file ends in the middle
 * of a row. Neither is an error of CSV grammar, so both are reported as warnings with their lines.
 */
#ifndef RETKIT_SUSPECT_H
#define RETKIT_SUSPECT_H

#include "csv/reader.h"
#include "row/remarks.h"

#include <stdint.h>

struct suspects;

/* For one file; `delimiter` is the one the reader was given, 0 for a comma. Free with suspects_free(). */
struct suspects *suspects_new(char delimiter);
void suspects_free(struct suspects *s);

/* Look at a data row: neither blank nor a banner nor a total row. */
void suspects_row(struct suspects *s, const struct reader *r, const struct record *record);

/* Add what was found in the next part of the file, which `lines` lines precede; forget everything found. */
void suspects_join(struct suspects *s, const struct suspects *part, uint64_t lines);
void suspects_clear(struct suspects *s);

/* Tell the warnings, and take them as remarks; `remarks` may be NULL. */
void suspects_tell(const struct suspects *s, const struct reader *r, struct remarks *remarks);

#endif

/*
 * detect: which canonical tables an export can become, judged by its headers.
 *
 * A side is possible if its required columns are present, the date under a header that tells more than "date" or beside a column that only
 * that side has. A file with those of both sides becomes both only if it shows both directions:
 * a quantity of its own for each, under an unambiguous header, or one quantity and one date for all movements. A dialect states its
 * sides itself.
 */
#ifndef RETKIT_DETECT_H
#define RETKIT_DETECT_H

#include "layout/dialects.h"

#include <stddef.h>

/* The possible sides as a set; 0: neither. `headers` are the n headers of the file. */
unsigned detect_sides(const struct layout *l, const char *const *headers, size_t n);

/* `shipments`, `returns`, `both` or `unknown`. */
const char *detect_name(unsigned sides);

/*
 * The columns that the headers feed on these sides, without duplicates, separated by blanks: those of shipments, then those of returns,
 * each in canonical order. With sides 0, the columns of both. Caller frees.
 */
char *detect_columns(const struct layout *l, unsigned sides, const char *const *headers, size_t n);

#endif

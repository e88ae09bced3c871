/*
 * detect: which tables of ours an export can become, told from its headers.
 *
 * A side is possible when its required columns are there. A file where both are is both only when
 * it shows both directions: each with a quantity of its own under a header that means nothing
 * else, or one quantity and one date for all movements. A dialect says itself which sides it has.
 */
#ifndef RETKIT_DETECT_H
#define RETKIT_DETECT_H

#include "layout/dialects.h"

#include <stddef.h>

/* A set; 0: neither. `headers` are n names as in the file. */
unsigned detect_sides(const struct layout *l, const char *const *headers, size_t n);

/* `shipments`, `returns`, `both` or `unknown`. */
const char *detect_name(unsigned sides);

/*
 * The columns that the headers give on these sides, in canonical order, parted by blanks; those
 * of shipments first, no name twice. Where the sides are 0: what either side would have. Caller
 * frees.
 */
char *detect_columns(const struct layout *l, unsigned sides, const char *const *headers, size_t n);

#endif

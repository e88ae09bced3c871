/*
 * nonproduct: codes and names of rows that are not goods: postage, fees, adjustments.
 *
 * The list is lib/check/nonproducts.csv. A row is `exact` (the code, whatever its case), `prefix` (how the code begins) or `name` (words
 * with which the name of a product begins). Codes are compared trimmed and without regard to case and width.
 */
#ifndef RETKIT_NONPRODUCT_H
#define RETKIT_NONPRODUCT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct nonproducts;

/* The built-in list. Returns NULL with words when it cannot be read. */
struct nonproducts *nonproducts_new(struct err *e);
void nonproducts_free(struct nonproducts *list);

/* True for a code of the list. */
bool nonproducts_has_code(const struct nonproducts *list, const char *code, size_t n);

/* True for a product that is named as one of the list. Several threads may ask at once. */
bool nonproducts_has_name(const struct nonproducts *list, const char *name, size_t n);

#endif

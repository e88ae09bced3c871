/*
 * nonproduct: codes and names of rows that are not goods: postage, fees, adjustments.
 *
 * The list is lib/check/nonproducts.csv. A row is `exact` (a whole code), `prefix` (the beginning of a code) or
 * `name` (the words a product name begins with). Codes are compared without surrounding blanks, case and width.
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

/* True when a code is on the list. */
bool nonproducts_has_code(const struct nonproducts *list, const char *code, size_t n);

/* True when a product name begins as one of the list. Thread-safe. */
bool nonproducts_has_name(const struct nonproducts *list, const char *name, size_t n);

#endif

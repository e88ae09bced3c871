/*
 * carry: fills blank cells from the row above, for exports that fill them only on the first line of an order.
 *
 * A cell is filled only while the order id stays the same. Rows must come in the order of the file.
 */
#ifndef RETKIT_CARRY_H
#define RETKIT_CARRY_H

#include "csv/field.h"

#include <stdbool.h>
#include <stddef.h>

struct carry;

struct carry *carry_new(void);
void carry_free(struct carry *c);

/* Begin a file with `columns` fields in each row; field `order` is the order id. No field is carried yet. */
void carry_begin(struct carry *c, size_t columns, size_t order);

/* Carry a field. */
void carry_add(struct carry *c, size_t column);

/* True when any field is carried. */
bool carry_any(const struct carry *c);

/* The fields of the next row, with blanks filled. Valid until the next call, and no longer than `fields`. */
const struct field *carry_row(struct carry *c, const struct field *fields);

#endif

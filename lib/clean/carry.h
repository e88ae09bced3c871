/*
 * carry: cells that an export fills only on the first line of an order, carried down to its other lines.
 *
 * A blank cell takes what the row before has, while the id of the order stays the same. Rows must
 * come in the order of the file.
 */
#ifndef RETKIT_CARRY_H
#define RETKIT_CARRY_H

#include "csv/field.h"

#include <stdbool.h>
#include <stddef.h>

struct carry;

struct carry *carry_new(void);
void carry_free(struct carry *c);

/* Turn to a file of so many fields a row: `order` is that of the order's id. Nothing is carried yet. */
void carry_begin(struct carry *c, size_t columns, size_t order);

/* A field is to be carried. */
void carry_add(struct carry *c, size_t column);

/* True when any field is. */
bool carry_any(const struct carry *c);

/* The fields of the next row, completed; they live until the next call, as long as those given. */
const struct field *carry_row(struct carry *c, const struct field *fields);

#endif

/*
 * hold: records put aside until something that stands behind them is known, and handed back in order.
 *
 * They wait in a temporary file without a name, so memory does not grow with them.
 */
#ifndef RETKIT_HOLD_H
#define RETKIT_HOLD_H

#include "err.h"
#include "reader.h"

#include <stdbool.h>
#include <stddef.h>

struct hold;

/* For records of `columns` fields each. Returns NULL with words. */
struct hold *hold_new(size_t columns, struct err *e);

void hold_free(struct hold *h);

/* Put one aside, behind the others, with a number of the caller's. Returns 0, or -1 with words. */
int hold_add(struct hold *h, const struct record *record, const struct field *fields, int mark,
	     struct err *e);

/*
 * The first that waits; it and its fields stay valid until the next call of either function. Returns 1, 0 when
 * none waits, -1 with words. hold_mark() changes its number, hold_drop()
 * makes the next one the first.
 */
int hold_first(struct hold *h, const struct record **record, const struct field **fields, int *mark,
	       struct err *e);
void hold_mark(struct hold *h, int mark);
void hold_drop(struct hold *h);

#endif

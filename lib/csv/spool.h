/*
 * spool: records put aside until something that stands behind them is known, and handed back in order.
 *
 * They wait in a temporary file without a name in $TMPDIR or /tmp, so memory does not grow with them.
 */
#ifndef RETKIT_SPOOL_H
#define RETKIT_SPOOL_H

#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

struct spool;

/* For records of `columns` fields each. Returns NULL with words. */
struct spool *spool_new(size_t columns, struct err *e);

void spool_free(struct spool *h);

/* Put one aside, behind the others, with a number of the caller's. Returns 0, or -1 with words. */
int spool_add(struct spool *h, const struct record *record, const struct field *fields, int mark, struct err *e);

/*
 * The first that waits; it and its fields stay valid until the next call of either function. Returns 1, 0 when
 * none waits, -1 with words. spool_mark() changes its number, spool_drop()
 * makes the next one the first.
 */
int spool_first(struct spool *h, const struct record **record, const struct field **fields, int *mark, struct err *e);
void spool_mark(struct spool *h, int mark);
void spool_drop(struct spool *h);

#endif

/*
 * spool: a FIFO of records in a temporary file, for records that cannot be processed before a later one is known.
 *
 * The file is unnamed and lies in $TMPDIR or /tmp, so memory does not grow with the number of records.
 */
#ifndef RETKIT_SPOOL_H
#define RETKIT_SPOOL_H

#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

struct spool;

/* Create a spool for records of `columns` fields each. Returns NULL with words. */
struct spool *spool_new(size_t columns, struct err *e);

void spool_free(struct spool *h);

/* Append a record, with a number `mark` for the caller's use. Returns 0, or -1 with words. */
int spool_add(struct spool *h, const struct record *record, const struct field *fields, int mark, struct err *e);

/*
 * Look at the first record. It and its fields stay valid until the next call of a spool function. Returns 1, 0 when the spool is empty,
 * -1 with words. spool_drop() removes that record.
 */
int spool_first(struct spool *h, const struct record **record, const struct field **fields, int *mark, struct err *e);
void spool_drop(struct spool *h);

#endif

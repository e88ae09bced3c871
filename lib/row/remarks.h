/*
 * remarks: the table of --remarks, what an import has to say of its files besides their rows (words/remark.h).
 *
 * A row is a slug and its values, in the order in which they came. It holds what people are told on stderr, and for -q what they are
 * not told.
 */
#ifndef RETKIT_REMARKS_H
#define RETKIT_REMARKS_H

#include "base/err.h"
#include "result/schema.h"
#include "row/side.h"
#include "words/remark.h"

#include <stdbool.h>

enum remarks_column {
	REMARKS_SIDE,
	REMARKS_FILE,
	REMARKS_LINE,
	REMARKS_REMARK,
	REMARKS_ROWS,
	REMARKS_COLUMN,
	REMARKS_VALUE,
	REMARKS_OTHER,
	REMARKS_OTHER_ROWS,
	REMARKS_COLUMNS
};

extern const struct schema remarks_schema;

struct remarks;

/*
 * A table at `path` (NULL: none is asked for), which must be none of the n other outputs. Returns NULL with words. End with
 * remarks_close() or remarks_abandon().
 */
struct remarks *remarks_new(enum side side, const char *path, const char *const *others, size_t n, struct err *e);

/* Take a remark, and tell it on stderr as well. `r` may be NULL: it is told only. */
void remarks_add(struct remarks *r, const struct remark *remark);
void remarks_tell(struct remarks *r, const struct remark *remark);

/*
 * Write the table after all input was read, and free; `status` is that of the run, and the table is written even if it is -1 because too
 * many rows were rejected. Returns `status`, or -1 with words if it was 0 and writing fails.
 */
int remarks_close(struct remarks *r, int status, struct err *e);

/* Free without writing: an older table stays as it was. NULL is allowed. */
void remarks_abandon(struct remarks *r);

#endif

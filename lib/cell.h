/*
 * cell: the additive table of counts, the waist between rows and statistics.
 *
 * A cell is a key (period, dims…, cause, reason) with measures that add: merging two tables, of
 * months, shops, threads or machines, adds the measures of equal keys, and first/last take the
 * minimum and maximum. All measures are integers (amounts in 1/10,000), every sum is checked for
 * overflow, and the order of adding never shows. Shipments stand in the cells with empty cause and
 * reason, returns in those of their cause. One table counts by one metric: others do not merge.
 */
#ifndef RETKIT_CELL_H
#define RETKIT_CELL_H

#include "err.h"
#include "out.h"

#include <stddef.h>
#include <stdint.h>

struct measures {
	int64_t shipped;         /* units */
	int64_t returned;        /* units */
	int64_t shipped_amount;  /* 1/10,000 */
	int64_t returned_amount; /* 1/10,000 */
	int64_t shipped_lines;
	int64_t returned_lines;
	int64_t shipped_sq;      /* sum of squared units of a line */
	int64_t returned_sq;
	int32_t first;           /* first and last day summed in, or DATE_NONE */
	int32_t last;
};

/*
 * The parts of a key are period, dims…, cause, reason: two more than there are dims, and the
 * period.
 */
struct cell_part {
	const char *bytes; /* without NUL bytes */
	size_t length;
};

struct cells;

/* An empty table counted by `metric` (such as "return-rate@1") over the named dims. All copied. */
struct cells *cells_new(const char *metric, const char *const *dims, size_t n);
void cells_free(struct cells *c);

const char *cells_metric(const struct cells *c);
size_t cells_dims(const struct cells *c);
const char *cells_dim(const struct cells *c, size_t i);

/* Add measures to a cell. Returns 0, or -1 when a sum leaves 64 bits; then the table is spoilt. */
int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m);

/*
 * Add all cells of another table. Returns 0, or -1 with words: other metric, other dims, overflow.
 */
int cells_merge(struct cells *into, const struct cells *from, struct err *e);

/* Put the cells in the order of their keys as bytes, part by part. */
void cells_sort(struct cells *c);

size_t cells_count(const struct cells *c);

/* Part i of cell `at` (0 is the period; then dims, cause, reason), NUL-terminated. */
const char *cells_part(const struct cells *c, size_t at, size_t i);
const struct measures *cells_measures(const struct cells *c, size_t at);

/* Write the table with its header. */
void cells_write(const struct cells *c, struct out *o);

/*
 * Read a cells file ("-" is stdin) and add it. *into may be NULL: then it becomes a table of the
 * file's metric and dims. Returns 0, or -1 with words.
 */
int cells_read(const char *path, struct cells **into, struct err *e);

/* Add b to a. Returns 0, or -1 when a sum leaves 64 bits. */
int measures_add(struct measures *a, const struct measures *b);

#endif

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

#include "date.h"
#include "err.h"
#include "out.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order that keeps what a shipment touches together. */
struct measures {
	int64_t shipped;         /* units */
	int64_t shipped_amount;  /* 1/10,000 */
	int64_t shipped_lines;
	int64_t shipped_sq;      /* sum of squared units of a line */
	int32_t first;           /* first and last day summed in, or DATE_NONE */
	int32_t last;
	int64_t returned;        /* units */
	int64_t returned_amount; /* 1/10,000 */
	int64_t returned_lines;
	int64_t returned_sq;
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
 * The same in two steps, for callers that meet the same keys again and again: the numbers of a period, a
 * group (a combination of the dims) and a category (cause and reason), each dense from 0, then adding by
 * these numbers.
 */
uint32_t cells_period(struct cells *c, const char *label, size_t n);
uint32_t cells_group(struct cells *c, const struct cell_part *dims);
uint32_t cells_category(struct cells *c, const struct cell_part *cause,
			const struct cell_part *reason);
int cells_add_at(struct cells *c, uint32_t period, uint32_t group, uint32_t category,
		 const struct measures *m);

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

/* The numbers of a cell's period, group and category, as cells_period() and the like gave them. */
struct cell_place {
	uint32_t period;
	uint32_t group;
	uint32_t category;
};

const struct cell_place *cells_place(const struct cells *c, size_t at);

/* How many periods, groups and categories there are, and the parts of one, NUL-terminated. */
size_t cells_periods(const struct cells *c);
size_t cells_groups(const struct cells *c);
size_t cells_categories(const struct cells *c);
const char *cells_period_label(const struct cells *c, uint32_t period);
const char *cells_group_dim(const struct cells *c, uint32_t group, size_t dim);
const char *cells_category_part(const struct cells *c, uint32_t category, size_t part);

/* A table that has no cell yet takes `metric`. Returns 0, or -1 when it counts by another one. */
int cells_adopt_metric(struct cells *c, const char *metric, size_t n);

/* True when the dims are these names in this order. */
bool cells_have_dims(const struct cells *c, const char *const *names, size_t n);

/* Write the table with its header. */
void cells_write(const struct cells *c, struct out *o);

/*
 * Read a cells file ("-" is stdin) and add it. *into may be NULL: then it becomes a table of the
 * file's metric and dims. Returns 0, or -1 with words.
 */
int cells_read(const char *path, struct cells **into, struct err *e);

/*
 * Read and add all files of a command line; none is stdin. The same file twice is an error, because it would count everything
 * twice. Returns NULL with words.
 */
struct cells *cells_read_all(char *const *paths, size_t n, struct err *e);

/* Add b to a. Returns 0, or -1 when a sum leaves 64 bits. Inline: it is done for every row. */
static inline int measures_add(struct measures *a, const struct measures *b)
{
	bool over = __builtin_add_overflow(a->shipped, b->shipped, &a->shipped);

	over |= __builtin_add_overflow(a->shipped_amount, b->shipped_amount, &a->shipped_amount);
	over |= __builtin_add_overflow(a->shipped_lines, b->shipped_lines, &a->shipped_lines);
	over |= __builtin_add_overflow(a->shipped_sq, b->shipped_sq, &a->shipped_sq);
	over |= __builtin_add_overflow(a->returned, b->returned, &a->returned);
	over |= __builtin_add_overflow(a->returned_amount, b->returned_amount, &a->returned_amount);
	over |= __builtin_add_overflow(a->returned_lines, b->returned_lines, &a->returned_lines);
	over |= __builtin_add_overflow(a->returned_sq, b->returned_sq, &a->returned_sq);
	if (b->first != DATE_NONE && (a->first == DATE_NONE || b->first < a->first))
		a->first = b->first;
	/* DATE_NONE is below every day. */
	if (b->last > a->last)
		a->last = b->last;
	return over ? -1 : 0;
}

/*
 * Adding in steps, for callers with many rows at hand (see intern_prefetch()): one group's hash, asking for the memory of the group
 * and then of the cell, adding.
 */
uint64_t cells_group_hash(struct cells *c, const struct cell_part *dims);
void cells_prefetch_group(const struct cells *c, uint64_t hash);
uint32_t cells_group_hashed(struct cells *c, uint64_t hash, const struct cell_part *dims);
void cells_prefetch_spot(const struct cells *c, uint32_t period, uint32_t group, uint32_t category);
void cells_prefetch_cell(const struct cells *c, uint32_t period, uint32_t group, uint32_t category);

#endif

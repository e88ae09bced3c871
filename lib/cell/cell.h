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

#include "base/date.h"
#include "base/err.h"
#include "base/intern.h"
#include "io/out.h"
#include "result/key.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a cell sums: of shipments where its cause is empty, else of returns. */
struct cell_sums {
	int64_t units;
	int64_t amount; /* 1/10,000 */
	int64_t lines;
	int64_t squares; /* of the units of a line */
	int32_t first;   /* first and last day summed in, or DATE_NONE */
	int32_t last;
};

/* The same with its side told by name; the other side's are 0. */
struct measures {
	int64_t shipped;
	int64_t returned;
	int64_t shipped_amount;
	int64_t returned_amount;
	int64_t shipped_lines;
	int64_t returned_lines;
	int64_t shipped_sq;
	int64_t returned_sq;
	int32_t first;
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

/* The table of cells. */
enum cell_column {
	CELL_SHIPPED = KEYS,
	CELL_RETURNED,
	CELL_SHIPPED_AMOUNT,
	CELL_RETURNED_AMOUNT,
	CELL_SHIPPED_LINES,
	CELL_RETURNED_LINES,
	CELL_SHIPPED_SQ,
	CELL_RETURNED_SQ,
	CELL_FIRST,
	CELL_LAST,
	CELL_COLUMNS
};

extern const struct schema cells_schema;

struct cells;

/* An empty table counted by `metric` (such as "return-rate@1") over the named dims. All copied. */
struct cells *cells_new(const char *metric, const char *const *dims, size_t n);
void cells_free(struct cells *c);

const char *cells_metric(const struct cells *c);
size_t cells_dims(const struct cells *c);
const char *cells_dim(const struct cells *c, size_t i);

/*
 * Add to a cell. Of the measures only those of its side are taken: a caller must not give it others. Returns 0, or -1 when a sum
 * leaves 64 bits; then the table is spoilt.
 */
int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m);

/*
 * The same for many rows that meet the same keys again and again: the numbers of periods and categories (cause and reason) are asked
 * for once, a category of cells_no_category() is that of shipments. Rows are faster many at a time, up to CELL_ROWS, because memory is
 * slow to answer but answers many questions at once. Returns 0, or -1 when a sum leaves 64 bits in rows[*bad].
 */
struct cell_row {
	const struct cell_part *dims; /* one for each */
	uint32_t period;
	uint32_t category;
	struct cell_sums sums;
};

enum { CELL_ROWS = INTERN_MANY };

uint32_t cells_period(struct cells *c, const char *label, size_t n);
uint32_t cells_category(struct cells *c, const struct cell_part *cause, const struct cell_part *reason);
uint32_t cells_no_category(const struct cells *c);
int cells_add_rows(struct cells *c, const struct cell_row *rows, size_t n, size_t *bad);

/* The same for callers that know their groups: the number of a combination of dims, and adding by numbers. */
struct cell_place {
	uint32_t period;
	uint32_t group;
	uint32_t category;
};

uint32_t cells_group(struct cells *c, const struct cell_part *dims);
int cells_add_at(struct cells *c, struct cell_place place, const struct cell_sums *sums);

/* Ask memory for what cells_add_at() will look at soon. */
void cells_prefetch_place(const struct cells *c, struct cell_place place);

/*
 * Take over all cells of another table, which is empty after it. Cells of one key stand beside one another until cells_sort() adds them
 * up. Returns 0, or -1 with words: other metric, other dims.
 */
int cells_merge(struct cells *into, struct cells *from, struct err *e);

/* Put the cells in the order of their keys as bytes, part by part. Returns 0, or -1 when a sum leaves 64 bits. */
int cells_sort(struct cells *c);

size_t cells_count(const struct cells *c);

/* Part i of cell `at` (0 is the period; then dims, cause, reason), NUL-terminated. */
const char *cells_part(const struct cells *c, size_t at, size_t i);
struct measures cells_measures(const struct cells *c, size_t at);
const struct cell_sums *cells_sums(const struct cells *c, size_t at);

/* The sums of all cells of shipments, and of all of returns. Returns 0, or -1 when one leaves 64 bits. */
int cells_total(const struct cells *c, struct cell_sums *shipments, struct cell_sums *returns);

/* Ask memory for a cell that will be looked at soon. */
void cells_prefetch(const struct cells *c, size_t at);

/* The numbers of a cell's period, group and category. */
struct cell_place cells_place(const struct cells *c, size_t at);

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

/* Write the table with its header, the text made by so many threads. */
void cells_write(const struct cells *c, struct out *o, unsigned threads);

/*
 * Read a cells file ("-" is stdin) and add it; large ones by so many threads. *into may be NULL: then it becomes a table of the
 * file's metric and dims. Returns 0, or -1 with words.
 */
int cells_read(const char *path, unsigned threads, struct cells **into, struct err *e);

/*
 * Read and add all files of a command line; none is stdin. The same file twice is an error, because it would count everything
 * twice. Returns NULL with words.
 */
struct cells *cells_read_all(char *const *paths, size_t n, unsigned threads, struct err *e);

/* Days in their order, DATE_NONE behind them all. */
static inline uint32_t cell_first_rank(int32_t day)
{
	return ((uint32_t)day ^ 0x80000000u) - 1;
}

/* Add b to a. Returns 0, or -1 when a sum leaves 64 bits. Inline: it is done for every row. */
static inline int cell_sums_add(struct cell_sums *a, const struct cell_sums *b)
{
	bool over = __builtin_add_overflow(a->units, b->units, &a->units);

	over |= __builtin_add_overflow(a->amount, b->amount, &a->amount);
	over |= __builtin_add_overflow(a->lines, b->lines, &a->lines);
	over |= __builtin_add_overflow(a->squares, b->squares, &a->squares);
	if (cell_first_rank(b->first) < cell_first_rank(a->first))
		a->first = b->first;
	/* DATE_NONE is below every day. */
	if (b->last > a->last)
		a->last = b->last;
	return over ? -1 : 0;
}

#endif

/*
 * cell: the additive table of counts, the waist between rows and statistics.
 *
 * A cell is a key (period, dims…, cause, reason) with measures. Tables of months, shops, threads or machines merge by adding the
 * measures of equal keys; first and last take the minimum and maximum. All measures are integers (amounts in 1/10,000) and every sum is
 * checked for overflow, so the order of adding never changes the result. Shipments are counted in cells with an empty cause and reason,
 * returns in the cells of theirs. A table counts by one metric; tables of different metrics cannot be merged.
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

/* The measures of a cell: of shipments if its cause is empty, else of returns. */
struct cell_sums {
	int64_t units;
	int64_t amount; /* 1/10,000 */
	int64_t lines;
	int64_t squares; /* sum of the squared units of each line */
	int32_t first;   /* first and last day of the rows, or DATE_NONE */
	int32_t last;
};

/* The same by side; the measures of the other side are 0. */
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

/* One part of a key. Keys are arrays of period, dims…, cause, reason: three parts more than there are dims. */
struct cell_part {
	const char *bytes; /* without NUL bytes */
	size_t length;
};

/* The table of cells. */
enum cell_column {
	CELL_SHIPPED = KEY_COUNT,
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

/* An empty table counted by `metric` (such as "return-rate@1") over the named dims. Copies both; free with cells_free(). */
struct cells *cells_new(const char *metric, const char *const *dims, size_t n);
void cells_free(struct cells *c);

const char *cells_metric(const struct cells *c);
size_t cells_dims(const struct cells *c);
const char *cells_dim(const struct cells *c, size_t i);

/*
 * Add to the cell of a key. Only the measures of its side are used; the others must be 0. Returns 0, or -1 when a sum overflows 64 bits,
 * after which the table must not be used.
 */
int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m);

/*
 * The same for many rows with recurring keys. The caller looks up the numbers of periods and of categories (cause and reason) once and
 * keeps them; cells_no_category() is the category of shipments. Add up to CELL_ROWS rows at a time: the lookups of their cells then miss
 * the cache together instead of one after the other. Returns 0, or -1 when a sum overflows 64 bits at rows[*bad].
 */
struct cell_row {
	const struct cell_part *dims; /* one part for each dim */
	uint32_t period;
	uint32_t category;
	struct cell_sums sums;
};

enum { CELL_ROWS = INTERN_MANY };

uint32_t cells_period(struct cells *c, const char *label, size_t n);
uint32_t cells_category(struct cells *c, const struct cell_part *cause, const struct cell_part *reason);
uint32_t cells_no_category(const struct cells *c);
int cells_add_rows(struct cells *c, const struct cell_row *rows, size_t n, size_t *bad);

/* The same for callers that keep groups too: the number of a combination of dims, and adding by the three numbers. */
struct cell_place {
	uint32_t period;
	uint32_t group;
	uint32_t category;
};

uint32_t cells_group(struct cells *c, const struct cell_part *dims);
int cells_add_at(struct cells *c, struct cell_place place, const struct cell_sums *sums);

/* Prefetch what cells_add_at() will look at. */
void cells_prefetch_place(const struct cells *c, struct cell_place place);

/*
 * Move all cells of another table into this one. Cells of one key stay separate until cells_sort() adds them up. Returns 0, or -1 with
 * words when the metrics or dims differ.
 */
int cells_merge(struct cells *into, struct cells *from, struct err *e);

/* Sort the cells by their keys as bytes, part by part, and add up equal keys. Returns 0, or -1 when a sum overflows 64 bits. */
int cells_sort(struct cells *c);

size_t cells_count(const struct cells *c);

/* Part i of the key of cell `at` (0 is the period; then dims, cause, reason), NUL-terminated, owned by the table. */
const char *cells_part(const struct cells *c, size_t at, size_t i);

/* The sums of cell `at` by side, as its row shows them: for tests, which look at single cells. */
struct measures cells_measures(const struct cells *c, size_t at);

const struct cell_sums *cells_sums(const struct cells *c, size_t at);

/* The sums over all cells of shipments, and over all of returns. Returns 0, or -1 when one overflows 64 bits. */
int cells_total(const struct cells *c, struct cell_sums *shipments, struct cell_sums *returns);

/* Prefetch a cell. */
void cells_prefetch(const struct cells *c, size_t at);

/* The numbers of the period, group and category of a cell. */
struct cell_place cells_place(const struct cells *c, size_t at);

/* How many periods, groups and categories there are, and their strings, NUL-terminated, owned by the table. */
size_t cells_periods(const struct cells *c);
size_t cells_groups(const struct cells *c);
size_t cells_categories(const struct cells *c);
const char *cells_period_label(const struct cells *c, uint32_t period);
const char *cells_group_dim(const struct cells *c, uint32_t group, size_t dim);
const char *cells_category_part(const struct cells *c, uint32_t category, size_t part);

/* Give a table without cells its metric. Returns 0, or -1 when it counts by another metric already. */
int cells_adopt_metric(struct cells *c, const char *metric, size_t n);

/* True when the dims are these names in this order. */
bool cells_have_dims(const struct cells *c, const char *const *names, size_t n);

/* Write the table with its header. The text is made by `threads` threads. Errors show in `o`. */
void cells_write(const struct cells *c, struct out *o, unsigned threads);

/*
 * Read a cells file ("-" is stdin), a large one by `threads` threads, and add it to *into. If *into is NULL it becomes a new table with
 * the metric and dims of the file. Returns 0, or -1 with words.
 */
int cells_read(const char *path, unsigned threads, struct cells **into, struct err *e);

/*
 * Read and add up all files of a command line, or stdin if n is 0. One file given twice is an error, because it would be counted twice.
 * Returns a table to free, or NULL with words.
 */
struct cells *cells_read_all(char *const *paths, size_t n, unsigned threads, struct err *e);

/* A number that orders days, with DATE_NONE after all of them. */
static inline uint32_t cell_first_rank(int32_t day)
{
	return ((uint32_t)day ^ 0x80000000u) - 1;
}

/* Add b to a. Returns 0, or -1 when a sum overflows 64 bits. Inline because it runs for every row. */
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

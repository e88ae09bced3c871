/*
 * rows: the cells of a sheet, taken row by row, as CSV.
 *
 * Line n of the CSV is row n of the sheet: a row without values is a blank line, and a cell with line ends is quoted. Every row is as wide
 * as the widest so far. The first cell of a range that is merged over several rows stands in the rows below it too, in its first column.
 */
#ifndef RETKIT_ROWS_H
#define RETKIT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROWS_MOST = 1 << 20, ROWS_COLUMNS_MOST = 1 << 14 };

/* A rectangle of cells; rows and columns count from 0. */
struct range {
	uint32_t first_row, last_row;
	uint32_t first_column, last_column;
};

/* Ranges that are merged over several rows. */
struct merges {
	struct range *items;   /* by row */
	struct range *columns; /* the same by column, once sorted */
	size_t count, capacity;
};

/* Add a range unless it has one row. Returns false when there are too many. */
bool merges_add(struct merges *m, const struct range *range);

/* Call once all are added. */
void merges_sort(struct merges *m);

void merges_free(struct merges *m);

/* True when the cell lies in a range below its first row. */
bool merges_repeat(const struct merges *m, uint32_t row, uint32_t column);

struct rows;

/* `merges` must be sorted and outlive the rows. Free with rows_free(). */
struct rows *rows_new(const struct merges *merges);
void rows_free(struct rows *r);

/* Begin a row, which comes after all before. Returns false when it does not, or is beyond ROWS_MOST. */
bool rows_begin(struct rows *r, uint32_t row);

/* Give the cell in a column below ROWS_COLUMNS_MOST. Returns false when the row has become larger than any may be. */
bool rows_cell(struct rows *r, uint32_t column, const char *bytes, size_t n);

void rows_end(struct rows *r);

/* The CSV of the rows that have ended, of *n bytes. rows_take() removes bytes from its front. */
const char *rows_text(const struct rows *r, size_t *n);
void rows_take(struct rows *r, size_t n);

#endif

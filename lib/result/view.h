/*
 * view: read a result table by its schema.
 *
 * Columns are found by name in any order; unknown columns are ignored, except that those between the columns around
 * schema->dims_before are the dimensions. Values are parsed by the kind of their column; an invalid value is an error
 * `file:line: column 'value' is not ...`. The table must outlive the view.
 */
#ifndef RETKIT_VIEW_H
#define RETKIT_VIEW_H

#include "base/err.h"
#include "base/period.h"
#include "csv/table.h"
#include "result/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct view;

/* Find the columns. `needed` is a SCHEMA_SET(). Returns NULL with words that list the existing columns if a needed one is missing. */
struct view *view_new(const struct table *t, const struct schema *s, uint64_t needed, struct err *e);
void view_free(struct view *v);

bool view_has(const struct view *v, size_t column);

/* A cell; "" if the table does not have the column. Owned by the table. */
const char *view_text(const struct view *v, size_t row, size_t column);

/*
 * Read a number of any kind; an empty cell is NaN. Counts and sums must not be empty. Counts, sums, rates and ratios must not be
 * negative. Percentage points are not converted. Returns 0, or -1 with words.
 */
int view_number(const struct view *v, size_t row, size_t column, double *value, struct err *e);

/* Read a word as its index in the list of its column. Returns 0, or -1 with words. */
int view_word(const struct view *v, size_t row, size_t column, size_t *place, struct err *e);

/* Read a period. FY2025 is read as the year 2025 with *fiscal set. Returns 0, or -1 with words. */
int view_period(const struct view *v, size_t row, size_t column, struct period *p, bool *fiscal, struct err *e);

/* The dimensions of the table: their number, names and values. */
size_t view_dims(const struct view *v);
const char *view_dim_name(const struct view *v, size_t i);
const char *view_dim(const struct view *v, size_t row, size_t i);

/* Set the words `file:line: what 'cell'` with the cell of a column. Returns -1. */
int view_fault(const struct view *v, size_t row, size_t column, const char *what, struct err *e);

#endif

/*
 * view: a result table read by its schema.
 *
 * Columns are found by their names, wherever they stand; what the schema does not know is passed over. A column of dimensions is what
 * stands between the columns around schema->dims_before. Values are read as the kind of their column; what is
 * none is an error `file:line: column 'value' is not ...`. The table must outlive the view.
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

/* Find the columns. Returns NULL with words that list the columns there are when one of `needed` (see SCHEMA_SET()) is not there. */
struct view *view_new(const struct table *t, const struct schema *s, uint64_t needed, struct err *e);
void view_free(struct view *v);

bool view_has(const struct view *v, size_t column);

/* A cell; "" if the table does not have the column. Owned by the table. */
const char *view_text(const struct view *v, size_t row, size_t column);

/*
 * A number of any kind, NaN for an empty cell. A count or a sum must be there and not be negative, a rate or a ratio not be
 * negative. Percentage points stay percentage points. Returns 0, or -1 with words.
 */
int view_number(const struct view *v, size_t row, size_t column, double *value, struct err *e);

/* The place of a word in the list of its column. Returns 0, or -1 with words. */
int view_word(const struct view *v, size_t row, size_t column, size_t *place, struct err *e);

/* A period; FY2025 is read as the year 2025 and *fiscal is set. Returns 0, or -1 with words. */
int view_period(const struct view *v, size_t row, size_t column, struct period *p, bool *fiscal, struct err *e);

/* The dimensions of the table: how many, their names and their values. */
size_t view_dims(const struct view *v);
const char *view_dim_name(const struct view *v, size_t i);
const char *view_dim(const struct view *v, size_t row, size_t i);

/* Set the words `file:line: what 'cell'` with the cell of a column. Returns -1. */
int view_fault(const struct view *v, size_t row, size_t column, const char *what, struct err *e);

#endif

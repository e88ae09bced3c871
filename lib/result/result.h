/*
 * result: write the rows of a result table as CSV or for a terminal.
 *
 * The schema drives both forms. CSV has all columns in machine form (rates as fractions with 6 decimals, differences in percentage
 * points). The terminal form has only the columns marked as shown, formatted for people (3.56%, +0.42). The caller sets the
 * columns of a row in any order and then ends the row. A column that is not set, or set to NaN, is an empty cell.
 */
#ifndef RETKIT_RESULT_H
#define RETKIT_RESULT_H

#include "io/out.h"
#include "result/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct result;

/* How one run uses a schema. */
struct result_shape {
	const char *const *dims; /* names of the dimensions; the strings must outlive the result */
	size_t dim_count;
	uint64_t without; /* optional columns left out, of SCHEMA_SET(); setting them does nothing */
};

/* Begin a table. `shape` NULL means no dimensions and all columns. `pretty` selects the terminal form. The caller keeps `out`. */
struct result *result_open(const struct schema *schema, const struct result_shape *shape, struct out *out, bool pretty);

/* Set a column of the current row. */
void result_set_text(struct result *r, size_t column, const char *s);
void result_set_count(struct result *r, size_t column, int64_t value);
/* An exact decimal in 1/10,000. */
void result_set_decimal(struct result *r, size_t column, int64_t value);
/* A number, formatted by the column's kind: rate, pp, part, ratio or p. */
void result_set_number(struct result *r, size_t column, double value);
/* The value of the i-th dimension. */
void result_set_dim(struct result *r, size_t i, const char *s);
void result_set_dim_bytes(struct result *r, size_t i, const char *s, size_t n);

/* End the current row. */
void result_end_row(struct result *r);

/*
 * Write `n` rows on all cores. `write` sets and ends row `i` in the result it is passed, or leaves the row out by doing neither. Several
 * threads call it at once; the output keeps the order of `i`.
 */
typedef void (*result_writer)(void *context, struct result *r, size_t i);

void result_rows(struct result *r, size_t n, result_writer write, void *context);

/* Flush and free. `colour` applies only to the terminal form. */
void result_close(struct result *r, bool colour);

#endif

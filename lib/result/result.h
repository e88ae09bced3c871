/*
 * result: the rows of a result table, as CSV or for a terminal.
 *
 * The schema of the table drives both: CSV has all columns in machine form (rates as fractions with 6 decimals, differences
 * in percentage points), the terminal those that are shown, in the form people read (3.56%, +0.42). A row is made by setting its
 * columns in any order and ended by one call; a column that was not set, or set to a number that is none, is the empty cell.
 */
#ifndef RETKIT_RESULT_H
#define RETKIT_RESULT_H

#include "io/out.h"
#include "result/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct result;

/* What one run makes of a schema. */
struct result_shape {
	const char *const *dims; /* names of the dimensions; the strings must outlive the result */
	size_t dim_count;
	uint64_t without; /* optional columns left out, of SCHEMA_SET(); setting them does nothing */
};

/* Begin a table. `shape` may be NULL: no dimensions, all columns. `pretty` asks for the terminal's form. `out` stays the caller's. */
struct result *result_open(const struct schema *schema, const struct result_shape *shape, struct out *out, bool pretty);

/* Set a column of the row at hand. */
void result_set_text(struct result *r, size_t column, const char *s);
void result_set_bytes(struct result *r, size_t column, const char *s, size_t n);
void result_set_count(struct result *r, size_t column, int64_t value);
/* An exact decimal in 1/10,000. */
void result_set_decimal(struct result *r, size_t column, int64_t value);
/* A number as its kind prints: rate, pp, part, ratio or p. */
void result_set_number(struct result *r, size_t column, double value);
/* The value of the i-th dimension. */
void result_set_dim(struct result *r, size_t i, const char *s);
void result_set_dim_bytes(struct result *r, size_t i, const char *s, size_t n);

/* End the row at hand. */
void result_end_row(struct result *r);

/*
 * Write `n` rows by all cores: `write` sets and ends row `i`, or does neither when there is no such row, on the result it is handed.
 * Several threads call it at once; the rows stand in their order.
 */
typedef void (*result_writer)(void *context, struct result *r, size_t i);

void result_rows(struct result *r, size_t n, result_writer write, void *context);

/* Write what is buffered and free; the colours are used when `colour` and in the terminal's form. */
void result_close(struct result *r, bool colour);

#endif

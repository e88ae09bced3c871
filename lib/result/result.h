/*
 * result: the rows of a result table, as CSV or for a terminal.
 *
 * One description of the columns drives both: CSV has them all in machine form (rates as fractions with 6 decimals, differences
 * in percentage points with 4), the terminal a choice of them in words people read (3.56%, +0.42). A number that is not
 * one is the empty cell. Cells are given in the order of the columns.
 */
#ifndef RETKIT_RESULT_H
#define RETKIT_RESULT_H

#include "io/out.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum result_kind {
	RESULT_TEXT,
	RESULT_COUNT, /* whole number */
	RESULT_RATE,  /* fraction of a unit shipped; the terminal shows percent */
	RESULT_PP,    /* fraction in, percentage points out, the sign shown on a terminal */
	RESULT_RATIO, /* 4 decimals; 2 on a terminal */
	RESULT_P,     /* p or q: 6 significant digits; 2 on a terminal */
};

struct result_column {
	const char *name;
	enum result_kind kind;
	const char *heading; /* on a terminal; NULL: not shown there */
};

struct result;

/*
 * Columns are copied, their strings are not. `pretty` asks for the terminal's form. `out` stays the caller's.
 */
struct result *result_new(struct out *out, const struct result_column *columns, size_t n, bool pretty);

void result_text(struct result *r, const char *s);
void result_bytes(struct result *r, const char *s, size_t n);
void result_count(struct result *r, int64_t value);
/* An exact decimal in 1/10,000, in a column of counts. */
void result_decimal(struct result *r, int64_t value);
void result_number(struct result *r, double value);

/*
 * Write `n` rows by all cores: `write` gives the cells of row `i`, or none when there is no such row, to the result it is handed.
 * Several threads call it at once; the rows stand in their order.
 */
typedef void (*result_writer)(void *context, struct result *r, size_t i);

void result_rows(struct result *r, size_t n, result_writer write, void *context);

/* Write what is held back and free; the colours are used when `colour` and in the terminal's form. */
void result_close(struct result *r, bool colour);

#endif

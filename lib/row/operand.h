/*
 * operand: what < <= > >= compare a cell with: a number, a date, a period, a duration or a text.
 *
 * The column decides where its kind is known: qty and amount are numbers, the columns that end in _at are dates, period is a period. A
 * value of another kind is then an error, because no cell could satisfy the comparison. Of other columns the value decides.
 */
#ifndef RETKIT_OPERAND_H
#define RETKIT_OPERAND_H

#include "base/err.h"
#include "base/period.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum comparison { LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL };

/* Kinds of values, and of columns; OPERAND_TEXT is also what nothing is known of. */
enum operand_kind { OPERAND_TEXT, OPERAND_NUMBER, OPERAND_DATE, OPERAND_PERIOD, OPERAND_DURATION };

struct operand {
	enum operand_kind kind;
	const char *value; /* borrowed */
	size_t length;
	int64_t scaled; /* a number in 1/10,000 */
	double real;
	bool exact;           /* `scaled` is all of it */
	struct period period; /* of OPERAND_PERIOD */
	int64_t seconds;      /* of OPERAND_DURATION */
};

/* The kind of a column, OPERAND_TEXT when its name does not tell. */
enum operand_kind operand_column_kind(const char *column);

/* Parse a value, by its own form. The text must outlive the operand. Returns 0, or -1 with words that do not quote the condition. */
int operand_parse(struct operand *o, const char *value, size_t n, struct err *e);

/* Check that a column can be compared with the operand. Returns 0, or -1 with words that do not quote the condition. */
int operand_fits(const struct operand *o, const char *column, struct err *e);

/* True when `cell op operand` holds; a cell of another kind satisfies no comparison. The cell is not empty. */
bool operand_holds(const struct operand *o, enum comparison op, const struct field *cell);

/*
 * True when `a op b` holds for two cells of columns of one kind. Two cells that are both dates are compared to the precision of the less
 * precise, both numbers as numbers, both neither as texts; others satisfy nothing. Neither is empty.
 */
bool operand_cells_hold(const struct field *a, enum comparison op, const struct field *b);

/*
 * True when `a - b op operand` holds: two instants and a duration, or numbers. A date without a time is its midnight. Neither is empty.
 */
bool operand_difference_holds(const struct operand *o, enum comparison op, const struct field *a,
			      const struct field *b);

#endif

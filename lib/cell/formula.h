/*
 * formula: what a metric divides by what, in words.
 *
 * The words are made of the definition's parts, so they cannot say other than what is counted.
 */
#ifndef RETKIT_FORMULA_H
#define RETKIT_FORMULA_H

#include "words/lang.h"
#include "cell/metric.h"
#include "io/out.h"
#include "result/schema.h"

/* The table of ret-tally --metrics. */
enum formula_column {
	FORMULA_METRIC,
	FORMULA_TITLE,
	FORMULA_UNIT,
	FORMULA_FORMULA,
	FORMULA_VALID,
	FORMULA_MIN_N,
	FORMULA_GRADE,
	FORMULA_SOURCE,
	FORMULA_NOTE,
	FORMULA_COLUMNS
};

extern const struct schema formula_schema;

/* Write all definitions as a table. */
void formula_write_table(enum lang lang, const struct metrics *ms, struct out *o);

#endif

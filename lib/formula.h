/*
 * formula: what a metric divides by what, in words.
 *
 * The words are made of the definition's parts, so they cannot say other than what is counted.
 */
#ifndef RETKIT_FORMULA_H
#define RETKIT_FORMULA_H

#include "lang.h"
#include "metric.h"
#include "out.h"

/* `orders signed in the 30 days to the as-of date with … ÷ orders signed in …`. Caller frees. */
char *formula_words(enum lang lang, const struct metric *m);

/* Write all definitions as a table: metric,title,unit,formula,valid,min_n,grade,source,note. */
void formula_write_table(enum lang lang, const struct metrics *ms, struct out *o);

#endif

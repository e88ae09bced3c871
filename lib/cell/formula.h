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

/* Write all definitions as a table: metric,title,unit,formula,valid,min_n,grade,source,note. */
void formula_write_table(enum lang lang, const struct metrics *ms, struct out *o);

#endif

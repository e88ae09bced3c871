/*
 * classify_stats: what a run of classifying found, in one line of words and as a table.
 *
 * Counts are exact: rows, and units where rows have them. Every row is counted under one cause, one
 * reason and at most one rule, so each level of the table adds up to the whole.
 */
#ifndef RETKIT_CLASSIFY_STATS_H
#define RETKIT_CLASSIFY_STATS_H

#include "cause/classify.h"

#include <stdint.h>

struct classify_stats;

/* `rules` must outlive it. `units`: rows have a quantity. */
struct classify_stats *classify_stats_new(const struct rules *rules, bool units);
void classify_stats_free(struct classify_stats *s);

/*
 * Count one row. `units` is NULL when its quantity is not a whole number: such a row adds none, and
 * is told of.
 */
void classify_stats_add(struct classify_stats *s, const struct decision *v, const int64_t *units);

/* Add what another run with the same rules found; forget what was found. */
void classify_stats_join(struct classify_stats *s, const struct classify_stats *part);
void classify_stats_clear(struct classify_stats *s);

/* `unclassified 2 of 11 rows (18.2%), 3 of 14 units (21.4%); conflicts 1`. Caller frees. */
char *classify_stats_words(const struct classify_stats *s);

/*
 * Lines of rows, units and their shares by cause, by reason, and the rules that decided. Caller
 * frees.
 */
char *classify_stats_table(const struct classify_stats *s);

#endif

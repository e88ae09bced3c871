/*
 * classify_stats: the counts of a classification run, as one line of words and as a table.
 *
 * It counts rows, and units if rows have a quantity. Each row counts under one cause, one reason and at most one rule, so each level of
 * the table adds up to the total.
 */
#ifndef RETKIT_CLASSIFY_STATS_H
#define RETKIT_CLASSIFY_STATS_H

#include "cause/classify.h"

#include <stdint.h>

struct classify_stats;

/* `units`: rows have a quantity. `rules` must outlive the result. */
struct classify_stats *classify_stats_new(const struct rules *rules, bool units);
void classify_stats_free(struct classify_stats *s);

/* Count one row. `units` is NULL when its quantity is not a whole number: the row adds no units, and the words report it. */
void classify_stats_add(struct classify_stats *s, const struct decision *v, const int64_t *units);

/* Add the counts of another run with the same rules; reset all counts. */
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

/*
 * bridges: what moved each total of a series from one year to the next, as tables.
 *
 * A total is a run of groups that agree in the first dims (--within), in one category and a period that has a period a year before.
 * stat/bridge.h splits its change into the parts of its groups. What is printed adds up exactly: the parts of a total to the total,
 * mix, rate and assortment to the change, and the totals of the causes to that of the whole.
 */
#ifndef RETKIT_BRIDGES_H
#define RETKIT_BRIDGES_H

#include "answer/question.h"
#include "base/err.h"
#include "result/key.h"

/* The table of ret-bridge: the part of each group. */
enum bridge_part_column {
	PART_SHIPPED = KEY_COUNT,
	PART_RETURNED,
	PART_RATE,
	PART_SHIPPED_BEFORE,
	PART_RETURNED_BEFORE,
	PART_RATE_BEFORE,
	PART_MIX_PP,
	PART_RATE_PP,
	PART_ASSORTMENT_PP,
	PART_FLAG,
	PART_COLUMNS
};

extern const struct schema bridge_part_schema;

/* The table of ret-bridge --total. */
enum bridge_total_column {
	TOTAL_SHIPPED = KEY_COUNT,
	TOTAL_RETURNED,
	TOTAL_RATE,
	TOTAL_SHIPPED_BEFORE,
	TOTAL_RETURNED_BEFORE,
	TOTAL_RATE_BEFORE,
	TOTAL_CHANGE_PP,
	TOTAL_MIX_PP,
	TOTAL_RATE_PP,
	TOTAL_RATE_LOW_PP,
	TOTAL_RATE_HIGH_PP,
	TOTAL_ASSORTMENT_PP,
	TOTAL_P,
	TOTAL_Q,
	TOTAL_FLAG,
	TOTAL_COLUMNS
};

extern const struct schema bridge_total_schema;

/*
 * Set q->within to the number of dims that `within` (comma-separated, may be NULL) names, and refuse what has no bridge: dims that do
 * not stand first, cells of orders, and, exiting with words, years that two definitions divide. Returns 0, or -1 with words.
 */
int bridges_prepare(struct question *q, const struct series *s, const char *within, struct err *e);

/* Write the table of parts, or with q->totals that of totals. Exits with words on failure. */
void bridges_write(const struct question *q, const struct series *s);

#endif

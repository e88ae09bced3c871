/*
 * bridges: tables that split the change of each total, from one year to the next, into its causes.
 *
 * A total covers the groups that agree in the first dims (--within), for one category and one period whose period a
 * year before exists. stat/bridge.h splits its change into a part for each group. Printed numbers add up exactly: the
 * parts of the groups to their total; mix, rate and assortment to the change; the totals of the causes to the total
 * over all causes.
 */
#ifndef RETKIT_BRIDGES_H
#define RETKIT_BRIDGES_H

#include "answer/question.h"
#include "base/err.h"
#include "result/key.h"

/* The table of ret-bridge: one part a group. */
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
 * Set q->within to the number of dims in `within` (comma-separated, may be NULL). Returns 0, or -1 with words when
 * these are not the first dims, or when the cells count orders. Exits with words when the two years are counted by
 * different definitions.
 */
int bridges_prepare(struct question *q, const struct series *s, const char *within, struct err *e);

/* Write the table of parts, or with q->totals the table of totals. Exits with words on failure. */
void bridges_write(const struct question *q, const struct series *s);

#endif

/*
 * counting_private: the state shared by the tasks of a tally by a definition; private to this folder.
 *
 * Tasks run one after another, shipments first, so that the returns know which lines are excluded.
 */
#ifndef RETKIT_TALLY_COUNTING_H
#define RETKIT_TALLY_COUNTING_H

#include "cell/metric.h"
#include "cell/orders.h"
#include "base/period.h"
#include "tally/task_private.h"

enum { CURRENCY = 16 };

struct tally_counting {
	const struct metric *metric;
	int32_t first, last;     /* the window; DATE_NONE: none */
	int32_t as_of;           /* DATE_NONE: none */
	char label[PERIOD_TEXT]; /* of the window, or "" */
	bool finding;            /* this run only looks for the last day of the denominator */
	int32_t last_day;
	struct orders *orders;     /* NULL: the definition does not count orders */
	struct cells *cells;       /* receives the orders; numbers their groups and categories */
	struct order_lines *lines; /* NULL: no line is excluded */
	char currency[CURRENCY];   /* of the amounts so far, or "" */
};

/* How a definition counts the rows of each side. */
extern const struct tally_way tally_metric_ways[2];

#endif

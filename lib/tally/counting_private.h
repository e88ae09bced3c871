/*
 * counting_private: state that the tasks of a tally by a definition share; private to this folder.
 *
 * They run one after the other, those of the shipments first, so that returns know which lines were left out.
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
	bool finding;            /* only the last day of what is divided by */
	int32_t last_day;
	struct orders *orders;     /* NULL: not counted */
	struct cells *cells;       /* where orders will stand, which numbers their groups and categories */
	struct order_lines *lines; /* NULL: no line is left out */
	char currency[CURRENCY];   /* of the amounts so far, or "" */
};

/* The ways of the two sides. */
extern const struct tally_way tally_metric_ways[2];

#endif

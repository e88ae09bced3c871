/* series_private: the struct behind series.h, shared by series.c and series_roll.c only. */
#ifndef RETKIT_SERIES_STATE_H
#define RETKIT_SERIES_STATE_H

#include "answer/coverage.h"
#include "base/intern.h"
#include "answer/series.h"

#include <stdint.h>

/* Distinct strings and the order in which they are shown. */
struct axis {
	struct intern *names;
	uint32_t *order; /* place on the axis → number of the string */
};

struct series {
	char *metric;
	bool cohort;
	enum metric_unit unit;
	enum series_split split;
	char **dims;
	size_t dim_count;
	struct axis periods;
	struct axis groups;
	struct axis categories;
	struct period *spans; /* by number */
	struct sums *sums;    /* by places on the axes; category 0 is the shipments, 1 + c the returns of category c */
	uint64_t *pairs;      /* bit (group, category), by places: set when any period has such returns */
	struct coverage shipped, returned;
	int64_t strays;
};

/* The index of a bit in `pairs`. */
static inline size_t series_pair_bit(const struct series *s, size_t g, size_t c)
{
	return g * intern_count(s->categories.names) + c;
}

#endif

/*
 * rate: return rates with confidence intervals, from a series.
 *
 * Cohort rates are binomial-type: Wilson's interval on the effective size shipped²/shipped_sq. Period rates are
 * Poisson-type and may exceed 1: exact gamma limits on the effective count returned²/returned_sq. Units of one order
 * line tend to come back together, so intervals on the raw number of units would be too narrow; the effective size
 * corrects this, for amounts likewise as amount²/sum of squares. Rates are fractions of what was shipped (0.05 is 5
 * %); NaN where nothing was shipped.
 */
#ifndef RETKIT_RATE_H
#define RETKIT_RATE_H

#include "stat/interval.h"
#include "answer/series.h"
#include "words/word.h"
#include "result/key.h"

#include <stdbool.h>

struct rate {
	int64_t shipped; /* in the unit of series_scale() */
	int64_t returned;
	double rate;
	struct interval limits;
	double size;                /* effective number of units shipped */
	struct effective effective; /* counts for comparing two rates */
};

/* The table of ret-rate. */
enum rate_column {
	RATE_SHIPPED = KEY_COUNT,
	RATE_RETURNED,
	RATE_RATE,
	RATE_LOW,
	RATE_HIGH,
	RATE_SHARE, /* optional */
	RATE_FLAG,
	RATE_COLUMNS
};

extern const struct schema rate_schema;

struct rate_rules {
	double level; /* of the intervals, such as 0.95 */
	double least; /* a rate on fewer effective units shipped is thin */
	int mature;   /* days after its last day until a cohort is mature */
	bool keep_partial;
};

/*
 * The rate of `returned` over `shipped`. `other` (may be NULL) are the returns of the period compared with: where
 * `returned` is 0, they tell how many units come back at once. Source: Wilson (1927), Garwood (1936), Kish (1965);
 * see interval.h.
 */
struct rate rate_find(const struct series *s, const struct sum *shipped, const struct sum *returned,
		      const struct sum *other, double level);

/* rate_find() without the interval, which takes most of the time. */
struct rate rate_find_counts(const struct series *s, const struct sum *shipped, const struct sum *returned,
			     const struct sum *other);

/* The flag of a rate in period p. */
enum flag rate_judge(const struct series *s, size_t p, const struct rate *rate, const struct rate_rules *rules);

#endif

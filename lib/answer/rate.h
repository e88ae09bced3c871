/*
 * rate: rates with intervals from a series.
 *
 * Cohort rates are binomial-type: Wilson's interval on the effective size shipped²/shipped_sq.
 * Period rates are Poisson-type and may exceed 1: exact gamma limits on the effective count
 * returned²/returned_sq. Units of one order line come back together, so the raw number of units
 * would claim more certainty than there is; so would that of their amounts, which have the effective
 * size amount²/sum of squares likewise. All rates are fractions of a unit shipped; NaN where
 * nothing was shipped.
 */
#ifndef RETKIT_RATE_H
#define RETKIT_RATE_H

#include "stat/interval.h"
#include "answer/series.h"
#include "words/word.h"
#include "result/key.h"

#include <stdbool.h>

struct rate {
	int64_t shipped; /* as series_scale() has it */
	int64_t returned;
	double rate;
	struct interval limits;
	double size;                /* effective number of units shipped; 0 when none */
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
	double least; /* effective units shipped below which a rate is thin */
	int mature;   /* days after a cohort's last day from which on it is mature */
	bool keep_partial;
};

/*
 * The rate of `returned` over `shipped`. `other` (may be NULL) are the returns of the period
 * compared with, which tell how many units come back at once where `returned` has none. Source:
 * Wilson (1927), Garwood (1936), Kish (1965); see interval.h.
 */
struct rate rate_find(const struct series *s, const struct sum *shipped, const struct sum *returned,
		      const struct sum *other, double level);

/* The same without its interval, which takes longer than all the rest. */
struct rate rate_find_counts(const struct series *s, const struct sum *shipped, const struct sum *returned,
			     const struct sum *other);

/* The flag of a rate in period p. */
enum flag rate_judge(const struct series *s, size_t p, const struct rate *rate, const struct rate_rules *rules);

#endif

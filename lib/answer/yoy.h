/*
 * yoy: compares each rate with that of the same period last year.
 *
 * Cohort rates: Newcombe's interval of the difference (method 10), the score interval of the ratio, the score test.
 * Period rates: square-and-add of two gamma intervals (MOVER), the exact conditional interval of the ratio, its
 * mid-p. All use effective counts. q is Benjamini-Hochberg over all rows tested in the run. Which rows are tested
 * depends on the shipments alone, not on the returns: both years whole, mature and not thin.
 *
 * Verdicts follow from q and the interval, never from p: `same` when the whole interval lies within the materiality;
 * else `worse` or `better` when q is at most the false-discovery rate and the interval excludes 0; else `unclear`. So
 * a wide interval never leads to `same`.
 */
#ifndef RETKIT_YOY_H
#define RETKIT_YOY_H

#include "answer/rate.h"
#include "words/word.h"

/* The table of ret-yoy. */
enum yoy_column {
	YOY_SHIPPED = KEY_COUNT,
	YOY_RETURNED,
	YOY_RATE,
	YOY_LOW,
	YOY_HIGH,
	YOY_SHIPPED_BEFORE,
	YOY_RETURNED_BEFORE,
	YOY_RATE_BEFORE,
	YOY_LOW_BEFORE,
	YOY_HIGH_BEFORE,
	YOY_CHANGE,
	YOY_CHANGE_LOW,
	YOY_CHANGE_HIGH,
	YOY_RATIO,
	YOY_RATIO_LOW,
	YOY_RATIO_HIGH,
	YOY_P,
	YOY_Q,
	YOY_VERDICT,
	YOY_COLUMNS
};

extern const struct schema yoy_schema;

struct yoy_row {
	size_t period;
	size_t before; /* the period a year before */
	size_t group;
	size_t category;
	struct rate now;
	struct rate then;
	double change; /* difference of rates, a fraction */
	struct interval change_limits;
	double ratio;
	struct interval ratio_limits;
	double p;
	double q;
	enum verdict verdict;
};

struct yoy_rules {
	struct rate_rules rates;
	double false_discovery;    /* such as 0.10 */
	double material;           /* materiality: a smaller change of a rate (a fraction) does not matter */
	const struct period *from; /* NULL: the first period */
	const struct period *to;
};

/*
 * Compare every group and category in every period whose period a year before exists, in key order. Rows without data
 * in either year are dropped, and with a split those without returns in either year. Returns *n rows, which the
 * caller frees.
 */
struct yoy_row *yoy_compare(const struct series *s, const struct yoy_rules *rules, size_t *n);

/* Sort rows for reading: by period, then by verdict (worse, better, unclear, the rest), larger changes first. */
void yoy_sort(struct yoy_row *rows, size_t n);

#endif

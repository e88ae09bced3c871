/*
 * yoy: the same period last year beside each rate.
 *
 * Cohort rates: Newcombe's interval of the difference (method 10), the score interval of the ratio,
 * the score test. Period rates: square-and-add of two gamma intervals (MOVER), the exact
 * conditional interval of the ratio, its mid-p. All on effective counts. q is Benjamini-Hochberg
 * over every row tested in the run; a row is tested by what was shipped alone: both years known
 * whole, mature and not thin.
 *
 * Verdicts are made on q and on the interval, never on p: `same` when the whole interval lies
 * within the materiality, else `worse` or `better` when q is at most the false-discovery rate and
 * the interval excludes 0, else `unclear`. A wide interval thus never says that nothing changed.
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
	double material;           /* fraction of a unit shipped within which a change does not matter */
	const struct period *from; /* NULL: from the first */
	const struct period *to;
};

/*
 * Compare every group, category and period that has a period a year before it, in key order. Rows
 * where neither year has anything are left out, and with a split those where neither year has a
 * return. Returns the rows, which the caller frees; *n is their number.
 */
struct yoy_row *yoy_compare(const struct series *s, const struct yoy_rules *rules, size_t *n);

/*
 * Order rows for reading: by period, worse before better before unclear and the rest, larger
 * changes first.
 */
void yoy_sort(struct yoy_row *rows, size_t n);

#endif

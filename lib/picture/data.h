/*
 * chart_data: the rows of a result table as a picture needs them.
 *
 * A table of ret-rate or ret-yoy is found out by the names of its columns, read once and checked:
 * one metric, periods of one kind, numbers that are numbers, flags and verdicts that are known, no
 * two rows of one key. Rates are fractions, NaN where the table says nothing; differences are
 * percentage points. Rows stand in order of time, within it as in the table. What a row is about
 * (its dimensions, then its cause or reason) is its `name`, masked for a picture.
 */
#ifndef RETKIT_CHART_DATA_H
#define RETKIT_CHART_DATA_H

#include "base/err.h"
#include "base/period.h"
#include "csv/table.h"
#include "result/key.h"
#include "words/word.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chart_row {
	const char *label;    /* of the period, as in the table */
	struct period period; /* a fiscal year stands as the calendar year of its name */
	const char *name;     /* "" in a table without dimensions, causes and reasons */
	const char *group;    /* the dimensions alone */
	const char *cause;    /* "" in a table without */
	const char *reason;
	double shipped, returned;
	double rate, low, high;
	enum flag flag;
	/* of ret-yoy only */
	const char *before; /* the period compared with */
	double rate_before;
	double change, change_low, change_high; /* percentage points */
	enum verdict verdict;
};

/* Which table a picture wants. */
enum chart_table { CHART_RATE, CHART_YOY };

struct chart_data {
	const char *metric;
	const char *thing; /* a column's name, `combination` of several, or "" */
	enum period_kind kind;
	bool fiscal;
	struct chart_row *rows;
	size_t count;
	const struct table *table;
	struct arena *arena;
};

/*
 * Read. `needed` are optional columns that the picture cannot do without, a SCHEMA_SET() of KEY_CAUSE or KEY_REASON, or 0. The
 * table must outlive the data. Returns NULL with words (`file:line: …` if a row is at fault).
 */
struct chart_data *chart_data_read(const struct table *t, enum chart_table kind, uint64_t needed, struct err *e);
void chart_data_free(struct chart_data *d);

/* The first row of a period by its label, or -1 with words that name the periods there are. */
int64_t chart_data_find_period(const struct chart_data *d, const char *label, struct err *e);

/* Refuse a table of more than one group of dimensions. `what` is a fixed word for the picture.
 * Returns 0, or -1 with words. */
int chart_data_need_one_group(const struct chart_data *d, const char *what, struct err *e);

/* The period `steps` later (earlier when negative) of the same kind. */
struct period chart_period_step(const struct period *p, int steps);

/*
 * The change from rate `before` to rate `now` and its limits from the limits of both
 * (compare_find_mover), in percentage points. NaN where one of them is missing.
 */
struct chart_change {
	double points, low, high;
};

struct chart_change chart_change_of(const struct chart_row *now, const struct chart_row *before);

#endif

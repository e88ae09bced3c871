/*
 * data: read a result table into the rows that the pictures draw (chart_data_*).
 *
 * A table of ret-rate or ret-yoy is read by its column names and checked once: one metric, periods of one kind, valid numbers,
 * known flags and verdicts, no duplicate key. Rates are fractions, and NaN where the cell is empty; differences are percentage
 * points. Rows are sorted by period; rows of one period keep the order of the table. `name` identifies a row within its period:
 * its dimensions, then its cause or reason, masked for a picture (label.h).
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
	const char *label;    /* the period as the table writes it */
	struct period period; /* a fiscal year is held as the calendar year it is named after */
	const char *name;     /* "" in a table without dimensions, causes and reasons */
	const char *group;    /* the dimensions only */
	const char *cause;    /* "" in a table without this column */
	const char *reason;
	double shipped, returned;
	double rate, low, high;
	enum flag flag;
	/* ret-yoy only */
	const char *before; /* the earlier period */
	double rate_before;
	double change, change_low, change_high; /* percentage points */
	enum verdict verdict;
};

/* The table that a picture needs. */
enum chart_table { CHART_RATE, CHART_YOY };

struct chart_data {
	const char *metric;
	const char *thing; /* the dimension's column name; `combination` for several; "" for none */
	enum period_kind kind;
	bool fiscal;
	struct chart_row *rows;
	size_t count;
	const struct table *table;
	struct arena *arena;
};

/*
 * Read a table. `needed` is the set of optional columns that the picture requires: a SCHEMA_SET() of KEY_CAUSE or KEY_REASON, or 0.
 * The table must outlive the data. Returns NULL with words, which begin with `file:line: ` when a row is wrong.
 */
struct chart_data *chart_data_read(const struct table *t, enum chart_table kind, uint64_t needed, struct err *e);
void chart_data_free(struct chart_data *d);

/* The index of the first row of a period, or -1 with words that name the first and last period of the table. */
int64_t chart_data_find_period(const struct chart_data *d, const char *label, struct err *e);

/* Check that the table has only one group of dimensions. `what` names the picture in the message, as in "a trend". Returns 0, or -1
 * with words. */
int chart_data_need_one_group(const struct chart_data *d, const char *what, struct err *e);

/* The period of the same kind `steps` later, or earlier if negative. */
struct period chart_period_step(const struct period *p, int steps);

/*
 * The change from rate `before` to rate `now` in percentage points, with an interval computed from the intervals of both
 * (compare_find_mover()). NaN where a value is missing.
 */
struct chart_change {
	double points, low, high;
};

struct chart_change chart_change_of(const struct chart_row *now, const struct chart_row *before);

#endif

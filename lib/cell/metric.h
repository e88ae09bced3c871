/*
 * metric: definitions of rates, by name and version.
 *
 * A definition says which after-sales rows are counted, over which rows of what was sold, in what
 * unit, by which dates, within what window, from when to when it holds and who says so. They come
 * from lib/cell/metrics.csv, which is compiled in, and from files of the same columns:
 *   name,version,title_zh,title_en,unit,types,statuses,reasons,pick,quantity,dated,event,
 *   denominator,denominator_statuses,exclude,window,lag,within,min_n,valid_from,valid_to,replaces,
 *   grade,source,note
 * Lists are parted by `|`. A table is refused whole, with file and line, when a row of it is wrong.
 *
 * A rate is a cohort when its returns are dated as what it divides by is: the numerator is then a
 * part of the denominator. Else it is a rate of two streams that only share a period, and may
 * exceed 1. Cells carry both in their name: name@version, `:` and the date of a cohort (shipped,
 * paid, signed, ordered), `:` and the unit unless it is qty. So programs below the cells know which
 * statistics apply even without the definition.
 */
#ifndef RETKIT_METRIC_H
#define RETKIT_METRIC_H

#include "base/err.h"
#include "words/word.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum metric_unit { METRIC_QTY, METRIC_LINE, METRIC_ORDER, METRIC_AMOUNT };

extern const char *const metric_units[]; /* NULL-terminated, as the enum */

/* The dates of rows; metric_dates has their columns. */
enum metric_date {
	METRIC_ORDERED,
	METRIC_PAID,
	METRIC_SHIPPED,
	METRIC_SIGNED,
	METRIC_APPLIED,
	METRIC_RECEIVED,
	METRIC_FINISHED,
	METRIC_DATES,
};

extern const char *const metric_dates[];

/* Dates in the order in which they are asked. */
struct metric_dating {
	enum metric_date dates[METRIC_DATES];
	size_t count;
};

struct metric {
	const char *name;
	int version;
	const char *titles[2]; /* by enum lang */
	enum metric_unit unit;
	/* The rows of returns that count. Bits are places in columns_types, columns_statuses, metric_quantities. */
	unsigned types;
	unsigned statuses;
	unsigned quantities;        /* 0: whatever the quantity is of */
	const char *const *reasons; /* causes and reasons; none: all */
	size_t reason_count;
	bool last_reason;           /* an order is judged by its last reason, else by its first */
	struct metric_dating dated; /* the first that is there dates a return */
	struct metric_dating event; /* the first that is there says when it happened */
	/* The rows that are divided by. */
	struct metric_dating against; /* all must be there; the first dates the row */
	unsigned against_statuses;
	bool cohort;
	/* Left out on both sides. */
	bool no_gifts;
	bool no_replacements; /* orders of type exchange or reissue */
	int64_t below;        /* lines of a smaller amount, in 1/10,000; 0: none */
	int window;           /* days up to `lag` days before the as-of day; 0: none */
	int lag;
	int within;                   /* what happens later than so many ... does not count; -1: no end */
	bool within_months;           /* ... calendar months behind that of its date, else days behind it */
	int64_t min_n;                /* what is divided by is few below this; 0: not said */
	int32_t valid_from, valid_to; /* DATE_NONE: open */
	const char *replaces;         /* name@version, or "" */
	const char *grade, *source, *note;
};

/* received applied line imputed */
extern const char *const metric_quantities[];

struct metrics;

/* The built-in definitions, and those of a file ("" and NULL: none). Returns NULL with words. */
struct metrics *metrics_read(const char *path, struct err *e);
void metrics_free(struct metrics *ms);

size_t metrics_count(const struct metrics *ms);
const struct metric *metrics_get(const struct metrics *ms, size_t i);

/*
 * The definition of `NAME@V`, or of `NAME`: the only version, or the one valid on a day (DATE_NONE:
 * not known). Returns NULL with words that name what there is.
 */
const struct metric *metrics_find(const struct metrics *ms, const char *text, int32_t day, struct err *e);

/* The definition that cells of such a name count by, or NULL. */
const struct metric *metrics_find_cells(const struct metrics *ms, const char *cells_metric);

/* What the name of cells says. */
bool metric_is_cohort(const char *cells_metric);

/* The date of the cohort; METRIC_DATES where it is none. */
enum metric_date metric_cohort_of(const char *cells_metric);
enum metric_unit metric_unit_of(const char *cells_metric);

/* The name that cells counted by it have. Caller frees. */
char *metric_cells_name(const struct metric *m);

/* The first and last day of the window that an as-of day gives. */
int32_t metric_window_first(const struct metric *m, int32_t as_of);
int32_t metric_window_last(const struct metric *m, int32_t as_of);

/* True when something dated `day` that happened on `event` happened soon enough. */
bool metric_is_within(const struct metric *m, int32_t day, int32_t event);

/* True when a return of that cause and reason is of the definition's class. */
bool metric_has_reason(const struct metric *m, const char *cause, const char *reason);

/* True when the definition holds on all days from `first` to `last`. */
bool metric_is_valid(const struct metric *m, int32_t first, int32_t last);

/* `to 2026-03-15`, `from 2026-03-16`, `from ... to ...` or `at any time`. Returns `text`. */
enum { METRIC_VALIDITY_TEXT = 48 };
char *metric_print_validity(char text[METRIC_VALIDITY_TEXT], const struct metric *m);

/* `; 'a@1' holds to 2026-03-15, 'b@1' from 2026-03-16` of two names of cells, by the built-in definitions; "" where that says nothing. */
enum { METRIC_BREAK_TEXT = 256 };
char *metric_print_break(char text[METRIC_BREAK_TEXT], const char *a, const char *b);

#endif

/*
 * metric: definitions of rates, by name and version.
 *
 * A definition says which after-sales rows are counted, over which rows of sales, in what unit, by
 * which dates, within what window, from when to when it is valid, and who defined it. Definitions
 * come from lib/cell/metrics.csv, which is compiled in, and from files with the same columns:
 *   name,version,title_zh,title_en,unit,types,statuses,reasons,pick,quantity,dated,event,
 *   denominator,denominator_statuses,exclude,window,lag,within,min_n,valid_from,valid_to,replaces,
 *   grade,source,note
 * Lists are separated by `|`. A table with a faulty row is rejected as a whole, with file and line.
 *
 * A rate is a cohort when its returns are dated by the sale: the numerator is then a part of the
 * denominator. Otherwise it relates two streams that only share a period, and may exceed 1. The
 * metric name in cells tells which: name@version, then `:` and the date of a cohort (shipped, paid,
 * signed, ordered), then `:` and the unit unless it is qty. So programs that read cells know which
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

/* The dates of rows; metric_dates has their column names. */
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

/* Dates in the order in which they are tried. */
struct metric_dating {
	enum metric_date dates[METRIC_DATES];
	size_t count;
};

struct metric {
	const char *name;
	int version;
	const char *titles[2]; /* by enum lang */
	enum metric_unit unit;
	/* The returns that count, as bits by the indexes of columns_types, columns_statuses and metric_quantities. */
	unsigned types;
	unsigned statuses;
	unsigned quantities;        /* 0: any basis of the quantity */
	const char *const *reasons; /* causes and reasons; empty: all */
	size_t reason_count;
	bool last_reason;           /* an order counts by its last reason, else by its first */
	struct metric_dating dated; /* the first date present gives the period of a return */
	struct metric_dating event; /* the first date present says when the return happened */
	/* The denominator. */
	struct metric_dating against; /* all must be present; the first gives the period of the row */
	unsigned against_statuses;
	bool cohort;
	/* Left out on both sides. */
	bool no_gifts;
	bool no_replacements; /* orders of type exchange or reissue */
	int64_t below;        /* lines with a smaller amount, in 1/10,000; 0: none */
	int window;           /* days up to `lag` days before the as-of day; 0: none */
	int lag;
	int within;         /* returns that happen more than this long after their date do not count; -1: no limit */
	bool within_months; /* `within` is in calendar months, else in days */
	int64_t min_n;      /* a smaller denominator is too small to publish; 0: not stated */
	int32_t valid_from, valid_to; /* DATE_NONE: open */
	const char *replaces;         /* name@version, or "" */
	const char *grade, *source, *note;
};

/* received applied line imputed */
extern const char *const metric_quantities[];

struct metrics;

/* The built-in definitions and those of the file `path` ("" and NULL: none). Returns NULL with words. */
struct metrics *metrics_read(const char *path, struct err *e);
void metrics_free(struct metrics *ms);

size_t metrics_count(const struct metrics *ms);
const struct metric *metrics_get(const struct metrics *ms, size_t i);

/*
 * The definition of `NAME@V`; or of `NAME`, its only version or the one valid on `day` (DATE_NONE: unknown). Owned by `ms`. Returns NULL
 * with words that list the versions.
 */
const struct metric *metrics_find(const struct metrics *ms, const char *text, int32_t day, struct err *e);

/* The definition that cells with this metric name count by, or NULL. */
const struct metric *metrics_find_cells(const struct metrics *ms, const char *cells_metric);

/* What the metric name of cells says: whether it is a cohort. */
bool metric_is_cohort(const char *cells_metric);

/* The date of the cohort, METRIC_DATES if it is not one; and the unit. */
enum metric_date metric_cohort_of(const char *cells_metric);
enum metric_unit metric_unit_of(const char *cells_metric);

/* The metric name of cells counted by this definition. Caller frees. */
char *metric_cells_name(const struct metric *m);

/* The first and last day of the window for an as-of day. */
int32_t metric_window_first(const struct metric *m, int32_t as_of);
int32_t metric_window_last(const struct metric *m, int32_t as_of);

/* True when a return dated `day` that happened on `event` happened soon enough to count. */
bool metric_is_within(const struct metric *m, int32_t day, int32_t event);

/* True when the definition counts returns of that cause and reason. */
bool metric_has_reason(const struct metric *m, const char *cause, const char *reason);

/* True when the definition is valid on all days from `first` to `last`. */
bool metric_is_valid(const struct metric *m, int32_t first, int32_t last);

/* `to 2026-03-15`, `from 2026-03-16`, `from ... to ...` or `at any time`, in a language. Returns `text`. */
enum { METRIC_VALIDITY_TEXT = 48 };
char *metric_print_validity(char text[METRIC_VALIDITY_TEXT], enum lang lang, const struct metric *m);

/*
 * Why cells of two metric names differ, by the validity of the built-in definitions: `; 'a@1' holds to 2026-03-15, 'b@1' from
 * 2026-03-16`; "" if that explains nothing. Returns `text`.
 */
enum { METRIC_BREAK_TEXT = 256 };
char *metric_print_break(char text[METRIC_BREAK_TEXT], const char *a, const char *b);

#endif

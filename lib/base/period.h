/*
 * period: the ranges of days that rates are computed for, and their labels.
 *
 * 2025 · 2025-Q2 · 2025-06 · 2025-W23 (ISO 8601 week) · 2025-06-18; a fiscal year that does not start in January is FY2025, named after
 * the calendar year in which it ends. Labels of one kind sort chronologically in byte order. A fiscal label cannot be parsed without its
 * first month, so period_parse() rejects it.
 *
 * A span is any range of days, written as an ISO 8601 interval: 2026-05-02--2026-05-31. It is a kind of its own: spans do not add up to
 * larger periods, and the span one year earlier has the same number of days and ends one year earlier.
 */
#ifndef RETKIT_PERIOD_H
#define RETKIT_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR, PERIOD_SPAN };

struct period {
	enum period_kind kind;
	int year_start; /* first month of the year, 1 to 12; always 1 unless the kind is PERIOD_YEAR */
	int32_t first;  /* first day */
	int32_t last;   /* last day, inclusive */
};

enum { PERIOD_TEXT = 32 };

/* Parse `day`, `week`, `month`, `quarter` or `year`. Returns 0, or -1. */
int period_parse_kind(const char *s, enum period_kind *kind);

const char *period_kind_name(enum period_kind kind);

/* The period that contains a day, of any kind except PERIOD_SPAN. year_start (1 to 12) matters for PERIOD_YEAR only. */
struct period period_of_day(enum period_kind kind, int32_t day, int year_start);

/* The span from `first` to `last`, both inclusive; first <= last. */
struct period period_of_span(int32_t first, int32_t last);

/* Parse a label. Returns 0, or -1 when the text is not a label or is a fiscal one. */
int period_parse(const char *s, size_t n, struct period *p);

/* Print the label. Returns `text`. */
char *period_print(char text[PERIOD_TEXT], const struct period *p);

/* The same period `years` later (negative: earlier). Returns 0, or -1 when it does not exist (29 February, week 53). */
int period_shift_years(const struct period *p, int years, struct period *shifted);

/* True when a period of kind `whole` consists of whole periods of kind `part`: days make up all kinds but spans, weeks only weeks. */
bool period_adds_up(enum period_kind part, enum period_kind whole);

/*
 * Parse the value of --from or --to: a label of any kind, a date, or a fiscal year such as FY2025, where years begin with month
 * `year_start`. Returns 0, or -1.
 */
int period_parse_bound(const char *text, int year_start, struct period *bound);

#endif

/*
 * period: the spans of days that rates are counted over, and their labels.
 *
 * 2025 · 2025-Q2 · 2025-06 · 2025-W23 (ISO 8601 week) · 2025-06-18; a fiscal year that does not start in
 * January is FY2025, named after the calendar year it ends in. Labels of one kind sort by time as bytes. A fiscal
 * label cannot be read back without its first month, so period_parse() does not take one.
 *
 * A span is any run of days, written as an interval of ISO 8601: 2026-05-02--2026-05-31. It is of its own kind: no calendar holds
 * it, it adds up to nothing, and a year earlier is the span of as many days that ends a year earlier.
 */
#ifndef RETKIT_PERIOD_H
#define RETKIT_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR, PERIOD_SPAN };

struct period {
	enum period_kind kind;
	int year_start; /* first month of the year, 1 to 12; 1 for all kinds but the year */
	int32_t first;  /* first day */
	int32_t last;   /* last day, inclusive */
};

enum { PERIOD_TEXT = 32 };

/* Read `day`, `week`, `month`, `quarter` or `year`. Returns 0, or -1. */
int period_parse_kind(const char *s, enum period_kind *kind);

const char *period_kind_name(enum period_kind kind);

/* The period of a kind but PERIOD_SPAN that holds a day. year_start (1 to 12) matters for PERIOD_YEAR only. */
struct period period_of_day(enum period_kind kind, int32_t day, int year_start);

/* The span of two days, the first not after the last. */
struct period period_of_span(int32_t first, int32_t last);

/* Read a label. Returns 0, or -1 when it is none (a fiscal label included). */
int period_parse(const char *s, size_t n, struct period *p);

/* Print the label. Returns `text`. */
char *period_print(char text[PERIOD_TEXT], const struct period *p);

/* The same period `years` later (or earlier). Returns 0, or -1 when there is none (29 February, week 53). */
int period_shift_years(const struct period *p, int years, struct period *shifted);

/* True when whole periods of kind `part` make up a period of kind `whole`: days all but spans, weeks only weeks. */
bool period_adds_up(enum period_kind part, enum period_kind whole);

/*
 * Read --from or --to: a label of any kind, a fiscal year such as FY2025 where years begin with month `year_start`, or a date. Returns 0,
 * or -1.
 */
int period_parse_bound(const char *text, int year_start, struct period *bound);

#endif

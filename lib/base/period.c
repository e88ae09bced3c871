#include "base/period.h"

#include "base/date.h"
#include "base/num.h"

#include <stdio.h>
#include <string.h>

static const char *const kind_names[] = {"day", "week", "month", "quarter", "year", "span"};

int period_parse_kind(const char *s, enum period_kind *kind)
{
	for (int k = PERIOD_DAY; k <= PERIOD_YEAR; k++) {
		if (strcmp(s, kind_names[k]) == 0) {
			*kind = (enum period_kind)k;
			return 0;
		}
	}
	return -1;
}

const char *period_kind_name(enum period_kind kind)
{
	return kind_names[kind];
}

/* A period of `count` months, from the first day of a month. */
static struct period months(enum period_kind kind, int year, int month, int count, int year_start)
{
	int last = year * 12 + month - 1 + count - 1;
	int last_year = last / 12;
	int last_month = last % 12 + 1;
	struct period p = {
		.kind = kind,
		.year_start = year_start,
		.first = date_of_civil(year, month, 1),
		.last = date_of_civil(last_year, last_month, date_month_days(last_year, last_month)),
	};

	return p;
}

struct period period_of_day(enum period_kind kind, int32_t day, int year_start)
{
	struct civil c = date_to_civil(day);
	struct period p = {.kind = kind, .year_start = 1, .first = day, .last = day};

	switch (kind) {
	case PERIOD_DAY:
		break;
	case PERIOD_WEEK:
		p.first = day - (date_weekday(day) - 1);
		p.last = p.first + 6;
		break;
	case PERIOD_MONTH:
		return months(kind, c.year, c.month, 1, 1);
	case PERIOD_QUARTER:
		return months(kind, c.year, (c.month - 1) / 3 * 3 + 1, 3, 1);
	case PERIOD_YEAR:
		return months(kind, c.month >= year_start ? c.year : c.year - 1, year_start, 12, year_start);
	case PERIOD_SPAN:
		break;
	}
	return p;
}

struct period period_of_span(int32_t first, int32_t last)
{
	return (struct period){PERIOD_SPAN, 1, first, last};
}

/* The Monday of ISO week `week` of `year`, or DATE_NONE. Week 1 is the week of 4 January. */
static int32_t week_monday(int year, int week)
{
	int32_t fourth = date_of_civil(year, 1, 4);

	if (fourth == DATE_NONE || week < 1 || week > 53)
		return DATE_NONE;
	int32_t monday = fourth - (date_weekday(fourth) - 1) + 7 * (week - 1);

	/* Week 53 exists only if its Thursday falls in the year. */
	if (date_to_civil(monday + 3).year != year)
		return DATE_NONE;
	return monday;
}

/* The number that exactly `n` digits spell, or -1 when one of them is not a digit. */
static int digits(const char *s, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

/* `2026-05-02--2026-05-31` */
static int parse_span(const char *s, struct period *p)
{
	int32_t first = date_parse(s, 10), last = date_parse(s + 12, 10);

	if (s[10] != '-' || s[11] != '-' || first == DATE_NONE || last == DATE_NONE || first > last)
		return -1;
	*p = period_of_span(first, last);
	return 0;
}

int period_parse(const char *s, size_t n, struct period *p)
{
	if (n < 4)
		return -1;
	int year = digits(s, 4);

	if (year < 1 || (n > 4 && (n < 7 || s[4] != '-')))
		return -1;
	if (n == 4) {
		*p = months(PERIOD_YEAR, year, 1, 12, 1);
		return 0;
	}
	if (n == 7 && s[5] == 'Q' && s[6] >= '1' && s[6] <= '4') {
		*p = months(PERIOD_QUARTER, year, (s[6] - '1') * 3 + 1, 3, 1);
		return 0;
	}
	if (n == 8 && s[5] == 'W') {
		int32_t monday = week_monday(year, digits(s + 6, 2));

		if (monday == DATE_NONE)
			return -1;
		*p = (struct period){PERIOD_WEEK, 1, monday, monday + 6};
		return 0;
	}
	if (n == 7) {
		int month = digits(s + 5, 2);

		if (month < 1 || month > 12)
			return -1;
		*p = months(PERIOD_MONTH, year, month, 1, 1);
		return 0;
	}
	if (n == 10) {
		int32_t day = date_parse(s, n);

		if (day == DATE_NONE)
			return -1;
		*p = (struct period){PERIOD_DAY, 1, day, day};
		return 0;
	}
	return n == 22 ? parse_span(s, p) : -1;
}

char *period_print(char text[PERIOD_TEXT], const struct period *p)
{
	struct civil c = date_to_civil(p->first);
	unsigned year = (unsigned)c.year % 10000;
	unsigned month = (unsigned)c.month;

	switch (p->kind) {
	case PERIOD_DAY:
		return date_print(text, p->first);
	case PERIOD_WEEK: {
		/* A week belongs to the ISO year of its Thursday. */
		struct civil thursday = date_to_civil(p->first + 3);
		int32_t first = week_monday(thursday.year, 1);

		snprintf(text, PERIOD_TEXT, "%04u-W%02u", (unsigned)thursday.year % 10000,
			 (unsigned)(p->first - first) / 7 % 100 + 1);
		break;
	}
	case PERIOD_MONTH:
		snprintf(text, PERIOD_TEXT, "%04u-%02u", year, month % 100);
		break;
	case PERIOD_QUARTER:
		snprintf(text, PERIOD_TEXT, "%04u-Q%u", year, (month - 1) / 3 % 4 + 1);
		break;
	case PERIOD_YEAR:
		if (p->year_start == 1)
			snprintf(text, PERIOD_TEXT, "%04u", year);
		else
			snprintf(text, PERIOD_TEXT, "FY%04u", (unsigned)date_to_civil(p->last).year % 10000);
		break;
	case PERIOD_SPAN:
		memcpy(date_print(text, p->first) + 10, "--", 2);
		date_print(text + 12, p->last);
		break;
	}
	return text;
}

int period_shift_years(const struct period *p, int years, struct period *shifted)
{
	struct civil c = date_to_civil(p->first);
	int32_t day;

	*shifted = *p;
	switch (p->kind) {
	case PERIOD_DAY:
		day = date_of_civil(c.year + years, c.month, c.day);
		if (day == DATE_NONE)
			return -1;
		shifted->first = shifted->last = day;
		return 0;
	case PERIOD_WEEK: {
		struct civil thursday = date_to_civil(p->first + 3);
		int week = (p->first - week_monday(thursday.year, 1)) / 7 + 1;

		day = week_monday(thursday.year + years, week);
		if (day == DATE_NONE)
			return -1;
		shifted->first = day;
		shifted->last = day + 6;
		return 0;
	}
	case PERIOD_MONTH:
	case PERIOD_QUARTER:
	case PERIOD_YEAR:
		if (c.year + years < 1 || c.year + years > 9998)
			return -1;
		*shifted = period_of_day(p->kind, date_of_civil(c.year + years, c.month, 1), p->year_start);
		return 0;
	case PERIOD_SPAN:
		/* The same number of days, ending one year earlier: how a rolling window is compared. */
		c = date_to_civil(p->last);
		day = date_of_civil(c.year + years, c.month, c.day);
		if (day == DATE_NONE && c.day == 29)
			day = date_of_civil(c.year + years, c.month, 28);
		if (day == DATE_NONE || day - date_of_civil(1, 1, 1) < p->last - p->first)
			return -1;
		shifted->last = day;
		shifted->first = day - (p->last - p->first);
		return 0;
	}
	return -1;
}

bool period_adds_up(enum period_kind part, enum period_kind whole)
{
	if (part == whole)
		return true;
	if (part == PERIOD_SPAN || whole == PERIOD_SPAN)
		return false;
	if (part == PERIOD_DAY)
		return true;
	return part != PERIOD_WEEK && whole != PERIOD_WEEK && part < whole;
}

int period_parse_bound(const char *text, int year_start, struct period *bound)
{
	int64_t year;

	if (strncmp(text, "FY", 2) != 0)
		return period_parse(text, strlen(text), bound);
	if (num_parse_int(text + 2, strlen(text + 2), 2, 9998, &year) != 0)
		return -1;
	/* A fiscal year is named after the year it ends in, so it began the year before unless it starts in January. */
	int first = year_start == 1 ? (int)year : (int)year - 1;

	*bound = period_of_day(PERIOD_YEAR, date_of_civil(first, year_start, 1), year_start);
	return 0;
}

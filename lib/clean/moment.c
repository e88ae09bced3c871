#include "clean/moment.h"

#include "base/date.h"
#include "base/num.h"
#include "clean/stamp.h"

#include <stdio.h>
#include <string.h>

enum {
	DAY_SECONDS = 86400,
	LAST_YEAR = 9999,
	LAST_ZERO_YEAR = 1970, /* the clocks of Unix, spreadsheets and .NET start in or before it */
	SERIAL_EPOCH = -25569, /* day number 0 of spreadsheets, 1899-12-30, as a day of date.h */
	SERIAL_FIRST = 25569,  /* 1970-01-01 */
	SERIAL_LAST = 73050,   /* 2099-12-31 */
	SERIAL_1904 = 1462,    /* 1904-01-01, which is day 0 of some workbooks */
};

#define LAST_ZERO_TEXT "1970"

/* A date with separators: 2026-4-2, 2026/4/2, 2026.4.2, 2026年4月2日. */
static bool take_separated(struct cursor *c, struct stamp *p)
{
	static const char *const styles[][3] = {
		{"-", "-", ""},
		{"/", "/", ""},
		{".", ".", ""},
		{"年", "月", "日"},
	};

	if (!stamp_number(c, 4, 4, &p->year))
		return false;
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (stamp_text(c, styles[i][0]))
			return stamp_number(c, 1, 2, &p->month) && stamp_text(c, styles[i][1]) &&
			       stamp_number(c, 1, 2, &p->day) &&
			       (stamp_text(c, styles[i][2]) || (i == 3 && stamp_text(c, "号")));
	return false;
}

/* 20260402, followed by 0905 or 090500, or by a time after a blank. */
static bool take_run(struct cursor *c, struct stamp *p)
{
	if (!stamp_number(c, 4, 4, &p->year) || !stamp_number(c, 2, 2, &p->month) || !stamp_number(c, 2, 2, &p->day))
		return false;
	if (c->s < c->end && *c->s >= '0' && *c->s <= '9') {
		if (!stamp_number(c, 2, 2, &p->hour) || !stamp_number(c, 2, 2, &p->minute))
			return false;
		if (c->s < c->end && !stamp_number(c, 2, 2, &p->second))
			return false;
		p->timed = true;
		/* A run of 9, 11 or 13 digits is not a date: no digit may follow. */
		return c->s == c->end;
	}
	return true;
}

/* 4/2/2026 and the like, taken as day first; put_in_order() decides which is the month. */
static bool take_unordered(struct cursor *c, struct stamp *p)
{
	char separator[2] = "";

	if (!stamp_number(c, 1, 2, &p->day) || c->s == c->end || !strchr("/-.", *c->s))
		return false;
	separator[0] = *c->s;
	return stamp_text(c, separator) && stamp_number(c, 1, 2, &p->month) && stamp_text(c, separator) &&
	       stamp_number(c, 4, 4, &p->year);
}

/* Skip the separators in a date with the name of a month. */
static void skip_between(struct cursor *c)
{
	while (c->s < c->end && strchr(" -/.,", *c->s))
		c->s++;
}

/* 2-Apr-2026, 2 April 2026, Apr 2, 2026. */
static bool take_named(struct cursor *c, struct stamp *p)
{
	bool first = stamp_month(c, &p->month);

	skip_between(c);
	if (!stamp_number(c, 1, 2, &p->day))
		return false;
	skip_between(c);
	if (!first && !stamp_month(c, &p->month))
		return false;
	skip_between(c);
	return stamp_number(c, 4, 4, &p->year);
}

/* What may follow a date: a time and a UTC offset. */
static bool take_time(struct cursor c, struct stamp *p)
{
	stamp_skip_weekday(&c);
	if (!p->timed && c.s < c.end) {
		if (!stamp_text(&c, "T")) {
			stamp_text(&c, ",");
			stamp_blanks(&c);
		}
		if (!stamp_clock(&c, p))
			return false;
	}
	return stamp_offset(&c, p) && c.s == c.end && stamp_is_time(p);
}

/* Parse a date in one of the forms, and the time after it; *unordered: it is like 4/2/2026. */
static bool take_parts(struct cursor start, struct stamp *p, bool *unordered)
{
	static bool (*const forms[])(struct cursor *, struct stamp *) = {
		take_separated,
		take_run,
		take_named,
		take_unordered,
	};

	stamp_skip_weekday(&start);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct cursor c = start;

		*p = (struct stamp){0};
		*unordered = forms[i] == take_unordered;
		if (forms[i](&c, p) && take_time(c, p))
			return true;
	}
	return false;
}

/* The day number of a spreadsheet, counted from day `zero` of the usual ones; its fraction is the time of day. */
static bool take_serial(struct cursor c, int zero, struct stamp *p)
{
	size_t n = (size_t)(c.end - c.s);
	int serial, fraction;
	double value;
	struct cursor at = c;

	if (!stamp_number(&at, 5, 5, &serial) || serial + zero < SERIAL_FIRST || serial + zero > SERIAL_LAST)
		return false;
	if (at.s < at.end && (!stamp_text(&at, ".") || !stamp_number(&at, 0, 9, &fraction)))
		return false;
	while (at.s < at.end && *at.s >= '0' && *at.s <= '9')
		at.s++;
	if (at.s < at.end || num_parse_double(c.s, n, &value))
		return false;
	long seconds = (long)((value - serial) * DAY_SECONDS + 0.5);

	if (seconds == DAY_SECONDS) {
		serial++;
		seconds = 0;
	}
	struct civil civil = date_to_civil(SERIAL_EPOCH + zero + serial);

	p->year = civil.year;
	p->month = civil.month;
	p->day = civil.day;
	p->timed = n > 5;
	p->hour = (int)(seconds / 3600);
	p->minute = (int)(seconds / 60 % 60);
	p->second = (int)(seconds % 60);
	return true;
}

/* YYYY-MM-DD HH:MM:SS or YYYY-MM-DD. Stricter than date.h, which accepts more forms of a time, and the leap second. */
bool moment_is_canonical(struct cell c)
{
	const char *s = c.bytes;

	if (c.length != 10 && (c.length != 19 || s[10] != ' ' || s[17] > '5'))
		return false;
	return date_is_date(s, c.length) && memcmp(s, LAST_ZERO_TEXT, strlen(LAST_ZERO_TEXT)) > 0;
}

static void print(struct moment *m, const struct stamp *p)
{
	int n = snprintf(m->text, sizeof(m->text), "%04d-%02d-%02d", p->year, p->month, p->day);

	if (p->timed)
		n += snprintf(m->text + n, sizeof(m->text) - (size_t)n, " %02d:%02d:%02d", p->hour, p->minute,
			      p->second);
	m->length = (size_t)n;
}

static bool is_zero_date(struct cell c)
{
	static const char any_time[] = "任意时间";

	return (c.length >= 10 && memcmp(c.bytes, "0000-00-00", 10) == 0) ||
	       (c.length >= 10 && memcmp(c.bytes, "0000/00/00", 10) == 0) || (c.length == 1 && c.bytes[0] == '0') ||
	       (c.length == strlen(any_time) && memcmp(c.bytes, any_time, c.length) == 0);
}

static bool take_stated(const struct moment_column *column, struct cell c, struct stamp *p)
{
	for (size_t i = 0; column && i < column->count; i++)
		if (dateform_read(column->forms[i], c.bytes, c.length, p))
			return true;
	*p = (struct stamp){0};
	return false;
}

static bool is_day(const struct stamp *p)
{
	return date_of_civil(p->year, p->month, p->day) != DATE_NONE;
}

/* Put day and month, which were parsed day first, into the order of the column. Returns false when it is unknown, or gives no date. */
static bool put_in_order(struct stamp *p, const struct moment_column *column, struct moment *m)
{
	unsigned order = column ? column->order : 0;
	struct stamp turned = *p;

	turned.day = p->month;
	turned.month = p->day;
	m->orders = (is_day(p) ? MOMENT_DAY_FIRST : 0) | (is_day(&turned) ? MOMENT_MONTH_FIRST : 0);
	/* The order makes no difference, or neither gives a day. */
	if (p->day == p->month || m->orders == 0)
		m->orders = 0;
	else if (!(m->orders & order))
		return false;
	else if (order == MOMENT_MONTH_FIRST)
		*p = turned;
	return true;
}

/* Turn the clock of the cell into that of another offset. */
static void convert(struct stamp *p, int minutes)
{
	enum { DAY_MINUTES = DAY_SECONDS / 60 };
	int32_t day = date_of_civil(p->year, p->month, p->day);
	int clock = p->hour * 60 + p->minute + minutes - p->minutes;

	for (; clock < 0; clock += DAY_MINUTES)
		day--;
	for (; clock >= DAY_MINUTES; clock -= DAY_MINUTES)
		day++;
	struct civil civil = date_to_civil(day);

	p->year = civil.year;
	p->month = civil.month;
	p->day = civil.day;
	p->hour = clock / 60;
	p->minute = clock % 60;
}

enum clean moment_clean(struct cell c, const struct moment_column *column, struct moment *m)
{
	char text[CLEAN_PLAIN_TEXT];
	struct stamp p = {0};
	bool unordered = false;
	size_t n;

	m->offset = m->converted = false;
	m->length = 0;
	m->orders = 0;
	if (moment_is_canonical(c) && (!column || column->count == 0)) {
		memcpy(m->text, c.bytes, c.length);
		m->length = c.length;
		return CLEAN_VALUE;
	}
	enum clean state = clean_plain(c, text, &n);

	if (state != CLEAN_VALUE)
		return state;
	c = (struct cell){text, n};
	if (is_zero_date(c))
		return CLEAN_MISSING;
	struct cursor cursor = {c.bytes, c.bytes + c.length};

	if (!take_stated(column, c, &p) && !take_serial(cursor, column && column->since_1904 ? SERIAL_1904 : 0, &p) &&
	    !take_parts(cursor, &p, &unordered))
		return CLEAN_BAD;
	if (unordered && p.year > LAST_ZERO_YEAR && !put_in_order(&p, column, m))
		return CLEAN_BAD;
	if (!is_day(&p) && (p.year > LAST_ZERO_YEAR || !unordered))
		return CLEAN_BAD;
	if (p.year <= LAST_ZERO_YEAR)
		return CLEAN_MISSING;
	m->converted = p.offset && p.timed && column && column->convert;
	m->offset = p.offset && !m->converted;
	m->minutes = p.minutes;
	if (m->converted)
		convert(&p, column->minutes);
	if (p.year > LAST_YEAR)
		return CLEAN_BAD;
	print(m, &p);
	return CLEAN_VALUE;
}

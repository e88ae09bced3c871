#include "moment.h"

#include "date.h"
#include "num.h"

#include <stdio.h>
#include <string.h>

enum {
	DAY_SECONDS = 86400,
	LAST_ZERO_YEAR = 1970, /* the clocks of Unix, spreadsheets and .NET begin by then */
	SERIAL_EPOCH = -25569, /* day number 0 of spreadsheets, 1899-12-30, as a day of date.h */
	SERIAL_FIRST = 25569,  /* 1970-01-01 */
	SERIAL_LAST = 73050,   /* 2099-12-31 */
};

#define LAST_ZERO_TEXT "1970"

struct parts {
	int year, month, day;
	bool timed;
	int hour, minute, second;
	bool offset;
};

struct cursor {
	const char *s;
	const char *end;
};

/* A run of `least` to `most` digits. Returns false and stays when there is none. */
static bool take_number(struct cursor *c, int least, int most, int *value)
{
	int v = 0, n = 0;

	while (c->s + n < c->end && n < most && c->s[n] >= '0' && c->s[n] <= '9') {
		v = v * 10 + (c->s[n] - '0');
		n++;
	}
	if (n < least)
		return false;
	c->s += n;
	*value = v;
	return true;
}

static bool take_text(struct cursor *c, const char *what)
{
	size_t n = strlen(what);

	if ((size_t)(c->end - c->s) < n || memcmp(c->s, what, n) != 0)
		return false;
	c->s += n;
	return true;
}

static void skip_blanks(struct cursor *c)
{
	while (c->s < c->end && *c->s == ' ')
		c->s++;
}

/* H:MM, H:MM:SS, H:MM:SS.fff; the fraction is dropped. */
static bool take_clock(struct cursor *c, struct parts *p)
{
	int fraction;

	if (!take_number(c, 1, 2, &p->hour) || !take_text(c, ":") ||
	    !take_number(c, 2, 2, &p->minute))
		return false;
	if (take_text(c, ":")) {
		if (!take_number(c, 2, 2, &p->second))
			return false;
		if (take_text(c, ".") && !take_number(c, 1, 9, &fraction))
			return false;
	}
	p->timed = true;
	return true;
}

/* Z, +08:00, +0800, +08, with or without a blank before. Nothing there is fine. */
static bool take_offset(struct cursor *c, struct parts *p)
{
	int hours, minutes;

	skip_blanks(c);
	if (c->s == c->end)
		return true;
	p->offset = true;
	if (take_text(c, "Z") || take_text(c, "UTC"))
		return true;
	if (!take_text(c, "+") && !take_text(c, "-"))
		return false;
	if (!take_number(c, 2, 2, &hours) || hours > 14)
		return false;
	if (c->s == c->end)
		return true;
	take_text(c, ":");
	return take_number(c, 2, 2, &minutes) && minutes < 60;
}

/* The date with its separators: 2026-4-2, 2026/4/2, 2026.4.2, 2026年4月2日. */
static bool take_separated(struct cursor *c, struct parts *p)
{
	static const char *const styles[][3] = {
		{ "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" },
	};

	if (!take_number(c, 4, 4, &p->year))
		return false;
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (take_text(c, styles[i][0]))
			return take_number(c, 1, 2, &p->month) && take_text(c, styles[i][1]) &&
			       take_number(c, 1, 2, &p->day) && take_text(c, styles[i][2]);
	return false;
}

/* 20260402, with 0905 or 090500 behind it or a clock after a blank. */
static bool take_run(struct cursor *c, struct parts *p)
{
	if (!take_number(c, 4, 4, &p->year) || !take_number(c, 2, 2, &p->month) ||
	    !take_number(c, 2, 2, &p->day))
		return false;
	if (c->s < c->end && *c->s >= '0' && *c->s <= '9') {
		if (!take_number(c, 2, 2, &p->hour) || !take_number(c, 2, 2, &p->minute))
			return false;
		if (c->s < c->end && !take_number(c, 2, 2, &p->second))
			return false;
		p->timed = true;
		/* A run of 9, 11 or 13 digits is no date; what follows must not be a digit. */
		return c->s == c->end;
	}
	return true;
}

static bool take_parts(struct cursor c, struct parts *p)
{
	struct cursor start = c;

	if (!take_separated(&c, p)) {
		c = start;
		*p = (struct parts){ 0 };
		if (!take_run(&c, p))
			return false;
	}
	if (!p->timed && c.s < c.end) {
		if (!take_text(&c, "T"))
			skip_blanks(&c);
		if (!take_clock(&c, p))
			return false;
	}
	return take_offset(&c, p) && c.s == c.end && p->hour < 24 && p->minute < 60 &&
	       p->second < 60;
}

/* The day number of a spreadsheet, whose fraction is the time of day. */
static bool take_serial(struct cursor c, struct parts *p)
{
	size_t n = (size_t)(c.end - c.s);
	int serial, fraction;
	double value;
	struct cursor at = c;

	if (!take_number(&at, 5, 5, &serial) || serial < SERIAL_FIRST || serial > SERIAL_LAST)
		return false;
	if (at.s < at.end && (!take_text(&at, ".") || !take_number(&at, 0, 9, &fraction)))
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
	struct civil civil = date_to_civil(SERIAL_EPOCH + serial);

	p->year = civil.year;
	p->month = civil.month;
	p->day = civil.day;
	p->timed = n > 5;
	p->hour = (int)(seconds / 3600);
	p->minute = (int)(seconds / 60 % 60);
	p->second = (int)(seconds % 60);
	return true;
}

/* YYYY-MM-DD HH:MM:SS or YYYY-MM-DD; date.h knows more forms of a time, and the leap second. */
bool moment_is_canonical(struct cell c)
{
	const char *s = c.bytes;

	if (c.length != 10 && (c.length != 19 || s[10] != ' ' || s[17] > '5'))
		return false;
	return date_is_date(s, c.length) && memcmp(s, LAST_ZERO_TEXT, strlen(LAST_ZERO_TEXT)) > 0;
}

static void print(struct moment *m, const struct parts *p)
{
	int n = snprintf(m->text, sizeof(m->text), "%04d-%02d-%02d", p->year, p->month, p->day);

	if (p->timed)
		n += snprintf(m->text + n, sizeof(m->text) - (size_t)n, " %02d:%02d:%02d", p->hour,
			      p->minute, p->second);
	m->length = (size_t)n;
}

static bool is_zero_date(struct cell c)
{
	static const char any_time[] = "任意时间";

	return (c.length >= 10 && memcmp(c.bytes, "0000-00-00", 10) == 0) ||
	       (c.length >= 10 && memcmp(c.bytes, "0000/00/00", 10) == 0) ||
	       (c.length == 1 && c.bytes[0] == '0') ||
	       (c.length == strlen(any_time) && memcmp(c.bytes, any_time, c.length) == 0);
}

enum clean moment_clean(struct cell c, struct moment *m)
{
	char text[CLEAN_PLAIN_TEXT];
	struct parts p = { 0 };
	size_t n;

	m->offset = false;
	m->length = 0;
	if (moment_is_canonical(c)) {
		memcpy(m->text, c.bytes, c.length);
		m->length = c.length;
		return CLEAN_VALUE;
	}
	enum clean state = clean_plain(c, text, &n);

	if (state != CLEAN_VALUE)
		return state;
	c = (struct cell){ text, n };
	if (is_zero_date(c))
		return CLEAN_MISSING;
	struct cursor cursor = { c.bytes, c.bytes + c.length };

	if (!take_serial(cursor, &p)) {
		p = (struct parts){ 0 };
		if (!take_parts(cursor, &p))
			return CLEAN_BAD;
	}
	if (date_of_civil(p.year, p.month, p.day) == DATE_NONE)
		return CLEAN_BAD;
	if (p.year <= LAST_ZERO_YEAR)
		return CLEAN_MISSING;
	m->offset = p.offset;
	print(m, &p);
	return CLEAN_VALUE;
}

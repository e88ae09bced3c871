#include "sheet/value.h"

#include "base/date.h"
#include "base/num.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	DAY_SECONDS = 86400,
	EPOCH = -25569,     /* day number 0, 1899-12-30, as a day of date.h */
	BETWEEN = 1462,     /* from day 0 to 1904-01-01 */
	LEAP_DAY = 60,      /* the day number of 1900-02-29, which spreadsheets count and no calendar has */
	LAST_DAY = 2958465, /* 9999-12-31 */
	SURE_DIGITS = 15,
};

/* ---- dates ---- */

static size_t print_clock(char *to, size_t room, int64_t seconds)
{
	return (size_t)snprintf(to, room, "%02" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60),
				(int)(seconds % 60));
}

static size_t print_duration(char text[VALUE_TEXT], double days)
{
	size_t sign = days < 0;

	text[0] = '-';
	return sign + print_clock(text + sign, VALUE_TEXT - sign, llround(fabs(days) * DAY_SECONDS));
}

/* Returns 0 when the number is no day. */
static size_t print_moment(char text[VALUE_TEXT], double days, enum format_kind kind, bool since_1904)
{
	if (since_1904)
		days += BETWEEN;
	if (!(days >= 0 && days < LAST_DAY + 1))
		return 0;
	int64_t day = (int64_t)days;
	int64_t seconds = llround((days - (double)day) * DAY_SECONDS);

	day += seconds / DAY_SECONDS;
	seconds %= DAY_SECONDS;
	if (day == 0 && (kind == FORMAT_TIME || seconds) && !since_1904)
		return print_clock(text, VALUE_TEXT, seconds);
	if (day == 0)
		return 0;
	if (since_1904 && day == BETWEEN && kind == FORMAT_TIME)
		return print_clock(text, VALUE_TEXT, seconds);
	struct civil civil = date_to_civil((int32_t)day + EPOCH + (day < LEAP_DAY));

	if (day == LEAP_DAY)
		civil = (struct civil){1900, 2, 29};
	size_t n = (size_t)snprintf(text, VALUE_TEXT, "%04d-%02d-%02d", civil.year, civil.month, civil.day);

	if (seconds) {
		text[n++] = ' ';
		n += print_clock(text + n, VALUE_TEXT - n, seconds);
	}
	return n;
}

size_t value_iso_date(char text[VALUE_TEXT], const char *spelled, size_t n)
{
	enum { DATE = 10, WHOLE = 19 };

	if (n >= DATE && !date_is_date(spelled, DATE))
		return 0;
	if (n != DATE && (n < WHOLE || n >= VALUE_TEXT || spelled[DATE] != 'T' || !date_is_time(spelled + DATE, 9)))
		return 0;
	memcpy(text, spelled, n);
	if (n == DATE)
		return n;
	text[DATE] = ' ';
	return n == WHOLE && memcmp(text + DATE, " 00:00:00", 9) == 0 ? (size_t)DATE : n;
}

/* ---- numbers ---- */

/* How a number is spelled. */
struct spelling {
	bool number;
	bool plain;     /* digits alone, perhaps after a sign */
	size_t first;   /* the first digit that is not a leading zero */
	int64_t whole;  /* digits before the point, with the exponent applied */
	int64_t stated; /* digits from the first that is not zero to the last that is not */
	const char *exponent;
};

/* Read [+-]digits[.digits][E[+-]digits]. */
static struct spelling read_spelling(const char *s, size_t n)
{
	struct spelling p = {.plain = true, .first = n};
	size_t i = n && (*s == '-' || *s == '+'), digits = 0;
	int64_t place = 0, last = 0, exponent = 0;
	bool point = false, begun = false;

	for (; i < n && ((s[i] >= '0' && s[i] <= '9') || (s[i] == '.' && !point)); i++) {
		if (s[i] == '.') {
			point = true;
			continue;
		}
		digits++;
		begun |= s[i] != '0';
		if (begun && p.first == n)
			p.first = i;
		place += begun;
		if (begun && s[i] != '0')
			last = place;
		if (!point)
			p.whole += begun;
		else if (!begun)
			p.whole--;
	}
	p.plain = !point && i == n;
	p.stated = last;
	if (i < n && (s[i] == 'e' || s[i] == 'E')) {
		p.exponent = s + i;
		if (num_parse_int(s + i + 1, n - i - 1, -400, 400, &exponent) != 0)
			return p;
		i = n;
	}
	p.whole += exponent;
	p.number = digits && i == n;
	return p;
}

static size_t print_plain(char text[VALUE_TEXT], const char *s, size_t n, const struct spelling *p)
{
	bool minus = *s == '-' && p->first < n;
	size_t length = n - p->first;

	if (length == 0) {
		text[0] = '0';
		return 1;
	}
	if (length + minus > VALUE_TEXT)
		return 0;
	text[0] = '-';
	memcpy(text + minus, s + p->first, length);
	return length + minus;
}

/* A number of more digits than a spreadsheet holds, of which the file states all. Returns 0 when it does not. */
static size_t print_stated(char text[VALUE_TEXT], const char *s, const struct spelling *p)
{
	size_t n = 0;

	if (p->whole > VALUE_TEXT / 2 || p->stated != p->whole)
		return 0;
	if (*s == '-')
		text[n++] = '-';
	for (const char *from = s; from < p->exponent; from++)
		if (*from >= '0' && *from <= '9' && (size_t)(from - s) >= p->first &&
		    (int64_t)n < p->whole + (*s == '-'))
			text[n++] = *from;
	return n;
}

/* Keep scientific notation, as spreadsheets write it: E+19. */
static size_t print_scientific(char text[VALUE_TEXT], const char *s, size_t n, const struct spelling *p)
{
	size_t before = (size_t)(p->exponent - s);
	const char *digits = p->exponent + 1;
	bool sign = *digits == '+' || *digits == '-';

	int length = snprintf(text, VALUE_TEXT, "%.*sE%s%.*s", (int)before, s, sign ? "" : "+", (int)(n - before - 1),
			      digits);

	return length < VALUE_TEXT ? (size_t)length : 0;
}

static size_t print_double(char text[VALUE_TEXT], double value)
{
	if (value != 0 && fabs(value) < 1e-9)
		return (size_t)snprintf(text, VALUE_TEXT, "%.15g", value);
	size_t n = strlen(num_print_significant(text, value, SURE_DIGITS));

	if (memchr(text, '.', n)) {
		while (text[n - 1] == '0')
			n--;
		n -= text[n - 1] == '.';
	}
	return n;
}

static size_t print_number(char text[VALUE_TEXT], const char *s, size_t n)
{
	struct spelling p = read_spelling(s, n);
	double value;

	if (!p.number)
		return 0;
	if (p.plain)
		return print_plain(text, s, n, &p);
	if (p.whole > SURE_DIGITS && p.exponent) {
		size_t length = print_stated(text, s, &p);

		return length ? length : print_scientific(text, s, n, &p);
	}
	if (p.whole > SURE_DIGITS || num_parse_double(s, n, &value) != 0)
		return 0;
	return print_double(text, value);
}

/* The text of a number as a date or duration; 0 when it is none. */
static size_t print_time(char text[VALUE_TEXT], double value, enum format_kind kind, bool since_1904)
{
	if (kind == FORMAT_NUMBER)
		return 0;
	if (kind == FORMAT_DURATION)
		return fabs(value) <= LAST_DAY ? print_duration(text, value) : 0;
	return print_moment(text, value, kind, since_1904);
}

size_t value_double(char text[VALUE_TEXT], double value, enum format_kind kind, bool since_1904)
{
	size_t n = print_time(text, value, kind, since_1904);

	if (n)
		return n;
	if (!(fabs(value) < 1e15)) {
		char spelled[VALUE_TEXT];
		int length = snprintf(spelled, sizeof(spelled), "%.17g", value);

		n = print_number(text, spelled, (size_t)length);
		if (n == 0)
			memcpy(text, spelled, n = (size_t)length);
		return n;
	}
	return print_double(text, value);
}

size_t value_number(char text[VALUE_TEXT], const char *spelled, size_t n, enum format_kind kind, bool since_1904)
{
	double value;
	size_t length = 0;

	if (kind != FORMAT_NUMBER && num_parse_double(spelled, n, &value) == 0)
		length = print_time(text, value, kind, since_1904);
	return length ? length : print_number(text, spelled, n);
}

/* ---- escapes ---- */

/* The code of _xHHHH_ at s, or -1. */
static int escape_at(const char *s, size_t n)
{
	int code = 0;

	if (n < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		char c = s[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
						   : -1;

		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

size_t value_unescape(char *text, size_t n)
{
	const char *first = n ? memmem(text, n, "_x", 2) : NULL;

	if (!first)
		return n;
	size_t to = (size_t)(first - text);

	for (size_t from = to; from < n;) {
		int code = escape_at(text + from, n - from);
		int low = code >= 0xd800 && code < 0xdc00 ? escape_at(text + from + 7, n - from - 7) : -1;

		/* A NUL byte is no text. */
		if (code <= 0) {
			text[to++] = text[from++];
		} else if (low >= 0xdc00 && low < 0xe000) {
			to += text_encode(0x10000U + ((unsigned)(code - 0xd800) << 10) + (unsigned)(low - 0xdc00),
					  text + to);
			from += 14;
		} else {
			to += text_encode(code >= 0xd800 && code < 0xe000 ? 0xfffdU : (unsigned)code, text + to);
			from += 7;
		}
	}
	return to;
}

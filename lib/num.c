#include "num.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Up to this many digits cannot overflow, and nearly all numbers of an export have no more. */
enum { SAFE_DIGITS = 9 };

int num_parse_int(const char *s, size_t n, int64_t min, int64_t max, int64_t *value)
{
	if (n && n <= SAFE_DIGITS) {
		int32_t plain = 0;
		size_t digits = 0;

		for (; digits < n && s[digits] >= '0' && s[digits] <= '9'; digits++)
			plain = plain * 10 + (s[digits] - '0');
		if (digits == n) {
			if (plain < min || plain > max)
				return -1;
			*value = plain;
			return 0;
		}
	}
	size_t i = 0;
	bool negative = false;
	int64_t v = 0;

	if (n && (s[0] == '-' || s[0] == '+'))
		negative = s[i++] == '-';
	if (i == n)
		return -1;
	for (; i < n; i++) {
		int digit = s[i] - '0';

		if (digit < 0 || digit > 9)
			return -1;
		/* Built downwards, because the most negative number has no positive twin. */
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v))
			return -1;
	}
	if (!negative && __builtin_sub_overflow(0, v, &v))
		return -1;
	if (v < min || v > max)
		return -1;
	*value = v;
	return 0;
}

int num_parse_double(const char *s, size_t n, double *value)
{
	char copy[64];
	char *end;

	if (n == 0 || n >= sizeof(copy))
		return -1;
	/* strtod also takes blanks, hexadecimal, "inf" and "nan", which no table of ours holds. */
	for (size_t i = 0; i < n; i++)
		if (!strchr("0123456789+-.eE", s[i]))
			return -1;
	memcpy(copy, s, n);
	copy[n] = '\0';
	errno = 0;
	double v = strtod(copy, &end);

	if (end != copy + n || !isfinite(v))
		return -1;
	*value = v;
	return 0;
}

/*
 * The usual amount: at most nine digits, then none or up to four decimals. Returns 0, or -1 when it is not that usual.
 */
static int parse_usual_decimal(const char *s, size_t n, int64_t *value)
{
	static const int scales[] = {DECIMAL_SCALE, 1000, 100, 10, 1};
	int64_t v = 0;
	size_t i = 0, point;

	for (; i < n && i <= SAFE_DIGITS && s[i] >= '0' && s[i] <= '9'; i++)
		v = v * 10 + (s[i] - '0');
	if (i == 0 || i > SAFE_DIGITS)
		return -1;
	point = i;
	if (i < n && s[i] == '.' && n - i <= 5)
		for (i++; i < n && s[i] >= '0' && s[i] <= '9'; i++)
			v = v * 10 + (s[i] - '0');
	if (i < n)
		return -1;
	*value = v * scales[point < n ? n - point - 1 : 0];
	return 0;
}

int decimal_parse(const char *s, size_t n, int64_t *value, int *rounded)
{
	if (parse_usual_decimal(s, n, value) == 0) {
		*rounded = 0;
		return 0;
	}
	size_t i = 0;
	bool negative = false;
	bool digits = false;
	int64_t v = 0;
	int decimals = -1; /* -1: before the point */
	int carry = 0;
	bool lost = false;

	if (n && (s[0] == '-' || s[0] == '+'))
		negative = s[i++] == '-';
	for (; i < n; i++) {
		if (s[i] == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		int digit = s[i] - '0';

		if (digit < 0 || digit > 9)
			return -1;
		digits = true;
		if (decimals >= 4) {
			if (decimals == 4)
				carry = digit >= 5;
			lost = lost || digit != 0;
			decimals++;
			continue;
		}
		if (decimals >= 0)
			decimals++;
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, digit, &v))
			return -1;
	}
	if (!digits)
		return -1;
	for (int d = decimals < 0 ? 0 : decimals; d < 4; d++)
		if (__builtin_mul_overflow(v, 10, &v))
			return -1;
	if (__builtin_add_overflow(v, carry, &v))
		return -1;
	*value = negative ? -v : v;
	*rounded = lost;
	return 0;
}

/* Tables of cells are numbers by the million, for which printf is much too slow. */
static size_t print_magnitude(char *text, uint64_t v)
{
	char digits[24];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	for (size_t i = 0; i < n; i++)
		text[i] = digits[n - 1 - i];
	return n;
}

size_t num_print_int(char text[NUM_TEXT], int64_t value)
{
	if (value >= 0)
		return print_magnitude(text, (uint64_t)value);
	text[0] = '-';
	return 1 + print_magnitude(text + 1, 0 - (uint64_t)value);
}

char *decimal_print(char text[NUM_TEXT], int64_t value)
{
	uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	unsigned part = (unsigned)(magnitude % DECIMAL_SCALE);
	size_t n = 0;

	if (value < 0)
		text[n++] = '-';
	n += print_magnitude(text + n, magnitude / DECIMAL_SCALE);
	if (part) {
		text[n++] = '.';
		for (unsigned scale = DECIMAL_SCALE / 10; part; scale /= 10) {
			text[n++] = (char)('0' + part / scale);
			part %= scale;
		}
	}
	text[n] = '\0';
	return text;
}

/* "-0.000" says less than nothing: drop the sign when only zeros follow it. */
static void drop_negative_zero(char *text)
{
	if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		memmove(text, text + 1, strlen(text));
}

char *num_print_fixed(char text[NUM_TEXT], double value, int digits)
{
	text[0] = '\0';
	if (!isfinite(value))
		return text;
	if (snprintf(text, NUM_TEXT, "%.*f", digits, value) >= NUM_TEXT)
		snprintf(text, NUM_TEXT, "%.17g", value);
	drop_negative_zero(text);
	return text;
}

char *num_print_short(char text[NUM_TEXT], double value, int digits)
{
	text[0] = '\0';
	if (!isfinite(value))
		return text;
	snprintf(text, NUM_TEXT, "%.*g", digits, value);
	drop_negative_zero(text);
	return text;
}

#include "base/num.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* This many digits cannot overflow, and nearly all numbers in an export have no more. */
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
		/* Accumulate negatively, because INT64_MIN has no positive counterpart. */
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
	/* strtod() also accepts blanks, hexadecimal, "inf" and "nan", which are not numbers in our tables. */
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
 * Fast path for the usual amount: at most nine digits, then up to four decimals or none. Returns -1 when the text has another form.
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

/* 00 to 99. */
static const char pairs[] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
	"49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
	"9899";

/* Cells files hold millions of numbers, for which printf() is much too slow. */
static size_t print_magnitude(char *text, uint64_t v)
{
	char digits[24];
	size_t at = sizeof(digits);

	for (; v >= 100; v /= 100) {
		at -= 2;
		memcpy(digits + at, pairs + 2 * (v % 100), 2);
	}
	if (v >= 10) {
		at -= 2;
		memcpy(digits + at, pairs + 2 * v, 2);
	} else {
		digits[--at] = (char)('0' + v);
	}
	memcpy(text, digits + at, sizeof(digits) - at);
	return sizeof(digits) - at;
}

size_t num_print_int(char text[NUM_TEXT], int64_t value)
{
	if (value >= 0)
		return print_magnitude(text, (uint64_t)value);
	text[0] = '-';
	return 1 + print_magnitude(text + 1, 0 - (uint64_t)value);
}

size_t decimal_put(char *to, int64_t value)
{
	uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	unsigned part = (unsigned)(magnitude % DECIMAL_SCALE);
	size_t n = 0;

	if (value < 0)
		to[n++] = '-';
	n += print_magnitude(to + n, magnitude / DECIMAL_SCALE);
	if (part) {
		to[n++] = '.';
		for (unsigned scale = DECIMAL_SCALE / 10; part; scale /= 10) {
			to[n++] = (char)('0' + part / scale);
			part %= scale;
		}
	}
	return n;
}

char *decimal_print(char text[NUM_TEXT], int64_t value)
{
	text[decimal_put(text, value)] = '\0';
	return text;
}

/* ---- printing of doubles ---- */

/* All of these powers are exact doubles. */
static const double powers_of_ten[] = {
	1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

enum { MOST_POWER = sizeof(powers_of_ten) / sizeof(*powers_of_ten) - 1 };

/*
 * value * 10^power, rounded to a whole number as printf() rounds: exactly, ties to even. Result tables hold millions of doubles, for
 * which printf() with its long division is much too slow. The product is kept exactly, as the sum of two doubles, `high` with at most
 * 50 bits before the point; so the distance to the next half, (high - whole - 0.5) + low, has the right sign even if it is rounded.
 * Returns 0, or -1 when the product is too large for this method.
 */
static int scale_and_round(double value, int power, uint64_t *rounded)
{
	double high = value * powers_of_ten[power];

	if (!(high < 1e15))
		return -1;
	double low = fma(value, powers_of_ten[power], -high);
	uint64_t whole = (uint64_t)high;
	double beyond = (high - (double)whole - 0.5) + low;

	*rounded = whole + (beyond > 0 || (beyond == 0 && (whole & 1)));
	return 0;
}

/* Print whole / 10^digits with all its decimals. Returns the length. */
static size_t print_decimals(char *text, uint64_t whole, int digits)
{
	char last[MOST_POWER];
	size_t n;

	int i = digits;

	for (; i > 1; i -= 2, whole /= 100)
		memcpy(last + i - 2, pairs + 2 * (whole % 100), 2);
	for (; i > 0; i--, whole /= 10)
		last[0] = (char)('0' + whole % 10);
	n = print_magnitude(text, whole);
	if (digits) {
		text[n++] = '.';
		memcpy(text + n, last, (size_t)digits);
		n += (size_t)digits;
	}
	text[n] = '\0';
	return n;
}

/* Drop the sign of "-0.000": only zeros follow it. */
static void drop_negative_zero(char *text)
{
	if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		memmove(text, text + 1, strlen(text));
}

char *num_print_fixed(char text[NUM_TEXT], double value, int digits)
{
	uint64_t rounded;

	text[0] = '\0';
	if (!isfinite(value))
		return text;
	if (digits <= MOST_POWER && scale_and_round(fabs(value), digits, &rounded) == 0) {
		bool negative = value < 0 && rounded;

		text[0] = '-';
		print_decimals(text + negative, rounded, digits);
		return text;
	}
	if (snprintf(text, NUM_TEXT, "%.*f", digits, value) >= NUM_TEXT)
		snprintf(text, NUM_TEXT, "%.17g", value);
	drop_negative_zero(text);
	return text;
}

/*
 * Fast path for the usual probability, 10^-4 <= value < 1, printed as %g prints it. The first nonzero digit determines the number of
 * decimals, and trailing zeros are dropped. If rounding carries past the first digit, the one decimal too many is such a zero.
 * Returns 0, or -1 when the value has another form.
 */
static int print_short_fraction(char text[NUM_TEXT], double value, int digits)
{
	int decimals = digits;
	uint64_t rounded;

	if (!(value >= 1e-4 && value < 1))
		return -1;
	for (double first = 0.1; value < first && decimals < digits + 3; first /= 10)
		decimals++;
	if (decimals > MOST_POWER || scale_and_round(value, decimals, &rounded) != 0)
		return -1;
	size_t n = print_decimals(text, rounded, decimals);

	while (text[n - 1] == '0')
		n--;
	text[n - (text[n - 1] == '.')] = '\0';
	return 0;
}

char *num_print_significant(char text[NUM_TEXT], double value, int digits)
{
	int decimals = digits;

	/* The usual value is exact in %g; where %g writes an exponent, the digits are written out. */
	num_print_short(text, value, digits);
	if (!strchr(text, 'e'))
		return text;
	for (double first = fabs(value); first < 0.1 && decimals < NUM_TEXT - 10; first *= 10)
		decimals++;
	return num_print_fixed(text, value, fabs(value) < 1 ? decimals : 0);
}

char *num_print_short(char text[NUM_TEXT], double value, int digits)
{
	text[0] = '\0';
	if (!isfinite(value) || (digits > 0 && print_short_fraction(text, value, digits) == 0))
		return text;
	snprintf(text, NUM_TEXT, "%.*g", digits, value);
	drop_negative_zero(text);
	return text;
}

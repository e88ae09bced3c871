#include "num.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int num_parse_int(const char *s, size_t n, int64_t min, int64_t max, int64_t *value)
{
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

int decimal_parse(const char *s, size_t n, int64_t *value, int *rounded)
{
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

char *decimal_print(char text[NUM_TEXT], int64_t value)
{
	uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	unsigned part = (unsigned)(magnitude % DECIMAL_SCALE);
	int n = snprintf(text, NUM_TEXT, "%s%llu", value < 0 ? "-" : "",
			 (unsigned long long)(magnitude / DECIMAL_SCALE));

	if (part) {
		n += snprintf(text + n, (size_t)(NUM_TEXT - n), ".%04u", part);
		while (text[n - 1] == '0')
			text[--n] = '\0';
	}
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

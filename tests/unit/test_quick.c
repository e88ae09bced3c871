/* What is read at once is what num.h and date.h read, and the usual forms are read at once. */
#include "csv/quick.h"

#include "base/date.h"
#include "csv/field.h"
#include "base/num.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* A text of `n` bytes of those given, with others behind it that mean nothing. */
static void fill(char *text, size_t n, const char *bytes, size_t kinds, uint32_t *seed)
{
	for (size_t i = 0; i < n + FIELD_SLACK; i++)
		text[i] = bytes[next(seed) % kinds];
}

/* Nothing is read at once that is no amount, or another one, or rounded. */
static void amounts_agree(void **state)
{
	static const char odd[] = "0123456789.....-+, /:\0\377\256\260";
	uint32_t seed = 5;
	size_t quick = 0;

	(void)state;
	for (int round = 0; round < 2000000; round++) {
		char text[16 + FIELD_SLACK];
		size_t n = (size_t)round % 11;
		int64_t value = 77, want = 0;
		int rounded = 0;

		fill(text, n, odd, round % 3 ? 11 : sizeof(odd) - 1, &seed);
		if (!quick_decimal(text, n, &value))
			continue;
		quick++;
		if (decimal_parse(text, n, &want, &rounded) != 0 || rounded || value != want)
			fail_msg("'%.*s' is read as %lld", (int)n, text, (long long)value);
	}
	assert_true(quick > 100000);
}

/* Every amount of the usual form, with each number of decimals and any bytes behind it. */
static void amounts_are_quick(void **state)
{
	static const char behind[] = "0123456789.,\n";
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 300000; round++) {
		char text[32 + FIELD_SLACK];
		int decimals = round % 5, scale = 1, whole = (int)(next(&seed) % 1000);
		int64_t value = 77;

		for (int i = 0; i < decimals; i++)
			scale *= 10;
		fill(text, 16, behind, sizeof(behind) - 1, &seed);
		int part = (int)(next(&seed) % (uint32_t)scale);
		char last = text[15];
		int n = decimals ? snprintf(text, 16, "%d.%0*d", whole, decimals, part)
				 : snprintf(text, 16, "%d", whole);

		text[n] = last;
		assert_true(quick_decimal(text, (size_t)n, &value));
		assert_int_equal(value, (int64_t)whole * DECIMAL_SCALE + part * (DECIMAL_SCALE / scale));
	}
}

/* Each of the eight bytes takes every value, the others being right. */
static void times_agree(void **state)
{
	static const char *const times[] = {"00:00:00", "09:09:09", "19:59:59", "23:59:59", "20:30:40"};

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		for (size_t at = 0; at < 8; at++) {
			for (int byte = 0; byte < 256; byte++) {
				char text[9 + 1] = " ";

				memcpy(text + 1, times[i], 9);
				text[1 + at] = (char)byte;
				/* The leap second is a time, but no usual one. */
				bool want = date_is_time(text, 9) && text[7] != '6';

				if (quick_is_time(text + 1) != want)
					fail_msg("'%s'", text + 1);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_agree),
		cmocka_unit_test(amounts_are_quick),
		cmocka_unit_test(times_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

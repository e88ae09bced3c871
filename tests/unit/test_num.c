/* Numbers are taken whole or not at all, amounts are exact, and what is printed never depends on
 * the locale. */
#include "base/num.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void whole_numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} good[] = {
		{"0", 0},
		{"7", 7},
		{"-7", -7},
		{"+7", 7},
		{"007", 7},
		{"-0", 0},
		{"9223372036854775807", INT64_MAX},
		{"-9223372036854775808", INT64_MIN},
	};
	static const char *const bad[] = {
		"",
		"-",
		"+",
		" 1",
		"1 ",
		"1.0",
		"1,000",
		"0x1",
		"1e3",
		"--1",
		"one",
		"１",
		"9223372036854775808",
		"-9223372036854775809",
		"99999999999999999999",
	};
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		assert_int_equal(num_parse_int(good[i].text, strlen(good[i].text), INT64_MIN, INT64_MAX, &value), 0);
		assert_true(value == good[i].value);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		value = 42;
		assert_int_equal(num_parse_int(bad[i], strlen(bad[i]), INT64_MIN, INT64_MAX, &value), -1);
		assert_int_equal(value, 42);
	}
	assert_int_equal(num_parse_int("5", 1, 1, 5, &value), 0);
	assert_int_equal(num_parse_int("6", 1, 1, 5, &value), -1);
	assert_int_equal(num_parse_int("0", 1, 1, 5, &value), -1);
	/* Only n bytes are looked at. */
	assert_int_equal(num_parse_int("12x", 2, 0, 99, &value), 0);
	assert_int_equal(value, 12);
}

static void doubles(void **state)
{
	static const char *const bad[] = {
		"", ".", "-", "e5", "1e", "nan", "inf", "-inf", "0x1p3", " 1", "1 ", "1,5", "1e999", "1..2", "95%",
	};
	double value;

	(void)state;
	assert_int_equal(num_parse_double("0.95", 4, &value), 0);
	assert_true(value == 0.95);
	assert_int_equal(num_parse_double("-1e-3", 5, &value), 0);
	assert_true(value == -0.001);
	assert_int_equal(num_parse_double(".5", 2, &value), 0);
	assert_true(value == 0.5);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(num_parse_double(bad[i], strlen(bad[i]), &value), -1);
	assert_true(value == 0.5);
}

static void decimals(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
		int rounded;
	} good[] = {
		{"0", 0, 0},
		{"12.5", 125000, 0},
		{"-12.5", -125000, 0},
		{"+.1", 1000, 0},
		{"3.", 30000, 0},
		{"0.0001", 1, 0},
		{"0.00005", 1, 1},
		{"0.00004", 0, 1},
		{"-0.00005", -1, 1},
		{"1.00000000", 10000, 0},
		{"1.99995", 20000, 1},
		{"0012.50", 125000, 0},
		{"922337203685477.5807", INT64_MAX, 0},
		{"-922337203685477.5807", -INT64_MAX, 0},
	};
	static const char *const bad[] = {
		"",
		".",
		"-",
		"1e3",
		"1,000",
		"1.2.3",
		" 1",
		"￥1",
		"922337203685477.5808",
		"922337203685477.58079",
		"1000000000000000",
	};
	int64_t value;
	int rounded;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		assert_int_equal(decimal_parse(good[i].text, strlen(good[i].text), &value, &rounded), 0);
		assert_true(value == good[i].value);
		assert_int_equal(rounded, good[i].rounded);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(decimal_parse(bad[i], strlen(bad[i]), &value, &rounded), -1);
}

static void printing(void **state)
{
	char text[NUM_TEXT];

	(void)state;
	assert_string_equal(decimal_print(text, 0), "0");
	assert_string_equal(decimal_print(text, 125000), "12.5");
	assert_string_equal(decimal_print(text, -1), "-0.0001");
	assert_string_equal(decimal_print(text, -30000), "-3");
	assert_string_equal(decimal_print(text, INT64_MAX), "922337203685477.5807");
	assert_string_equal(decimal_print(text, INT64_MIN), "-922337203685477.5808");
	assert_string_equal(num_print_fixed(text, 0.03564, 6), "0.035640");
	assert_string_equal(num_print_fixed(text, -0.0000001, 6), "0.000000");
	assert_string_equal(num_print_fixed(text, -1e-300, 4), "0.0000");
	assert_string_equal(num_print_fixed(text, -0.5, 4), "-0.5000");
	assert_string_equal(num_print_fixed(text, NAN, 4), "");
	assert_string_equal(num_print_fixed(text, INFINITY, 4), "");
	assert_string_equal(num_print_fixed(text, 1e300, 4), "1.0000000000000001e+300");
	assert_string_equal(num_print_short(text, 0.00079615, 6), "0.00079615");
	assert_string_equal(num_print_short(text, 6.263144e-154, 6), "6.26314e-154");
	assert_string_equal(num_print_short(text, -0.0, 6), "0");
	assert_string_equal(num_print_short(text, -INFINITY, 6), "");
	assert_string_equal(num_print_significant(text, 1.79004, 4), "1.79");
	assert_string_equal(num_print_significant(text, 11824.4, 4), "11824");
	assert_string_equal(num_print_significant(text, 60000, 4), "60000");
	assert_string_equal(num_print_significant(text, 4.22e-7, 4), "0.0000004220");
	assert_string_equal(num_print_significant(text, -1.667e-5, 4), "-0.00001667");
	assert_string_equal(num_print_significant(text, 0, 4), "0");
}

/* What printf prints, but for the sign of a zero. */
static void print_like_printf(double value, int digits)
{
	char text[NUM_TEXT], expected[400];

	snprintf(expected, sizeof(expected), "%.*f", digits, value);
	const char *plain = expected;

	if (*plain == '-' && strspn(plain + 1, "0.") == strlen(plain + 1))
		plain++;
	if (strlen(expected) < NUM_TEXT && strcmp(num_print_fixed(text, value, digits), plain) != 0)
		fail_msg("%a with %d decimals: %s, not %s", value, digits, text, plain);
	if (digits == 0 || value == 0)
		return;
	snprintf(expected, sizeof(expected), "%.*g", digits, value);
	if (strcmp(num_print_short(text, value, digits), expected) != 0)
		fail_msg("%a with %d digits: %s, not %s", value, digits, text, expected);
}

/* Doubles of all sizes, and those at and beside the ties and powers where rounding goes wrong. */
static void doubles_as_printf(void **state)
{
	uint64_t x = 1;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		double uniform = (double)(x >> 11) * 0x1p-53;
		double wide = ldexp(uniform - 0.5, (int)(x >> 3 & 127) - 60);
		/* An odd number of halves of the last decimal; exactly a tie where it is short. */
		double tie = ((double)(x >> 40) + 0.5) / (double)(1 << (x & 15));
		double decimal = (double)(2 * (x >> 44) + 1) / 2e6;
		double values[] = {uniform, wide, tie, decimal};
		int digits = (int)(x >> 20 & 7);

		for (size_t k = 0; k < sizeof(values) / sizeof(*values); k++) {
			print_like_printf(values[k], digits);
			print_like_printf(nextafter(values[k], 1e9), digits);
			print_like_printf(nextafter(values[k], -1e9), digits);
		}
	}
	for (int power = -30; power < 30; power++) {
		for (int digits = 0; digits < 20; digits++) {
			double value = pow(10, power);

			print_like_printf(value, digits);
			print_like_printf(nextafter(value, 0), digits);
			print_like_printf(-nextafter(value, 1e99), digits);
			print_like_printf(5 * value, digits);
			print_like_printf(9.9999995 * value, digits);
		}
	}
	print_like_printf(0, 6);
	print_like_printf(-0.0, 6);
	print_like_printf(4.9406564584124654e-324, 6);
	print_like_printf(0.5, 0);
	print_like_printf(1.5, 0);
	print_like_printf(2.5, 0);
}

/* Every amount that is printed is read back as it was. */
static void amounts_survive(void **state)
{
	uint64_t x = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[NUM_TEXT];
		int64_t back;
		int rounded;

		x = x * 6364136223846793005u + 1442695040888963407u;
		int64_t value = (int64_t)(x >> (x & 63));

		decimal_print(text, value);
		assert_int_equal(decimal_parse(text, strlen(text), &back, &rounded), 0);
		assert_true(back == value && !rounded);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers), cmocka_unit_test(doubles),           cmocka_unit_test(decimals),
		cmocka_unit_test(printing),      cmocka_unit_test(doubles_as_printf), cmocka_unit_test(amounts_survive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

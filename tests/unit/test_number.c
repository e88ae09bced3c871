/*
 * What numbers of exports become: a user would lose units and money by the thousand, or get thousands for one, if these failed.
 */
#include "clean/number.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct expected {
	const char *from;
	enum clean state;
	int64_t value;
	char proves;
};

typedef enum clean read_number(struct cell c, char sign, struct number *n);

static void expect(read_number *read, const struct expected *e, char sign)
{
	struct number n = {.value = 77};
	enum clean state = read((struct cell){e->from, strlen(e->from)}, sign, &n);

	if (state != e->state)
		fail_msg("'%s' with '%c': state %d", e->from, sign, state);
	if (state == CLEAN_VALUE ? n.value != e->value : n.value != 77)
		fail_msg("'%s' with '%c' is %lld", e->from, sign, (long long)n.value);
	if (n.proves != e->proves)
		fail_msg("'%s' with '%c' proves '%c'", e->from, sign, n.proves);
	if (n.open && (state != CLEAN_BAD || sign))
		fail_msg("'%s' with '%c' is open", e->from, sign);
}

static void quantities(void **state)
{
	static const struct expected numbers[] = {
		{"0", CLEAN_VALUE, 0, 0},
		{"12", CLEAN_VALUE, 12, 0},
		{"012", CLEAN_VALUE, 12, 0},
		{"-3", CLEAN_VALUE, -3, 0},
		{"+3", CLEAN_VALUE, 3, 0},
		{"3-", CLEAN_VALUE, -3, 0},
		{"(3)", CLEAN_VALUE, -3, 0},
		{"( 3 )", CLEAN_VALUE, -3, 0},
		{"（３）", CLEAN_VALUE, -3, 0},
		{"－３", CLEAN_VALUE, -3, 0},
		{"−3", CLEAN_VALUE, -3, 0},
		{"–3", CLEAN_VALUE, -3, 0},
		{"'-3", CLEAN_VALUE, -3, 0},
		{"-(3)", CLEAN_BAD, 0, 0},
		{"(-3)", CLEAN_BAD, 0, 0},
		{"-3-", CLEAN_BAD, 0, 0},
		{"--3", CLEAN_BAD, 0, 0},
		{"(3", CLEAN_BAD, 0, 0},
		{"1.0000", CLEAN_VALUE, 1, '.'},
		{"1,0", CLEAN_VALUE, 1, ','},
		{"-2.", CLEAN_VALUE, -2, '.'},
		{"1,234,567", CLEAN_VALUE, 1234567, '.'},
		{"1.234.567", CLEAN_VALUE, 1234567, ','},
		{"1,234,567.000", CLEAN_VALUE, 1234567, '.'},
		{"1.234,00", CLEAN_VALUE, 1234, ','},
		{"12,34,567", CLEAN_VALUE, 1234567, '.'},
		{"1,00,000", CLEAN_VALUE, 100000, '.'},
		{"12.34.567", CLEAN_BAD, 0, 0},
		{"123,45,678", CLEAN_BAD, 0, 0},
		{"1 234", CLEAN_VALUE, 1234, 0},
		{"1\xc2\xa0"
		 "234",
		 CLEAN_VALUE, 1234, 0},
		{"1\xe2\x80\xaf"
		 "234",
		 CLEAN_VALUE, 1234, 0},
		{"1'234", CLEAN_VALUE, 1234, 0},
		{"1’234’567", CLEAN_VALUE, 1234567, 0},
		{"1 234,000", CLEAN_VALUE, 1234, ','},
		{"1'234.000", CLEAN_VALUE, 1234, '.'},
		{"1 23", CLEAN_BAD, 0, 0},
		{"1  234", CLEAN_BAD, 0, 0},
		{"1'234 567", CLEAN_BAD, 0, 0},
		{"0,000", CLEAN_VALUE, 0, ','},
		{"1234,000", CLEAN_VALUE, 1234, ','},
		{"１２", CLEAN_VALUE, 12, 0},
		{"１，２３４，５６７", CLEAN_VALUE, 1234567, '.'},
		{"\t2\xc2\xa0", CLEAN_VALUE, 2, 0},
		{"=\"2\"", CLEAN_VALUE, 2, 0},
		{"＝＂２＂", CLEAN_VALUE, 2, 0},
		{"'2", CLEAN_VALUE, 2, 0},
		{"999999999", CLEAN_VALUE, 999999999, 0},
		{"1000000000", CLEAN_VALUE, 1000000000, 0},
		{"1000000001", CLEAN_BAD, 0, 0},
		{"99999999999999999999", CLEAN_BAD, 0, 0},
		/* Not whole, but they tell the sign of the column. */
		{"1.5", CLEAN_BAD, 0, '.'},
		{"12,5", CLEAN_BAD, 0, ','},
		{"1,2345", CLEAN_BAD, 0, ','},
		{"0,125", CLEAN_BAD, 0, ','},
		{",123", CLEAN_BAD, 0, 0},
		{"1,", CLEAN_BAD, 0, 0},
		{"1,234,", CLEAN_BAD, 0, 0},
		{"1.2.0", CLEAN_BAD, 0, 0},
		{"1.234,567.8", CLEAN_BAD, 0, 0},
		{"2件", CLEAN_BAD, 0, 0},
		{"1E3", CLEAN_BAD, 0, 0},
		{"0x10", CLEAN_BAD, 0, 0},
		{"½", CLEAN_BAD, 0, 0},
		{"١٢", CLEAN_BAD, 0, 0},
		{"two", CLEAN_BAD, 0, 0},
		{".", CLEAN_BAD, 0, '.'},
		{"￥2", CLEAN_BAD, 0, 0},
		{"", CLEAN_MISSING, 0, 0},
		{"  ", CLEAN_MISSING, 0, 0},
		{"-", CLEAN_MISSING, 0, 0},
		{"–", CLEAN_MISSING, 0, 0},
		{"--", CLEAN_MISSING, 0, 0},
		{"－－", CLEAN_MISSING, 0, 0},
		{"无", CLEAN_MISSING, 0, 0},
		{"null", CLEAN_MISSING, 0, 0},
		{"NaN", CLEAN_MISSING, 0, 0},
		{"\\N", CLEAN_MISSING, 0, 0},
		{"N/A", CLEAN_MISSING, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		expect(number_quantity, &numbers[i], 0);
		expect(number_quantity, &numbers[i], numbers[i].proves);
	}
}

static void amounts(void **state)
{
	static const struct expected numbers[] = {
		{"1234", CLEAN_VALUE, 12340000, 0},
		{"0.00", CLEAN_VALUE, 0, '.'},
		{"￥1,234.00", CLEAN_VALUE, 12340000, '.'},
		{"¥12.5", CLEAN_VALUE, 125000, '.'},
		{"-￥ 12.5", CLEAN_VALUE, -125000, '.'},
		{"￥-12.5", CLEAN_VALUE, -125000, '.'},
		{"-$5.00", CLEAN_VALUE, -50000, '.'},
		{"50.00-", CLEAN_VALUE, -500000, '.'},
		{"(1,234.00)", CLEAN_VALUE, -12340000, '.'},
		{"($5.00)", CLEAN_VALUE, -50000, '.'},
		{"$(5.00)", CLEAN_VALUE, -50000, '.'},
		{"5,00- €", CLEAN_VALUE, -50000, ','},
		{"12.5元", CLEAN_VALUE, 125000, '.'},
		{"12.5 CNY", CLEAN_VALUE, 125000, '.'},
		{"$3.10", CLEAN_VALUE, 31000, '.'},
		{"＄3.10", CLEAN_VALUE, 31000, '.'},
		{"RMB 3", CLEAN_VALUE, 30000, 0},
		{"RM 3", CLEAN_VALUE, 30000, 0},
		{"£5.00", CLEAN_VALUE, 50000, '.'},
		{"12.50 €", CLEAN_VALUE, 125000, '.'},
		{"1.355,90 €", CLEAN_VALUE, 13559000, ','},
		{"1.355,90\xc2\xa0€", CLEAN_VALUE, 13559000, ','},
		{"1\xe2\x80\xaf"
		 "355,90\xe2\x80\xaf€",
		 CLEAN_VALUE, 13559000, ','},
		{"R$ 12.50", CLEAN_VALUE, 125000, '.'},
		{"R$ 12,50", CLEAN_VALUE, 125000, ','},
		{"US$12.50", CLEAN_VALUE, 125000, '.'},
		{"US$ 12.50 USD", CLEAN_VALUE, 125000, '.'},
		{"HK$1,250.00", CLEAN_VALUE, 12500000, '.'},
		{"NT$ 1250", CLEAN_VALUE, 12500000, 0},
		{"₹12,34,567.00", CLEAN_VALUE, 12345670000, '.'},
		{"Rs. 500", CLEAN_VALUE, 5000000, 0},
		{"1980円", CLEAN_VALUE, 19800000, 0},
		{"USD 20.00", CLEAN_VALUE, 200000, '.'},
		{"eur 20,5", CLEAN_VALUE, 205000, ','},
		{"1'234.50", CLEAN_VALUE, 12345000, '.'},
		{"1 234,50", CLEAN_VALUE, 12345000, ','},
		{"1.250.000", CLEAN_VALUE, 12500000000, ','},
		{"1,250,000", CLEAN_VALUE, 12500000000, '.'},
		{"−20.00", CLEAN_VALUE, -200000, '.'},
		{"１２．５", CLEAN_VALUE, 125000, '.'},
		{"12.1234", CLEAN_VALUE, 121234, '.'},
		{"0.00005", CLEAN_VALUE, 1, '.'},
		{"12.34565", CLEAN_VALUE, 123457, '.'},
		{"-12.34565", CLEAN_VALUE, -123457, '.'},
		{"1234567890.125", CLEAN_VALUE, 12345678901250, '.'},
		{".5", CLEAN_VALUE, 5000, '.'},
		{"-0.5", CLEAN_VALUE, -5000, '.'},
		{"0.125", CLEAN_VALUE, 1250, '.'},
		{"1234.567", CLEAN_VALUE, 12345670, '.'},
		{"12,5", CLEAN_VALUE, 125000, ','},
		{"无退款申请", CLEAN_MISSING, 0, 0},
		{"--", CLEAN_MISSING, 0, 0},
		{"", CLEAN_MISSING, 0, 0},
		{"--5", CLEAN_BAD, 0, 0},
		{"￥", CLEAN_BAD, 0, 0},
		{"元", CLEAN_BAD, 0, 0},
		{"12.5%", CLEAN_BAD, 0, 0},
		{"1.5E2", CLEAN_BAD, 0, 0},
		{"about 5", CLEAN_BAD, 0, 0},
		{"￥￥5", CLEAN_BAD, 0, 0},
		{"9999999999999999999", CLEAN_BAD, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		expect(number_amount, &numbers[i], 0);
		expect(number_amount, &numbers[i], numbers[i].proves);
	}
}

/* A separator before three digits: nothing is read until the sign is known. */
static void open_numbers_wait_for_the_sign(void **state)
{
	static const struct {
		const char *from;
		char open;
		bool zeros;
		int64_t by_point, by_comma;
	} numbers[] = {
		{"1,000", ',', true, 10000000, 10000},      {"1.000", '.', true, 10000, 10000000},
		{"12,345", ',', false, 123450000, 123450},  {"173.900", '.', false, 1739000, 1739000000},
		{"-1,234", ',', false, -12340000, -12340},  {"$1,500", ',', false, 15000000, 15000},
		{"１，０００", ',', true, 10000000, 10000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct cell c = {numbers[i].from, strlen(numbers[i].from)};
		struct number n;

		assert_int_equal(number_amount(c, 0, &n), CLEAN_BAD);
		assert_int_equal(n.open, numbers[i].open);
		assert_int_equal(n.zeros, numbers[i].zeros);
		assert_int_equal(n.proves, 0);
		assert_int_equal(number_amount(c, '.', &n), CLEAN_VALUE);
		assert_int_equal(n.value, numbers[i].by_point);
		assert_int_equal(number_amount(c, ',', &n), CLEAN_VALUE);
		assert_int_equal(n.value, numbers[i].by_comma);
	}
}

/* A number that proves one sign is none in a column of the other. */
static void other_sign_is_bad(void **state)
{
	static const char *const points[] = {"12.50", "1,234.5", "1,234,567", "0.125", "7.5"};
	static const char *const commas[] = {"12,50", "1.234,5", "1.234.567", "0,125", "1 234,5"};
	struct number n;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(number_amount((struct cell){points[i], strlen(points[i])}, ',', &n), CLEAN_BAD);
		assert_int_equal(n.proves, '.');
		assert_int_equal(number_amount((struct cell){commas[i], strlen(commas[i])}, '.', &n), CLEAN_BAD);
		assert_int_equal(n.proves, ',');
	}
}

static void long_cells_are_no_numbers(void **state)
{
	char *nines = mem_alloc(1 << 20, 1);
	struct number n;

	(void)state;
	memset(nines, '9', 1 << 20);
	assert_int_equal(number_quantity((struct cell){nines, 1 << 20}, 0, &n), CLEAN_BAD);
	assert_int_equal(number_amount((struct cell){nines, 1 << 20}, 0, &n), CLEAN_BAD);
	/* The most groups that fit. */
	for (size_t i = 1; i < CLEAN_PLAIN_TEXT; i += 2)
		nines[i] = ',';
	assert_int_equal(number_amount((struct cell){nines, CLEAN_PLAIN_TEXT - 1}, 0, &n), CLEAN_BAD);
	memset(nines, ',', CLEAN_PLAIN_TEXT);
	assert_int_equal(number_amount((struct cell){nines, CLEAN_PLAIN_TEXT - 1}, 0, &n), CLEAN_BAD);
	free(nines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantities),
		cmocka_unit_test(amounts),
		cmocka_unit_test(open_numbers_wait_for_the_sign),
		cmocka_unit_test(other_sign_is_bad),
		cmocka_unit_test(long_cells_are_no_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

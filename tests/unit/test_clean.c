/*
 * What cells of exports become: a user would lose leading zeros, join keys and totals if these
 * failed.
 */
#include "clean/clean.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct cell cell(const char *s)
{
	return (struct cell){s, strlen(s)};
}

static void assert_cell(struct cell c, const char *expected)
{
	assert_int_equal(c.length, strlen(expected));
	assert_memory_equal(c.bytes, expected, c.length);
}

struct pair {
	const char *from;
	const char *to;
};

static void code_loses_dirt_only(void **state)
{
	static const struct pair pairs[] = {
		{"HX01", "HX01"},
		{"0012", "0012"},
		{"1E10", "1E10"},
		{"1.0", "1.0"},
		{"BANK CHARGES", "BANK CHARGES"},
		{"红色-M", "红色-M"},
		{"=\"0012\"", "0012"},
		{" =\"0012\" ", "0012"},
		{"='0012", "='0012"},
		{"'=\"0012\"", "0012"},
		{"＝＂0012＂", "0012"},
		{"'0012", "0012"},
		{"''0012", "0012"},
		{"\t0012\t", "0012"},
		{"00\t12", "0012"},
		{"0012\r\n", "0012"},
		{"\xc2\xa0HX01\xc2\xa0", "HX01"},
		{"HX\xc2\xa0"
		 "01",
		 "HX 01"},
		{"\xe3\x80\x80HX01\xe3\x80\x80", "HX01"},
		{"ＨＸ０１－Ｍ", "HX01-M"},
		{"HX01（红）", "HX01(红)"},
		{"\xef\xbb\xbfHX01", "HX01"},
		{"HX\xe2\x80\x8b"
		 "01",
		 "HX01"},
		/* Plain blanks alone are part of the key in the source. */
		{"HX01 ", "HX01 "},
		{" HX01", " HX01"},
		/* Where dirt had to go anyway, blanks go with it. */
		{"HX01 \t", "HX01"},
		{"", ""},
		{"'", ""},
		{"=\"\"", ""},
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct cell once = clean_code(cell(pairs[i].from), a);

		assert_cell(once, pairs[i].to);
		assert_cell(clean_code(once, a), pairs[i].to);
	}
	arena_free(a);
}

static void clean_code_is_not_copied(void **state)
{
	struct arena *a = arena_new();
	const char *code = "HX01-红";

	(void)state;
	assert_ptr_equal(clean_code(cell(code), a).bytes, code);
	arena_free(a);
}

static void id_loses_blanks_and_point_zero(void **state)
{
	static const struct pair pairs[] = {
		{"1234567890.0", "1234567890"},
		{"1234567890.00", "1234567890"},
		{"1234567890.", "1234567890."},
		{"1234567890.01", "1234567890.01"},
		{"12.0.0", "12.0.0"},
		{"A12.0", "A12.0"},
		{" 240401-123 ", "240401-123"},
		{"\t1234", "1234"},
		{"0012", "0012"},
		{".0", ".0"},
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_cell(clean_id(cell(pairs[i].from), a), pairs[i].to);
	arena_free(a);
}

static void scientific_needs_point_and_plus(void **state)
{
	static const char *const ruined[] = {"2.02408E+19", "6.90123e+12", "1.0E+5"};
	static const char *const sound[] = {"1E10",  "1E+10", "2.0E19",  "2.02408E-19", ".5E+3",
					    "5.E+3", "2.0E+", "2.0E+1A", "A2.0E+1",     ""};

	(void)state;
	for (size_t i = 0; i < sizeof(ruined) / sizeof(ruined[0]); i++)
		assert_true(clean_is_scientific(cell(ruined[i])));
	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
		assert_false(clean_is_scientific(cell(sound[i])));
}

static void text_keeps_its_apostrophe(void **state)
{
	(void)state;
	assert_cell(clean_text(cell("\t 'too small' \xc2\xa0")), "'too small'");
	assert_cell(clean_text(cell("=\"漏液\"")), "漏液");
	assert_cell(clean_text(cell("a\tb")), "a\tb");
	assert_cell(clean_text(cell("  ")), "");
}

static bool is_same(struct cell a, struct cell b)
{
	return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* What the quick look calls a plain key is what cleaning makes of it; and keys of the usual form are called so. */
static void plain_keys_are_clean(void **state)
{
	static const char usual[] = "AZaz09-_/#()", odd[] = ".='\"\t \177\200\255\302\240\343\200~!";
	struct arena *a = arena_new();
	uint32_t seed = 11;
	size_t plain = 0;

	(void)state;
	for (int round = 0; round < 300000; round++) {
		char text[32];
		struct cell c = {text, (size_t)round % 31};

		for (size_t i = 0; i < c.length; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = usual[(seed >> 16) % (sizeof(usual) - 1)];
		}
		seed = seed * 1664525 + 1013904223;
		assert_int_equal(clean_is_plain_key(c), c.length > 0);
		for (uint32_t odds = seed >> 30; odds > 0 && c.length; odds--) {
			seed = seed * 1664525 + 1013904223;
			text[(seed >> 8) % c.length] = odd[(seed >> 16) % (sizeof(odd) - 1)];
		}
		arena_clear(a);
		if (!clean_is_plain_key(c))
			continue;
		plain++;
		assert_true(is_same(clean_text(c), c));
		assert_true(is_same(clean_code(c, a), c));
		assert_true(is_same(clean_id(c, a), c));
		assert_false(clean_is_scientific(c));
	}
	assert_true(plain > 50000);
	assert_false(clean_is_plain_key(cell("2.02408E+19")));
	assert_false(clean_is_plain_key(cell("123.0")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_loses_dirt_only),           cmocka_unit_test(clean_code_is_not_copied),
		cmocka_unit_test(id_loses_blanks_and_point_zero), cmocka_unit_test(scientific_needs_point_and_plus),
		cmocka_unit_test(text_keeps_its_apostrophe),      cmocka_unit_test(plain_keys_are_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

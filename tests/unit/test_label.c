/* label: a text cut wrongly loses its meaning, a control that gets through the whole picture. */
#include "picture/label.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void masks(const char *s, const char *want)
{
	char *got = label_mask(s);

	assert_string_equal(got, want);
	free(got);
}

static void test_mask(void **state)
{
	(void)state;
	masks("", "");
	masks("杯 500ml é", "杯 500ml é");
	masks("a\nb\tc\rd\033e\177", "a?b?c?d?e?");
	masks("\xc2\x85", "?");                  /* C1 next line */
	masks("\xe2\x80\xa8\xe2\x80\xa9", "??"); /* line and paragraph separator */
	masks("\xe2\x80\xae"
	      "abc",
	      "?abc"); /* right-to-left override */
	masks("a\xe2\x80\x8b"
	      "b\xef\xbb\xbf",
	      "a?b?");
	masks("\xff\xc0\x80z", "???z");
	masks("\xf3\xa0\x80\x81", "?"); /* a tag character */
	masks("\xe6\x9d", "??");        /* cut short */
}

static void fits(const char *s, double width, const char *want)
{
	char *got = label_fit(s, 10, width);

	assert_string_equal(got, want);
	assert_true(label_width(got, 10) <= width || strcmp(got, "…") == 0);
	free(got);
}

static void test_fit(void **state)
{
	(void)state;
	fits("abc", 100, "abc");
	fits("", 0, "");
	fits("一二三四五六七八九十", 100, "一二三四五六七八九十");
	/* The end stays: it is what tells sizes apart. */
	fits("一二三四五六七八九十", 60, "一二三…九十");
	fits("一二三四五六七八九十", 30, "一二…");
	fits("AAAA AAAA AAAA-XL", 80, "AAAA AA…AA-XL");
	fits("一二三", 5, "…");
	/* Narrower than the ellipsis: that alone remains. */
	fits("一二三", 0, "…");
}

static void wraps(const char *s, double width, size_t max, const char *const *want)
{
	char *lines[8];
	size_t n = label_wrap(s, 10, width, lines, max);
	size_t wanted = 0;

	while (want[wanted])
		wanted++;
	assert_int_equal(n, wanted);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(lines[i], want[i]);
		free(lines[i]);
	}
}

#define WRAPS(s, width, max, ...) wraps(s, width, max, (const char *const[]){__VA_ARGS__, NULL})

static void test_wrap(void **state)
{
	(void)state;
	wraps("", 100, 3, (const char *const[]){NULL});
	WRAPS("one two three", 1000, 3, "one two three");
	WRAPS("one two three", 42, 3, "one two", "three");
	WRAPS("  one   two  ", 20, 3, "one", "two");
	/* Chinese breaks anywhere, but a mark that closes stays with its word. */
	WRAPS("一二三四五六", 30, 3, "一二三", "四五六");
	WRAPS("一二三，四五", 30, 3, "一二", "三，四", "五");
	WRAPS("一二SKU三四", 36, 4, "一二", "SKU三", "四");
	/* The last line takes what is left, shortened. */
	WRAPS("一二三四五六七八九十", 40, 2, "一二三四", "五六…十");
	/* A word wider than the line is cut rather than lost. */
	WRAPS("abcdefghijkl", 20, 9, "abc", "defg", "hijkl");
}

static void test_width(void **state)
{
	(void)state;
	assert_float_equal(label_width("长", 20), 20, 1e-9);
	assert_float_equal(label_width("0", 1000), 551, 1e-6);
	assert_float_equal(label_width("e\xcc\x81", 1000), 535, 1e-6); /* a mark takes no room */
	assert_float_equal(label_width("", 20), 0, 0);
	assert_float_equal(label_width("\xff", 10), 6, 1e-9);
}

static void test_wide(void **state)
{
	(void)state;
	assert_true(label_has_wide("质量"));
	assert_true(label_has_wide("a（"));
	assert_true(label_has_wide("SKU 杯"));
	assert_false(label_has_wide(""));
	assert_false(label_has_wide("+2.7 % → −3 · ▲ é"));
	assert_false(label_has_wide("\xff\xe4\xb8"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mask),  cmocka_unit_test(test_fit),  cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_width), cmocka_unit_test(test_wide),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

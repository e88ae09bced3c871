/* UTF-8 as it is defined, and the one form in which headers are compared. */
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void every_character(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		char bytes[4];
		uint32_t back = ~code;

		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		size_t n = text_encode(code, bytes);

		assert_int_equal(text_decode(bytes, n, &back), n);
		assert_int_equal(back, code);
		assert_int_equal(text_decode(bytes, n - 1, &back), 0);
		assert_int_equal(text_valid_prefix(bytes, n), n);
	}
}

static void malformed(void **state)
{
	static const char *const bad[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x80\x80",
		"\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xe4\xb8", "\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe",
	};
	uint32_t code;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char line[32] = "0123456789";

		assert_int_equal(text_decode(bad[i], strlen(bad[i]), &code), 0);
		strcpy(line + 10, bad[i]);
		assert_int_equal(text_valid_prefix(line, strlen(line)), 10);
	}
}

static void expect_trim(const char *text, const char *want)
{
	const char *s = text;
	size_t n = strlen(text);

	text_trim(&s, &n);
	assert_int_equal(n, strlen(want));
	assert_memory_equal(s, want, n);
}

static void trimming(void **state)
{
	(void)state;
	expect_trim("", "");
	expect_trim(" \t\r\n", "");
	expect_trim(" a b ", "a b");
	expect_trim("\xef\xbb\xbf\xe3\x80\x80编号\xc2\xa0\xe3\x80\x80", "编号");
	expect_trim("中", "中");
	/* Bytes that are no text stay. */
	expect_trim(" \x80 ", "\x80");
	expect_trim("a\xe3\x80", "a\xe3\x80");
}

static void normalising(void **state)
{
	static const char *const pairs[][2] = {
		{"", ""}, {"Order  ID", "order id"}, {" ＳＫＵ\t编码 ", "sku 编码"},
		{"\xef\xbb\xbfsku", "sku"}, {"实发数量（件）", "实发数量(件)"}, {"ISTANBUL", "istanbul"},
		{"Größe", "grösse"}, {"①", "1"}, {"a\xe3\x80\x80\xe3\x80\x80" "b", "a b"},
		{"退货单号", "退货单号"}, {"É", "é"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		char *got = text_normalise(pairs[i][0], strlen(pairs[i][0]));
		char *again = text_normalise(got, strlen(got));

		assert_string_equal(got, pairs[i][1]);
		assert_string_equal(again, got);
		free(again);
		free(got);
	}
	/* A byte that is no text does not end what stands before it. */
	char *odd = text_normalise(" A\xff ", 4);

	assert_int_equal(odd[0], 'a');
	assert_true(strlen(odd) > 1);
	free(odd);
}

static void widths(void **state)
{
	(void)state;
	assert_int_equal(text_columns("", 0), 0);
	assert_int_equal(text_columns("abc", 3), 3);
	assert_int_equal(text_columns("退货率%", strlen("退货率%")), 7);
	/* e and a combining accent; a byte that is no text. */
	assert_int_equal(text_columns("e\xcc\x81", 3), 1);
	assert_int_equal(text_columns("\xff", 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character), cmocka_unit_test(malformed),
		cmocka_unit_test(trimming),
		cmocka_unit_test(normalising), cmocka_unit_test(widths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

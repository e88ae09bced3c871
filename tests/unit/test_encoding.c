/* The names of encodings, and text decoded to the character. */
#include "io/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void names(void **state)
{
	enum encoding e;

	(void)state;
	assert_int_equal(encoding_parse("UTF-8", &e), 0);
	assert_int_equal(e, ENCODING_UTF8);
	assert_int_equal(encoding_parse("utf8", &e), 0);
	assert_int_equal(e, ENCODING_UTF8);
	assert_int_equal(encoding_parse("GBK", &e), 0);
	assert_int_equal(e, ENCODING_GB18030);
	assert_int_equal(encoding_parse("gb2312", &e), 0);
	assert_int_equal(encoding_parse("GB18030", &e), 0);
	assert_int_equal(encoding_parse("koi8-r", &e), -1);
	assert_int_equal(encoding_parse("", &e), -1);
	assert_string_equal(encoding_name(ENCODING_UTF8), "utf-8");
	assert_string_equal(encoding_name(ENCODING_GB18030), "gb18030");
	/* Every name that messages and pages give. */
	static const struct {
		const char *name;
		const char *own;
	} others[] = {
		{"utf-16", "utf-16"},     {"utf-16le", "utf-16le"},   {"utf-16be", "utf-16be"},
		{"cp1252", "cp1252"},     {"Windows-1252", "cp1252"}, {"latin1", "cp1252"},
		{"ISO-8859-1", "cp1252"}, {"shift_jis", "shift_jis"}, {"CP932", "shift_jis"},
		{"big5", "big5"},         {"cp950", "big5"},          {"euc-kr", "euc-kr"},
		{"cp949", "euc-kr"},
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_int_equal(encoding_parse(others[i].name, &e), 0);
		assert_string_equal(encoding_name(e), others[i].own);
		assert_true(encoding_is_converted(e));
	}
}

static void expect(const char *bytes, size_t n, const char *want, bool broken)
{
	struct decoder *d = decoder_new(ENCODING_GB18030);
	struct arena *a = arena_new();
	size_t length;
	bool damaged = !broken;
	char *got = decoder_decode(d, a, bytes, n, &length, &damaged);

	assert_string_equal(got, want);
	assert_int_equal(length, strlen(want));
	assert_int_equal(damaged, broken);
	/* The decoder forgets: the next text is decoded as if it were the first. */
	got = decoder_decode(d, a, "\xd6\xd0", 2, &length, &damaged);
	assert_string_equal(got, "中");
	assert_false(damaged);
	arena_free(a);
	decoder_free(d);
}

#define EXPECT(bytes, want, broken) expect(bytes, sizeof(bytes) - 1, want, broken)

static void decoding(void **state)
{
	(void)state;
	EXPECT("", "", false);
	EXPECT("abc", "abc", false);
	EXPECT("\xc6\xbf\xbf\xda\xc2\xa9\xd2\xba", "瓶口漏液", false);
	EXPECT("a\xd6\xd0"
	       "b",
	       "a中b", false);
	/* Outside of GBK: four bytes, and one beyond the basic plane. */
	EXPECT("\x81\x39\xef\x30", "㐁", false);
	EXPECT("\x94\x39\xda\x33", "💩", false);
	EXPECT("\xa2\xe3", "€", false);
	/* Cut by a field's end, noise in the middle. */
	EXPECT("\xd6\xd0\xd6", "中\xef\xbf\xbd", true);
	EXPECT("\xff"
	       "a",
	       "\xef\xbf\xbd"
	       "a",
	       true);
	decoder_free(NULL);
}

static void encoding_back(void **state)
{
	size_t n;
	char *text = encoding_to_gb18030("中文a", &n);

	(void)state;
	assert_int_equal(n, 5);
	assert_memory_equal(text,
			    "\xd6\xd0\xce\xc4"
			    "a",
			    5);
	free(text);
	assert_null(encoding_to_gb18030("\xff", &n));
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(decoding),
		cmocka_unit_test(encoding_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* UTF-8 or GB18030, decided strictly, and decoded to the character. */
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
	assert_int_equal(encoding_parse("latin1", &e), -1);
	assert_int_equal(encoding_parse("", &e), -1);
	assert_string_equal(encoding_name(ENCODING_UTF8), "utf-8");
	assert_string_equal(encoding_name(ENCODING_GB18030), "gb18030");
}

#define DECIDE(bytes, last) encoding_decide(bytes, sizeof(bytes) - 1, last)

static void deciding(void **state)
{
	(void)state;
	assert_int_equal(DECIDE("中文", true), ENCODING_UTF8);
	assert_int_equal(DECIDE("é", true), ENCODING_UTF8);
	/* 中文 in GBK; two characters of which the second takes four bytes. */
	assert_int_equal(DECIDE("\xd6\xd0\xce\xc4", true), ENCODING_GB18030);
	assert_int_equal(DECIDE("\xd6\xd0\x81\x39\xef\x30", true), ENCODING_GB18030);
	/* A window may cut a character, a file may not. */
	assert_int_equal(DECIDE("中\xe6\x96", false), ENCODING_UTF8);
	assert_int_equal(DECIDE("\xd6\xd0\xd6\xd0\xce", false), ENCODING_GB18030);
	assert_int_equal(DECIDE("\xd6\xd0\xff\xff,\xff", true), ENCODING_UNDECIDED);
	assert_int_equal(DECIDE("\xff\xff", true), ENCODING_UNDECIDED);
	/* One text of UTF-8 that GBK could also be: UTF-8 is asked first. */
	assert_int_equal(DECIDE("锟斤拷", true), ENCODING_UTF8);
}

/* GBK text with one byte of noise in some thousand is still GBK; a byte in ten is not. */
static void noise(void **state)
{
	static char text[20000];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i += 2)
		memcpy(text + i, "\xd6\xd0", 2);
	text[10000] = (char)0xff;
	assert_int_equal(encoding_decide(text, sizeof(text), true), ENCODING_GB18030);
	for (size_t i = 0; i < sizeof(text); i += 10)
		text[i] = (char)0xff;
	assert_int_equal(encoding_decide(text, sizeof(text), true), ENCODING_UNDECIDED);
}

static void expect(const char *bytes, size_t n, const char *want, bool broken)
{
	struct decoder *d = decoder_new();
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
		cmocka_unit_test(names),    cmocka_unit_test(deciding),      cmocka_unit_test(noise),
		cmocka_unit_test(decoding), cmocka_unit_test(encoding_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* word: a table of words off by one place turns worse into better. */
#include "words/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_verdicts(void **state)
{
	static const char *const slugs[] = {
		[VERDICT_WORSE] = "worse", [VERDICT_BETTER] = "better",     [VERDICT_UNCLEAR] = "unclear",
		[VERDICT_SAME] = "same",   [VERDICT_NEW] = "new",           [VERDICT_GONE] = "gone",
		[VERDICT_THIN] = "thin",   [VERDICT_IMMATURE] = "immature", [VERDICT_PARTIAL] = "partial",
		[VERDICT_OVER] = "over",
	};

	(void)state;
	assert_int_equal(word_count(WORD_VERDICT), VERDICT_COUNT);
	for (enum verdict v = VERDICT_WORSE; v < VERDICT_COUNT; v++) {
		enum verdict read;

		assert_string_equal(verdict_slug(v), slugs[v]);
		assert_int_equal(verdict_parse(slugs[v], &read), 0);
		assert_int_equal(read, v);
	}
	assert_string_equal(word_find(WORD_VERDICT, "worse", LANG_ZH), "变差");
	assert_string_equal(word_find(WORD_VERDICT, "better", LANG_ZH), "变好");
}

static void test_flags(void **state)
{
	enum severity severity;

	(void)state;
	assert_int_equal(word_count(WORD_FLAG), FLAG_COUNT);
	assert_string_equal(flag_slug(FLAG_NONE), "");
	assert_string_equal(flag_slug(FLAG_OVER), "over");
	assert_int_equal(word_count(WORD_SEVERITY), SEVERITIES);
	assert_string_equal(severity_slug(SEVERITY_ERROR), "error");
	assert_int_equal(severity_parse("note", &severity), 0);
	assert_int_equal(severity, SEVERITY_NOTE);
	assert_int_equal(severity_parse("Error", &severity), -1);
}

/* A verdict and a flag of one slug are one thing. */
static void test_flags_are_verdicts(void **state)
{
	(void)state;
	for (enum flag f = FLAG_THIN; f < FLAG_COUNT; f++)
		for (enum lang lang = LANG_EN; lang <= LANG_ZH; lang++)
			assert_string_equal(word_find(WORD_FLAG, flag_slug(f), lang),
					    word_find(WORD_VERDICT, flag_slug(f), lang));
}

static void test_find(void **state)
{
	enum lang lang;

	(void)state;
	assert_string_equal(word_find(WORD_SKIP, "qty-zero", LANG_EN), "qty 0");
	assert_string_equal(word_find(WORD_SKIP, "qty-zero", LANG_ZH), "数量为 0");
	/* A row may be left out for its type. */
	assert_string_equal(word_find(WORD_SKIP, "refund_only", LANG_ZH), "仅退款");
	assert_null(word_find(WORD_CHECK, "refund_only", LANG_ZH));
	assert_null(word_find(WORD_HEADING, "", LANG_EN));
	assert_string_equal(word_find(WORD_HEADING, "change_low_pp", LANG_EN), "from");
	assert_string_equal(
		word_find(WORD_ADVICE, "returns-without-id", LANG_EN),
		"returns without order and line cannot be matched with a shipment: export the order number too");
	assert_string_equal(word_or_slug(WORD_THING, "colour", LANG_ZH), "colour");
	assert_string_equal(word_at(WORD_MONTH, 11)->in[LANG_ZH], "12月");
	assert_int_equal(lang_parse("zh", &lang), 0);
	assert_int_equal(lang, LANG_ZH);
	assert_int_equal(lang_parse("zhen", &lang), -1);
}

/* Every place that one language fills the other fills too. */
static void test_advice_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < word_count(WORD_ADVICE); i++) {
		const struct word *w = word_at(WORD_ADVICE, i);

		for (char place = '1'; place <= '9'; place++) {
			char mark[] = {'%', place, '\0'};

			if (!strstr(w->in[LANG_EN], mark) != !strstr(w->in[LANG_ZH], mark))
				print_error("%s: %s\n", w->slug, mark);
			assert_int_equal(!strstr(w->in[LANG_EN], mark), !strstr(w->in[LANG_ZH], mark));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),           cmocka_unit_test(test_flags),
		cmocka_unit_test(test_flags_are_verdicts), cmocka_unit_test(test_find),
		cmocka_unit_test(test_advice_places),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* lang: a wrong sign, unit or place turns a sentence around. */
#include "base/embed.h"
#include "words/lang.h"
#include "picture/counted.h"
#include "cause/rule.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_numbers(void **state)
{
	char t[LANG_TEXT];

	(void)state;
	assert_string_equal(lang_percent(t, LANG_EN, 0.0814, 1), "8.1 %");
	assert_string_equal(lang_percent(t, LANG_ZH, 0.0814, 1), "8.1%");
	assert_string_equal(lang_percent(t, LANG_EN, 1.2, 0), "120 %");
	assert_string_equal(lang_percent(t, LANG_EN, NAN, 1), "");
	assert_string_equal(lang_difference(t, 0.62, 1), "+0.6");
	assert_string_equal(lang_difference(t, -0.62, 1), "−0.6");
	/* What rounds to nothing has no sign. */
	assert_string_equal(lang_difference(t, -0.04, 1), "0.0");
	assert_string_equal(lang_difference(t, 0.04, 1), "0.0");
	assert_string_equal(lang_difference(t, NAN, 1), "");
	assert_string_equal(lang_count(t, 0), "0");
	assert_string_equal(lang_count(t, 999), "999");
	assert_string_equal(lang_count(t, 1000), "1,000");
	assert_string_equal(lang_count(t, 1234567), "1,234,567");
}

static void test_places(void **state)
{
	(void)state;
	char *words = lang_say(LANG_EN, PHRASE_SPAN, "%2", "100 %1", NULL);

	/* What is filled in is not read again. */
	assert_string_equal(words, "%2 to 100 %1");
	free(words);
	words = lang_say(LANG_ZH, PHRASE_UNITS, "1", "2", NULL);
	assert_string_equal(words, "退货 1 件 / 出库 2 件");
	free(words);
	/* What a metric counts is a place too, and no more than that. */
	words = counted_say(LANG_EN, "some-rate@1:signed:order", PHRASE_UNIT_RATE, NULL);
	assert_string_equal(words, "% of orders signed");
	free(words);
	words = counted_say(LANG_ZH, "some-rate@1:signed:order", PHRASE_UNITS, "1", "{units}", NULL);
	assert_string_equal(words, "退货 1 单 / 签收 {units} 单");
	free(words);
	words = counted_say(LANG_EN, "some-rate@1", PHRASE_COLUMN_SHIPPED, NULL);
	assert_string_equal(words, "sold");
	free(words);
}

/* Every phrase is there in both languages, with its first places in both. */
static void test_both_languages(void **state)
{
	(void)state;
	for (int phrase = 0; phrase < PHRASE_COUNT; phrase++) {
		const char *en = lang_word(LANG_EN, (enum phrase)phrase);
		const char *zh = lang_word(LANG_ZH, (enum phrase)phrase);

		assert_non_null(en);
		assert_non_null(zh);
		assert_true(*en && *zh);
		for (char place = '1'; place <= '3'; place++) {
			char mark[] = {'%', place, '\0'};

			if (!strstr(en, mark) != !strstr(zh, mark))
				print_error("phrase %d: %s | %s\n", phrase, en, zh);
			assert_int_equal(!strstr(en, mark), !strstr(zh, mark));
		}
	}
}

static void reason_is(enum lang lang, const char *reason, const char *want)
{
	char *words = lang_reason(lang, reason);

	assert_string_equal(words, want);
	free(words);
}

static void test_terms(void **state)
{
	(void)state;
	reason_is(LANG_ZH, "quality/leak", "漏液");
	reason_is(LANG_EN, "quality/leak", "Leak");
	reason_is(LANG_EN, "quality/unspecified", "Quality (unspecified)");
	reason_is(LANG_ZH, "quality/unspecified", "质量（未细分）");
	reason_is(LANG_ZH, "unclassified/unmatched", "未匹配到规则");
	reason_is(LANG_ZH, "unclassified/empty", "没有文字");
	reason_is(LANG_EN, "no_reason/my_own_rule", "My own rule");
	reason_is(LANG_EN, "no_reason", "No reason");
	reason_is(LANG_EN, "quality/", "Quality/");
	reason_is(LANG_EN, "", "");
	reason_is(LANG_ZH, "质量/自定义", "自定义");
	assert_string_equal(lang_cause(LANG_ZH, "logistics"), "物流问题");
	assert_string_equal(lang_cause(LANG_EN, "else"), "else");
	assert_string_equal(lang_things(LANG_EN, "sku"), "SKUs");
	assert_string_equal(lang_things(LANG_EN, "colour"), "colour");
	assert_string_equal(lang_month(LANG_ZH, 12), "12月");
	char *metric = counted_title(LANG_EN, "return-rate@1:shipped");

	assert_string_equal(metric, "Return rate");
	free(metric);
	metric = counted_title(LANG_EN, "quality-rate@2");
	assert_string_equal(metric, "quality-rate");
	free(metric);
}

/* Half-width punctuation in a Chinese sentence looks like a fault of the program. */
static void test_chinese_punctuation(void **state)
{
	(void)state;
	for (int phrase = 0; phrase < PHRASE_COUNT; phrase++) {
		const char *zh = lang_word(LANG_ZH, (enum phrase)phrase);

		if (strpbrk(zh, ",:;!?()"))
			print_error("phrase %d: %s\n", phrase, zh);
		assert_null(strpbrk(zh, ",:;!?()"));
	}
}

/* A sentence joins names with commas: none may hold one. */
static void test_reasons(void **state)
{
	(void)state;
	assert_true(word_count(WORD_REASON) > 50);
	for (size_t i = 0; i < word_count(WORD_REASON); i++) {
		const struct word *r = word_at(WORD_REASON, i);

		assert_true(i == 0 || strcmp(word_at(WORD_REASON, i - 1)->slug, r->slug) < 0);
		assert_true(*r->in[LANG_EN] && *r->in[LANG_ZH]);
		assert_null(strpbrk(r->in[LANG_EN], ",;\""));
		assert_null(strpbrk(r->in[LANG_ZH], ",;:()\""));
		assert_null(strstr(r->in[LANG_ZH], "，"));
		assert_null(strstr(r->in[LANG_ZH], "、"));
		reason_is(LANG_EN, r->slug, r->in[LANG_EN]);
		reason_is(LANG_ZH, r->slug, r->in[LANG_ZH]);
	}
}

/* Every reason that the rules in the programs give has its words. */
static void test_reasons_of_rules(void **state)
{
	struct err e;
	struct rules *rules = rules_read_memory("rules", embed_rules, embed_rules_size, &e);

	(void)state;
	assert_non_null(rules);
	for (size_t i = 0; i < rules_count(rules); i++) {
		const char *reason = rules_get(rules, i)->reason;
		bool found = false;

		for (size_t k = 0; k < word_count(WORD_REASON); k++)
			found |= strcmp(word_at(WORD_REASON, k)->slug, reason) == 0;
		if (!found)
			print_error("%s: no words\n", reason);
		assert_true(found);
	}
	rules_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_both_languages),
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_chinese_punctuation),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_reasons_of_rules),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

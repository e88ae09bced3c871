/* A page says each kind of block and item in both languages, and nothing out of data becomes markup. */
#include "io/out.h"
#include "report/markdown.h"
#include "report/report.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct report *page;

static int begin(void **state)
{
	(void)state;
	page = report_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	report_free(page);
	return 0;
}

/* The page is these bytes in a language. */
static void says(enum lang lang, const char *expected)
{
	struct out *o = out_open_memory();
	size_t n;

	markdown_write(page, lang, o);
	out_bytes(o, "", 1);
	assert_string_equal(out_memory(o, &n), expected);
	out_abandon(o);
}

/* An item is this, as Markdown in a paragraph and as plain text. */
static void item_says(struct item *item, enum lang lang, const char *markdown, const char *plain)
{
	struct report *kept = page;
	char paragraph[512], *text = item_plain(item, lang);

	assert_string_equal(text, plain);
	free(text);
	snprintf(paragraph, sizeof(paragraph), "%s\n\n", markdown);
	page = report_new();
	report_paragraph(page, item);
	says(lang, paragraph);
	report_free(page);
	page = kept;
}

static struct item *name(const char *text)
{
	return item_text(page, ITEM_NAME, text);
}

/* ---- blocks ---- */

static void headings(void **state)
{
	(void)state;
	report_heading(page, 1, item_phrase(page, PHRASE_PAGE_D_TITLE, name("A*1"), name("2025-06"), NULL));
	report_heading(page, 3, item_phrase(page, PHRASE_PAGE_D_WROTE, NULL));
	says(LANG_EN, "# A\\*1, to 2025-06\n\n### What customers wrote\n\n");
	says(LANG_ZH, "# A\\*1，截至 2025-06\n\n### 客户原话\n\n");
}

static void paragraphs_and_points(void **state)
{
	(void)state;
	report_paragraph(page, item_phrase(page, PHRASE_PAGE_D_NOTHING, NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_UNIT, item_number(page, ITEM_GROUPED, 1), NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_UNITS, item_number(page, ITEM_GROUPED, 33792), NULL));
	report_paragraph(page, name("end"));
	says(LANG_EN, "Nothing to compare with a year ago.\n\n- 1 unit\n- 33,792 units\n\nend\n\n");
	says(LANG_ZH, "去年同期没有可比的数据。\n\n- 1 件\n- 33,792 件\n\nend\n\n");
}

static void tables(void **state)
{
	static const enum align aligned[] = {ALIGN_LEFT, ALIGN_RIGHT};
	struct block *table = report_table(page, aligned, 2);

	(void)state;
	report_cell(table, NULL);
	report_cell(table, item_phrase(page, PHRASE_PAGE_H_RETURNED, NULL));
	report_cell(table, name("a|b\nc"));
	report_cell(table, item_number(page, ITEM_COUNT, 12345));
	report_cell(table, item_text(page, ITEM_CAUSE, "logistics"));
	report_cell(table, NULL);
	report_paragraph(page, name("end"));
	says(LANG_EN, "| | returned |\n|---|--:|\n| a\\|b c | 12345 |\n| logistics | |\n\nend\n\n");
	says(LANG_ZH, "| | 退货件数 |\n|---|--:|\n| a\\|b c | 12345 |\n| 物流问题 | |\n\nend\n\n");
}

static void figures(void **state)
{
	(void)state;
	report_figure(page, "trend");
	says(LANG_EN, "![trend](charts/trend.png)\n\n");
	says(LANG_ZH, "![trend](charts/trend.png)\n\n");
}

/* ---- items ---- */

static void texts_of_data(void **state)
{
	(void)state;
	item_says(name("<b>_a_ *b* [c](d) `e` | \\\x01"), LANG_EN,
		  "\\<b\\>\\_a\\_ \\*b\\* \\[c\\](d) \\`e\\` \\| \\\\ ", "<b>_a_ *b* [c](d) `e` | \\ ");
	item_says(item_text(page, ITEM_CODE, "a`b\nc"), LANG_EN, "`a b c`", "a b c");
	item_says(item_bytes(page, ITEM_NAME, "2025-06-03 10:00", 10), LANG_ZH, "2025-06-03", "2025-06-03");
	item_says(item_strong(page, name("a*")), LANG_EN, "**a\\***", "a*");
}

static void numbers(void **state)
{
	static const struct {
		enum item_kind kind;
		double value;
		const char *said;
	} cases[] = {
		{ITEM_COUNT, 33792, "33792"},
		{ITEM_COUNT, 0, "0"},
		{ITEM_GROUPED, 33792, "33,792"},
		{ITEM_GROUPED, 999, "999"},
		{ITEM_RATE, 0.08221, "8.22%"},
		{ITEM_RATE, NAN, "–"},
		{ITEM_SHARE, 0.349, "35%"},
		{ITEM_PART, 0.0316, "3.2%"},
		{ITEM_POINTS, 1.494, "+1.49"},
		{ITEM_POINTS, -0.5, "-0.50"},
		{ITEM_Q, 0.00321, "0.003"},
		{ITEM_Q, 0.00004, "4e-05"},
		{ITEM_Q, NAN, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		item_says(item_number(page, cases[i].kind, cases[i].value), LANG_EN, cases[i].said, cases[i].said);
		item_says(item_number(page, cases[i].kind, cases[i].value), LANG_ZH, cases[i].said, cases[i].said);
	}
	item_says(item_interval(page, -0.81, 2.16), LANG_EN, "-0.81 … +2.16", "-0.81 … +2.16");
	item_says(item_interval(page, -0.81, NAN), LANG_ZH, "–", "–");
}

static void words(void **state)
{
	(void)state;
	item_says(item_word(page, WORD_VERDICT, "worse"), LANG_EN, "worse", "worse");
	item_says(item_word(page, WORD_VERDICT, "worse"), LANG_ZH, "变差", "变差");
	item_says(item_word(page, WORD_VERDICT, "a_b"), LANG_ZH, "a\\_b", "a_b");
	item_says(item_text(page, ITEM_CAUSE, "no_reason"), LANG_EN, "no reason", "no reason");
	item_says(item_text(page, ITEM_CAUSE, "no_reason"), LANG_ZH, "无理由", "无理由");
	item_says(item_text(page, ITEM_REASON, "quality/leak"), LANG_EN, "quality · Leak", "quality · Leak");
	item_says(item_text(page, ITEM_REASON, "quality/leak"), LANG_ZH, "质量问题·漏液", "质量问题·漏液");
	item_says(item_text(page, ITEM_REASON, "quality/unspecified"), LANG_EN, "Quality (unspecified)",
		  "Quality (unspecified)");
	item_says(item_text(page, ITEM_REASON, "quality/unspecified"), LANG_ZH, "质量问题·质量（未细分）",
		  "质量问题·质量（未细分）");
	item_says(item_text(page, ITEM_REASON, "own/*"), LANG_ZH, "own/\\*", "own/*");
}

/* None, one and two members of a list. */
static void lists(void **state)
{
	(void)state;
	struct item *list = item_list(page, PHRASE_PAGE_AND);

	item_says(list, LANG_EN, "", "");
	item_add(list, name("a"));
	item_says(list, LANG_EN, "a", "a");
	item_says(list, LANG_ZH, "a", "a");
	item_add(list, item_word(page, WORD_VERDICT, "better"));
	item_says(list, LANG_EN, "a, better", "a, better");
	item_says(list, LANG_ZH, "a、变好", "a、变好");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(headings, begin, end),
		cmocka_unit_test_setup_teardown(paragraphs_and_points, begin, end),
		cmocka_unit_test_setup_teardown(tables, begin, end),
		cmocka_unit_test_setup_teardown(figures, begin, end),
		cmocka_unit_test_setup_teardown(texts_of_data, begin, end),
		cmocka_unit_test_setup_teardown(numbers, begin, end),
		cmocka_unit_test_setup_teardown(words, begin, end),
		cmocka_unit_test_setup_teardown(lists, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* One rule decides for a row, whatever was seen before; the built-in table agrees with itself. */
#include "cause/classify.h"
#include "base/embed.h"
#include "cause/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HEAD "id,priority,field,match,pattern,cause,reason,note\n"

static struct rules *read(const char *text)
{
	struct err e;
	struct rules *rs = rules_read_memory("r.csv", text, strlen(text), &e);

	assert_non_null(rs);
	return rs;
}

static struct classifier *compile(const struct rules *rs)
{
	struct err e;
	struct classifier *c = classifier_new(rs, NULL, 0, &e);

	if (!c)
		fail_msg("%s", e.words);
	return c;
}

static struct decision decide(struct classifier *c, const char *reason1, const char *reason2, const char *note,
			      const char *type)
{
	const struct classify_text texts[RULE_FIELDS] = {
		{reason1, strlen(reason1)},
		{reason2, strlen(reason2)},
		{note, strlen(note)},
		{type, strlen(type)},
		{"", 0},
	};
	struct decision v;
	struct err e;

	assert_int_equal(classifier_decide(c, texts, &v, &e), 0);
	assert_true(v.rule ? strcmp(v.reason, v.rule->reason) == 0 : true);
	return v;
}

static const char own[] = HEAD "hide,1,text,regex,不(漏|断),unclassified,unclassified/ignore,\n"
			       "cut,10,text,regex,a.*b,quality,quality/cut,\n"
			       "leak,20,text,word,漏,quality,quality/leak,\n"
			       "small,30,note,word,小,no_reason,no_reason/size_small,\n"
			       "mixed,40,code,exact,漏/小,no_reason,no_reason/unsaid,\n"
			       "mute,50,code,exact,漏?,unclassified,unclassified/ignore,\n"
			       "other,60,code,exact,其他,unclassified,unclassified/other,\n"
			       "back,70,type,exact,reject,logistics,logistics/refused,\n";

static void the_first_rule_over_all_columns_decides(void **state)
{
	struct rules *rs = read(own);
	struct classifier *c = compile(rs);
	struct decision v;

	(void)state;
	v = decide(c, "漏水", "", "小", "");
	assert_string_equal(v.rule->id, "leak");
	assert_true(v.conflict);
	v = decide(c, "", "小", "", "");
	assert_null(v.rule); /* the rule looks at notes only */
	assert_string_equal(v.reason, "unclassified/unmatched");
	v = decide(c, "", "漏", "漏", "reject");
	assert_string_equal(v.rule->id, "leak");
	assert_int_equal(v.place, 2);
	assert_false(v.conflict);
	v = decide(c, "", "", "", "reject");
	assert_string_equal(v.reason, "logistics/refused");
	v = decide(c, "", " 　", "\t", "");
	assert_string_equal(v.reason, "unclassified/empty");
	assert_string_equal(v.cause, "unclassified");
	/* What says nothing contradicts nothing. */
	v = decide(c, "其他", "", "小", "");
	assert_string_equal(v.rule->id, "small");
	assert_false(v.conflict);
	classifier_free(c);
	rules_free(rs);
}

static void an_exact_rule_is_the_last_word_on_its_column(void **state)
{
	struct rules *rs = read(own);
	struct classifier *c = compile(rs);

	(void)state;
	assert_string_equal(decide(c, "漏/小", "", "", "").rule->id, "mixed");
	assert_string_equal(decide(c, "漏／小", "", "", "").rule->id, "mixed");
	assert_string_equal(decide(c, "", "", "漏/小", "").rule->id, "leak");
	assert_string_equal(decide(c, "漏/小", "漏", "", "").rule->id, "leak");
	assert_null(decide(c, "漏?", "", "", "").rule);
	classifier_free(c);
	rules_free(rs);
}

static void what_is_ignored_is_cut_out(void **state)
{
	struct rules *rs = read(own);
	struct classifier *c = compile(rs);

	(void)state;
	assert_null(decide(c, "", "", "不漏", "").rule);
	assert_string_equal(decide(c, "", "", "不漏,漏", "").rule->id, "leak");
	assert_string_equal(decide(c, "", "", "不断漏", "").rule->id, "leak");
	/* No pattern reaches across the cut. */
	assert_string_equal(decide(c, "", "", "a和b", "").rule->id, "cut");
	assert_null(decide(c, "", "", "a不断b", "").rule);
	classifier_free(c);
	rules_free(rs);
}

static void texts_met_often_are_not_looked_at_again(void **state)
{
	struct rules *rs = read(own);
	struct classifier *c = compile(rs);

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char note[16];

		snprintf(note, sizeof(note), "漏%d", i % 10);
		assert_string_equal(decide(c, "其他", "", note, "").rule->id, "leak");
	}
	/* The first time and the second. */
	assert_int_equal(classifier_looked(c), 22);
	classifier_free(c);
	rules_free(rs);
}

/* The plain way: cut out what is ignored, whether or not anything is, then the first rule that matches. */
struct plain {
	struct pattern_set *ignoring;
	struct pattern_set *deciding;
	char text[256];
	size_t best;
};

static void cut_out(void *context, size_t index, size_t from, size_t to)
{
	struct plain *p = context;

	(void)index;
	memset(p->text + from, '\n', to - from);
}

static void take_first(void *context, size_t index, size_t from, size_t to)
{
	struct plain *p = context;

	(void)from, (void)to;
	if (index < p->best)
		p->best = index;
}

static void random_notes_are_decided_as_the_plain_way_does(void **state)
{
	static const char *const pieces[] = {"不", "漏", "断", "a", "b", "小", "和", "不漏", "a b", "。"};
	static const struct pattern ignoring[] = {{"不(漏|断)", strlen("不(漏|断)"), true}};
	static const struct pattern deciding[] = {
		{"a.*b", 4, true}, {"漏", strlen("漏"), false}, {"小", strlen("小"), false}};
	static const char *const ids[] = {"cut", "leak", "small"};
	struct rules *rs = read(own);
	struct classifier *c = compile(rs);
	size_t bad;
	struct err e;
	struct plain p = {.ignoring = pattern_set_new(ignoring, 1, true, &bad, &e),
			  .deciding = pattern_set_new(deciding, 3, false, &bad, &e)};
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 50000; round++) {
		char note[256] = "";

		/* Some are long enough not to be remembered, and many come again. */
		for (int left = round % 97 ? 1 + round % 6 : 60; left > 0; left--) {
			seed = seed * 1664525 + 1013904223;
			strcat(note, pieces[(seed >> 16) % (sizeof(pieces) / sizeof(*pieces))]);
		}
		size_t n = strlen(note);

		memcpy(p.text, note, n + 1);
		p.best = SIZE_MAX;
		assert_int_equal(pattern_set_scan(p.ignoring, note, n, cut_out, &p, &e), 0);
		assert_int_equal(pattern_set_scan(p.deciding, p.text, n, take_first, &p, &e), 0);
		struct decision v = decide(c, "", "", note, "");

		if (p.best == SIZE_MAX)
			assert_null(v.rule);
		else
			assert_string_equal(v.rule->id, ids[p.best]);
	}
	assert_true(classifier_looked(c) < 40000);
	pattern_set_free(p.ignoring);
	pattern_set_free(p.deciding);
	classifier_free(c);
	rules_free(rs);
}

/* The built-in rules, and what the compiled and the loaded classifier say of each pattern that is a text. */
static void the_built_in_table_agrees_with_itself(void **state)
{
	struct err e;
	struct rules *rs = rules_read_memory("built-in", embed_rules, embed_rules_size, &e);
	struct classifier *c, *loaded;
	size_t n;

	(void)state;
	assert_non_null(rs);
	c = compile(rs);
	char *image = classifier_save(c, &n, &e);

	assert_non_null(image);
	loaded = classifier_new(rs, image, n, &e);
	assert_non_null(loaded);
	for (size_t i = 0; i < rules_count(rs); i++) {
		const struct rule *rule = rules_get(rs, i);
		bool code = rule->fields & 1 << RULE_REASON1, type = rule->fields & 1 << RULE_TYPE;

		if (rule->match == RULE_REGEX || rule->ignores)
			continue;
		const char *text = rule->pattern, *note = code || type ? "" : text;
		struct decision v = decide(c, code ? text : "", "", note, type ? text : "");
		struct decision w = decide(loaded, code ? text : "", "", note, type ? text : "");

		if (strcmp(v.reason, rule->reason) != 0)
			fail_msg("rule %s: '%s' is decided as %s", rule->id, text, v.reason);
		assert_int_equal(v.place, w.place);
	}
	free(image);
	classifier_free(c);
	classifier_free(loaded);
	rules_free(rs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_rule_over_all_columns_decides),
		cmocka_unit_test(an_exact_rule_is_the_last_word_on_its_column),
		cmocka_unit_test(what_is_ignored_is_cut_out),
		cmocka_unit_test(texts_met_often_are_not_looked_at_again),
		cmocka_unit_test(random_notes_are_decided_as_the_plain_way_does),
		cmocka_unit_test(the_built_in_table_agrees_with_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

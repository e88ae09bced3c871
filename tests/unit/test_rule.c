/* A rules table is read as people write it, in the order it is tried, or refused with file, line and words. */
#include "cause/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HEAD "id,priority,field,match,pattern,cause,reason,note\n"

static struct rules *read(const char *text)
{
	struct err e;
	struct rules *rs = rules_read_memory("r.csv", text, strlen(text), &e);

	if (!rs)
		fail_msg("%s", e.words);
	return rs;
}

static void refuses(const char *text, const char *words)
{
	struct err e;

	assert_null(rules_read_memory("r.csv", text, strlen(text), &e));
	assert_string_equal(e.words, words);
}

static void rules_come_by_priority_then_by_place(void **state)
{
	struct rules *rs = read(HEAD "c,10,note,word,c,quality,quality/x,\n"
				     "d,10,note,word,d,quality,quality/x,\n"
				     "a,-3,note,word,a,quality,quality/x,\n"
				     "e,9999999999,note,word,e,quality,quality/x,\n"
				     "b,+2,note,word,b,quality,quality/x,\n");
	char order[6] = "";

	(void)state;
	for (size_t i = 0; i < rules_count(rs); i++)
		strcat(order, rules_get(rs, i)->id);
	assert_string_equal(order, "abcde");
	assert_int_equal(rules_get(rs, 0)->line, 4);
	rules_free(rs);
}

static void cells_are_trimmed_and_patterns_normalised(void **state)
{
	struct rules *rs = read(HEAD " x , 1 , text , word ,  Ａbc　 D ,quality,quality/x,\n"
				     "y,2,code,exact,７天,no_reason,no_reason/unsaid,\n"
				     "z,3,type,regex, A[B]+ ,logistics,logistics/refused,\n");
	const struct rule *x = rules_get(rs, 0), *y = rules_get(rs, 1), *z = rules_get(rs, 2);

	(void)state;
	assert_string_equal(x->id, "x");
	assert_string_equal(x->pattern, "abc d");
	assert_int_equal(x->fields, 1 << RULE_REASON1 | 1 << RULE_REASON2 | 1 << RULE_NOTE);
	assert_string_equal(y->pattern, "7天");
	assert_int_equal(y->fields, 1 << RULE_REASON1 | 1 << RULE_REASON2);
	assert_int_equal(y->match, RULE_EXACT);
	/* A regex keeps its letters: \S is not \s. */
	assert_string_equal(z->pattern, "A[B]+");
	assert_int_equal(z->fields, 1 << RULE_TYPE);
	assert_false(z->ignores);
	rules_free(rs);
}

static void blank_rows_and_a_missing_note_are_fine(void **state)
{
	struct rules *rs = read("\xef\xbb\xbf"
				"reason,cause,pattern,match,field,priority,id,\r\n"
				",,,,,,,\r\n"
				"unclassified/ignore,unclassified,a,word,status,1,x,\r\n"
				" , ,,,,,,\r\n");

	(void)state;
	assert_int_equal(rules_count(rs), 1);
	assert_true(rules_get(rs, 0)->ignores);
	assert_int_equal(rules_get(rs, 0)->line, 3);
	assert_string_equal(rules_name(rs), "r.csv");
	rules_free(rs);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
	(void)state;
	refuses(HEAD "x,1.5,note,word,a,quality,quality/x,\n", "r.csv:2: priority '1.5' is not a whole number");
	refuses(HEAD "\nx,,note,word,a,quality,quality/x,\n", "r.csv:3: priority '' is not a whole number");
	refuses(HEAD "x,1,Note,word,a,quality,quality/x,\n",
		"r.csv:2: field 'Note' is none of reason1, reason2, note, type, status, code, text");
	refuses(HEAD "x,1,note,,a,quality,quality/x,\n", "r.csv:2: match '' is none of exact, word, regex");
	refuses(HEAD "x,1,note,word,a,defects,defects/x,\n",
		"r.csv:2: cause 'defects' is none of quality, after_sales, logistics, no_reason, "
		"unclassified");
	refuses(HEAD "x,1,note,word,a,no_reason,no_reasons/x,\n",
		"r.csv:2: reason 'no_reasons/x' does not begin with 'no_reason/'");
	refuses(HEAD "x,1,note,word,a,quality,quality/a b,\n",
		"r.csv:2: reason 'quality/a b': only small letters, digits and '_' may follow the slash");
	refuses(HEAD "x,1,note,regex,,quality,quality/x,\n", "r.csv:2: empty pattern");
	refuses(HEAD "x,1,note,regex,a　b,quality,quality/x,\n",
		"r.csv:2: regex 'a　b' holds '　', which normalised texts never hold: write ' '");
	refuses(HEAD "x,1,note,word,a,quality,quality/x,\ny,1,note,word,a,quality,quality/x,\n"
		     "y,1,note,word,a,quality,quality/x,\nx,1,note,word,a,quality,quality/x,\n",
		"r.csv:4: id 'y' is also on line 3");
	refuses(HEAD, "r.csv: no rules");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_come_by_priority_then_by_place),
		cmocka_unit_test(cells_are_trimmed_and_patterns_normalised),
		cmocka_unit_test(blank_rows_and_a_missing_note_are_fine),
		cmocka_unit_test(what_is_wrong_is_told_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

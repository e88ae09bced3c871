/* Dialects: a wrong one would count the wrong column, so those built in must load, differ, and broken ones be refused. */
#include "layout/dialects.h"
#include "clean/mapping.h"
#include "csv/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "kind,side,column,name,value,when,note\n"
#define TITLE "dialect,both,,title,T,,\n"
#define KEY "key,,,A|B,,,\n"

static struct dialect *read_dialect(const char *text, struct err *e)
{
	struct table *t = table_read_memory("own.csv", text, strlen(text), e);

	return t ? dialect_new("own", t, e) : NULL;
}

static struct dialect *good(const char *text)
{
	struct err e;
	struct dialect *d = read_dialect(text, &e);

	if (!d)
		fail_msg("%s", e.words);
	return d;
}

/* Those built in are not checked when a program starts; here they are, and known by the same headers. */
static void those_built_in_are_right(void **state)
{
	struct err e;
	struct dialects *s = dialects_new(&e);

	(void)state;
	if (!s)
		fail_msg("%s", e.words);
	for (size_t i = 0; i < dialects_count(s); i++) {
		const struct dialect *known = dialects_at(s, i);
		const struct embed_file *file = dialects_table(dialect_name(known), &e);
		struct table *t = table_read_memory(file->name, file->bytes, *file->size, &e);
		struct dialect *d = t ? dialect_new(file->name, t, &e) : NULL;

		if (!d)
			fail_msg("%s", e.words);
		assert_string_equal(dialect_title(d), dialect_title(known));
		assert_int_equal(dialect_sides(d), dialect_sides(known));
		assert_int_equal(dialect_headers(d), dialect_headers(known));
		for (size_t h = 0; h < dialect_headers(d); h++)
			assert_string_equal(dialect_header(d, h), dialect_header(known, h));
		dialect_free(d);
	}
	dialects_free(s);
}

static void those_built_in_load_and_differ(void **state)
{
	struct err e;
	struct dialects *s = dialects_new(&e);

	(void)state;
	if (!s)
		fail_msg("%s", e.words);
	assert_true(aliases_count(dialects_aliases(s)) > 400);
	for (size_t i = 0; i < dialects_count(s); i++) {
		const struct dialect *d = dialects_at(s, i);
		char *keys = dialect_keys(d), *nots = dialect_nots(d);

		if (!dialect_grade(d)[0])
			fail_msg("%s has no grade", dialect_name(d));
		assert_int_equal(dialects_check(s, dialect_name(d), &e), 0);
		assert_ptr_not_equal(dialects_table(dialect_name(d), &e), NULL);
		for (size_t j = 0; j < i; j++) {
			const struct dialect *other = dialects_at(s, j);
			char *other_keys = dialect_keys(other), *other_nots = dialect_nots(other);

			if (strcmp(dialect_name(other), dialect_name(d)) >= 0)
				fail_msg("%s stands before %s", dialect_name(other), dialect_name(d));
			if (strcmp(keys, other_keys) == 0 && strcmp(nots, other_nots) == 0)
				fail_msg("%s and %s have the same keys", dialect_name(other), dialect_name(d));
			free(other_keys);
			free(other_nots);
		}
		free(keys);
		free(nots);
	}
	dialects_free(s);
}

static void a_file_has_all_keys_and_no_not(void **state)
{
	static const struct {
		const char *headers[4];
		bool fits;
		size_t score;
	} files[] = {
		{{"A", "C", "数量", NULL}, true, 2},
		{{"b（元）", "c ", "E", NULL}, true, 3},
		{{"A", "B", "C", "E"}, true, 4},
		{{"A", "A", "C", NULL}, true, 2},
		{{"A", NULL}, false, 1},
		{{"A", "C", "D", NULL}, false, 2},
	};
	struct dialect *d = good(HEAD TITLE KEY "key,,,C,,,\nnot,,,X|D,,,\nheader,both,sku,E,,,\n"
						"header,both,qty,数量,,specific:3,\n");

	(void)state;
	assert_int_equal(dialect_headers(d), 4);
	assert_string_equal(dialect_header(d, 0), "a");
	assert_string_equal(dialect_header(d, 3), "e");
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		size_t n = 0;

		while (n < 4 && files[i].headers[n])
			n++;
		struct headers *h = headers_new(files[i].headers, n);

		assert_int_equal(dialect_fits(d, h), files[i].fits);
		assert_int_equal(dialect_score(d, h), files[i].score);
		headers_free(h);
	}
	dialect_free(d);
}

static void what_it_says_comes_before_the_generic_tables(void **state)
{
	struct err e;
	struct aliases *a = aliases_new(&e);
	struct values *v = values_new(&e);
	struct dialect *d = good(HEAD TITLE KEY "header,both,style,商品编码,,,\nheader,both,sku,编码,,,\n"
						"word,returns,type,退货,exchange,,\nconst,both,platform,,京东,,\n"
						"const,returns,type,,返,,\nword,returns,type,返,return,,\n"
						"date,shipments,shipped_at,,%d/%m/%Y,,\nskip,,,仅支持,,,\n");

	(void)state;
	dialect_apply(d, a, v);
	assert_string_equal(aliases_setting(a, ALIAS_CONST, SIDE_RETURNS, "platform", 0), "京东");
	assert_ptr_equal(aliases_setting(a, ALIAS_CONST, SIDE_SHIPMENTS, "type", 0), NULL);
	assert_string_equal(aliases_setting(a, ALIAS_DATE, SIDE_SHIPMENTS, "shipped_at", 0), "%d/%m/%Y");
	assert_string_equal(aliases_setting(a, ALIAS_SKIP, SIDE_RETURNS, "", 0), "仅支持");
	assert_ptr_equal(aliases_setting(a, ALIAS_SKIP, SIDE_RETURNS, "", 1), NULL);

	static const char *const headers[] = {"商品编码", "编码", "商家编码"};
	struct mapping *m = mapping_new(a, SIDE_RETURNS, headers, 3);
	const struct alias_use *uses;

	assert_int_equal(mapping_uses(m, "sku", &uses), 1);
	assert_int_equal(uses[0].header, 1);
	assert_int_equal(mapping_uses(m, "style", &uses), 1);
	assert_int_equal(uses[0].header, 0);

	struct words *w = words_new(v, SIDE_RETURNS, "type");

	assert_string_equal(words_find(w, (struct cell){"退货", 6}), "exchange");
	words_free(w);
	mapping_free(m);
	dialect_free(d);
	values_free(v);
	aliases_free(a);
}

static void broken_ones_are_refused_with_words(void **state)
{
	static const char *const broken[][2] = {
		{"kind,side,column,name\n", "no column 'value'"},
		{"kind,side,column,name,value,blank\n",
		 "own.csv: column 'blank' is none of a dialect's: kind, side, column, name, value, when, note"},
		{HEAD KEY, "own.csv: no 'dialect' row with a title"},
		{HEAD TITLE, "own.csv: no 'key' row: it would fit any file"},
		{HEAD TITLE "keys,,,A,,,\n", "own.csv:3: 'keys' is none of dialect, key, not, header, "
					     "word, const, date, decimal, sign and skip"},
		{HEAD "dialect,left,,title,T,,\n", "own.csv:2: 'left' is none of shipments, returns"},
		{HEAD "dialect,both,,title,,,\n", "own.csv:2: 'title' is blank"},
		{HEAD "dialect,both,,name,T,,\n", "own.csv:2: 'name' is neither title nor grade"},
		{HEAD "dialect,,,grade,sure,,\n", "own.csv:2: 'sure' is neither verified nor"},
		{HEAD TITLE "key,,,A||B,,,\n", "own.csv:3: 'A||B' is not a header"},
		{HEAD TITLE "not,,,,,,\n", "own.csv:3: '' is not a header"},
		{HEAD TITLE KEY "header,both,skus,A,,,\n", "own.csv:4: 'skus' is not a canonical column"},
		{HEAD TITLE KEY "header,both,sku,,,,\n", "own.csv:4: '' is not a header"},
		{HEAD TITLE KEY "header,both,sku,A,up,,\n", "own.csv:4: 'up' is none of next, down"},
		{HEAD TITLE KEY "header,both,sku,A,,if,\n", "own.csv:4: 'if' is not a list of"},
		{HEAD TITLE KEY "header,both,sku,A,,,\nheader,returns,sku,a,next,,\n",
		 "own.csv:5: 'a' feeds its column twice"},
		{HEAD "dialect,returns,,title,T,,\n" KEY "header,shipments,sku,A,,,\n",
		 "own.csv:4: 'shipments' is not a table that this dialect can become"},
		{HEAD TITLE KEY "word,both,sku,A,done,,\n", "own.csv:4: 'sku' is not a column of words"},
		{HEAD TITLE KEY "word,both,status,A,gone,,\n", "own.csv:4: 'gone' is not a value of"},
		{HEAD TITLE KEY "word,both,status,,done,,\n", "own.csv:4: '' is not a word"},
		{HEAD TITLE KEY "const,both,skus,,A,,\n", "own.csv:4: 'skus' is not a canonical column"},
		{HEAD TITLE KEY "const,both,qty,,one,,\n", "own.csv:4: 'one' is not a value of its"},
		{HEAD TITLE KEY "const,returns,type,,back,,\n", "own.csv:4: 'back' is not a value of"},
		{HEAD TITLE KEY "const,both,platform,,,,\n", "own.csv:4: '' is not a value of its"},
		{HEAD TITLE KEY "const,returns,received_at,,soon,,\n", "own.csv:4: 'soon' is not a value"},
		{HEAD TITLE KEY "date,both,when,,%Y,,\n", "own.csv:4: 'when' is not a canonical column"},
		{HEAD TITLE KEY "date,returns,received_at,,,,\n", "own.csv:4: '' is not a date format"},
		{HEAD TITLE KEY "decimal,both,qty,,point,,\n", "own.csv:4: 'point' is neither . nor , for"},
		{HEAD TITLE KEY "decimal,both,sku,,.,,\n", "own.csv:4: 'sku' is not a column of numbers"},
		{HEAD TITLE KEY "sign,both,,,up,,\n", "own.csv:4: 'up' is neither positive nor negative"},
		{HEAD TITLE KEY "skip,,,,,,\n", "own.csv:4: '' is not a text to skip by"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct err e = {.words = ""};
		struct dialect *d = read_dialect(broken[i][0], &e);

		if (d || !strstr(e.words, broken[i][1]))
			fail_msg("'%s' says '%s'", broken[i][0], d ? "nothing" : e.words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_built_in_are_right),
		cmocka_unit_test(those_built_in_load_and_differ),
		cmocka_unit_test(a_file_has_all_keys_and_no_not),
		cmocka_unit_test(what_it_says_comes_before_the_generic_tables),
		cmocka_unit_test(broken_ones_are_refused_with_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

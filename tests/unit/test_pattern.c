/* A set finds what a plain search finds, words keep their edges, and an image gives the same set back. */
#include "cause/pattern.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { MOST = 64 };

/* Which patterns hit, and the last span of each. */
struct hits {
	unsigned count[MOST];
	size_t from[MOST];
	size_t to[MOST];
};

static void note(void *context, size_t index, size_t from, size_t to)
{
	struct hits *h = context;

	assert_true(index < MOST);
	h->count[index]++;
	h->from[index] = from;
	h->to[index] = to;
}

static struct hits scan(struct pattern_set *s, const char *text)
{
	struct hits h = {{0}, {0}, {0}};
	struct err e;

	assert_int_equal(pattern_set_scan(s, text, strlen(text), note, &h, &e), 0);
	return h;
}

static struct pattern word(const char *text)
{
	return (struct pattern){text, strlen(text), false};
}

static struct pattern regex(const char *text)
{
	return (struct pattern){text, strlen(text), true};
}

static struct pattern_set *compile(const struct pattern *patterns, size_t n, bool spans)
{
	size_t bad;
	struct err e;
	struct pattern_set *s = pattern_set_new(patterns, n, spans, &bad, &e);

	assert_non_null(s);
	return s;
}

static void words_keep_their_edges(void **state)
{
	const struct pattern patterns[] = {word("late"), word("漏液"), word("7天"), word("c++")};
	struct pattern_set *s = compile(patterns, 4, false);

	(void)state;
	assert_int_equal(scan(s, "late").count[0], 1);
	assert_int_equal(scan(s, "too late.").count[0], 1);
	assert_int_equal(scan(s, "来late了").count[0], 1);
	assert_int_equal(scan(s, "cr-late_item").count[0], 1);
	assert_int_equal(scan(s, "lately").count[0], 0);
	assert_int_equal(scan(s, "translate").count[0], 0);
	assert_int_equal(scan(s, "late2").count[0], 0);
	/* The first place is a wrong one, a later one is right. */
	assert_int_equal(scan(s, "translate late").count[0], 1);
	assert_int_equal(scan(s, "瓶口漏液了").count[1], 1);
	assert_int_equal(scan(s, "7天无理由").count[2], 1);
	assert_int_equal(scan(s, "17天").count[2], 0);
	/* What is special in a regex is not so in a word; an edge that is no letter has no neighbour. */
	assert_int_equal(scan(s, "c+++").count[3], 1);
	assert_int_equal(scan(s, "ccc").count[3], 0);
	assert_int_equal(scan(s, "").count[0], 0);
	pattern_set_free(s);
}

static void spans_tell_where(void **state)
{
	const struct pattern patterns[] = {word("不断"), regex("没有?(坏|破)"), word("a")};
	struct pattern_set *s = compile(patterns, 3, true);
	struct hits h = scan(s, "不断说没有坏 a");

	(void)state;
	assert_int_equal(h.from[0], 0);
	assert_int_equal(h.to[0], 6);
	assert_int_equal(h.from[1], 9);
	assert_int_equal(h.to[1], 18);
	assert_int_equal(h.from[2], 19);
	assert_int_equal(h.to[2], 20);
	h = scan(s, "不断不断不断");
	assert_int_equal(h.count[0], 3);
	pattern_set_free(s);
}

static void a_set_without_spans_tells_of_a_pattern_once(void **state)
{
	const struct pattern patterns[] = {word("漏"), regex("漏|水")};
	struct pattern_set *s = compile(patterns, 2, false);
	struct hits h = scan(s, "漏水漏水漏水");

	(void)state;
	assert_int_equal(h.count[0], 1);
	assert_int_equal(h.count[1], 1);
	pattern_set_free(s);
}

static void regexes_match_characters_in_either_case(void **state)
{
	const struct pattern patterns[] = {regex("^[坏破].$"), regex("Broke"), regex("a.c")};
	struct pattern_set *s = compile(patterns, 3, false);

	(void)state;
	assert_int_equal(scan(s, "坏了").count[0], 1);
	assert_int_equal(scan(s, "坏了了").count[0], 0);
	assert_int_equal(scan(s, "it broke").count[1], 1);
	assert_int_equal(scan(s, "a漏c").count[2], 1);
	assert_int_equal(scan(s, "a\nc").count[2], 0);
	pattern_set_free(s);
}

static void nothing_is_a_set_too(void **state)
{
	struct pattern_set *s = compile(NULL, 0, true);

	(void)state;
	scan(s, "漏液");
	pattern_set_free(s);
}

static void the_pattern_that_does_not_compile_is_named(void **state)
{
	const struct pattern patterns[] = {word("("), regex("a|b"), regex("(漏"), regex("c")};
	size_t bad;
	struct err e;

	(void)state;
	assert_null(pattern_set_new(patterns, 4, false, &bad, &e));
	assert_int_equal(bad, 2);
	assert_non_null(strstr(e.words, "parenthesis"));
}

static void what_follows_a_malformed_byte_is_left_alone(void **state)
{
	const struct pattern patterns[] = {word("漏"), regex("[水]")};
	struct pattern_set *s = compile(patterns, 2, false);
	struct hits h = scan(s, "漏\xff水");

	(void)state;
	assert_int_equal(h.count[0], 1);
	assert_int_equal(h.count[1], 0);
	pattern_set_free(s);
}

static void an_image_is_the_same_set(void **state)
{
	const struct pattern patterns[] = {word("late"), word("漏液"), regex("没有?坏")};
	const struct pattern others[] = {word("late"), word("漏水"), regex("没有?坏")};
	struct pattern_set *s = compile(patterns, 3, true), *again;
	size_t n, used;
	struct err e;
	char *image = pattern_set_save(s, &n, &e);

	(void)state;
	assert_non_null(image);
	/* Bytes that follow the image belong to someone else. */
	char *longer = mem_alloc(n + 7, 1);

	memcpy(longer, image, n);
	again = pattern_set_load(patterns, 3, true, longer, n + 7, &used);
	assert_non_null(again);
	assert_int_equal(used, n);
	struct hits a = scan(s, "漏液没坏 late"), b = scan(again, "漏液没坏 late");

	assert_memory_equal(&a, &b, sizeof(a));
	assert_int_equal(a.count[2], 1);
	assert_null(pattern_set_load(others, 3, true, image, n, &used));
	assert_null(pattern_set_load(patterns, 2, true, image, n, &used));
	assert_null(pattern_set_load(patterns, 3, false, image, n, &used));
	for (size_t cut = 0; cut < n; cut += 1 + n / 50)
		assert_null(pattern_set_load(patterns, 3, true, image, cut, &used));
	/* A byte in the middle of the compiled patterns went bad: the library notices. */
	image[n / 2] = (char)(image[n / 2] ^ 0x55);
	assert_null(pattern_set_load(patterns, 3, true, image, n, &used));
	free(image);
	free(longer);
	pattern_set_free(s);
	pattern_set_free(again);
}

static unsigned long long next(unsigned long long *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

/* A string of up to `most` letters out of a few, so that words often meet texts. */
static void draw(char *text, unsigned most, unsigned long long *seed)
{
	static const char *const letters[] = {"a", "b", "1", " ", "-", "漏", "水", "滿"};

	text[0] = '\0';
	for (unsigned i = 1 + (unsigned)next(seed) % most; i > 0; i--)
		strcat(text, letters[next(seed) % 8]);
}

static bool is_edge(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static unsigned count_plainly(const char *text, const char *w)
{
	size_t n = strlen(w);
	unsigned count = 0;

	for (const char *at = text; (at = strstr(at, w)); at++) {
		bool before = at > text && is_edge(at[-1]) && is_edge(w[0]);
		bool after = is_edge(at[n]) && is_edge(w[n - 1]);

		count += !before && !after;
	}
	return count;
}

static void words_are_found_as_a_plain_search_finds_them(void **state)
{
	unsigned long long seed = 20250618;

	(void)state;
	for (int round = 0; round < 40; round++) {
		char texts[MOST][16], text[64];
		struct pattern patterns[MOST];

		for (int i = 0; i < MOST; i++) {
			draw(texts[i], 3, &seed);
			patterns[i] = word(texts[i]);
		}
		struct pattern_set *s = compile(patterns, MOST, true);

		for (int i = 0; i < 50; i++) {
			draw(text, 15, &seed);
			struct hits h = scan(s, text);

			for (int j = 0; j < MOST; j++)
				assert_int_equal(h.count[j], count_plainly(text, texts[j]));
		}
		pattern_set_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_keep_their_edges),
		cmocka_unit_test(spans_tell_where),
		cmocka_unit_test(a_set_without_spans_tells_of_a_pattern_once),
		cmocka_unit_test(regexes_match_characters_in_either_case),
		cmocka_unit_test(nothing_is_a_set_too),
		cmocka_unit_test(the_pattern_that_does_not_compile_is_named),
		cmocka_unit_test(what_follows_a_malformed_byte_is_left_alone),
		cmocka_unit_test(an_image_is_the_same_set),
		cmocka_unit_test(words_are_found_as_a_plain_search_finds_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Of all files a row stands in the table as often as in the file that has it most often, whatever the order. */
#include "import/overlap.h"

#include "row/columns.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { COLUMNS = 64 };

/* A row from `column`, `text`, …, NULL. */
static struct fingerprint print_of(struct fingerprints *p, enum side side, ...)
{
	struct cell cells[COLUMNS] = {0};
	const char *column;
	va_list arguments;

	va_start(arguments, side);
	while ((column = va_arg(arguments, const char *))) {
		const char *text = va_arg(arguments, const char *);

		cells[alias_target(side, column)] = (struct cell){text, strlen(text)};
	}
	va_end(arguments);
	return fingerprints_take(p, cells);
}

static bool same(struct fingerprint a, struct fingerprint b)
{
	return a.low == b.low && a.high == b.high;
}

static void rows_are_told_by_all_but_their_source(void **state)
{
	struct fingerprints *p = fingerprints_new(SIDE_SHIPMENTS);
	enum side s = SIDE_SHIPMENTS;
	struct fingerprint one = print_of(p, s, "order_id", "1", "sku", "A", "source", "a:1", NULL);

	(void)state;
	assert_true(same(one, print_of(p, s, "order_id", "1", "sku", "A", "source", "b:77", NULL)));
	assert_false(same(one, print_of(p, s, "order_id", "1", "sku", "B", "source", "a:1", NULL)));
	assert_false(same(one, print_of(p, s, "line_id", "1", "sku", "A", "source", "a:1", NULL)));
	assert_false(same(one, print_of(p, s, "order_id", "1A", "source", "a:1", NULL)));
	for (const char *const *column = columns_shipments; *column; column++)
		if (strcmp(*column, "source") != 0)
			assert_false(same(print_of(p, s, NULL), print_of(p, s, *column, "x", NULL)));
	fingerprints_free(p);
	fingerprints_free(NULL);
}

static void ids_tell_rows_apart(void **state)
{
	static const char *const told[] = {"order_id", "line_id", "tracking_no", NULL};
	struct fingerprints *p = fingerprints_new(SIDE_SHIPMENTS);
	struct fingerprints *r = fingerprints_new(SIDE_RETURNS);

	(void)state;
	for (const char *const *column = columns_shipments; *column; column++)
		assert_int_equal(print_of(p, SIDE_SHIPMENTS, *column, "1", NULL).identified,
				 columns_has(told, *column, strlen(*column)));
	assert_true(print_of(r, SIDE_RETURNS, "return_id", "1", NULL).identified);
	assert_true(print_of(r, SIDE_RETURNS, "order_id", "1", NULL).identified);
	assert_false(print_of(r, SIDE_RETURNS, "sku", "1", NULL).identified);
	/* What a row tells of. */
	uint64_t key = print_of(r, SIDE_RETURNS, "return_id", "1", "sku", "A", NULL).key;

	assert_true(key != 0);
	assert_true(print_of(r, SIDE_RETURNS, "return_id", "1", "sku", "A", "qty", "2", NULL).key == key);
	assert_true(print_of(r, SIDE_RETURNS, "return_id", "1", "sku", "B", NULL).key != key);
	assert_true(print_of(r, SIDE_RETURNS, "order_id", "1", "sku", "A", NULL).key == 0);
	assert_true(print_of(p, SIDE_SHIPMENTS, "sku", "A", "shipped_at", "2025-06-01", NULL).key == 0);
	assert_true(print_of(p, SIDE_SHIPMENTS, "line_id", "1", NULL).key !=
		    print_of(p, SIDE_SHIPMENTS, "order_id", "1", NULL).key);
	fingerprints_free(p);
	fingerprints_free(r);
}

/* ---- the law ---- */

enum { TABLES = 1000, FILES = 6, KINDS = 40, ROWS = 60 };

static uint64_t random_state = 20251122;

static uint64_t below(uint64_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (random_state >> 33) % n;
}

/* A row of a kind; those of one key differ in qty. The first kinds have no id. */
static struct fingerprint make_row(struct fingerprints *p, uint64_t kind)
{
	char id[32], qty[32];

	snprintf(id, sizeof(id), "%llu", (unsigned long long)kind / 2);
	snprintf(qty, sizeof(qty), "%llu", (unsigned long long)kind % 2);
	return print_of(p, SIDE_RETURNS, kind < 4 ? "note" : "return_id", id, "sku", id, "qty", qty, NULL);
}

/* One table of up to FILES files: how often each kind was given, beside the most of any file. */
static void check_table(struct fingerprints *p, bool any)
{
	size_t files = 1 + (size_t)below(FILES);
	uint64_t rows = below(ROWS), kinds = 1 + below(KINDS);
	uint64_t given[KINDS] = {0}, most[KINDS] = {0}, all[KINDS] = {0};
	struct overlap *o = overlap_new(SIDE_RETURNS, any, files);

	for (size_t file = 0; file < files; file++) {
		uint64_t here[KINDS] = {0};
		char name[32];

		snprintf(name, sizeof(name), "%zu.csv", file);
		overlap_begin(o, name);
		for (uint64_t i = 0; i < rows; i++) {
			uint64_t kind = below(kinds);
			struct fingerprint f = make_row(p, kind);

			here[kind]++;
			overlap_expect(o, &f);
			if (overlap_row(o, &f))
				assert_true(overlap_has(o, &f));
			else
				given[kind]++;
		}
		for (size_t k = 0; k < KINDS; k++) {
			all[k] += here[k];
			most[k] = here[k] > most[k] ? here[k] : most[k];
		}
	}
	for (size_t k = 0; k < KINDS; k++)
		assert_int_equal(given[k], any || k >= 4 ? most[k] : all[k]);
	overlap_free(o);
}

static void most_of_any_file(void **state)
{
	struct fingerprints *p = fingerprints_new(SIDE_RETURNS);

	(void)state;
	for (size_t i = 0; i < TABLES; i++)
		check_table(p, i % 2);
	fingerprints_free(p);
}

/* The tables grow while rows come; nothing is found that is not there. */
static void many(void **state)
{
	enum { COUNT = 300000 };
	struct fingerprints *p = fingerprints_new(SIDE_SHIPMENTS);
	struct overlap *o = overlap_new(SIDE_SHIPMENTS, false, 2);
	uint64_t taken = 0;

	(void)state;
	for (int file = 0; file < 2; file++) {
		overlap_begin(o, file ? "b" : "a");
		for (int i = 0; i < COUNT; i++) {
			char id[32];

			snprintf(id, sizeof(id), "%d", i + file * (COUNT - 7));
			struct fingerprint f = print_of(p, SIDE_SHIPMENTS, "order_id", id, NULL);

			taken += overlap_row(o, &f);
		}
	}
	struct remark remark;

	assert_true(overlap_remark(o, COUNT - taken, &remark));
	char *words = remark_words(&remark, LANG_EN);

	assert_string_equal(words, "7 rows are also in a: duplicates removed; no shop is named: "
				   "import each shop by itself, with --const shop=NAME");
	assert_false(overlap_unidentified_remark(o, &remark));
	assert_false(overlap_changed_remark(o, &remark));
	free(words);
	overlap_free(o);
	overlap_free(NULL);
	fingerprints_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_told_by_all_but_their_source),
		cmocka_unit_test(ids_tell_rows_apart),
		cmocka_unit_test(most_of_any_file),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

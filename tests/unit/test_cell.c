/* Cells add up: parts to the whole, in any order, and never beyond 64 bits. */
#include "cell/cell.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const char *const dims[] = {"shop", "sku"};

/* Add to the cell of period, shop, sku and cause. */
static int add(struct cells *c, const char *period, const char *shop, const char *sku, const char *cause,
	       const struct measures *m)
{
	const struct cell_part parts[] = {
		{period, strlen(period)}, {shop, strlen(shop)}, {sku, strlen(sku)}, {cause, strlen(cause)}, {"", 0},
	};

	return cells_add(c, parts, m);
}

static struct measures units(int64_t shipped, int32_t day)
{
	return (struct measures){
		.shipped = shipped, .shipped_lines = 1, .shipped_sq = shipped * shipped, .first = day, .last = day};
}

static void adding(void **state)
{
	struct cells *c = cells_new("m@1", dims, 2);
	struct measures one = units(1, 10), two = units(2, 5), none = {.first = DATE_NONE, .last = DATE_NONE};

	(void)state;
	assert_int_equal(add(c, "2025-06", "S", "A", "", &one), 0);
	assert_int_equal(add(c, "2025-06", "S", "A", "", &two), 0);
	assert_int_equal(add(c, "2025-06", "S", "A", "", &none), 0);
	assert_int_equal(cells_count(c), 1);
	const struct measures m = cells_measures(c, 0);

	assert_int_equal(m.shipped, 3);
	assert_int_equal(m.shipped_lines, 2);
	assert_int_equal(m.shipped_sq, 5);
	assert_int_equal(m.first, 5);
	assert_int_equal(m.last, 10);
	assert_string_equal(cells_metric(c), "m@1");
	assert_int_equal(cells_dims(c), 2);
	assert_string_equal(cells_dim(c, 1), "sku");
	cells_free(c);
	cells_free(NULL);
}

/* The parts of keys do not run into each other: (ab, c) is not (a, bc). */
static void keys(void **state)
{
	static const char *const order[][2] = {
		{"", ""},    {"", "a"},  {"a", ""},   {"a", "b"}, {"a", "bc"},
		{"a ", "b"}, {"ab", ""}, {"ab", "c"}, {"瓶", ""},
	};
	enum { COUNT = sizeof(order) / sizeof(*order) };
	struct cells *c = cells_new("m@1", dims, 2);

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		struct measures m = units((int64_t)(i * 4 % COUNT) + 1, 1);

		assert_int_equal(add(c, "2025", order[i * 4 % COUNT][0], order[i * 4 % COUNT][1], "", &m), 0);
	}
	assert_int_equal(cells_count(c), COUNT);
	cells_sort(c);
	for (size_t i = 0; i < COUNT; i++) {
		assert_string_equal(cells_part(c, i, 0), "2025");
		assert_string_equal(cells_part(c, i, 1), order[i][0]);
		assert_string_equal(cells_part(c, i, 2), order[i][1]);
		assert_string_equal(cells_part(c, i, 4), "");
		assert_int_equal(cells_measures(c, i).shipped, i + 1);
	}
	/* A new cell undoes the order; sorting again restores it. */
	struct measures m = units(1, 1);

	assert_int_equal(add(c, "2024", "", "", "", &m), 0);
	cells_sort(c);
	assert_string_equal(cells_part(c, 0, 0), "2024");
	cells_free(c);
}

static void overflow(void **state)
{
	struct cell_sums a = {.units = INT64_MAX}, b = {.units = 1};
	struct cell_sums c = {.amount = INT64_MIN}, d = {.amount = -1};

	(void)state;
	assert_int_equal(cell_sums_add(&a, &b), -1);
	assert_int_equal(cell_sums_add(&c, &d), -1);
	struct cells *cells = cells_new("m@1", dims, 2);
	struct measures half = {.returned_sq = INT64_MAX / 2 + 1};

	assert_int_equal(add(cells, "2025", "", "", "x", &half), 0);
	assert_int_equal(add(cells, "2025", "", "", "y", &half), 0);
	assert_int_equal(add(cells, "2025", "", "", "x", &half), -1);
	cells_free(cells);
}

static void merging(void **state)
{
	static const char *const others[] = {
		"sku",
		"shop",
	};
	struct cells *a = cells_new("m@1", dims, 2), *b = cells_new("m@1", dims, 2);
	struct cells *metric = cells_new("m@2", dims, 2), *order = cells_new("m@1", others, 2);
	struct cells *fewer = cells_new("m@1", dims, 1);
	struct measures one = units(1, 10), most = {.shipped = INT64_MAX};
	struct err e;

	(void)state;
	add(a, "2025", "S", "A", "", &one);
	add(b, "2025", "S", "A", "", &one);
	add(b, "2025", "S", "B", "", &one);
	assert_int_equal(cells_merge(a, b, &e), 0);
	assert_int_equal(cells_count(b), 0);
	assert_int_equal(cells_sort(a), 0);
	assert_int_equal(cells_count(a), 2);
	assert_int_equal(cells_measures(a, 0).shipped, 2);
	add(metric, "2025", "S", "A", "", &one);
	assert_int_equal(cells_merge(a, metric, &e), -1);
	assert_string_equal(e.words, "cells of different metrics or dimensions do not merge");
	assert_int_equal(cells_merge(a, order, &e), -1);
	assert_int_equal(cells_merge(a, fewer, &e), -1);
	add(b, "2025", "S", "C", "", &most);
	add(a, "2025", "S", "C", "", &one);
	assert_int_equal(cells_merge(a, b, &e), 0);
	assert_int_equal(cells_sort(a), -1);
	cells_free(a);
	cells_free(b);
	cells_free(metric);
	cells_free(order);
	cells_free(fewer);
}

/* What is written is read back, and adds to what is there. */
static void there_and_back(void **state)
{
	char path[] = "/tmp/test_cell.XXXXXX";
	struct cells *c = cells_new("m@1", dims, 2), *back = NULL;
	struct measures returned = {
		.returned = 2,
		.returned_amount = 1,
		.returned_lines = 6,
		.returned_sq = INT64_MAX / 2,
		.first = 20257,
		.last = 20258,
	};
	struct measures shipped = {
		.shipped = 1,
		.shipped_amount = -30000,
		.shipped_lines = 5,
		.shipped_sq = 7,
		.first = DATE_NONE,
		.last = DATE_NONE,
	};
	struct err e;

	(void)state;
	close(mkstemp(path));
	add(c, "2025-06", "店,一", "say \"A\"", "quality", &returned);
	add(c, "2025-06", "", "two\nlines", "", &shipped);
	cells_sort(c);
	struct out *o = out_open(path, &e);

	cells_write(c, o, 2);
	assert_int_equal(out_close(o, &e), 0);
	assert_int_equal(cells_read(path, 1, &back, &e), 0);
	assert_int_equal(cells_count(back), 2);
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < 5; k++)
			assert_string_equal(cells_part(back, i, k), cells_part(c, i, k));
		assert_memory_equal(cells_sums(back, i), cells_sums(c, i), sizeof(struct cell_sums));
	}
	assert_int_equal(cells_read(path, 1, &back, &e), 0);
	assert_int_equal(cells_measures(back, 0).shipped, 2);
	assert_int_equal(cells_read(path, 1, &back, &e), -1);
	assert_non_null(strstr(e.words, ":4: a sum of the cells leaves 64 bits"));
	cells_free(c);
	cells_free(back);
	unlink(path);
}

/* ---- files large enough to be read in parts ---- */

enum { MONTHS = 24, GOODS = 4500 };

/* Months from `from` to below `to`; every third of the goods came back, and some were never sold before the tenth month. */
static void write_months(FILE *f, int from, int to)
{
	for (int m = from; m < to; m++) {
		for (int i = 0; i < GOODS; i++) {
			if (i % 50 == 7 && m < 10)
				continue;
			fprintf(f, "m@1,%d-%02d,S,good %06d,,,%d,0,%d,0,1,0,9,0,2025-01-01,2025-01-31\n", 2024 + m / 12,
				1 + m % 12, i, i + m, 10 * i);
			if (i % 3 == m % 3)
				fprintf(f, "m@1,%d-%02d,S,good %06d,quality,%d,0,1,0,2,0,1,0,%d,,\n", 2024 + m / 12,
					1 + m % 12, i, i % 7, i);
		}
	}
}

static FILE *begin_file(char *path)
{
	FILE *f = fdopen(mkstemp(path), "w");

	assert_non_null(f);
	fputs("metric,period,shop,sku,cause,reason,shipped,returned,shipped_amount,returned_amount,"
	      "shipped_lines,returned_lines,shipped_sq,returned_sq,first,last\n",
	      f);
	return f;
}

static void assert_same(const struct cells *a, const struct cells *b)
{
	assert_int_equal(cells_count(a), cells_count(b));
	for (size_t i = 0; i < cells_count(a); i++) {
		struct cell_place p = cells_place(a, i), q = cells_place(b, i);

		/* Numbers are given in the order of the file, whoever reads it. */
		assert_memory_equal(&p, &q, sizeof(p));
		assert_memory_equal(cells_sums(a, i), cells_sums(b, i), sizeof(struct cell_sums));
	}
	for (size_t i = 0; i < cells_groups(a); i++)
		assert_string_equal(cells_group_dim(a, (uint32_t)i, 1), cells_group_dim(b, (uint32_t)i, 1));
}

/* Read by one thread and by several: the same cells, or the same words. Returns the number of cells, 0: refused. */
static size_t check_threads(char *const *paths, size_t n, const char *words)
{
	struct err e, other;
	struct cells *one = cells_read_all(paths, n, 1, &e);
	size_t count = 0;

	assert_int_equal(!one, words != NULL);
	for (unsigned threads = 2; threads < 5; threads += 2) {
		struct cells *many = cells_read_all(paths, n, threads, &other);

		assert_int_equal(!many, !one);
		if (one) {
			assert_int_equal(cells_sort(one), 0);
			assert_int_equal(cells_sort(many), 0);
			assert_same(one, many);
			count = cells_count(one);
		} else {
			assert_string_equal(e.words, other.words);
			assert_non_null(strstr(e.words, words));
		}
		cells_free(many);
	}
	cells_free(one);
	return count;
}

static void large_files(void **state)
{
	static const struct {
		int from; /* of the months, the first of which come last */
		const char *middle, *end, *words;
	} cases[] = {
		{0, "", "", NULL},
		{13, "", "", NULL},
		{0, "m@1,2024-01,S,\"a\n\"\"b\",,,1,0,1,0,1,0,1,0,,\n", "", NULL},
		{0, "", "m@1,2025-12,S,z,,,1,0,1,0,1,0,1,0,x,\n", ": first 'x' is not a date"},
		{0, "m@2,2025-12,S,z,,,1,0,1,0,1,0,1,0,,\n", "x\n", "'m@2' do not add to cells of 'm@1'"},
		{0, "m@1,9,S,z,,,9223372036854775807,0,1,0,1,0,1,0,,\n", "m@1,9,S,z,,,1,0,1,0,1,0,1,0,,\n",
		 ": a sum of the cells leaves 64 bits"},
		/* Only the whole tells that it does not. */
		{0, "m@1,9,S,z,,,1,0,-900000000000000,0,1,0,1,0,,\n", "m@1,9,S,z,,,1,0,900000000000000,0,1,0,1,0,,\n",
		 NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char path[] = "/tmp/test_cell.XXXXXX", again[] = "/tmp/test_cell.XXXXXX";
		char *both[] = {path, again};
		FILE *f = begin_file(path);

		write_months(f, cases[i].from, MONTHS);
		fputs(cases[i].middle, f);
		write_months(f, 0, cases[i].from);
		fputs(cases[i].end, f);
		assert_true(ftell(f) > 9 << 20);
		fclose(f);
		f = begin_file(again);
		write_months(f, 0, MONTHS);
		fclose(f);
		size_t cells = check_threads(both, 1, cases[i].words);

		/* The other file has no cell that this one does not have. */
		assert_int_equal(check_threads(both, 2, cases[i].words), cells);
		unlink(path);
		unlink(again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adding),  cmocka_unit_test(keys),           cmocka_unit_test(overflow),
		cmocka_unit_test(merging), cmocka_unit_test(there_and_back), cmocka_unit_test(large_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

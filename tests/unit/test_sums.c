/* Sums are found whatever order they came in, and each is all that was put there. */
#include "answer/sums.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static uint32_t draw(uint64_t *x, uint32_t below)
{
	*x = *x * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*x >> 33) % below;
}

static void assert_sum(const struct sum *a, const struct sum *b)
{
	assert_int_equal(a->units, b->units);
	assert_int_equal(a->lines, b->lines);
	assert_int_equal(a->squares, b->squares);
}

/* `n` sums at random places (or in order) against an array of all places. */
static void check(uint32_t periods, uint32_t groups, uint32_t categories, size_t n, int in_order)
{
	size_t places = (size_t)periods * groups * categories;
	struct sum *all = calloc(places, sizeof(*all));
	struct sums *s = sums_new(periods, groups, categories);
	uint64_t x = n;

	for (size_t i = 0; i < n; i++) {
		size_t at = in_order ? i * places / n : draw(&x, (uint32_t)places);
		struct sum add = {draw(&x, 100), 1, draw(&x, 10000)};

		all[at].units += add.units;
		all[at].lines += add.lines;
		all[at].squares += add.squares;
		sums_put(s, (uint32_t)(at / categories / groups), (uint32_t)(at / categories % groups),
			 (uint32_t)(at % categories), &add);
	}
	assert_int_equal(sums_seal(s), 0);
	for (size_t at = 0; at < places; at++)
		assert_sum(sums_get(s, (uint32_t)(at / categories / groups), (uint32_t)(at / categories % groups),
				    (uint32_t)(at % categories)),
			   &all[at]);
	sums_free(s);
	free(all);
}

static void all_found(void **state)
{
	static const uint32_t shapes[][3] = {
		{1, 1, 1}, {1, 1, 3}, {7, 1, 2}, {1, 1000, 2}, {36, 300, 9}, {3, 257, 1}, {400, 2, 5},
	};
	/* The last ones fill the first memory several times over. */
	static const size_t counts[] = {0, 1, 2, 100, 50000, 200000};

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		for (size_t k = 0; k < sizeof(counts) / sizeof(*counts); k++)
			for (int in_order = 0; in_order < 2; in_order++)
				check(shapes[i][0], shapes[i][1], shapes[i][2], counts[k], in_order);
}

static void nowhere(void **state)
{
	struct sums *s = sums_new(0, 0, 1);

	(void)state;
	assert_int_equal(sums_seal(s), 0);
	sums_free(s);
	sums_free(NULL);
}

/* Numbers as large as they get, and few sums in all that room. */
static void wide(void **state)
{
	struct sums *s = sums_new(1 << 17, UINT32_MAX, 1 << 15);
	const struct sum one = {1, 2, 3}, zero = {0, 0, 0};

	(void)state;
	sums_put(s, (1 << 17) - 1, UINT32_MAX - 1, (1 << 15) - 1, &one);
	sums_put(s, 5, 77, 1, &one);
	assert_int_equal(sums_seal(s), 0);
	assert_sum(sums_get(s, (1 << 17) - 1, UINT32_MAX - 1, (1 << 15) - 1), &one);
	assert_sum(sums_get(s, 5, 77, 1), &one);
	assert_sum(sums_get(s, 5, 77, 0), &zero);
	assert_sum(sums_get(s, 5, UINT32_MAX - 1, 1), &zero);
	sums_free(s);
}

static void overflow(void **state)
{
	const struct sum large[] = {
		{INT64_MAX, 1, 1},
		{1, INT64_MAX, 1},
		{1, 1, INT64_MAX},
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct sums *s = sums_new(2, 2, 2);

		sums_put(s, 1, 1, 1, &large[i]);
		sums_put(s, 0, 1, 1, &large[i]);
		sums_put(s, 1, 1, 1, &(struct sum){1, 1, 1});
		assert_int_equal(sums_seal(s), -1);
		sums_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_found),
		cmocka_unit_test(nowhere),
		cmocka_unit_test(wide),
		cmocka_unit_test(overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

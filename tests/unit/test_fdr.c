/* False-discovery control: the published example, ties, gaps, order and size. */
#include "stat/fdr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "near.h"

enum { SECONDS_BEFORE_A_HANG = 120, MANY = 1000000 };

typedef void (*adjust_function)(const double *p, double *q, size_t *order, size_t n);

static const adjust_function METHODS[] = {
	fdr_adjust_benjamini_hochberg, fdr_adjust_benjamini_yekutieli, fdr_adjust_holm,
	fdr_adjust_hochberg,           fdr_adjust_bonferroni,
};
enum { METHOD_COUNT = sizeof(METHODS) / sizeof(*METHODS) };

/* Benjamini & Hochberg (1995) sec. 4.1: 15 tests of a thrombolysis trial. */
static const double TRIAL[15] = {
	.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1,
};

static size_t count_at_most(const double *q, size_t n, double limit)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += q[i] <= limit;
	return count;
}

/* The paper: their procedure rejects 4 at .05, Bonferroni and Hochberg 3. */
static void rejections_match_the_paper(void **state)
{
	double q[15];
	size_t order[15];

	(void)state;
	fdr_adjust_benjamini_hochberg(TRIAL, q, order, 15);
	assert_int_equal(count_at_most(q, 15, 0.05), 4);
	assert_near(q[3], 0.0095 * 15 / 4, 1e-14);
	assert_near(q[5], q[6], 0); /* .0278 * 15/6 exceeds .0298 * 15/7 */
	fdr_adjust_bonferroni(TRIAL, q, order, 15);
	assert_int_equal(count_at_most(q, 15, 0.05), 3);
	fdr_adjust_hochberg(TRIAL, q, order, 15);
	assert_int_equal(count_at_most(q, 15, 0.05), 3);
	fdr_adjust_holm(TRIAL, q, order, 15);
	assert_int_equal(count_at_most(q, 15, 0.05), 3);
}

/* By hand for .01 .04 .03: harmonic sum 11/6. */
static void small_example_by_hand(void **state)
{
	static const double P[3] = {0.01, 0.04, 0.03};
	double q[3];
	size_t order[3];

	(void)state;
	fdr_adjust_benjamini_hochberg(P, q, order, 3);
	assert_near(q[0], 0.03, 1e-14);
	assert_near(q[1], 0.04, 1e-14);
	assert_near(q[2], 0.04, 1e-14);
	fdr_adjust_benjamini_yekutieli(P, q, order, 3);
	assert_near(q[0], 0.055, 1e-14);
	assert_near(q[1], 0.04 * 11 / 6, 1e-14);
	fdr_adjust_holm(P, q, order, 3);
	assert_near(q[0], 0.03, 1e-14);
	assert_near(q[1], 0.06, 1e-14);
	assert_near(q[2], 0.06, 1e-14);
	fdr_adjust_hochberg(P, q, order, 3);
	assert_near(q[1], 0.04, 1e-14);
	assert_near(q[2], 0.04, 1e-14);
	fdr_adjust_storey(P, q, order, 3, 0.5);
	assert_near(q[0], 0.015, 1e-14);
	fdr_adjust_storey(P, q, order, 3, 1.5);
	assert_nan(q[0]);
}

/* Rows that were not tested stay out of the count and come back as NaN. */
static void untested_rows_do_not_count(void **state)
{
	static const double P[6] = {NAN, 0.01, 0.04, -1, 0.03, 2};
	double q[6];
	size_t order[6];

	(void)state;
	for (size_t k = 0; k < METHOD_COUNT; k++) {
		double dense[3] = {0.01, 0.04, 0.03};

		METHODS[k](P, q, order, 6);
		METHODS[k](dense, dense, order, 3); /* in place */
		assert_nan(q[0]);
		assert_nan(q[3]);
		assert_nan(q[5]);
		assert_near(q[1], dense[0], 0);
		assert_near(q[2], dense[1], 0);
		assert_near(q[4], dense[2], 0);
	}
}

static void equal_p_values_get_equal_q(void **state)
{
	static const double P[7] = {0.2, 0.01, 0.2, 0.01, 0.01, 0.9, 0};
	double q[7];
	size_t order[7];

	(void)state;
	for (size_t k = 0; k < METHOD_COUNT; k++) {
		METHODS[k](P, q, order, 7);
		assert_near(q[0], q[2], 0);
		assert_near(q[1], q[3], 0);
		assert_near(q[1], q[4], 0);
		assert_near(q[6], 0, 0);
		for (size_t i = 0; i < 7; i++)
			assert_true(q[i] >= P[i] && q[i] <= 1);
	}
}

/* The answer belongs to the row, not to where it stands. */
static void order_of_rows_does_not_matter(void **state)
{
	double p[15], q[15], turned[15];
	size_t order[15];

	(void)state;
	for (size_t i = 0; i < 15; i++)
		p[i] = TRIAL[(i * 7) % 15];
	for (size_t k = 0; k < METHOD_COUNT; k++) {
		METHODS[k](TRIAL, q, order, 15);
		METHODS[k](p, turned, order, 15);
		for (size_t i = 0; i < 15; i++)
			assert_near(turned[i], q[(i * 7) % 15], 0);
	}
}

static void none_and_one(void **state)
{
	double p = 0.04, q = -1;
	size_t order;

	(void)state;
	for (size_t k = 0; k < METHOD_COUNT; k++) {
		METHODS[k](NULL, NULL, NULL, 0);
		METHODS[k](&p, &q, &order, 1);
		assert_near(q, 0.04, 1e-15);
	}
	assert_nan(fdr_find_null_share(NULL, 0, 0.5));
	assert_nan(fdr_find_null_share_best(NULL, 0));
}

/* Storey (2002): half the p-values of a uniform sample lie above .5; none there tells nothing. */
static void null_share_by_hand(void **state)
{
	static const double LOW[4] = {0.001, 0.002, 0.01, 0.03};
	static const double MIXED[6] = {0.01, 0.02, 0.03, 0.7, 0.5, NAN};
	double even[1000];

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		even[i] = ((double)i + 0.5) / 1000;
	assert_near(fdr_find_null_share(even, 1000, 0.5), 1, 1e-14);
	assert_near(fdr_find_null_share_best(even, 1000), 1, 1e-9);
	/* a fifth of them made tiny: four fifths remain true */
	for (size_t i = 0; i < 1000; i += 5)
		even[i] = 1e-9;
	assert_near(fdr_find_null_share(even, 1000, 0.5), 0.8, 1e-14);
	assert_near(fdr_find_null_share_best(even, 1000), 0.8, 0.01);
	assert_near(fdr_find_null_share(MIXED, 6, 0.5), 2 / (5 * 0.5), 1e-14);
	assert_near(fdr_find_null_share(LOW, 4, 0.5), 1, 0);
	assert_nan(fdr_find_null_share(LOW, 4, 1));
	assert_nan(fdr_find_null_share(LOW, 4, -0.1));
	assert_nan(fdr_find_null_share(LOW, 4, NAN));
}

/* A million rows, most of them equal: sorted in time, and still right. */
static void a_million_rows(void **state)
{
	double *p = calloc(MANY, sizeof(*p));
	size_t *order = calloc(MANY, sizeof(*order));

	(void)state;
	assert_non_null(p);
	assert_non_null(order);
	for (size_t i = 0; i < MANY; i++)
		p[i] = i % 10 ? 0.5 : 1e-8;
	fdr_adjust_benjamini_hochberg(p, p, order, MANY);
	assert_near(p[0], 1e-7, 1e-12);
	assert_near(p[MANY - 1], 0.5, 1e-12);
	free(p);
	free(order);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rejections_match_the_paper),
		cmocka_unit_test(small_example_by_hand),
		cmocka_unit_test(untested_rows_do_not_count),
		cmocka_unit_test(equal_p_values_get_equal_q),
		cmocka_unit_test(order_of_rows_does_not_matter),
		cmocka_unit_test(none_and_one),
		cmocka_unit_test(null_share_by_hand),
		cmocka_unit_test(a_million_rows),
	};

	alarm(SECONDS_BEFORE_A_HANG);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

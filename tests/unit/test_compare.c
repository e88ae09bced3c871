/*
 * Two rates: published intervals and p-values, and that intervals and tests agree with each
 * other.
 */
#include "stat/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "near.h"

enum { SECONDS_BEFORE_A_HANG = 120 };

typedef struct interval (*interval_function)(double x1, double n1, double x2, double n2, double level);

static const interval_function DIFFERENCES[] = {
	compare_find_newcombe,
	compare_find_miettinen_nurminen,
	compare_find_mee,
};

/* Pairs that the properties below are tried on: ordinary, one-sided, fractional, huge. */
static const struct {
	double x1, n1, x2, n2;
} PAIRS[] = {
	{56, 70, 48, 80},       {5, 56, 0, 29},          {96, 1200, 150, 1000}, {3, 25, 1, 60},
	{0, 400, 9, 350},       {7.25, 31.5, 3.5, 40.2}, {0.3, 12, 2.7, 9.1},   {12, 12, 3, 9},
	{2e3, 1e8, 2.3e3, 1e8}, {5e7, 1e8, 4.9e7, 1e8},  {3, 1e8, 11, 1e8},     {70, 1000, 70, 1000},
};
enum { PAIR_COUNT = sizeof(PAIRS) / sizeof(*PAIRS) };

/* Newcombe (1998) Stat Med 17:873, table II: methods 10 and 6 (Miettinen-Nurminen) at 95%. */
static void differences_match_newcombe(void **state)
{
	static const struct {
		double x1, n1, x2, n2;
		struct interval hybrid, score;
	} TABLE[] = {
		{56, 70, 48, 80, {0.0524, 0.3339}, {0.0528, 0.3382}},
		{9, 10, 3, 10, {0.1705, 0.8090}, {0.1700, 0.8406}},
		{6, 7, 2, 7, {0.0582, 0.8062}, {0.0342, 0.8534}},
		{5, 56, 0, 29, {-0.0381, 0.1926}, {-0.0326, 0.1933}},
		{0, 10, 0, 20, {-0.1611, 0.2775}, {-0.1658, 0.2844}},
		{0, 10, 0, 10, {-0.2775, 0.2775}, {-0.2879, 0.2879}},
		{10, 10, 0, 20, {0.6791, 1}, {0.7156, 1}},
		{10, 10, 0, 10, {0.6075, 1}, {0.6636, 1}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(TABLE) / sizeof(*TABLE); i++) {
		double x1 = TABLE[i].x1, n1 = TABLE[i].n1, x2 = TABLE[i].x2, n2 = TABLE[i].n2;
		struct interval hybrid = compare_find_newcombe(x1, n1, x2, n2, 0.95);
		struct interval score = compare_find_miettinen_nurminen(x1, n1, x2, n2, 0.95);

		assert_true(fabs(hybrid.low - TABLE[i].hybrid.low) < 0.5001e-4);
		assert_true(fabs(hybrid.high - TABLE[i].hybrid.high) < 0.5001e-4);
		assert_true(fabs(score.low - TABLE[i].score.low) < 0.5001e-4);
		assert_true(fabs(score.high - TABLE[i].score.high) < 0.5001e-4);
	}
	/* all of 10 against none of 10, at the lower limit d: (1-d)/(1+d) = z^2/(N-1) */
	double low = compare_find_miettinen_nurminen(10, 10, 0, 10, 0.95).low;

	assert_near((1 - low) / (1 + low), 1.959963984540054 * 1.959963984540054 / 19, 1e-12);
}

/* help(poisson.test) of R 4.2: 11 in 800 against 21 in 3011; documentation of rateratio.test. */
static void poisson_ratios_match_documented(void **state)
{
	struct interval ratio = compare_find_poisson_ratio(11, 800, 21, 3011, 0.95);

	(void)state;
	assert_near(ratio.low, 0.8584264, 1e-7);
	assert_near(ratio.high, 4.277266, 1e-6);
	assert_near(compare_test_poisson_likelihood(11, 800, 21, 3011), 0.07967, 1e-4);
	assert_near(compare_test_poisson_likelihood(21, 3011, 11, 800), 0.07967, 1e-4);
	assert_near(compare_test_poisson(2, 17877, 9, 16660).central, 0.05011, 1e-4);
}

/* help(fisher.test) of R 4.2: tea tasting and Fisher's twins; by hand 1 + 1 of the 70 tables. */
static void fisher_matches_documented(void **state)
{
	(void)state;
	assert_near(compare_test_fisher(3, 4, 1, 4), 0.4857142857142857, 1e-12);
	assert_near(compare_test_fisher(2, 17, 10, 13), 0.0005367, 1e-3);
	assert_near(compare_test_fisher(4, 4, 0, 4), 2.0 / 70, 1e-12);
	assert_near(compare_test_fisher(2, 4, 2, 4), 1, 0);
	assert_near(compare_test_fisher(0, 5, 0, 9), 1, 0);
	assert_near(compare_test_fisher(5, 5, 9, 9), 1, 0);
	assert_nan(compare_test_fisher(0.5, 5, 1, 9));
}

/* Against the sum over all tables, in every small table. */
static void fisher_equals_its_sum(void **state)
{
	double n1 = 9, n2 = 6;

	(void)state;
	for (double x1 = 0; x1 <= n1; x1++)
		for (double x2 = 0; x2 <= n2; x2++) {
			double events = x1 + x2, p = 0, mass[16] = {0};
			size_t seen = (size_t)x1;

			for (double x = fmax(0, events - n2); x <= fmin(n1, events); x++)
				mass[(size_t)x] =
					exp(lgamma(n1 + 1) - lgamma(x + 1) - lgamma(n1 - x + 1) + lgamma(n2 + 1) -
					    lgamma(events - x + 1) - lgamma(n2 - events + x + 1) - lgamma(n1 + n2 + 1) +
					    lgamma(events + 1) + lgamma(n1 + n2 - events + 1));
			for (size_t i = 0; i < 16; i++)
				if (mass[i] <= mass[seen] * (1 + 1e-7))
					p += mass[i];
			assert_near(compare_test_fisher(x1, n1, x2, n2), fmin(1, p), 1e-10);
		}
}

/* x1 + x2 = 11 events, equal exposures: 67 and 2048 by counting, half of 55 off for the mid-p. */
static void conditional_test_by_hand(void **state)
{
	struct compare_exact p = compare_test_poisson(2, 50, 9, 50);

	(void)state;
	assert_near(p.central, 2 * 67.0 / 2048, 1e-13);
	assert_near(p.mid, 2 * (67 - 27.5) / 2048, 1e-13);
	assert_near(compare_test_poisson_likelihood(2, 50, 9, 50), 2 * 67.0 / 2048, 1e-13);
	assert_near(compare_test_poisson(5, 50, 5, 50).central, 1, 0);
	assert_near(compare_test_poisson(5, 50, 5, 50).mid, 1, 1e-13);
	assert_near(compare_test_poisson_likelihood(5, 50, 5, 50), 1, 0);
	/* all events in one year: one table in the tail */
	assert_near(compare_test_poisson(0, 50, 10, 50).central, 2 * pow(0.5, 10), 1e-12);
	assert_near(compare_test_poisson(0, 50, 10, 50).mid, pow(0.5, 10), 1e-12);
}

/* Exchanging the years turns the sign of a difference and inverts a ratio. */
static void years_are_exchangeable(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAIR_COUNT; i++) {
		double x1 = PAIRS[i].x1, n1 = PAIRS[i].n1, x2 = PAIRS[i].x2, n2 = PAIRS[i].n2;

		for (size_t k = 0; k < 3; k++) {
			struct interval ahead = DIFFERENCES[k](x1, n1, x2, n2, 0.95);
			struct interval back = DIFFERENCES[k](x2, n2, x1, n1, 0.95);

			assert_near(back.low, -ahead.high, 1e-9);
			assert_near(back.high, -ahead.low, 1e-9);
		}
		struct interval ahead = compare_find_ratio(x1, n1, x2, n2, 0.95);
		struct interval back = compare_find_ratio(x2, n2, x1, n1, 0.95);

		assert_near(back.low, 1 / ahead.high, 1e-9);
		assert_near(back.high, 1 / ahead.low, 1e-9);
		ahead = compare_find_poisson_ratio(x1, n1, x2, n2, 0.95);
		back = compare_find_poisson_ratio(x2, n2, x1, n1, 0.95);
		assert_near(back.low, 1 / ahead.high, 1e-11);
		assert_near(back.high, 1 / ahead.low, 1e-11);
		assert_near(compare_test_poisson(x1, n1, x2, n2).mid, compare_test_poisson(x2, n2, x1, n1).mid, 1e-9);
		assert_near(compare_test_score(x1, n1, x2, n2).z, -compare_test_score(x2, n2, x1, n1).z, 1e-12);
	}
}

/* Counting what stayed instead of what came back turns the sign of a difference. */
static void kept_and_returned_mirror(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAIR_COUNT; i++) {
		double x1 = PAIRS[i].x1, n1 = PAIRS[i].n1, x2 = PAIRS[i].x2, n2 = PAIRS[i].n2;

		for (size_t k = 0; k < 3; k++) {
			struct interval returned = DIFFERENCES[k](x1, n1, x2, n2, 0.95);
			struct interval kept = DIFFERENCES[k](n1 - x1, n1, n2 - x2, n2, 0.95);

			/* rates of 1e-8 keep few digits when seen as 1 - rate */
			double slack = 1e-15 + 1e-9 * (kept.high - kept.low);

			assert_true(fabs(kept.low + returned.high) < slack);
			assert_true(fabs(kept.high + returned.low) < slack);
		}
	}
}

/* At the level at which a test only just rejects, the interval it belongs to ends at equality. */
static void intervals_agree_with_their_tests(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAIR_COUNT; i++) {
		double x1 = PAIRS[i].x1, n1 = PAIRS[i].n1, x2 = PAIRS[i].x2, n2 = PAIRS[i].n2;
		struct compare_score score = compare_test_score(x1, n1, x2, n2);
		double central = compare_test_poisson(x1, n1, x2, n2).central;

		if (score.p < 1 && score.p > 1e-8) {
			struct interval d = compare_find_miettinen_nurminen(x1, n1, x2, n2, 1 - score.p);
			struct interval t = compare_find_ratio(x1, n1, x2, n2, 1 - score.p);
			double width = d.high - d.low;

			assert_true(fabs(score.z > 0 ? d.low : d.high) < 1e-8 * width);
			assert_near(score.z > 0 ? t.low : t.high, 1, 1e-7);
		}
		if (central < 1 && central > 1e-8) {
			struct interval t = compare_find_poisson_ratio(x1, n1, x2, n2, 1 - central);

			assert_near(x1 / n1 > x2 / n2 ? t.low : t.high, 1, 1e-6);
		}
	}
}

/* 100 a year in the same exposure, by hand: limits 0.6 and 1.4 around 1, 0.3 and 0.7 around .4 */
static void mover_squares_and_adds(void **state)
{
	struct interval first = {0.6, 1.4}, second = {0.3, 0.7};
	struct interval d = compare_find_mover(1, first, 0.4, second);

	(void)state;
	assert_near(d.low, 0.6 - 0.5, 1e-13); /* sqrt(.4^2 + .3^2) */
	assert_near(d.high, 0.6 + hypot(0.4, 0.1), 1e-13);
	assert_nan(compare_find_mover(1, first, 0.4, (struct interval){NAN, NAN}).low);
	/* of two gamma intervals: a period view that exceeds 1 */
	d = compare_find_mover(37.0 / 31, interval_find_gamma(37, 31, 0.95), 20.0 / 40,
			       interval_find_gamma(20, 40, 0.95));
	assert_true(d.low > 0.2 && d.low < 37.0 / 31 - 0.5 && d.high > 37.0 / 31 - 0.5);
}

/* Effective counts lie between the whole ones they lie between. */
static void fractional_counts_are_continuous(void **state)
{
	double last = INFINITY;

	(void)state;
	for (double x = 3; x <= 9; x += 0.125) {
		struct compare_exact p = compare_test_poisson(x, 100, 20.5, 100);

		assert_true(p.mid > 0 && p.mid < p.central);
		assert_true(p.central > compare_test_poisson(x - 0.125, 100, 20.5, 100).central);
		assert_true(last > compare_find_poisson_ratio(20.5, 100, x, 100, 0.95).low);
		last = compare_find_poisson_ratio(20.5, 100, x, 100, 0.95).low;
	}
}

static void nothing_came_back(void **state)
{
	struct interval ratio = compare_find_poisson_ratio(0, 10, 0, 10, 0.95);

	(void)state;
	assert_nan(compare_test_pooled(0, 10, 0, 10).p);
	assert_nan(compare_test_score(0, 10, 0, 10).p);
	assert_nan(compare_test_score(10, 10, 10, 10).p);
	assert_nan(compare_test_poisson(0, 10, 0, 10).mid);
	assert_nan(compare_test_poisson_likelihood(0, 10, 0, 10));
	assert_near(ratio.low, 0, 0);
	assert_near(ratio.high, INFINITY, 0);
	ratio = compare_find_ratio(0, 10, 0, 10, 0.95);
	assert_near(ratio.low, 0, 0);
	assert_near(ratio.high, INFINITY, 0);
	assert_near(compare_find_ratio(3, 10, 0, 10, 0.95).high, INFINITY, 0);
	assert_near(compare_find_ratio(0, 10, 3, 10, 0.95).low, 0, 0);
}

static void no_rates_is_nan(void **state)
{
	static const struct {
		double x1, n1, x2, n2, level;
	} BAD[] = {
		{1, 0, 1, 10, 0.95},   {1, 10, 1, 0, 0.95},    {-1, 10, 1, 10, 0.95},
		{1, 10, -1, 10, 0.95}, {NAN, 10, 1, 10, 0.95}, {1, 10, 1, INFINITY, 0.95},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		double x1 = BAD[i].x1, n1 = BAD[i].n1, x2 = BAD[i].x2, n2 = BAD[i].n2;

		for (size_t k = 0; k < 3; k++)
			assert_nan(DIFFERENCES[k](x1, n1, x2, n2, 0.95).low);
		assert_nan(compare_find_ratio(x1, n1, x2, n2, 0.95).low);
		assert_nan(compare_find_poisson_ratio(x1, n1, x2, n2, 0.95).high);
		assert_nan(compare_test_pooled(x1, n1, x2, n2).p);
		assert_nan(compare_test_score(x1, n1, x2, n2).p);
		assert_nan(compare_test_fisher(x1, n1, x2, n2));
		assert_nan(compare_test_poisson(x1, n1, x2, n2).central);
		assert_nan(compare_test_poisson_likelihood(x1, n1, x2, n2));
	}
	for (size_t k = 0; k < 3; k++) {
		assert_nan(DIFFERENCES[k](11, 10, 1, 10, 0.95).low); /* more than was shipped */
		assert_nan(DIFFERENCES[k](1, 10, 1, 10, 95).low);
	}
	assert_nan(compare_find_ratio(11, 10, 1, 10, 0.95).low);
	assert_nan(compare_test_score(11, 10, 1, 10).p);
	assert_true(compare_test_poisson(11, 10, 1, 10).mid < 0.05); /* a period view may */
	assert_nan(compare_test_poisson_likelihood(1.5, 10, 1, 10));
}

/* A hundred million a year: the tests end, and far tails are 0 rather than NaN. */
static void huge_counts_end(void **state)
{
	(void)state;
	assert_true(compare_test_fisher(5e7, 1e8, 5.0001e7, 1e8) > 0.8);
	assert_near(compare_test_fisher(4e7, 1e8, 5e7, 1e8), 0, 0);
	assert_true(compare_test_poisson_likelihood(5e7, 1e8, 5.0001e7, 1e8) > 0.9);
	assert_near(compare_test_poisson(4e7, 1e8, 5e7, 1e8).central, 0, 0);
	assert_near(compare_test_poisson(4e7, 1e8, 5e7, 1e8).mid, 0, 0);
	assert_near(compare_find_poisson_ratio(4e7, 1e8, 5e7, 1e8, 0.95).low, 0.8, 1e-3);
	/* exact and score tests meet */
	assert_near(compare_test_fisher(50010000, 1e8, 50000000, 1e8),
		    compare_test_score(50010000, 1e8, 50000000, 1e8).p, 1e-2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_match_newcombe),
		cmocka_unit_test(poisson_ratios_match_documented),
		cmocka_unit_test(fisher_matches_documented),
		cmocka_unit_test(fisher_equals_its_sum),
		cmocka_unit_test(conditional_test_by_hand),
		cmocka_unit_test(years_are_exchangeable),
		cmocka_unit_test(kept_and_returned_mirror),
		cmocka_unit_test(intervals_agree_with_their_tests),
		cmocka_unit_test(mover_squares_and_adds),
		cmocka_unit_test(fractional_counts_are_continuous),
		cmocka_unit_test(nothing_came_back),
		cmocka_unit_test(no_rates_is_nan),
		cmocka_unit_test(huge_counts_end),
	};

	alarm(SECONDS_BEFORE_A_HANG);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* One rate and its interval: published limits, ends, fractional and huge counts. */
#include "stat/interval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "near.h"

enum { SECONDS_BEFORE_A_HANG = 120 };

typedef struct interval (*interval_function)(double x, double n, double level);

static const interval_function BINOMIAL[] = {
	interval_find_wilson,
	interval_find_clopper_pearson,
	interval_find_jeffreys,
};

static const interval_function POISSON[] = {interval_find_gamma, interval_find_byar};

/* Half a unit of the last printed digit. */
static void assert_printed(struct interval got, double low, double high, double unit)
{
	if (fabs(got.low - low) > 0.5001 * unit || fabs(got.high - high) > 0.5001 * unit)
		print_error("got %.9f %.9f, printed %.9f %.9f\n", got.low, got.high, low, high);
	assert_true(fabs(got.low - low) <= 0.5001 * unit);
	assert_true(fabs(got.high - high) <= 0.5001 * unit);
}

/* Newcombe (1998) Stat Med 17:857, table I: methods 3 (score) and 5 (exact) at 95%. */
static void binomial_matches_newcombe(void **state)
{
	(void)state;
	assert_printed(interval_find_wilson(81, 263, 0.95), 0.2553, 0.3662, 1e-4);
	assert_printed(interval_find_wilson(15, 148, 0.95), 0.0624, 0.1605, 1e-4);
	assert_printed(interval_find_wilson(0, 20, 0.95), 0, 0.1611, 1e-4);
	assert_printed(interval_find_wilson(1, 29, 0.95), 0.0061, 0.1718, 1e-4);
	assert_printed(interval_find_clopper_pearson(81, 263, 0.95), 0.2527, 0.3676, 1e-4);
	assert_printed(interval_find_clopper_pearson(15, 148, 0.95), 0.0578, 0.1617, 1e-4);
	assert_printed(interval_find_clopper_pearson(0, 20, 0.95), 0, 0.1684, 1e-4);
	assert_printed(interval_find_clopper_pearson(1, 29, 0.95), 0.0009, 0.1776, 1e-4);
}

/* Garwood (1936) for 10 events; Byar for 65 as in the test data of PHEindicatormethods. */
static void poisson_matches_published(void **state)
{
	(void)state;
	assert_printed(interval_find_gamma(10, 1, 0.95), 4.795389, 18.390356, 1e-6);
	assert_printed(interval_find_byar(65, 1, 0.95), 50.163188, 82.849139, 1e-6);
}

/* Nothing came back, everything came back: closed forms, however many were shipped. */
static void ends_have_closed_forms(void **state)
{
	double z = 1.959963984540054;

	(void)state;
	for (double n = 1; n <= 1e8; n *= 10) {
		struct interval none = interval_find_wilson(0, n, 0.95);
		struct interval all = interval_find_wilson(n, n, 0.95);

		assert_near(none.low, 0, 0);
		assert_near(none.high, z * z / (n + z * z), 1e-12);
		assert_near(all.low, n / (n + z * z), 1e-12);
		assert_near(all.high, 1, 0);
		none = interval_find_clopper_pearson(0, n, 0.95);
		all = interval_find_clopper_pearson(n, n, 0.95);
		assert_near(none.low, 0, 0);
		assert_near(none.high, -expm1(log(0.025) / n), 1e-12);
		assert_near(all.low, exp(log(0.025) / n), 1e-12);
		assert_near(all.high, 1, 0);
		assert_near(interval_find_jeffreys(0, n, 0.95).low, 0, 0);
		assert_near(interval_find_jeffreys(n, n, 0.95).high, 1, 0);
		assert_near(interval_find_gamma(0, n, 0.95).low, 0, 0);
		assert_near(interval_find_gamma(0, n, 0.95).high, -log(0.025) / n, 1e-12);
		assert_near(interval_find_byar(0, n, 0.95).low, 0, 0);
	}
}

static void limits_hold_the_rate_and_widen_with_the_level(void **state)
{
	static const double SHARES[] = {0, 1e-6, 0.001, 0.07, 0.5, 0.9, 1};

	(void)state;
	for (double n = 1; n <= 1e8; n *= 10)
		for (size_t i = 0; i < sizeof(SHARES) / sizeof(*SHARES); i++) {
			double x = SHARES[i] * n; /* fractional where n is small */

			for (size_t k = 0; k < 5; k++) {
				interval_function find = k < 3 ? BINOMIAL[k] : POISSON[k - 3];
				struct interval inner = find(x, n, 0.95);
				struct interval outer = find(x, n, 0.998);

				if (find == interval_find_byar && x < 1)
					continue; /* an approximation for counts */
				/* Jeffreys may leave out a rate below a fraction of a return */
				if (find != interval_find_jeffreys || x >= 1 || x == 0)
					assert_true(inner.low <= x / n && x / n <= inner.high);
				assert_true(outer.low <= inner.low && inner.high <= outer.high);
			}
		}
}

/* Few returns of very many units: binomial and Poisson limits are the same. */
static void rare_returns_are_poisson(void **state)
{
	struct interval binomial = interval_find_clopper_pearson(7, 1e8, 0.95);
	struct interval poisson = interval_find_gamma(7, 1e8, 0.95);

	(void)state;
	assert_near(binomial.low, poisson.low, 1e-6);
	assert_near(binomial.high, poisson.high, 1e-6);
}

/* More came back than was shipped: an ordinary period view, impossible as a proportion. */
static void more_returns_than_shipments(void **state)
{
	struct interval limits = interval_find_gamma(37, 31, 0.95);

	(void)state;
	assert_true(limits.low > 0.8 && limits.low < 37.0 / 31 && limits.high > 1.6);
	for (size_t k = 0; k < 3; k++)
		assert_nan(BINOMIAL[k](37, 31, 0.95).low);
}

static void no_rate_is_nan(void **state)
{
	static const struct {
		double x, n, level;
	} BAD[] = {
		{0, 0, 0.95},    {1, 0, 0.95},   {-1, 10, 0.95},       {1, -10, 0.95},
		{NAN, 10, 0.95}, {1, NAN, 0.95}, {INFINITY, 10, 0.95}, {1, INFINITY, 0.95},
		{1, 10, 0},      {1, 10, 1},     {1, 10, 95},          {1, 10, NAN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++)
		for (size_t k = 0; k < 5; k++) {
			interval_function find = k < 3 ? BINOMIAL[k] : POISSON[k - 3];
			struct interval limits = find(BAD[i].x, BAD[i].n, BAD[i].level);

			assert_nan(limits.low);
			assert_nan(limits.high);
		}
}

/* 12 units in lines of 1, 1, 4 and 6: squares 54, so 4.5 units an event. */
static void effective_counts_keep_the_rate(void **state)
{
	double size = interval_find_unit_size(12, 54, 1);
	struct effective e = interval_shrink_counts(12, 90, size);

	(void)state;
	assert_near(size, 4.5, 1e-15);
	assert_near(e.count, 144.0 / 54, 1e-15);
	assert_near(e.count / e.exposure, 12.0 / 90, 1e-15);
	assert_true(interval_find_gamma(e.count, e.exposure, 0.95).high > interval_find_gamma(12, 90, 0.95).high);
	/* nothing returned: the data cannot tell, the neighbour's size is used */
	assert_near(interval_find_unit_size(0, 0, 3), 3, 0);
	e = interval_shrink_counts(0, 90, 3);
	assert_near(interval_find_gamma(e.count, e.exposure, 0.95).high, -log(0.025) / 30, 1e-12);
	assert_nan(interval_find_unit_size(5, 0, 1));
	assert_nan(interval_find_unit_size(-1, 1, 1));
	assert_nan(interval_shrink_counts(1, 2, 0).count);
	assert_nan(interval_find_gamma(interval_shrink_counts(1, 2, NAN).count, 2, 0.95).low);
}

/*
 * By hand: r = 3/10, residuals .4 -.9 .8 -.3, sum of squares 1.7, variance (4/3) 1.7 / 100;
 * binomial variance .021; t(.975, 3) = 3.182446.
 */
static void cluster_ratio_by_hand(void **state)
{
	static const double X[] = {1, 0, 2, 0}, N[] = {2, 3, 4, 1};
	struct cluster_ratio c = interval_find_cluster_ratio(X, N, 4, 0.95);
	double error = sqrt(6.8 / 300);

	(void)state;
	assert_near(c.rate, 0.3, 1e-14);
	assert_near(c.error, error, 1e-14);
	assert_near(c.binomial_error, sqrt(0.021), 1e-14);
	assert_near(c.design_effect, 6.8 / 300 / 0.021, 1e-13);
	assert_near(c.effective_size, 10 * 0.021 * 300 / 6.8, 1e-13);
	assert_near(c.linear.high, 0.3 + 3.182446305284263 * error, 1e-12);
	assert_near(log(c.logit.low / (1 - c.logit.low)), log(3.0 / 7) - 3.182446305284263 * error / 0.21, 1e-12);
	assert_near(c.wilson.low, interval_find_wilson(0.3 * c.effective_size, c.effective_size, 0.95).low, 0);
}

/* Orders of one unit each: no clustering, design effect m/(m-1). */
static void single_units_are_binomial(void **state)
{
	double x[50], n[50];

	(void)state;
	for (size_t i = 0; i < 50; i++) {
		x[i] = i % 10 == 0;
		n[i] = 1;
	}
	assert_near(interval_find_cluster_ratio(x, n, 50, 0.95).design_effect, 50.0 / 49, 1e-12);
}

static void clusters_without_an_answer(void **state)
{
	static const double NONE[] = {0, 0, 0}, SOME[] = {2, 1, 4}, NEGATIVE[] = {2, -1, 4};
	struct cluster_ratio c = interval_find_cluster_ratio(NONE, SOME, 3, 0.95);

	(void)state;
	assert_near(c.rate, 0, 0);
	assert_near(c.error, 0, 0);
	assert_nan(c.design_effect);
	assert_nan(c.logit.low);
	assert_nan(c.wilson.high);
	assert_nan(interval_find_cluster_ratio(SOME, SOME, 1, 0.95).rate);
	assert_nan(interval_find_cluster_ratio(SOME, SOME, 0, 0.95).rate);
	assert_nan(interval_find_cluster_ratio(NONE, NONE, 3, 0.95).rate);
	assert_nan(interval_find_cluster_ratio(NEGATIVE, SOME, 3, 0.95).rate);
	assert_nan(interval_find_cluster_ratio(SOME, SOME, 3, 1.5).rate);
}

/* By hand: 10 and 20 of 100: chi2 = 2 * 25 / 12.75 with 1 degree of freedom. */
static void dispersion_by_hand(void **state)
{
	static const double X[] = {10, 0, 20}, N[] = {100, 0, 100};
	struct dispersion d = interval_find_dispersion(X, N, 3, 0.95);
	double chi2 = 50 / 12.75;

	(void)state;
	assert_near(d.rate, 0.15, 1e-14);
	assert_near(d.chi2, chi2, 1e-13);
	assert_near(d.phi, chi2, 1e-13); /* the empty month is no degree of freedom */
	assert_near(d.p, erfc(sqrt(chi2 / 2)), 1e-12);
	assert_true(d.pooled.low < 0.15 && d.pooled.high > 0.15);
	assert_nan(interval_find_dispersion(X, N, 2, 0.95).phi);
	assert_nan(interval_find_dispersion(N, N, 3, 0.95).phi);
	assert_nan(interval_find_dispersion(X, N, 3, 0).phi);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(binomial_matches_newcombe),
		cmocka_unit_test(poisson_matches_published),
		cmocka_unit_test(ends_have_closed_forms),
		cmocka_unit_test(limits_hold_the_rate_and_widen_with_the_level),
		cmocka_unit_test(rare_returns_are_poisson),
		cmocka_unit_test(more_returns_than_shipments),
		cmocka_unit_test(no_rate_is_nan),
		cmocka_unit_test(effective_counts_keep_the_rate),
		cmocka_unit_test(cluster_ratio_by_hand),
		cmocka_unit_test(single_units_are_binomial),
		cmocka_unit_test(clusters_without_an_answer),
		cmocka_unit_test(dispersion_by_hand),
	};

	alarm(SECONDS_BEFORE_A_HANG);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Gamma, beta and binomial distributions where other libraries fail: large, tiny and fractional. */
#include "stat/special.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "near.h"

enum { SECONDS_BEFORE_A_HANG = 120 };

/*
 * Reference values below, unless a source stands beside them: series and continued fractions of
 * the same functions in mpmath 1.3 at 40 digits, quantiles by bisection.
 */

static void gamma_tails_match_high_precision(void **state)
{
	static const struct {
		double a, x, lower, upper;
	} VALUES[] = {
		{0.5, 0.01, 0.112462916018284893, 0.887537083981715107}, /* series */
		{0.5, 3, 0.98569412156457036, 0.0143058784354296395},    /* continued fraction */
		{3, 1, 0.080301397071394196, 0.919698602928605804},
		{3, 9, 0.993767804893622683, 0.00623219510637731725},
		{19, 30, 0.98706729823383434, 0.0129327017661656602},
		{20, 11, 0.00928945796810105175, 0.990710542031898948}, /* uniform expansion */
		{25, 25, 0.526601531443650643, 0.473398468556349357},
		{100, 130, 0.997249591632693474, 0.00275040836730652628},
		{1000, 900, 0.000549902265711782923, 0.999450097734288217},
		{250000, 249000, 0.0226420421981132884, 0.977357957801886712},
		{1e8, 99990000, 0.15865525352814383, 0.84134474647185617},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(VALUES) / sizeof(*VALUES); i++) {
		struct special_tails t = special_find_gamma_tails(VALUES[i].a, VALUES[i].x);

		assert_near(t.lower, VALUES[i].lower, 1e-12);
		assert_near(t.upper, VALUES[i].upper, 1e-12);
	}
}

/* Where the methods meet, neighbouring points must not step: P rises as its density says. */
static void gamma_methods_join_smoothly(void **state)
{
	(void)state;
	for (double a = 19.5; a < 21; a += 0.25)
		for (double x = 4; x < 60; x += 0.37) {
			double h = 1e-4;
			double step =
				special_find_gamma_tails(a, x + h).lower - special_find_gamma_tails(a, x - h).lower;
			double density = exp((a - 1) * log(x) - x - lgamma(a));

			if (density > 1e-6)
				assert_near(step / (2 * h), density, 1e-5);
		}
}

static void gamma_quantiles_match_high_precision(void **state)
{
	static const struct {
		double p, a, x;
	} VALUES[] = {
		{0.025, 0.5, 0.000491034558587628011},
		{0.025, 10, 4.79538869613243368}, /* Garwood 1936: 4.795 and 18.390 for 10 events */
		{0.975, 11, 18.390356042017777},
		{0.001, 1.5, 0.0121487929078463668},
		{1e-10, 50, 17.1999119545624091},
		{0.975, 250001, 250981.930760977129},
		{0.5, 1e6, 999999.66666668642},
		{0.975, 1e8, 100019600.586981144},
		{0.999, 0.01, 1.50908414769474993},
		{0.975, 1, 3.6888794541139363},      /* -ln 0.025 */
		{0.95, 0.5, 3.8414588206941236 / 2}, /* chi-squared, 1 degree of freedom: 3.8415 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(VALUES) / sizeof(*VALUES); i++)
		assert_near(special_find_gamma_quantile(VALUES[i].p, VALUES[i].a), VALUES[i].x, 2e-12);
}

static void beta_tails_match_high_precision(void **state)
{
	static const struct {
		double a, b, x, lower, upper;
	} VALUES[] = {
		{0.5, 0.5, 0.1, 0.204832764699133458, 0.795167235300866542}, /* arcsine law */
		{2, 3, 0.25, 0.26171875, 0.73828125},                        /* exact: 67/256 */
		{4, 18, 0.2, 0.629623966645050457, 0.370376033354949543},
		{57, 290, 0.12, 0.00851369879331092732, 0.991486301206689073},
		{1, 1e6, 1e-6, 0.632120742768354889, 0.367879257231645111},
		{8, 9876536, 1e-6, 0.76845211302789683, 0.23154788697210317},
		{1000, 2000, 0.34, 0.781215091160642725, 0.218784908839357275},
		{500000, 9500000, 0.0501, 0.926536581726869688, 0.0734634182731303123},
		{3e6, 3e6, 0.5002, 0.836406560701702491, 0.163593439298297509},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(VALUES) / sizeof(*VALUES); i++) {
		double a = VALUES[i].a, b = VALUES[i].b, x = VALUES[i].x;
		struct special_tails t = special_find_beta_tails(a, b, x, 1 - x);
		struct special_tails mirror = special_find_beta_tails(b, a, 1 - x, x);

		assert_near(t.lower, VALUES[i].lower, 2e-12);
		assert_near(t.upper, VALUES[i].upper, 2e-12);
		assert_near(mirror.upper, t.lower, 1e-13);
	}
}

static void beta_quantiles_match_high_precision(void **state)
{
	static const struct {
		double p, a, b, x, odds;
	} VALUES[] = {
		{0.025, 0.5, 0.5, 0.00154133313343601207, 0.00154371250867413114},
		/* Clopper-Pearson for 81/263, Newcombe 1998 table I: .2527 and .3676 */
		{0.025, 81, 183, 0.252736745585271164, 0.338216477382150304},
		{0.975, 82, 182, 0.367621922601351353, 0.581332490388663399},
		{0.025, 0.05, 3, 2.09188056093338772e-33, 2.09188056093338772e-33},
		/* GSL 2.7: silently wrong by 9e-4, and a loop of more than a minute */
		{0.975, 3e6, 7e6, 0.300284063629132123, 0.429151385613109231},
		{0.025, 3505032, 2795313, 0.555935865036557724, 1.25192696564500829},
		{0.025, 123456, 2222223, 0.0523458480655753952, 0.0552372909027233412},
		{0.975, 9, 9876535, 1.59602231520479776e-6, 1.59602486249609393e-6},
		/* (5 B(5,5) p)^(1/5) */
		{1e-300, 5, 5, 3.80124525450081394e-61, 3.80124525450081394e-61},
		{0.975, 1, 20, 0.168433470983085, 0.168433470983085 / (1 - 0.168433470983085)},
	};
	size_t n = sizeof(VALUES) / sizeof(*VALUES) - 1;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		double p = VALUES[i].p, a = VALUES[i].a, b = VALUES[i].b;

		assert_near(special_find_beta_quantile(p, a, b), VALUES[i].x, 1e-11);
		assert_near(special_find_beta_odds(p, a, b), VALUES[i].odds, 1e-11);
	}
	/* 0/20, Newcombe 1998 table I: upper limit .1684 */
	assert_near(special_find_beta_quantile(VALUES[n].p, 1, 20), VALUES[n].x, 1e-13);
	assert_near(special_find_beta_odds(VALUES[n].p, 1, 20), VALUES[n].odds, 1e-11);
}

/*
 * A quantile put back into its distribution gives its probability, over all sizes the tools meet.
 */
static void quantiles_invert_tails(void **state)
{
	static const double TAILS[] = {1e-12, 0.001, 0.025, 0.1, 0.4, 0.5, 0.6, 0.975, 0.999};

	(void)state;
	for (size_t k = 0; k < sizeof(TAILS) / sizeof(*TAILS); k++)
		for (double a = 0.05; a < 2e8; a *= 3.7) {
			double p = TAILS[k];
			/* a relative error in x grows by the square root of a in the probability */
			double slack = 1e-13 * (1 + sqrt(a)) * 10;
			double x = special_find_gamma_quantile(p, a);
			struct special_tails t = special_find_gamma_tails(a, x);

			assert_near(p <= 0.5 ? t.lower : t.upper, p <= 0.5 ? p : 1 - p, slack);
			for (double b = 0.05; b < 2e8; b *= 41) {
				double odds = special_find_beta_odds(p, a, b);
				double y = 1 / (1 + odds);

				if (odds == 0 || isinf(odds))
					continue;
				t = special_find_beta_tails(a, b, odds * y, y);
				assert_near(p <= 0.5 ? t.lower : t.upper, p <= 0.5 ? p : 1 - p, slack);
			}
		}
}

static void quantiles_below_the_smallest_double_are_zero(void **state)
{
	(void)state;
	assert_near(special_find_gamma_quantile(1e-5, 0.001), 0, 0);
	assert_near(special_find_beta_quantile(1e-5, 0.001, 2), 0, 0);
	assert_near(special_find_beta_quantile(0.5, 2, 0.001), 1, 0);
	assert_near(special_find_beta_odds(0.9, 2, 0.001), INFINITY, 0);
}

static void binomial_equals_its_sum(void **state)
{
	(void)state;
	for (double n = 1; n <= 30; n++) {
		double sum = 0, p = 0.3;

		for (double x = 0; x < n; x++) {
			double mass =
				exp(lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1)) * pow(p, x) * pow(1 - p, n - x);
			double log_mass = special_find_binomial_log_mass(x, n, p, 1 - p);

			sum += mass;
			assert_near(exp(log_mass), mass, 1e-11);
			assert_near(special_find_binomial_tails(x, n, p, 1 - p).lower, sum, 1e-11);
		}
	}
	assert_near(special_find_binomial_tails(5, 5, 0.3, 0.7).lower, 1, 0);
	assert_near(special_find_binomial_log_mass(0, 0, 0.3, 0.7), 0, 0);
	assert_near(special_find_binomial_log_mass(1, 2, 0, 1), -INFINITY, 0);
	assert_near(special_find_binomial_log_mass(2, 2, 0, 1), -INFINITY, 0);
}

/* A fractional count lies between its neighbours. */
static void fractional_counts_are_continuous(void **state)
{
	double last = 0;

	(void)state;
	for (double x = 0; x < 7.5; x += 0.125) {
		double now = special_find_binomial_tails(x, 7.5, 0.4, 0.6).lower;

		assert_true(now > last);
		last = now;
	}
}

static void normal_and_t_match_tables(void **state)
{
	(void)state;
	assert_near(special_find_normal_quantile(0.975), 1.959963984540054, 1e-14);
	assert_near(special_find_normal_quantile(0.5), 0, 0);
	/* printed tables: 12.706, 2.228, 1.960 at .975; 3.169 at .995 and 10 degrees */
	assert_near(special_find_t_quantile(0.975, 1), 12.706204736174698, 1e-12);
	assert_near(special_find_t_quantile(0.975, 10), 2.2281388519862747, 1e-12);
	assert_near(special_find_t_quantile(0.025, 10), -2.2281388519862747, 1e-12);
	assert_near(special_find_t_quantile(0.995, 10), 3.169272672616, 1e-11);
	assert_near(special_find_t_quantile(0.975, 1e8), 1.959963984540054, 1e-7);
	assert_near(special_find_t_quantile(0.5, 3), 0, 0);
}

static void outside_the_domain_is_nan(void **state)
{
	static const double BAD[] = {0, -1, NAN, INFINITY};

	(void)state;
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		assert_nan(special_find_gamma_tails(BAD[i], 1).lower);
		assert_nan(special_find_gamma_quantile(0.5, BAD[i]));
		assert_nan(special_find_beta_tails(BAD[i], 1, 0.5, 0.5).upper);
		assert_nan(special_find_beta_tails(1, BAD[i], 0.5, 0.5).upper);
		assert_nan(special_find_beta_quantile(0.5, BAD[i], 1));
		assert_nan(special_find_beta_odds(0.5, 1, BAD[i]));
		assert_nan(special_find_t_quantile(0.9, BAD[i]));
	}
	assert_nan(special_find_gamma_tails(1, NAN).lower);
	assert_nan(special_find_gamma_quantile(NAN, 1));
	assert_nan(special_find_gamma_quantile(-0.1, 1));
	assert_nan(special_find_gamma_quantile(1.1, 1));
	assert_nan(special_find_beta_quantile(NAN, 1, 1));
	assert_nan(special_find_beta_tails(1, 1, 0.5, 0.6).lower);
	assert_nan(special_find_beta_tails(1, 1, NAN, NAN).lower);
	assert_nan(special_find_binomial_tails(3, 2, 0.5, 0.5).lower);
	assert_nan(special_find_binomial_tails(-1, 2, 0.5, 0.5).lower);
	assert_nan(special_find_binomial_log_mass(1, 2, 0.5, 0.7));
	assert_nan(special_find_normal_quantile(0));
	assert_nan(special_find_normal_quantile(1));
}

static void ends_of_the_range(void **state)
{
	(void)state;
	assert_near(special_find_gamma_tails(3, 0).upper, 1, 0);
	assert_near(special_find_gamma_tails(3, -1).lower, 0, 0);
	assert_near(special_find_gamma_tails(3, INFINITY).lower, 1, 0);
	assert_near(special_find_gamma_quantile(0, 3), 0, 0);
	assert_near(special_find_gamma_quantile(1, 3), INFINITY, 0);
	assert_near(special_find_beta_tails(3, 2, 0, 1).lower, 0, 0);
	assert_near(special_find_beta_tails(3, 2, 1, 0).lower, 1, 0);
	assert_near(special_find_beta_quantile(0, 3, 2), 0, 0);
	assert_near(special_find_beta_quantile(1, 3, 2), 1, 0);
	assert_near(special_find_beta_odds(1, 3, 2), INFINITY, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gamma_tails_match_high_precision),
		cmocka_unit_test(gamma_methods_join_smoothly),
		cmocka_unit_test(gamma_quantiles_match_high_precision),
		cmocka_unit_test(beta_tails_match_high_precision),
		cmocka_unit_test(beta_quantiles_match_high_precision),
		cmocka_unit_test(quantiles_invert_tails),
		cmocka_unit_test(quantiles_below_the_smallest_double_are_zero),
		cmocka_unit_test(binomial_equals_its_sum),
		cmocka_unit_test(fractional_counts_are_continuous),
		cmocka_unit_test(normal_and_t_match_tables),
		cmocka_unit_test(outside_the_domain_is_nan),
		cmocka_unit_test(ends_of_the_range),
	};

	alarm(SECONDS_BEFORE_A_HANG);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

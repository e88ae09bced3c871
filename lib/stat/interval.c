#include "stat/interval.h"

#include "stat/special.h"

#include <math.h>

static const struct interval NO_INTERVAL = {NAN, NAN};

bool interval_is_level(double level)
{
	return level > 0 && level < 1;
}

bool interval_is_rate(double x, double n)
{
	return isfinite(x) && isfinite(n) && x >= 0 && n > 0;
}

static bool is_proportion(double x, double n)
{
	return interval_is_rate(x, n) && x <= n;
}

/* The probability in each tail outside an interval. */
static double tail_of(double level)
{
	return (1 - level) / 2;
}

double interval_find_deviate(double level)
{
	return -special_find_normal_quantile(tail_of(level));
}

double interval_find_unit_size(double total, double squares, double otherwise)
{
	if (!(total >= 0 && squares >= 0))
		return NAN;
	if (total == 0)
		return otherwise;
	return squares > 0 ? squares / total : NAN;
}

struct effective interval_shrink_counts(double returned, double shipped, double unit_size)
{
	if (!(unit_size > 0))
		return (struct effective){NAN, NAN};
	return (struct effective){returned / unit_size, shipped / unit_size};
}

/*
 * The lower limit, computed as the product of both roots divided by the upper root: this avoids the
 * difference of nearly equal numbers and is exactly 0 at p = 0.
 */
static double wilson_low(double p, double n, double z)
{
	double square = z * z;
	double root = z * sqrt(square + 4 * n * p * (1 - p));

	return 2 * n * p * p / (2 * n * p + square + root);
}

/* All terms are positive; 1 - wilson_low(1 - p) would lose the digits of a small limit. */
static double wilson_high(double p, double n, double z)
{
	double square = z * z;
	double root = z * sqrt(square + 4 * n * p * (1 - p));

	return (2 * n * p + square + root) / (2 * (n + square));
}

struct interval interval_find_wilson(double x, double n, double level)
{
	if (!is_proportion(x, n) || !interval_is_level(level))
		return NO_INTERVAL;

	double z = interval_find_deviate(level);

	double p = x / n;

	return (struct interval){wilson_low(p, n, z), x < n ? wilson_high(p, n, z) : 1};
}

struct interval interval_find_clopper_pearson(double x, double n, double level)
{
	if (!is_proportion(x, n) || !interval_is_level(level))
		return NO_INTERVAL;

	double tail = tail_of(level);

	return (struct interval){
		x > 0 ? special_find_beta_quantile(tail, x, n - x + 1) : 0,
		x < n ? special_find_beta_quantile(1 - tail, x + 1, n - x) : 1,
	};
}

struct interval interval_find_jeffreys(double x, double n, double level)
{
	if (!is_proportion(x, n) || !interval_is_level(level))
		return NO_INTERVAL;

	double tail = tail_of(level);

	return (struct interval){
		x > 0 ? special_find_beta_quantile(tail, x + 0.5, n - x + 0.5) : 0,
		x < n ? special_find_beta_quantile(1 - tail, x + 0.5, n - x + 0.5) : 1,
	};
}

struct interval interval_find_gamma(double x, double exposure, double level)
{
	if (!interval_is_rate(x, exposure) || !interval_is_level(level))
		return NO_INTERVAL;

	double tail = tail_of(level);

	return (struct interval){
		x > 0 ? special_find_gamma_quantile(tail, x) / exposure : 0,
		special_find_gamma_quantile(1 - tail, x + 1) / exposure,
	};
}

static double byar_limit(double x, double z)
{
	return x * pow(1 - 1 / (9 * x) + z / (3 * sqrt(x)), 3);
}

struct interval interval_find_byar(double x, double exposure, double level)
{
	if (!interval_is_rate(x, exposure) || !interval_is_level(level))
		return NO_INTERVAL;

	double z = interval_find_deviate(level);

	return (struct interval){
		x > 0 ? byar_limit(x, -z) / exposure : 0,
		byar_limit(x + 1, z) / exposure,
	};
}

static double logistic(double u)
{
	return 1 / (1 + exp(-u));
}

/* rate -/+ t error, transformed to the log odds and back */
static struct interval logit_interval(double rate, double error, double t)
{
	double centre = log(rate / (1 - rate));
	double half = t * error / (rate * (1 - rate));

	return (struct interval){logistic(centre - half), logistic(centre + half)};
}

/* Sum both counts. Returns false when one of them is not a valid count. */
static bool sum_counts(const double *x, const double *n, size_t m, double *returned, double *shipped)
{
	*returned = 0;
	*shipped = 0;
	for (size_t i = 0; i < m; i++) {
		if (!(x[i] >= 0 && n[i] >= 0) || isinf(x[i]) || isinf(n[i]))
			return false;
		*returned += x[i];
		*shipped += n[i];
	}
	return true;
}

struct cluster_ratio interval_find_cluster_ratio(const double *x, const double *n, size_t m, double level)
{
	struct cluster_ratio c = {
		NAN, NAN, NAN, NAN, NAN, NO_INTERVAL, NO_INTERVAL, NO_INTERVAL,
	};
	double returned, shipped;

	if (m < 2 || !interval_is_level(level) || !sum_counts(x, n, m, &returned, &shipped) || shipped == 0)
		return c;
	c.rate = returned / shipped;

	double squares = 0;

	for (size_t i = 0; i < m; i++) {
		double rest = x[i] - c.rate * n[i];

		squares += rest * rest;
	}
	double clusters = (double)m;
	double t = special_find_t_quantile(1 - tail_of(level), clusters - 1);

	c.error = sqrt(clusters / (clusters - 1) * squares) / shipped;
	c.linear = (struct interval){c.rate - t * c.error, c.rate + t * c.error};
	if (!(c.rate > 0 && c.rate < 1))
		return c;
	c.binomial_error = sqrt(c.rate * (1 - c.rate) / shipped);
	c.design_effect = c.error * c.error / (c.binomial_error * c.binomial_error);
	c.effective_size = shipped / c.design_effect;
	c.logit = logit_interval(c.rate, c.error, t);
	c.wilson = interval_find_wilson(c.rate * c.effective_size, c.effective_size, level);
	return c;
}

struct dispersion interval_find_dispersion(const double *x, const double *n, size_t m, double level)
{
	struct dispersion d = {NAN, NAN, NAN, NAN, NO_INTERVAL};
	double returned, shipped;

	if (!interval_is_level(level) || !sum_counts(x, n, m, &returned, &shipped))
		return d;
	if (!(returned > 0 && returned < shipped))
		return d;

	double rate = returned / shipped;
	double variance = rate * (1 - rate);
	double chi2 = 0;
	size_t used = 0;

	for (size_t i = 0; i < m; i++) {
		if (n[i] == 0)
			continue;
		double rest = x[i] - rate * n[i];

		chi2 += rest * rest / (n[i] * variance);
		used++;
	}
	if (used < 2)
		return d;

	double df = (double)used - 1;
	double t = special_find_t_quantile(1 - tail_of(level), df);

	d.rate = rate;
	d.chi2 = chi2;
	d.phi = chi2 / df;
	d.p = special_find_gamma_tails(df / 2, chi2 / 2).upper;
	d.pooled = logit_interval(rate, sqrt(d.phi * variance / shipped), t);
	return d;
}

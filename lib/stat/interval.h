/*
 * interval: confidence intervals of one return rate.
 *
 * There are two kinds of rate. Binomial-type: x of n shipped units were returned, 0 <= x <= n.
 * Poisson-type: x returns over an exposure of n shipped units that are not the same units, so x may
 * exceed n. Counts need not be whole: the units of one order line are returned together, so callers
 * pass effective counts (interval_shrink_counts). Limits are fractions of a unit shipped, two-sided
 * and equal-tailed at `level` (such as 0.95), and enclose the rate x/n.
 *
 * All results are NaN when n = 0 (a rate without shipments is undefined), a count is negative or
 * infinite, x > n for a binomial-type rate, or the level is outside (0, 1). Nothing is clipped into
 * the domain. GSL's error handler is never reached (see special.h).
 *
 * Functions that no tool calls yet are meant for later tools; the acceptance cases test them.
 */
#ifndef RETKIT_INTERVAL_H
#define RETKIT_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>

struct interval {
	double low;
	double high;
};

/* ---- the domain, shared with compare.h ---- */

/* True for finite x >= 0 over finite n > 0; for a level in (0, 1). */
bool interval_is_rate(double x, double n);
bool interval_is_level(double level);

/* The standard normal deviate of an interval at `level`: 1.96 at 0.95. */
double interval_find_deviate(double level);

/* ---- effective counts ---- */

/* Counts that behave as if units were returned one by one; count/exposure is still the rate. */
struct effective {
	double count;
	double exposure;
};

/*
 * The number of units per independent event: squares/total, where `total` is the units of all lines
 * and `squares` the sum of the squared line quantities (total / unit size is Kish's effective sample
 * size total^2/squares). Binomial-type rates use the shipments' unit size, Poisson-type rates that of
 * the returns. When total is 0 the data do not determine it and the result is `otherwise`: the unit
 * size of the period compared with, or 1. NaN for a negative argument, or total > 0 with squares 0.
 * Source: Kish (1965), Survey Sampling, sec. 8.2; Fay & Feuer (1997) Stat Med 16:791.
 */
double interval_find_unit_size(double total, double squares, double otherwise);

/* Divide returned and shipped units by a unit size > 0, for any function here or in compare.h. */
struct effective interval_shrink_counts(double returned, double shipped, double unit_size);

/* ---- binomial-type ---- */

/*
 * Wilson's score interval, exactly 0 at x = 0 and exactly 1 at x = n.
 * Source: Wilson (1927) JASA 22:209; method 3 of Newcombe (1998) Stat Med 17:857.
 */
struct interval interval_find_wilson(double x, double n, double level);

/* Clopper-Pearson "exact" limits: coverage never below level. Source: Biometrika (1934) 26:404. */
struct interval interval_find_clopper_pearson(double x, double n, double level);

/*
 * Equal-tailed Jeffreys interval, Beta(x + 1/2, n - x + 1/2), with low = 0 at x = 0 and high = 1
 * at x = n.
 * Source: Brown, Cai & DasGupta (2001) Stat Sci 16:101.
 */
struct interval interval_find_jeffreys(double x, double n, double level);

/* ---- Poisson-type ---- */

/*
 * Exact gamma limits of the rate of x events over an exposure: G^-1(alpha/2; x) and
 * G^-1(1 - alpha/2; x + 1), divided by exposure.
 * Source: Garwood (1936) Biometrika 28:437.
 */
struct interval interval_find_gamma(double x, double exposure, double level);

/*
 * Byar's closed-form approximation of the same, accurate from x = 10. low is 0 at x = 0; at x = 1 and
 * a level near 1 the formula gives a low below 0.
 * Source: Breslow & Day (1987) eq. 2.13; as published by Public Health England.
 */
struct interval interval_find_byar(double x, double exposure, double level);

/* ---- clusters ---- */

/* A rate estimated from clusters (orders), its standard errors as fractions, and its intervals. */
struct cluster_ratio {
	double rate;            /* sum x / sum n */
	double error;           /* linearised standard error, with independent clusters */
	double binomial_error;  /* standard error as if units were independent */
	double design_effect;   /* (error / binomial_error)^2; NaN at rate 0 or 1 */
	double effective_size;  /* sum n / design_effect; NaN at rate 0 or 1 */
	struct interval linear; /* rate -/+ t error, m - 1 degrees of freedom; may leave [0, 1] */
	struct interval logit;  /* the same on the log odds; NaN at rate 0 or 1 */
	struct interval wilson; /* Wilson on effective_size; NaN at rate 0 or 1 */
};

/*
 * Ratio estimator over m >= 2 clusters with returned x[i] and shipped n[i] units; all NaN when m
 * < 2, a count is negative or nothing was shipped. Two passes.
 * Source: Cochran (1977), Sampling Techniques, sec. 6.3; equals survey::svyratio of R.
 */
struct cluster_ratio interval_find_cluster_ratio(const double *x, const double *n, size_t m, double level);

/* ---- over-dispersion ---- */

/* How much more m rates scatter about their common rate than the binomial distribution allows. */
struct dispersion {
	double rate;            /* sum x / sum n */
	double chi2;            /* Pearson's statistic, m - 1 degrees of freedom */
	double phi;             /* chi2 / (m - 1) */
	double p;               /* homogeneity: P(chi-squared > chi2) */
	struct interval pooled; /* quasi-binomial t interval of the common rate, on the log odds */
};

/*
 * Pearson dispersion of m >= 2 rates x[i]/n[i], for example of months. Sub-periods without shipments
 * are excluded from m. All NaN when fewer than 2 remain, a count is negative, or the common rate is 0
 * or 1.
 * Source: McCullagh & Nelder (1989) sec. 4.5; equals glm(family = quasibinomial) of R.
 */
struct dispersion interval_find_dispersion(const double *x, const double *n, size_t m, double level);

#endif

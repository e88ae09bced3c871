/*
 * interval: one return rate and how certain it is.
 *
 * Two kinds of rate. Binomial-type: x of n shipped units came back, 0 <= x <= n. Poisson-type: x
 * returns over an exposure of n shipped units that are not the same units, so x may exceed n.
 * Counts need not be whole: units of one order line return together, so callers pass effective
 * counts (interval_shrink_counts). Limits are fractions of a unit shipped, two-sided and
 * equal-tailed at `level` (0.95), and hold the rate x/n between them.
 *
 * A rate without shipments is not a number: n = 0, a negative or infinite count, x > n where x
 * must not exceed n, or a level outside (0, 1) give NaN for everything asked. Nothing is clipped
 * to make it fit. GSL's error handler is never reached (see special.h).
 *
 * What no tool calls yet is there for later tools, and the acceptance cases hold it.
 */
#ifndef RETKIT_INTERVAL_H
#define RETKIT_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>

struct interval {
	double low;
	double high;
};

/* ---- the domain, for compare.h too ---- */

/* True of finite x >= 0 over finite n > 0, and of a level in (0, 1). */
bool interval_is_rate(double x, double n);
bool interval_is_level(double level);

/* The standard normal deviate of an interval at `level`: 1.96 at 0.95. */
double interval_find_deviate(double level);

/* ---- effective counts ---- */

/* Counts that behave as if units came back one by one; count/exposure is still the rate. */
struct effective {
	double count;
	double exposure;
};

/*
 * How many units one independent event stands for: squares/total, where `total` units lie in
 * lines whose squared quantities sum to `squares` (total / unit size is Kish's effective size
 * total^2/squares). Binomial-type rates take it from the shipments, Poisson-type ones from the
 * returns. When total is 0 the data cannot tell, and it is `otherwise`: that of the period
 * compared with, or 1. NaN when negative or when total > 0 but squares is 0.
 * Source: Kish (1965), Survey Sampling, sec. 8.2; Fay & Feuer (1997) Stat Med 16:791.
 */
double interval_find_unit_size(double total, double squares, double otherwise);

/* Returned and shipped units divided by a unit size > 0, for any function here or in compare.h. */
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
 * Byar's closed-form approximation of the same, good from x = 10; low is 0 at x = 0 and, as the
 * formula has it, below 0 at x = 1 and a level near 1.
 * Source: Breslow & Day (1987) eq. 2.13; as published by Public Health England.
 */
struct interval interval_find_byar(double x, double exposure, double level);

/* ---- clusters ---- */

/* A rate from clusters (orders), its standard errors as fractions, and its intervals. */
struct cluster_ratio {
	double rate;            /* sum x / sum n */
	double error;           /* linearised, clusters independent */
	double binomial_error;  /* as if units were independent */
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

/* How much m rates scatter about their common rate beyond the binomial. */
struct dispersion {
	double rate;            /* sum x / sum n */
	double chi2;            /* Pearson's statistic, m - 1 degrees of freedom */
	double phi;             /* chi2 / (m - 1) */
	double p;               /* homogeneity: P(chi-squared > chi2) */
	struct interval pooled; /* quasi-binomial t interval of the common rate, on the log odds */
};

/*
 * Pearson dispersion of m >= 2 rates x[i]/n[i] (months, say). Sub-periods without shipments are
 * left out of m. All NaN when fewer than 2 remain, a count is negative, or the common rate is 0
 * or 1.
 * Source: McCullagh & Nelder (1989) sec. 4.5; equals glm(family = quasibinomial) of R.
 */
struct dispersion interval_find_dispersion(const double *x, const double *n, size_t m, double level);

#endif

/*
 * compare: the difference and ratio of two return rates, and tests of whether chance explains it.
 *
 * Rate 1 is always x1/n1 (this year) and rate 2 is x2/n2 (last year); a difference is rate 1 minus
 * rate 2 as a fraction of a unit shipped, a ratio is rate 1 over rate 2. Binomial-type functions need
 * 0 <= x <= n; Poisson-type functions need x >= 0 and an exposure n > 0. Counts need not be whole,
 * which lets callers account for clusters with effective counts (interval_shrink_counts): Rao & Scott
 * (1992) Biometrics 48:577. Only the two tests that sum over tables require whole numbers, and say
 * so.
 *
 * The result is NaN outside the domain and when there is no answer (without any return there is no
 * p-value). Intervals are two-sided at `level`. Every loop is bounded; GSL's error handler is never
 * reached.
 *
 * Functions that no tool calls yet are meant for later tools; the acceptance cases test them.
 */
#ifndef RETKIT_COMPARE_H
#define RETKIT_COMPARE_H

#include "stat/interval.h"

/* A test of equality: the standard normal deviate z, positive when rate 1 is higher, and the two-sided p-value. */
struct compare_score {
	double z;
	double p;
};

/* Two-sided p-values of the conditional test of two Poisson rates. */
struct compare_exact {
	double central; /* twice the smaller tail, at most 1: agrees with the ratio's interval */
	double mid;     /* the same minus half the point probability (mid-p): for screening */
};

/* ---- difference ---- */

/*
 * MOVER (square-and-add): the interval of a difference of two independent estimates, from the
 * interval of each. It contains the difference if each interval contains its estimate. Two gamma
 * intervals give the interval of the difference of two Poisson rates.
 * Source: Zou & Donner (2008) Stat Med 27:1693, eq. 4.
 */
struct interval compare_find_mover(double rate1, struct interval limits1, double rate2, struct interval limits2);

/*
 * Hybrid score interval: MOVER on two Wilson intervals; never leaves [-1, 1].
 * Source: Newcombe (1998) Stat Med 17:873, method 10.
 */
struct interval compare_find_newcombe(double x1, double n1, double x2, double n2, double level);

/*
 * Score interval: all differences d that the score test does not reject, with its variance at the
 * maximum likelihood rates under rate 1 - rate 2 = d, times N/(N - 1) for N = n1 + n2.
 * Source: Miettinen & Nurminen (1985) Stat Med 4:213.
 */
struct interval compare_find_miettinen_nurminen(double x1, double n1, double x2, double n2, double level);

/* The same without the factor N/(N - 1). Source: Mee (1984) Biometrics 40:1175. */
struct interval compare_find_mee(double x1, double n1, double x2, double n2, double level);

/* ---- ratio ---- */

/*
 * Score interval of the ratio of two binomial rates, with N/(N - 1). low is 0 at x1 = 0, high is
 * infinite at x2 = 0.
 * Source: Koopman (1984) Biometrics 40:513; Miettinen & Nurminen (1985).
 */
struct interval compare_find_ratio(double x1, double n1, double x2, double n2, double level);

/*
 * Exact interval of the ratio of two Poisson rates: given x1 + x2, x1 is binomial; the interval is the
 * Clopper-Pearson limits of its probability as odds, times n2/n1. low is 0 at x1 = 0, high is infinite
 * at x2 = 0.
 * Source: Przyborowski & Wilenski (1940) Biometrika 31:313; equals poisson.test of R.
 */
struct interval compare_find_poisson_ratio(double x1, double n1, double x2, double n2, double level);

/* ---- tests of equality ---- */

/*
 * The difference divided by its standard error from the pooled rate: the signed root of Pearson's
 * chi-squared. NaN when nothing or everything was returned in both samples.
 */
struct compare_score compare_test_pooled(double x1, double n1, double x2, double n2);

/*
 * The same times sqrt((N - 1)/N): the score test of Miettinen & Nurminen at d = 0, so it agrees
 * with their interval.
 * Source: Campbell (2007) Stat Med 26:3661, the "N - 1" chi-squared test.
 */
struct compare_score compare_test_score(double x1, double n1, double x2, double n2);

/*
 * Fisher's exact test: the total probability of all tables with the same margins that are no more
 * likely than this one; likelihoods within 1e-7 count as equal. Whole numbers only.
 * Source: Fisher (1935); two-sided by minimum likelihood as fisher.test of R.
 */
double compare_test_fisher(double x1, double n1, double x2, double n2);

/*
 * Conditional test of equal Poisson rates, with both definitions of the tails. Whole counts give
 * binomial tails; fractional ones use the incomplete beta function instead. NaN at x1 + x2 = 0.
 * Source: Przyborowski & Wilenski (1940); mid-p: Lancaster (1961) JASA 56:223.
 */
struct compare_exact compare_test_poisson(double x1, double n1, double x2, double n2);

/*
 * The conditional test by minimum likelihood; likelihoods within 1e-7 count as equal. Whole numbers
 * only. It may disagree with the interval; it equals the p-value of R's poisson.test.
 */
double compare_test_poisson_likelihood(double x1, double n1, double x2, double n2);

#endif

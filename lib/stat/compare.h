/*
 * compare: two return rates, how far apart they are and whether chance explains it.
 *
 * Everywhere rate 1 is x1/n1 (this year) and rate 2 is x2/n2 (last year); a difference is rate 1
 * minus rate 2 as a fraction of a unit shipped, a ratio is rate 1 over rate 2. Binomial-type
 * functions need 0 <= x <= n, Poisson-type ones x >= 0 and n > 0 as exposure. Effective counts
 * (interval_shrink_counts) need not be whole, and that is how clusters enter: Rao & Scott (1992)
 * Biometrics 48:577. Only the two tests that sum over tables want whole numbers, and say so.
 *
 * Outside the domain, and where a question has no answer (no returns at all: no p-value), the
 * answer is NaN. Intervals are two-sided at `level`. Every loop is bounded; GSL's error handler
 * is never reached.
 *
 * What no tool calls yet is there for later tools, and the acceptance cases hold it.
 */
#ifndef RETKIT_COMPARE_H
#define RETKIT_COMPARE_H

#include "stat/interval.h"

/* A test of equality: standard normal deviate, positive when rate 1 is higher, and two-sided p. */
struct compare_score {
	double z;
	double p;
};

/* Two-sided p-values of the conditional test of two Poisson rates. */
struct compare_exact {
	double central; /* twice the smaller tail, at most 1: agrees with the ratio's interval */
	double mid;     /* the same with half the point probability taken off: for screening */
};

/* ---- difference ---- */

/*
 * MOVER, square-and-add: the interval of a difference of two independent estimates from the
 * interval of each. Contains the difference when each interval contains its estimate.
 * Source: Zou & Donner (2008) Stat Med 27:1693, eq. 4. Two gamma intervals make that of two
 * Poisson rates.
 */
struct interval compare_find_mover(double rate1, struct interval limits1, double rate2, struct interval limits2);

/*
 * Hybrid score interval: MOVER on two Wilson intervals; never leaves [-1, 1].
 * Source: Newcombe (1998) Stat Med 17:873, method 10.
 */
struct interval compare_find_newcombe(double x1, double n1, double x2, double n2, double level);

/*
 * Score interval: the differences d that the score test does not reject, its variance at the
 * maximum likelihood rates under rate 1 - rate 2 = d, times N/(N - 1).
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
 * Exact interval of the ratio of two Poisson rates: x1 given x1 + x2 is binomial, Clopper-Pearson
 * limits of its probability as odds, times n2/n1. low is 0 at x1 = 0, high is infinite at x2 = 0.
 * Source: Przyborowski & Wilenski (1940) Biometrika 31:313; equals poisson.test of R.
 */
struct interval compare_find_poisson_ratio(double x1, double n1, double x2, double n2, double level);

/* ---- tests of equality ---- */

/*
 * Difference over its standard error from the pooled rate: Pearson's chi-squared, signed root.
 * NaN when nothing or everything came back in both.
 */
struct compare_score compare_test_pooled(double x1, double n1, double x2, double n2);

/*
 * The same times sqrt((N - 1)/N): the score test of Miettinen & Nurminen at d = 0, so it agrees
 * with their interval.
 * Source: Campbell (2007) Stat Med 26:3661, the "N - 1" chi-squared test.
 */
struct compare_score compare_test_score(double x1, double n1, double x2, double n2);

/*
 * Fisher's exact test: the probability of all tables with the same margins that are no more
 * likely than this one, where likelihoods within 1e-7 are equal. Whole numbers only.
 * Source: Fisher (1935); two-sided by minimum likelihood as fisher.test of R.
 */
double compare_test_fisher(double x1, double n1, double x2, double n2);

/*
 * Conditional test of equal Poisson rates, both ways of counting the tails. Fractional counts are
 * read through the incomplete beta function, whole ones give the binomial tails. NaN at x1 + x2 =
 * 0.
 * Source: Przyborowski & Wilenski (1940); mid-p: Lancaster (1961) JASA 56:223.
 */
struct compare_exact compare_test_poisson(double x1, double n1, double x2, double n2);

/*
 * The conditional test by minimum likelihood, likelihoods within 1e-7 taken as equal. Whole
 * numbers only. May disagree with the interval; equals the p-value of poisson.test of R.
 */
double compare_test_poisson_likelihood(double x1, double n1, double x2, double n2);

#endif

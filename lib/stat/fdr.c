#include "stat/fdr.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { LAMBDAS = 19 };

static bool is_tested(double p)
{
	return p >= 0 && p <= 1;
}

static int compare_indices(const void *left, const void *right, void *values)
{
	const double *p = values;
	size_t a = *(const size_t *)left, b = *(const size_t *)right;

	if (p[a] != p[b])
		return p[a] < p[b] ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* Fill `order` with the indices of the tested p-values, smallest first, and set q to NaN for the others. Returns their number. */
static size_t rank_tested(const double *p, double *q, size_t *order, size_t n)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_tested(p[i]))
			order[m++] = i;
		else
			q[i] = NAN;
	}
	/* the comparison only reads; qsort_r has no const for its argument */
	if (m > 1)
		qsort_r(order, m, sizeof(*order), compare_indices, (void *)(uintptr_t)p);
	return m;
}

/* q_(i) = ceiling * min(1, min over j >= i of factor m p_(j) / j) */
static void step_up_by_rank(const double *p, double *q, size_t *order, size_t n, double factor, double ceiling)
{
	size_t m = rank_tested(p, q, order, n);
	double least = 1;

	for (size_t j = m; j-- > 0;) {
		least = fmin(least, factor * (double)m / (double)(j + 1) * p[order[j]]);
		q[order[j]] = ceiling * least;
	}
}

void fdr_adjust_benjamini_hochberg(const double *p, double *q, size_t *order, size_t n)
{
	step_up_by_rank(p, q, order, n, 1, 1);
}

void fdr_adjust_benjamini_yekutieli(const double *p, double *q, size_t *order, size_t n)
{
	size_t m = 0;
	double harmonic = 0;

	for (size_t i = 0; i < n; i++)
		m += is_tested(p[i]);
	for (size_t k = m; k > 0; k--)
		harmonic += 1 / (double)k;
	step_up_by_rank(p, q, order, n, harmonic, 1);
}

void fdr_adjust_storey(const double *p, double *q, size_t *order, size_t n, double pi0)
{
	step_up_by_rank(p, q, order, n, 1, pi0 >= 0 && pi0 <= 1 ? pi0 : NAN);
}

void fdr_adjust_holm(const double *p, double *q, size_t *order, size_t n)
{
	size_t m = rank_tested(p, q, order, n);
	double most = 0;

	for (size_t j = 0; j < m; j++) {
		most = fmax(most, fmin(1, (double)(m - j) * p[order[j]]));
		q[order[j]] = most;
	}
}

void fdr_adjust_hochberg(const double *p, double *q, size_t *order, size_t n)
{
	size_t m = rank_tested(p, q, order, n);
	double least = 1;

	for (size_t j = m; j-- > 0;) {
		least = fmin(least, (double)(m - j) * p[order[j]]);
		q[order[j]] = least;
	}
}

void fdr_adjust_bonferroni(const double *p, double *q, size_t *order, size_t n)
{
	size_t m = rank_tested(p, q, order, n);

	for (size_t j = 0; j < m; j++)
		q[order[j]] = fmin(1, (double)m * p[order[j]]);
}

/* Count the p-values at or above lambda, and all that were tested. */
static void count_high(const double *p, size_t n, double lambda, double *high, double *m)
{
	size_t above = 0, tested = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_tested(p[i]))
			continue;
		tested++;
		above += p[i] >= lambda;
	}
	*high = (double)above;
	*m = (double)tested;
}

double fdr_find_null_share(const double *p, size_t n, double lambda)
{
	double high, m;

	if (!(lambda >= 0 && lambda < 1))
		return NAN;
	count_high(p, n, lambda, &high, &m);
	if (m == 0)
		return NAN;
	return high > 0 ? fmin(1, high / (m * (1 - lambda))) : 1;
}

static int compare_doubles(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* The 10% quantile by linear interpolation (type 7 of Hyndman & Fan 1996); sorts the values. */
static double find_first_decile(double *values, size_t n)
{
	double place = 0.1 * (double)(n - 1);
	size_t below = (size_t)place;

	qsort(values, n, sizeof(*values), compare_doubles);
	return values[below] + (place - (double)below) * (values[below + 1] - values[below]);
}

double fdr_find_null_share_best(const double *p, size_t n)
{
	double share[LAMBDAS], sorted[LAMBDAS], scatter[LAMBDAS];

	for (size_t k = 0; k < LAMBDAS; k++) {
		double lambda = 0.05 + 0.05 * (double)k;
		double high, m;

		count_high(p, n, lambda, &high, &m);
		if (m == 0)
			return NAN;

		double scale = m * (1 - lambda);

		share[k] = high / scale;
		sorted[k] = share[k];
		scatter[k] = high / (scale * scale) * (1 - high / m);
	}

	double target = find_first_decile(sorted, LAMBDAS);
	double least = INFINITY, best = 1;

	for (size_t k = 0; k < LAMBDAS; k++) {
		double gap = share[k] - target;
		double error = scatter[k] + gap * gap;

		/* on a tie the smallest share, as in qvalue */
		if (error < least || (error == least && share[k] < best)) {
			least = error;
			best = share[k];
		}
	}
	return best > 0 ? fmin(1, best) : 1;
}

/* The gamma distribution; special.h describes its functions. */
#include "stat/special_private.h"

#include "stat/quantile.h"

#include <math.h>

/*
 * Temme's expansion is used when a is at least the first and eta^2/2 is below the second: then 27
 * terms give 1e-16.
 */
#define TEMME_FROM 20.0
#define TEMME_REACH 0.32

enum {
	TEMME_TERMS = 27,
	SERIES_STEPS = 10000,
};

/*
 * Coefficients of eta/mu in powers of eta, where eta^2/2 = mu - ln(1+mu) and eta has the sign of mu.
 * They were derived in exact fractions from mu = sum a_k eta^k, mu mu' = eta (1+mu), a_1 = 1, and the
 * reciprocal series. The first ones are 1, -1/3, 1/12, -2/135, 1/864, 1/2835.
 */
static const double TEMME[TEMME_TERMS] = {
	1.0,
	-3.3333333333333333e-1,
	8.3333333333333333e-2,
	-1.4814814814814815e-2,
	1.1574074074074074e-3,
	3.527336860670194e-4,
	-1.7875514403292181e-4,
	3.9192631785224378e-5,
	-2.1854485106799922e-6,
	-1.85406221071516e-6,
	8.296711340953086e-7,
	-1.7665952736826079e-7,
	6.7078535434014986e-9,
	1.0261809784240308e-8,
	-4.3820360184533532e-9,
	9.1476995822367902e-10,
	-2.551419399494625e-11,
	-5.8307721325504251e-11,
	2.4361948020667416e-11,
	-5.0276692801141756e-12,
	1.1004392031956135e-13,
	3.3717632624009854e-13,
	-1.3923887224181621e-13,
	2.8534893807047443e-14,
	-5.1391118342425726e-16,
	-1.9752288294349443e-15,
	8.0995211567045613e-16,
};

/* Both tails of Gamma(a, 1) at x, and the density of ln x. */
struct gamma_point {
	double lower;
	double upper;
	double density;
};

/*
 * Temme's uniform expansion: Q = erfc(eta sqrt(a/2))/2 + R, where R is the leading-order density times
 * S(eta). S' - a eta S = a (1 - f/Gamma*(a)) with f = eta/mu gives a backward recurrence for the
 * coefficients of S and, from its constant term, Gamma*(a) itself.
 */
static struct gamma_point gamma_near_mean(double a, double x, double dev)
{
	double root = sqrt(dev);
	double eta = copysign(sqrt(2 * dev / a), x - a);
	double inverse = 1 / a;
	double above = 0, here = TEMME[TEMME_TERMS - 1]; /* coefficients n + 2 and n + 1 */
	double sum = here;

	for (int n = TEMME_TERMS - 3; n >= 0; n--) {
		double next = TEMME[n + 1] + (n + 2) * inverse * above;

		above = here;
		here = next;
		sum = here + eta * sum;
	}
	/* now `above` is the coefficient of eta */
	double density = exp(-dev) * sqrt(a) / SQRT_2PI;
	double correction = density * inverse * sum / (1 + above * inverse);
	struct gamma_point at;

	if (x >= a) {
		at.upper = 0.5 * erfc(root) + correction;
		at.lower = 1 - at.upper;
	} else {
		at.lower = 0.5 * erfc(root) - correction;
		at.upper = 1 - at.lower;
	}
	at.density = density / (1 + above * inverse);
	return at;
}

/* sum of x^n / ((a+1)...(a+n)) */
static double gamma_series(double a, double x)
{
	double term = 1, sum = 1;

	for (int n = 1; n < SERIES_STEPS; n++) {
		term *= x / (a + n);
		sum += term;
		if (term < sum * 1e-17)
			return sum;
	}
	return NAN;
}

/* Gamma(a, x) / (x^a e^-x) for x > a + 1, by the modified Lentz method. */
static double gamma_fraction(double a, double x)
{
	double b = x + 1 - a;
	double c = 1 / TINY, d = 1 / b, h = d;

	for (int n = 1; n < SERIES_STEPS; n++) {
		double numerator = n * (a - n);

		b += 2;
		d = numerator * d + b;
		if (fabs(d) < TINY)
			d = TINY;
		c = b + numerator / c;
		if (fabs(c) < TINY)
			c = TINY;
		d = 1 / d;
		h *= d * c;
		if (fabs(d * c - 1) < 4e-16)
			return h;
	}
	return NAN;
}

/* A shape and, for use without Temme's expansion, the part of the density that does not depend on x. */
struct gamma_shape {
	double a;
	double error; /* the error of Stirling's formula, computed on first use; NaN before */
};

/* The root finder evaluates one shape at several x. */
static double gamma_error(struct gamma_shape *s)
{
	if (isnan(s->error))
		s->error = special_stirling_error(s->a);
	return s->error;
}

static struct gamma_point gamma_look(struct gamma_shape *s, double x)
{
	double a = s->a;
	double dev = special_deviance(a, x);

	if (a >= TEMME_FROM && dev < TEMME_REACH * a)
		return gamma_near_mean(a, x, dev);

	struct gamma_point at;

	at.density = exp(-dev - gamma_error(s)) * sqrt(a) / SQRT_2PI;
	if (x <= a + 1) {
		at.lower = at.density / a * gamma_series(a, x);
		at.upper = 1 - at.lower;
	} else {
		at.upper = at.density * gamma_fraction(a, x);
		at.lower = 1 - at.upper;
	}
	return at;
}

struct special_tails special_find_gamma_tails(double a, double x)
{
	if (!is_positive(a) || isnan(x))
		return NO_TAILS;
	if (x <= 0)
		return (struct special_tails){0, 1};
	if (isinf(x))
		return (struct special_tails){1, 0};

	struct gamma_point at = gamma_look(&(struct gamma_shape){a, NAN}, x);

	return (struct special_tails){at.lower, at.upper};
}

static struct quantile_point gamma_look_log(void *shape, double u)
{
	struct gamma_shape *s = shape;
	double x = exp(u);
	struct gamma_point at = gamma_look(s, x);

	return (struct quantile_point){at.lower, at.upper, at.density, s->a - x};
}

/*
 * The logarithm of a first guess: the cube-root normal approximation of Wilson & Hilferty (1931), or,
 * where that is useless (small a, far left), the leading term of the series, P ~ x^a / Gamma(a+1).
 */
static double gamma_start(double p, double a)
{
	double ninth = 1 / (9 * a);
	double root = 1 - ninth + special_find_normal_quantile(p) * sqrt(ninth);

	if (a > 0.5 && root > 0.3)
		return log(a) + 3 * log(root);

	int sign;

	return (log(p) + lgamma_r(a + 1, &sign)) / a;
}

double special_find_gamma_quantile(double p, double a)
{
	if (!is_positive(a) || !(p >= 0 && p <= 1))
		return NAN;
	if (p == 0)
		return 0;
	if (p == 1)
		return INFINITY;
	if (a == 1)
		return -log1p(-p);

	double start = gamma_start(p, a);

	if (start < -QUANTILE_LIMIT)
		return 0; /* below the smallest double: the leading term is exact there */

	struct gamma_shape s = {a, NAN};

	return exp(quantile_find(gamma_look_log, &s, p, start, 1 + a));
}

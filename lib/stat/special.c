#include "stat/special.h"

#include "stat/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#define SQRT_2PI 2.50662827463100050241576528481104525
#define TINY 1e-300

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

static const struct special_tails NO_TAILS = {NAN, NAN};

static bool is_positive(double a)
{
	return isfinite(a) && a > 0;
}

/* ln Gamma(a) minus Stirling's formula, a > 0. */
static double stirling_error(double a)
{
	if (a < 15) {
		gsl_sf_result star;

		gsl_sf_gammastar_e(a, &star);
		return log(star.val);
	}
	double w = 1 / (a * a);

	return (1.0 / 12 -
		w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * 691.0 / 360360))))) /
	       a;
}

/* Loader's deviance part x ln(x/m) + m - x for x >= 0, m > 0, without cancellation near x = m. */
static double deviance(double x, double m)
{
	if (x <= 0)
		return m;
	if (fabs(x - m) >= 0.1 * (x + m))
		return x * log(x / m) + m - x;

	double v = (x - m) / (x + m);
	double square = v * v;
	double power = 2 * x * v;
	double sum = (x - m) * v;

	for (int j = 3; j < 100; j += 2) {
		power *= square;
		double next = sum + power / j;

		if (next == sum)
			break;
		sum = next;
	}
	return sum;
}

/* ---- gamma ---- */

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
		s->error = stirling_error(s->a);
	return s->error;
}

static struct gamma_point gamma_look(struct gamma_shape *s, double x)
{
	double a = s->a;
	double dev = deviance(a, x);

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

/* ---- beta ---- */

struct beta_shape {
	double a, b, total;
	double log_scale; /* the part of the prefactor that does not depend on x */
	double root;
};

static struct beta_shape beta_make(double a, double b)
{
	struct beta_shape s = {a, b, a + b, 0, 0};

	s.log_scale = stirling_error(s.total) - stirling_error(a) - stirling_error(b);
	s.root = sqrt(a * (b / s.total)) / SQRT_2PI;
	return s;
}

/* x^a y^b / B(a, b): also the density of the log odds. */
static double beta_prefactor(const struct beta_shape *s, double x, double y)
{
	return exp(s->log_scale - deviance(s->a, s->total * x) - deviance(s->b, s->total * y)) * s->root;
}

/* I_x(a, b) / prefactor, for x up to about the mean. */
static double beta_fraction(double a, double b, double x, double y)
{
	double lambda = a * y - b * x + 1;
	double odd = 1 / (a + 1);
	double b_n = a * lambda * odd;
	double f = b_n, c = b_n, d = 0;
	/* the number of steps needed grows with the square root of the larger count and stays below this */
	double steps = 1000 + 50 * sqrt(fmax(a, b));

	for (double n = 1; n < steps; n++) {
		double even = odd;
		double product = n * (b - n) * x;
		double a_n = (a + n - 1) * (a + b + n - 1) * product * x * even * even;

		odd = 1 / (a + 2 * n + 1);
		b_n = n + product * even + (a + n) * (lambda + n * (1 + y)) * odd;
		d = b_n + a_n * d;
		if (fabs(d) < TINY)
			d = TINY;
		c = b_n + a_n / c;
		if (fabs(c) < TINY)
			c = TINY;
		d = 1 / d;
		f *= c * d;
		if (fabs(c * d - 1) < 4e-16)
			return 1 / f;
	}
	return NAN;
}

static struct special_tails beta_tails(const struct beta_shape *s, double x, double y, double prefactor)
{
	struct special_tails t;

	if ((s->a + 1) * y > (s->b + 1) * x) {
		t.lower = prefactor * beta_fraction(s->a, s->b, x, y);
		t.upper = 1 - t.lower;
	} else {
		t.upper = prefactor * beta_fraction(s->b, s->a, y, x);
		t.lower = 1 - t.upper;
	}
	return t;
}

struct special_tails special_find_beta_tails(double a, double b, double x, double y)
{
	if (!is_positive(a) || !is_positive(b) || !(x >= 0 && y >= 0 && fabs(x + y - 1) < 1e-9))
		return NO_TAILS;
	if (x == 0)
		return (struct special_tails){0, 1};
	if (y == 0)
		return (struct special_tails){1, 0};

	struct beta_shape s = beta_make(a, b);

	return beta_tails(&s, x, y, beta_prefactor(&s, x, y));
}

static struct quantile_point beta_look_logit(void *shape, double u)
{
	const struct beta_shape *s = shape;
	double e = exp(-fabs(u));
	double x = u > 0 ? 1 / (1 + e) : e / (1 + e);
	double y = u > 0 ? e / (1 + e) : 1 / (1 + e);
	double prefactor = beta_prefactor(s, x, y);
	struct special_tails t = beta_tails(s, x, y, prefactor);

	return (struct quantile_point){t.lower, t.upper, prefactor, s->a * y - s->b * x};
}

/* ln B(a, b) + ln a: the leading term of the series is P ~ x^a / (a B(a, b)). */
static double beta_log_leading(double a, double b)
{
	int sign;

	return lgamma_r(a + 1, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign);
}

/* First guess of the log odds when both shapes exceed 1: Abramowitz & Stegun 26.5.22. */
static double beta_start_normal(double p, double a, double b)
{
	double z = special_find_normal_quantile(p);
	double r = (z * z - 3) / 6;
	double s = 1 / (2 * a - 1), t = 1 / (2 * b - 1);
	double h = 2 / (s + t);

	if (h + r <= 0)
		return log(a / b);
	return log(a / b) + 2 * (z * sqrt(h + r) / h + (t - s) * (r + 5.0 / 6 - 2 / (3 * h)));
}

/* First guess otherwise: the leading term of the series at the end nearer to p. */
static double beta_start_leading(double p, double a, double b)
{
	double left = (log(p) + beta_log_leading(a, b)) / a;
	double right = (log1p(-p) + beta_log_leading(b, a)) / b;

	return left < right ? left : -right;
}

/* The log odds of the quantile, 0 < p < 1. */
static double beta_quantile_logit(double p, double a, double b)
{
	if (a == 1) {
		double log_y = log1p(-p) / b;

		return log(-expm1(log_y)) - log_y;
	}
	if (b == 1) {
		double log_x = log(p) / a;

		return log_x - log(-expm1(log_x));
	}
	bool normal = a > 1 && b > 1;
	double start = normal ? beta_start_normal(p, a, b) : beta_start_leading(p, a, b);

	if (!normal && fabs(start) > QUANTILE_LIMIT)
		return start; /* beyond the range of a double the leading term is exact */

	struct beta_shape s = beta_make(a, b);

	return quantile_find(beta_look_logit, &s, p, start, 1 + a * (b / s.total));
}

double special_find_beta_odds(double p, double a, double b)
{
	if (!is_positive(a) || !is_positive(b) || !(p >= 0 && p <= 1))
		return NAN;
	if (p == 0)
		return 0;
	if (p == 1)
		return INFINITY;
	return exp(beta_quantile_logit(p, a, b));
}

double special_find_beta_quantile(double p, double a, double b)
{
	if (!is_positive(a) || !is_positive(b) || !(p >= 0 && p <= 1))
		return NAN;
	if (p == 0 || p == 1)
		return p;

	double u = beta_quantile_logit(p, a, b);
	double e = exp(-fabs(u));

	return u > 0 ? 1 / (1 + e) : e / (1 + e);
}

/* ---- binomial, normal, t ---- */

struct special_tails special_find_binomial_tails(double x, double n, double p, double q)
{
	if (!isfinite(n) || !(x >= 0 && x <= n))
		return NO_TAILS;
	if (!(p >= 0 && q >= 0 && fabs(p + q - 1) < 1e-9))
		return NO_TAILS;
	if (x == n)
		return (struct special_tails){1, 0};

	struct special_tails beta = special_find_beta_tails(x + 1, n - x, p, q);

	return (struct special_tails){beta.upper, beta.lower};
}

double special_find_binomial_log_mass(double x, double n, double p, double q)
{
	if (!isfinite(n) || !(x >= 0 && x <= n))
		return NAN;
	if (!(p >= 0 && q >= 0 && fabs(p + q - 1) < 1e-9))
		return NAN;

	double rest = n - x;

	if ((p == 0 && x > 0) || (q == 0 && rest > 0))
		return -INFINITY;
	if (x == 0)
		return n == 0 ? 0 : n * (p < q ? log1p(-p) : log(q));
	if (rest == 0)
		return n * (q < p ? log1p(-q) : log(p));
	return stirling_error(n) - stirling_error(x) - stirling_error(rest) - deviance(x, n * p) -
	       deviance(rest, n * q) + 0.5 * log(n / x / rest) - log(SQRT_2PI);
}

double special_find_normal_quantile(double p)
{
	if (!(p > 0 && p < 1))
		return NAN;
	return gsl_cdf_ugaussian_Pinv(p);
}

double special_find_t_quantile(double p, double df)
{
	if (!is_positive(df) || !(p > 0 && p < 1))
		return NAN;

	double tail = 2 * fmin(p, 1 - p); /* P(|T| > t) */

	if (tail == 1)
		return 0;
	/* Beta(df/2, 1/2) of df/(df+t^2), whose odds are df/t^2 */
	double odds = special_find_beta_odds(tail, df / 2, 0.5);

	return copysign(sqrt(df / odds), p - 0.5);
}

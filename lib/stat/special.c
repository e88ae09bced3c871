#include "stat/special_private.h"

#include "stat/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

double special_stirling_error(double a)
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

double special_deviance(double x, double m)
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

struct beta_shape {
	double a, b, total;
	double log_scale; /* the part of the prefactor that does not depend on x */
	double root;
};

static struct beta_shape beta_make(double a, double b)
{
	struct beta_shape s = {a, b, a + b, 0, 0};

	s.log_scale = special_stirling_error(s.total) - special_stirling_error(a) - special_stirling_error(b);
	s.root = sqrt(a * (b / s.total)) / SQRT_2PI;
	return s;
}

/* x^a y^b / B(a, b): also the density of the log odds. */
static double beta_prefactor(const struct beta_shape *s, double x, double y)
{
	return exp(s->log_scale - special_deviance(s->a, s->total * x) - special_deviance(s->b, s->total * y)) *
	       s->root;
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
	return special_stirling_error(n) - special_stirling_error(x) - special_stirling_error(rest) -
	       special_deviance(x, n * p) - special_deviance(rest, n * q) + 0.5 * log(n / x / rest) - log(SQRT_2PI);
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

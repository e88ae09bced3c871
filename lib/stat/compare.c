#include "stat/compare.h"

#include "stat/special.h"

#include <math.h>
#include <stdbool.h>

/* Log likelihoods closer than this count as equal, because rounding must not move a table between tails. */
#define LIKELIHOOD_SLACK 1e-7

enum { ROOT_STEPS = 200, RATE_STEPS = 60 };

static const struct interval NO_INTERVAL = {NAN, NAN};
static const struct compare_score NO_SCORE = {NAN, NAN};

/* The two samples of a comparison. */
struct pair {
	double x1, n1, x2, n2;
	double inflation; /* factor of the variance: 1 or N/(N - 1) */
};

static bool are_rates(double x1, double n1, double x2, double n2)
{
	return interval_is_rate(x1, n1) && interval_is_rate(x2, n2);
}

static bool are_proportions(double x1, double n1, double x2, double n2)
{
	return are_rates(x1, n1, x2, n2) && x1 <= n1 && x2 <= n2;
}

static bool are_whole(double x1, double n1, double x2, double n2)
{
	return x1 == floor(x1) && n1 == floor(n1) && x2 == floor(x2) && n2 == floor(n2);
}

/* ---- square and add ---- */

struct interval compare_find_mover(double rate1, struct interval limits1, double rate2, struct interval limits2)
{
	double d = rate1 - rate2;

	return (struct interval){
		d - hypot(rate1 - limits1.low, limits2.high - rate2),
		d + hypot(limits1.high - rate1, rate2 - limits2.low),
	};
}

struct interval compare_find_newcombe(double x1, double n1, double x2, double n2, double level)
{
	return compare_find_mover(x1 / n1, interval_find_wilson(x1, n1, level), x2 / n2,
				  interval_find_wilson(x2, n2, level));
}

/* ---- score intervals ---- */

/* The score statistic of a pair at a hypothetical difference or log ratio; decreasing in that. */
typedef double (*score_function)(const struct pair *s, double at);

/*
 * Find where a decreasing score equals `goal`, between low (score above goal, possibly infinite) and
 * high (below). Regula falsi with the Illinois correction: the score is nearly linear, so a few steps
 * suffice; bisection is used when an end is infinite and when the steps run out.
 */
static double solve_score(score_function score, const struct pair *s, double goal, double low, double high)
{
	double at_low = score(s, low) - goal, at_high = score(s, high) - goal;
	int side = 0; /* the side of the root on which the last point fell */

	if (at_low <= 0)
		return low;
	if (at_high >= 0)
		return high;
	for (int i = 0; i < ROOT_STEPS; i++) {
		double middle = low + (high - low) / 2;
		double next = middle;

		if (i < ROOT_STEPS / 2 && isfinite(at_low) && isfinite(at_high))
			next = low + (high - low) * (at_low / (at_low - at_high));
		if (!(next > low && next < high))
			next = middle;
		if (next <= low || next >= high)
			return next;

		double at = score(s, next) - goal;

		if (fabs(at) < 1e-12)
			return next;
		/* an end that has not moved for two steps counts half, so that it does move */
		if (at > 0) {
			low = next;
			at_low = at;
			at_high /= side > 0 ? 2 : 1;
			side = 1;
		} else {
			high = next;
			at_high = at;
			at_low /= side < 0 ? 2 : 1;
			side = -1;
		}
	}
	return low + (high - low) / 2;
}

/*
 * Bracket the same root: go outward from `guess` in doubling steps, never beyond [low, high]. This
 * keeps the search near the expected root instead of across the whole range.
 */
static double solve_score_near(score_function score, const struct pair *s, double goal, double guess, double step,
			       double low, double high)
{
	double left = fmax(low, guess - step), right = fmin(high, guess + step);

	for (int i = 0; i < ROOT_STEPS && left > low && score(s, left) <= goal; i++) {
		right = left;
		step *= 2;
		left = fmax(low, left - step);
	}
	for (int i = 0; i < ROOT_STEPS && right < high && score(s, right) >= goal; i++) {
		left = right;
		step *= 2;
		right = fmin(high, right + step);
	}
	return solve_score(score, s, goal, left, right);
}

/*
 * The maximum likelihood rate 2 when rate 1 = rate 2 + d: the middle root of a cubic that is positive
 * left of it and negative right of it within the possible rates. The closed form is only a starting
 * point, because its arc cosine loses half the digits of a small root; bracketed Newton steps restore
 * them.
 */
static double restricted_rate(const struct pair *s, double d)
{
	double total = s->n1 + s->n2, returned = s->x1 + s->x2;

	if (d == 0)
		return returned / total;

	double c2 = ((s->n1 + 2 * s->n2) * d - total - returned) / total;
	double c1 = ((s->n2 * d - total - 2 * s->x2) * d + returned) / total;
	double c0 = s->x2 * d * (1 - d) / total;
	double third = c2 / 3;
	double q = third * third * third - c1 * c2 / 6 + c0 / 2;
	double root = copysign(sqrt(fmax(0, third * third - c1 / 3)), q);
	double cosine = root == 0 ? 0 : q / (root * root * root);
	double angle = (M_PI + acos(fmax(-1, fmin(1, cosine)))) / 3;
	double low = fmax(0, -d), high = fmin(1, 1 - d);
	double rate = fmax(low, fmin(high, 2 * root * cos(angle) - third));

	for (int i = 0; i < RATE_STEPS; i++) {
		double value = ((rate + c2) * rate + c1) * rate + c0;
		double slope = (3 * rate + 2 * c2) * rate + c1;
		double next = rate - value / slope;

		if (value > 0)
			low = rate;
		else
			high = rate;
		if (!(next >= low && next <= high))
			next = low + (high - low) / 2;
		else if (fabs(next - rate) <= 1e-9 * rate)
			return next; /* the digits double with each step */
		rate = next;
	}
	return rate;
}

static double difference_score(const struct pair *s, double d)
{
	double rate2 = restricted_rate(s, d);
	double rate1 = fmax(0, fmin(1, rate2 + d));
	double variance = (rate1 * (1 - rate1) / s->n1 + rate2 * (1 - rate2) / s->n2) * s->inflation;
	double gap = s->x1 / s->n1 - s->x2 / s->n2 - d;

	if (variance <= 0)
		return fabs(gap) < 1e-15 ? 0 : copysign(INFINITY, gap);
	return gap / sqrt(variance);
}

static struct interval score_limits(const struct pair *s, double level)
{
	double z = interval_find_deviate(level);
	double d = s->x1 / s->n1 - s->x2 / s->n2;
	struct interval guess = compare_find_newcombe(s->x1, s->n1, s->x2, s->n2, level);
	double step = 0.1 * (guess.high - guess.low);
	struct interval limits = {-1, 1};

	if (d > -1)
		limits.low = solve_score_near(difference_score, s, z, guess.low, step, -1, d);
	if (d < 1)
		limits.high = solve_score_near(difference_score, s, -z, guess.high, step, d, 1);
	return limits;
}

/* For rates near 1, work with the share that was not returned, which keeps its digits. */
static struct interval difference_limits(struct pair s, double level)
{
	if (s.x1 + s.x2 <= (s.n1 + s.n2) / 2)
		return score_limits(&s, level);

	struct pair kept = {s.n1 - s.x1, s.n1, s.n2 - s.x2, s.n2, s.inflation};
	struct interval mirrored = score_limits(&kept, level);

	return (struct interval){-mirrored.high, -mirrored.low};
}

struct interval compare_find_miettinen_nurminen(double x1, double n1, double x2, double n2, double level)
{
	double total = n1 + n2;

	if (!are_proportions(x1, n1, x2, n2) || !interval_is_level(level) || total <= 1)
		return NO_INTERVAL;
	return difference_limits((struct pair){x1, n1, x2, n2, total / (total - 1)}, level);
}

struct interval compare_find_mee(double x1, double n1, double x2, double n2, double level)
{
	if (!are_proportions(x1, n1, x2, n2) || !interval_is_level(level))
		return NO_INTERVAL;
	return difference_limits((struct pair){x1, n1, x2, n2, 1}, level);
}

/* At the logarithm of a ratio t: rate 1 = t rate 2 turns the likelihood equation into a quadratic. */
static double ratio_score(const struct pair *s, double log_ratio)
{
	double t = exp(log_ratio);
	double a = (s->n1 + s->n2) * t;
	double b = s->n1 * t + s->x1 + s->n2 + s->x2 * t;
	double c = s->x1 + s->x2;
	double rate2 = fmin(1, 2 * c / (b + sqrt(fmax(0, b * b - 4 * a * c))));
	double rate1 = fmin(1, t * rate2);
	double variance = (rate1 * (1 - rate1) / s->n1 + t * t * rate2 * (1 - rate2) / s->n2) * s->inflation;
	double gap = s->x1 / s->n1 - t * (s->x2 / s->n2);

	if (variance <= 0)
		return fabs(gap) < 1e-15 ? 0 : copysign(INFINITY, gap);
	return gap / sqrt(variance);
}

struct interval compare_find_ratio(double x1, double n1, double x2, double n2, double level)
{
	double total = n1 + n2;

	if (!are_proportions(x1, n1, x2, n2) || !interval_is_level(level) || total <= 1)
		return NO_INTERVAL;

	struct pair s = {x1, n1, x2, n2, total / (total - 1)};
	double z = interval_find_deviate(level);
	/* zero returns count as half a return, in the starting point only */
	double some1 = fmax(x1, 0.5), some2 = fmax(x2, 0.5);
	double centre = log(some1 / n1) - log(some2 / n2);
	double half = z * sqrt(1 / some1 + 1 / some2);
	struct interval limits = {0, INFINITY};

	if (x1 > 0)
		limits.low =
			exp(solve_score_near(ratio_score, &s, z, centre - half, half / 8, -700, x2 > 0 ? centre : 700));
	if (x2 > 0)
		limits.high = exp(
			solve_score_near(ratio_score, &s, -z, centre + half, half / 8, x1 > 0 ? centre : -700, 700));
	return limits;
}

struct interval compare_find_poisson_ratio(double x1, double n1, double x2, double n2, double level)
{
	if (!are_rates(x1, n1, x2, n2) || !interval_is_level(level))
		return NO_INTERVAL;

	double tail = (1 - level) / 2;
	double scale = n2 / n1;

	return (struct interval){
		x1 > 0 ? special_find_beta_odds(tail, x1, x2 + 1) * scale : 0,
		x2 > 0 ? special_find_beta_odds(1 - tail, x1 + 1, x2) * scale : INFINITY,
	};
}

/* ---- tests ---- */

static struct compare_score score_at_equality(double x1, double n1, double x2, double n2, double inflation)
{
	double total = n1 + n2;
	double pooled = (x1 + x2) / total;
	double variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * inflation;

	if (!(variance > 0))
		return NO_SCORE;

	double z = (x1 / n1 - x2 / n2) / sqrt(variance);

	return (struct compare_score){z, erfc(fabs(z) * M_SQRT1_2)};
}

struct compare_score compare_test_pooled(double x1, double n1, double x2, double n2)
{
	if (!are_proportions(x1, n1, x2, n2))
		return NO_SCORE;
	return score_at_equality(x1, n1, x2, n2, 1);
}

struct compare_score compare_test_score(double x1, double n1, double x2, double n2)
{
	double total = n1 + n2;

	if (!are_proportions(x1, n1, x2, n2) || total <= 1)
		return NO_SCORE;
	return score_at_equality(x1, n1, x2, n2, total / (total - 1));
}

struct compare_exact compare_test_poisson(double x1, double n1, double x2, double n2)
{
	double events = x1 + x2;

	if (!are_rates(x1, n1, x2, n2) || events == 0)
		return (struct compare_exact){NAN, NAN};

	double p = n1 / (n1 + n2), q = n2 / (n1 + n2);
	double mass = exp(special_find_binomial_log_mass(x1, events, p, q));
	struct special_tails t = special_find_binomial_tails(x1, events, p, q);
	double central = fmin(t.lower, t.upper + mass); /* at most x1; at least x1 */
	double mid = fmin(fmax(0, t.lower - mass / 2), t.upper + mass / 2);

	return (struct compare_exact){fmin(1, 2 * central), fmin(1, 2 * mid)};
}

/* ---- tests that sum the tables no more likely than the observed one ---- */

/* What such a test holds fixed: the sizes or exposures of both samples and the sum of both counts. */
struct margins {
	double n1, n2, events;
};

/* Natural logarithm of the probability of x events in sample 1. */
typedef double (*mass_function)(const struct margins *m, double x);

static double hypergeometric_log_mass(const struct margins *m, double x)
{
	double total = m->n1 + m->n2;
	double p = m->events / total, q = (total - m->events) / total;

	return special_find_binomial_log_mass(x, m->n1, p, q) +
	       special_find_binomial_log_mass(m->events - x, m->n2, p, q) -
	       special_find_binomial_log_mass(m->events, total, p, q);
}

static double binomial_log_mass(const struct margins *m, double x)
{
	double total = m->n1 + m->n2;

	return special_find_binomial_log_mass(x, m->events, m->n1 / total, m->n2 / total);
}

/* Swap the samples: an upper tail of one is a lower tail of the other. */
static struct margins swap_margins(struct margins m)
{
	return (struct margins){m.n2, m.n1, m.events};
}

/*
 * The last whole number in [first, last], a range where the mass rises, with log mass <= bound; first
 * - 1 when there is none.
 */
static double find_cut(mass_function mass, const struct margins *m, double first, double last, double bound)
{
	double below = first - 1, above = last + 1;

	while (above - below > 1) {
		double middle = floor((below + above) / 2);

		if (mass(m, middle) <= bound)
			below = middle;
		else
			above = middle;
	}
	return below;
}

static double hypergeometric_mode(const struct margins *m)
{
	return floor((m->n1 + 1) * ((m->events + 1) / (m->n1 + m->n2 + 2)));
}

/*
 * The total probability of the tables left of the mode with log mass <= bound, summed from the
 * largest term down.
 */
static double sum_hypergeometric_tail(const struct margins *m, double bound)
{
	double first = fmax(0, m->events - m->n2);
	double cut = find_cut(hypergeometric_log_mass, m, first, hypergeometric_mode(m), bound);

	if (cut < first)
		return 0;

	double term = exp(hypergeometric_log_mass(m, cut)), sum = term;

	for (double x = cut; x > first && term > sum * 1e-17; x--) {
		term *= x / (m->n1 - x + 1) * ((m->n2 - m->events + x) / (m->events - x + 1));
		sum += term;
	}
	return sum;
}

double compare_test_fisher(double x1, double n1, double x2, double n2)
{
	if (!are_proportions(x1, n1, x2, n2) || !are_whole(x1, n1, x2, n2))
		return NAN;

	struct margins m = {n1, n2, x1 + x2};
	struct margins swapped = swap_margins(m);
	double bound = hypergeometric_log_mass(&m, x1) + LIKELIHOOD_SLACK;

	if (hypergeometric_log_mass(&m, hypergeometric_mode(&m)) <= bound)
		return 1;
	return fmin(1, sum_hypergeometric_tail(&m, bound) + sum_hypergeometric_tail(&swapped, bound));
}

double compare_test_poisson_likelihood(double x1, double n1, double x2, double n2)
{
	struct margins m = {n1, n2, x1 + x2};

	if (!are_rates(x1, n1, x2, n2) || !are_whole(x1, 1, x2, 1) || m.events == 0)
		return NAN;

	double mean = m.events * (n1 / (n1 + n2));

	if (x1 == mean)
		return 1;
	if (x1 > mean) {
		m = swap_margins(m);
		mean = m.events - mean;
		x1 = x2;
	}
	/* x1 is now below its mean; the other tail is the lower tail of the other sample */
	struct margins swapped = swap_margins(m);
	double bound = binomial_log_mass(&m, x1) + LIKELIHOOD_SLACK;
	double cut = find_cut(binomial_log_mass, &swapped, 0, floor(m.events - mean), bound);
	double p = m.n1 / (m.n1 + m.n2), q = m.n2 / (m.n1 + m.n2);
	double near_tail = special_find_binomial_tails(x1, m.events, p, q).lower;
	double far_tail = cut < 0 ? 0 : special_find_binomial_tails(cut, m.events, q, p).lower;

	return fmin(1, near_tail + far_tail);
}

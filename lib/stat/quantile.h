/*
 * quantile: the point of a distribution with a given probability below it, by bracketed root finding.
 *
 * It works for distributions on a scale u where their density is log-concave (the logarithm of a
 * gamma variate, the log odds of a beta variate). There the logarithm of either tail is concave, so
 * Newton's method on it converges from anywhere; Halley's correction makes convergence cubic, so one
 * or two evaluations suffice from a good start. A bracket protects against rounding errors and poor
 * starts, and the number of evaluations is bounded.
 */
#ifndef RETKIT_QUANTILE_H
#define RETKIT_QUANTILE_H

/* |u| stays below this: the logarithms of the doubles. */
#define QUANTILE_LIMIT 745.0

/* A distribution at one point of the scale. */
struct quantile_point {
	double lower;   /* probability below u, to its own relative precision */
	double upper;   /* probability above u, likewise */
	double density; /* with respect to u */
	double drift;   /* d ln(density) / du */
};

/* Evaluate the distribution at u. `shape` is the caller's and may cache what all points have in common. */
typedef struct quantile_point (*quantile_function)(void *shape, double u);

/*
 * The u with probability p below it, 0 < p < 1, accurate to about 1e-13 / stiffness^(1/2). `start` is
 * a guess; `stiffness` is 1 plus one over the squared width of the distribution on the scale, and
 * bounds the error left after a step. NaN when the tails are NaN.
 */
double quantile_find(quantile_function look, void *shape, double p, double start, double stiffness);

#endif

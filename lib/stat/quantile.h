/*
 * quantile: the point of a distribution with a given probability below it, by a bracketed root.
 *
 * For distributions seen on a scale u on which their density is log-concave (the logarithm of a
 * gamma variate, the log odds of a beta variate). There the logarithm of either tail is concave, so
 * Newton's method on it converges from anywhere; Halley's correction makes it cubic, which leaves
 * one or two evaluations from a good start. A bracket guards against rounding and far starts, and
 * the number of evaluations is bounded.
 */
#ifndef RETKIT_QUANTILE_H
#define RETKIT_QUANTILE_H

/* Where u can lie: the logarithms of the doubles. */
#define QUANTILE_LIMIT 745.0

/* A distribution at one point of the scale. */
struct quantile_point {
	double lower;   /* probability below u, to its own relative precision */
	double upper;   /* probability above u, likewise */
	double density; /* with respect to u */
	double drift;   /* d ln(density) / du */
};

/* `shape` is the caller's: it may remember what all points have in common. */
typedef struct quantile_point (*quantile_function)(void *shape, double u);

/*
 * u with probability p below it, 0 < p < 1, to about 1e-13 / stiffness^(1/2). `start` is a guess;
 * `stiffness` is 1 plus one over the squared width of the distribution on the scale, and bounds the
 * error left after a step. NaN when the tails are NaN.
 */
double quantile_find(quantile_function look, void *shape, double p, double start, double stiffness);

#endif

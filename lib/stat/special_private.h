/*
 * special: what the gamma and the beta distribution share; private to this folder.
 */
#ifndef RETKIT_SPECIAL_PRIVATE_H
#define RETKIT_SPECIAL_PRIVATE_H

#include "stat/special.h"

#include <math.h>
#include <stdbool.h>

#define SQRT_2PI 2.50662827463100050241576528481104525
#define TINY 1e-300
#define NO_TAILS ((struct special_tails){NAN, NAN})

static inline bool is_positive(double a)
{
	return isfinite(a) && a > 0;
}

/* ln Gamma(a) minus Stirling's formula, a > 0. */
double special_stirling_error(double a);

/* Loader's deviance part x ln(x/m) + m - x for x >= 0, m > 0, without cancellation near x = m. */
double special_deviance(double x, double m);

#endif

#include "stat/quantile.h"

#include <math.h>
#include <stdbool.h>

enum {
	NEWTON_STEPS = 40, /* afterwards bisection only */
	MOST_STEPS = 200,
};

double quantile_find(quantile_function look, void *shape, double p, double start, double stiffness)
{
	bool below = p <= 0.5;
	double goal = below ? p : 1 - p;
	double low = -QUANTILE_LIMIT, high = QUANTILE_LIMIT;
	double u = start > low && start < high ? start : 0;

	for (int i = 0; i < MOST_STEPS; i++) {
		struct quantile_point at = look(shape, u);
		double tail = below ? at.lower : at.upper;

		if (isnan(tail))
			return NAN;
		double height = log(tail / goal);

		if (height == 0)
			return u;
		if ((height > 0) == below)
			high = u;
		else
			low = u;

		double slope = (below ? at.density : -at.density) / tail;
		double newton = height / slope;
		double bend = 1 - newton * (at.drift - slope) / 2;
		double step = -newton / (bend > 0.5 && bend < 2 ? bend : 1);

		if (i < NEWTON_STEPS) {
			if (fabs(step * step * step) * stiffness < 1e-13 && fabs(step) < 1e-4)
				return u + step;
			if (u + step > low && u + step < high) {
				u += step;
				continue;
			}
		}
		u = low + (high - low) / 2;
		if (u <= low || u >= high)
			break;
	}
	return u;
}

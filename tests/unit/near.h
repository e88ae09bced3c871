/* near: assertions on numbers, relative to the one wanted. Include after cmocka.h. */
#ifndef RETKIT_TESTS_UNIT_NEAR_H
#define RETKIT_TESTS_UNIT_NEAR_H

#include <math.h>

/* |got - want| <= tolerance |want|; 0, infinities and NaN only match themselves. */
#define assert_near(got, want, tolerance) near_check((got), (want), (tolerance), #got, __FILE__, __LINE__)

#define assert_nan(got) near_check((got), NAN, 0, #got, __FILE__, __LINE__)

static inline void near_check(double got, double want, double tolerance, const char *words, const char *file, int line)
{
	if (isnan(want) ? isnan(got) : got == want)
		return;
	if (isfinite(got) && isfinite(want) && fabs(got - want) <= tolerance * fabs(want))
		return;
	print_error("%s is %.17g, not %.17g\n", words, got, want);
	_fail(file, line);
}

#endif

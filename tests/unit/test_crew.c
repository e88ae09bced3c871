/* Every thing is done once, however many threads and pieces there are. */
#include "base/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void count(void *context, size_t from, size_t to)
{
	unsigned char *done = context;

	for (size_t i = from; i < to; i++)
		done[i]++;
}

static void each_once(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 7, 100, 1001};
	static const size_t pieces[] = {1, 2, 7, 100, 5000};

	(void)state;
	assert_true(crew_cores() >= 1);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		for (size_t k = 0; k < sizeof(pieces) / sizeof(*pieces); k++) {
			for (unsigned threads = 0; threads < 6; threads++) {
				unsigned char *done = calloc(sizes[i] + 1, 1);

				crew_run(count, done, sizes[i], pieces[k], threads);
				for (size_t at = 0; at < sizes[i]; at++)
					assert_int_equal(done[at], 1);
				assert_int_equal(done[sizes[i]], 0);
				free(done);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_once)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

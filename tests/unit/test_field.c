/* A GB18030 field is the same whether it was decoded just now or remembered, near or far. */
#include "csv/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Many more texts than are remembered, some of them again and again, a few damaged, at every length about the limits. */
static void decoded_and_remembered(void **state)
{
	struct field_maker *m = field_maker_new();
	struct decoder *d = decoder_new(ENCODING_GB18030);
	struct arena *a = arena_new();
	uint32_t seed = 29;

	(void)state;
	assert_int_equal(field_maker_decode(m, ENCODING_GB18030), 0);
	for (int round = 0; round < 200000; round++) {
		char text[64 + FIELD_SLACK];
		uint32_t own = round % 3 ? next(&seed) : next(&seed) % 300;
		size_t n = 2 + own % 50, length;
		bool damaged;

		for (size_t i = 0; i < n; i += 2) {
			uint32_t pair = next(&own);

			text[i] = (char)(0xb0 + pair % 0x40);
			text[i + 1] = (char)(0xa1 + (pair >> 8) % 0x5d);
		}
		if (own % 5 == 0)
			text[n - 1] = (char)(own % 2 ? 0xff : 'x');
		field_maker_clear(m);
		arena_clear(a);
		struct field f = field_make(m, text, n, round % 2);
		char *want = decoder_decode(d, a, text, n, &length, &damaged);

		assert_int_equal(f.length, length);
		assert_memory_equal(f.bytes, want, length);
		assert_int_equal(f.flags, damaged ? FIELD_DAMAGED : 0);
	}
	arena_free(a);
	decoder_free(d);
	field_maker_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decoded_and_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

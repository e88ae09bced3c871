/* Ranked keys: in order, equal ones in the order they came, however many bits. */
#include "base/rank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void sorting(void **state)
{
	enum { COUNT = 5000 };
	static struct ranked a[COUNT];
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (unsigned bits = 0; bits <= 64; bits++) {
		size_t n = bits % 8 ? COUNT : bits / 8;

		for (size_t i = 0; i < n; i++) {
			/* xorshift64: Marsaglia (2003), J Stat Softw 8(14). */
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			a[i] = (struct ranked){bits ? seed >> (64 - bits) : 0, i};
		}
		rank_sort(a, n, bits);
		for (size_t i = 1; i < n; i++)
			assert_true(a[i - 1].key < a[i].key ||
				    (a[i - 1].key == a[i].key && a[i - 1].place < a[i].place));
	}
}

static void bits(void **state)
{
	(void)state;
	assert_int_equal(rank_bits(0), 0);
	assert_int_equal(rank_bits(1), 0);
	assert_int_equal(rank_bits(2), 1);
	assert_int_equal(rank_bits(3), 2);
	assert_int_equal(rank_bits(4), 2);
	assert_int_equal(rank_bits(5), 3);
	assert_int_equal(rank_bits((uint64_t)1 << 32), 32);
	assert_int_equal(rank_bits(UINT64_MAX), 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sorting), cmocka_unit_test(bits)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

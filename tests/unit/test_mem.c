/* Memory that grows, and arenas whose pieces stay where they are. */
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void growing(void **state)
{
	size_t capacity = 0, grown = 0;
	int *numbers = NULL;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		size_t before = capacity;

		numbers = mem_grow(numbers, &capacity, i + 1, sizeof(*numbers));
		assert_true(capacity > i);
		grown += capacity != before;
		numbers[i] = (int)i;
	}
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(numbers[i], i);
	/* By half each time: some two dozen steps, not a hundred thousand. */
	assert_true(grown < 30);
	free(numbers);
}

static void nothing(void **state)
{
	size_t capacity = 0;
	void *p;

	(void)state;
	/* Never NULL, not even for nothing. */
	p = mem_alloc(0, 8);
	assert_non_null(p);
	p = mem_resize(p, 0, 8);
	assert_non_null(p);
	free(p);
	p = mem_grow(NULL, &capacity, 0, 1);
	assert_non_null(p);
	free(p);
	char *s = mem_dup("", 0);

	assert_string_equal(s, "");
	free(s);
}

static void strings(void **state)
{
	char *s = mem_dup("abcdef", 3);
	char *f = mem_printf("%s-%d", s, 42);
	int *zeros = mem_alloc(3, sizeof(*zeros));

	(void)state;
	assert_string_equal(s, "abc");
	assert_string_equal(f, "abc-42");
	assert_int_equal(zeros[0] | zeros[1] | zeros[2], 0);
	free(s);
	free(f);
	free(zeros);
}

static void arenas(void **state)
{
	struct arena *a = arena_new();
	char *pieces[2000];

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < 2000; i++) {
			size_t n = i * 37 % 5000;

			pieces[i] = arena_alloc(a, n);
			assert_int_equal((uintptr_t)pieces[i] % 8, 0);
			memset(pieces[i], (int)(i % 251), n);
		}
		for (size_t i = 0; i < 2000; i++)
			for (size_t k = 0; k < i * 37 % 5000; k++)
				if ((unsigned char)pieces[i][k] != i % 251)
					fail_msg("piece %zu was overwritten", i);
		/* Larger than any block. */
		memset(arena_alloc(a, 10 << 20), 1, 10 << 20);
		assert_string_equal(arena_dup(a, "copy of this", 4), "copy");
		arena_clear(a);
	}
	arena_free(a);
	arena_free(NULL);
}

/* Zeroed, of every size. */
static void tables(void **state)
{
	static const size_t sizes[] = {0, 1, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, 8 << 20};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *table = mem_alloc_table(sizes[i], 1);

		for (size_t at = 0; at < sizes[i]; at++)
			if (table[at])
				fail_msg("not zeroed");
		memset(table, 1, sizes[i]);
		free(table);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(growing), cmocka_unit_test(nothing), cmocka_unit_test(strings),
		cmocka_unit_test(arenas),  cmocka_unit_test(tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Words that do not fit end with a whole character, whatever its length and wherever it lies. */
#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void cut_between_characters(void **state)
{
	static const char *const characters[] = {"a", "é", "中", "😀"};
	struct err e;

	(void)state;
	for (size_t c = 0; c < sizeof(characters) / sizeof(*characters); c++) {
		size_t step = strlen(characters[c]);
		size_t room = sizeof(e.words) - 1;

		for (size_t offset = 0; offset < 9; offset++) {
			char *words = mem_alloc(2 * room, 1);
			size_t n = 0;

			while (n < offset)
				words[n++] = 'x';
			for (; n + step < 2 * room; n += step)
				memcpy(words + n, characters[c], step);
			assert_int_equal(err_set(&e, "%s", words), -1);
			assert_int_equal(strlen(e.words), room - (room - offset) % step);
			assert_memory_equal(e.words, words, strlen(e.words));
			free(words);
		}
	}
}

/* A text that just fits is not cut, nor is one that is no UTF-8 cut more than it has to be. */
static void whole_otherwise(void **state)
{
	struct err e;
	char words[sizeof(e.words) + 8];

	(void)state;
	memset(words, 'x', sizeof(words));
	memcpy(words + sizeof(e.words) - 4, "中", 4);
	err_set(&e, "%s", words);
	assert_string_equal(e.words, words);
	memset(words, 0x80, sizeof(words));
	words[sizeof(words) - 1] = '\0';
	err_set(&e, "%s", words);
	assert_int_equal(strlen(e.words), sizeof(e.words) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_between_characters),
		cmocka_unit_test(whole_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

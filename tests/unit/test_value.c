/* A word means the same however many others came before it. */
#include "clean/value.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const met[] = {
	"done",   "已完成",   "DONE",  "已取消",   "void", "pending",
	"",       "-",        "d",     "do",       "dome", "a word that is none and is long",
	"已发货", "ｄｏｎｅ", "done ", "donedone",
};

enum { MET = sizeof(met) / sizeof(met[0]), STRANGE = 6000 };

static void words_mean_what_they_meant(void **state)
{
	struct err e;
	struct values *v = values_new(&e);
	struct words *w = words_new(v, SIDE_RETURNS, "status");
	const char *first[MET];
	uint32_t seed = 31;

	(void)state;
	for (size_t i = 0; i < MET; i++) {
		struct words *fresh = words_new(v, SIDE_RETURNS, "status");

		first[i] = words_find(fresh, (struct cell){met[i], strlen(met[i])});
		words_free(fresh);
	}
	assert_string_equal(first[0], "done");
	assert_null(first[8]);
	for (int round = 0; round < 100000; round++) {
		char strange[24];
		size_t i;

		seed = seed * 1664525 + 1013904223;
		i = (seed >> 8) % MET;
		assert_ptr_equal(words_find(w, (struct cell){met[i], strlen(met[i])}), first[i]);
		snprintf(strange, sizeof(strange), "%u", (seed >> 10) % STRANGE);
		assert_null(words_find(w, (struct cell){strange, strlen(strange)}));
	}
	words_free(w);
	values_free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_mean_what_they_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

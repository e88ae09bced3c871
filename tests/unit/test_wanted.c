/* What cells of ids hold, looked up many at a time, is what each holds when it is taken apart. */
#include "join/wanted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct cell cell_of(const char *text)
{
	return (struct cell){text, strlen(text)};
}

/* A field has bytes behind it that may be read. */
static struct field field_of(const char *text)
{
	return (struct field){text, (uint32_t)strlen(text), 0};
}

static void splits(void **state)
{
	static const char *const cells[] = {"", ";", " ; ;", "a", " a ", "a;b", "; a b ;;\tc;"};
	static const char *const parts[][3] = {{0}, {0}, {0}, {"a"}, {"a"}, {"a", "b"}, {"a b", "c"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		struct cell rest = cell_of(cells[i]), id;
		size_t n = 0;

		for (; wanted_split(&rest, &id); n++) {
			assert_non_null(parts[i][n]);
			assert_int_equal(id.length, strlen(parts[i][n]));
			assert_memory_equal(id.bytes, parts[i][n], id.length);
		}
		assert_null(parts[i][n]);
	}
}

/* More cells than are looked up at a time, of every form, in fields that others stand between. */
static void many(void **state)
{
	enum { COUNT = 1000, STRIDE = 3, ROOM = 64 };
	static char texts[COUNT][ROOM];
	static struct cell cells[COUNT];
	static struct field fields[COUNT * STRIDE];
	static uint32_t added[COUNT], found[COUNT];
	struct wanted *w = wanted_new();

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		if (i % 7 != 3)
			snprintf(texts[i], ROOM, i % 5 == 1 ? "%d;x%d" : i % 5 == 2 ? " %d" : "%d", i, i);
		cells[i] = cell_of(texts[i]);
		fields[STRIDE * i] = field_of(texts[i]);
	}
	/* The first half is wanted. */
	wanted_add(w, cells, COUNT / 2, added);
	wanted_ready(w);
	wanted_find(w, fields, STRIDE, COUNT, found);
	for (int i = 0; i < COUNT; i++) {
		uint32_t holds = found[i], number;
		struct cell rest = cells[i], id;
		size_t ids = 0, got = 0;

		if (i < COUNT / 2)
			assert_int_equal(found[i], added[i]);
		else
			assert_int_equal(found[i], WANTED_NONE);
		while (wanted_split(&rest, &id))
			ids++;
		rest = cells[i];
		while (wanted_next(w, &holds, &rest, &number)) {
			assert_true(number < wanted_count(w));
			got++;
		}
		assert_int_equal(got, i < COUNT / 2 ? ids : 0);
	}
	wanted_free(w);
	wanted_free(NULL);
}

/* Nothing wanted is nothing found. */
static void none(void **state)
{
	struct wanted *w = wanted_new();
	struct field fields[] = {field_of("a"), field_of(""), field_of("a;b")};
	uint32_t ids[3];

	(void)state;
	wanted_ready(w);
	wanted_find(w, fields, 1, 3, ids);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ids[i], WANTED_NONE);
	wanted_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits),
		cmocka_unit_test(many),
		cmocka_unit_test(none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Equal strings get equal numbers, in the order they come, however many there are. */
#include "base/intern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void few(void **state)
{
	struct intern *t = intern_new();
	bool fresh;
	uint32_t id = 7;
	size_t n;

	(void)state;
	assert_false(intern_find(t, "a", 1, &id));
	assert_int_equal(intern_add(t, "a", 1, &fresh), 0);
	assert_true(fresh);
	assert_int_equal(intern_add(t, "", 0, &fresh), 1);
	assert_true(fresh);
	assert_int_equal(intern_add(t, "a", 1, &fresh), 0);
	assert_false(fresh);
	/* NUL bytes count, and so does length. */
	assert_int_equal(intern_add(t, "a\0b", 3, NULL), 2);
	assert_int_equal(intern_add(t, "a\0c", 3, NULL), 3);
	assert_int_equal(intern_add(t, "a\0", 2, NULL), 4);
	assert_int_equal(intern_count(t), 5);
	assert_true(intern_find(t, "a\0c", 3, &id));
	assert_int_equal(id, 3);
	assert_true(intern_find(t, "", 0, NULL));
	assert_false(intern_find(t, "A", 1, NULL));
	assert_memory_equal(intern_get(t, 2, &n), "a\0b", 4);
	assert_int_equal(n, 3);
	assert_string_equal(intern_get(t, 1, NULL), "");
	intern_free(t);
	intern_free(NULL);
}

/* Numbers and strings stay what they are while the table grows. */
static void many(void **state)
{
	enum { COUNT = 300000 };
	struct intern *t = intern_new();
	const char *first;
	char text[32];

	(void)state;
	intern_add(t, "S0", 2, NULL);
	first = intern_get(t, 0, NULL);
	for (uint32_t i = 0; i < COUNT; i++) {
		int n = snprintf(text, sizeof(text), "S%u", i);

		if (intern_add(t, text, (size_t)n, NULL) != i)
			fail_msg("%s has another number", text);
	}
	assert_int_equal(intern_count(t), COUNT);
	assert_ptr_equal(intern_get(t, 0, NULL), first);
	for (uint32_t i = 0; i < COUNT; i++) {
		size_t n = (size_t)snprintf(text, sizeof(text), "S%u", i), length;
		uint32_t id;

		if (!intern_find(t, text, n, &id) || id != i || strcmp(intern_get(t, id, &length), text) != 0 ||
		    length != n)
			fail_msg("%s is not found", text);
	}
	assert_false(intern_find(t, "S300000", 7, NULL));
	intern_free(t);
}

/* Keys of the same length that differ in one byte, as the numbers that series makes. */
static void alike(void **state)
{
	struct intern *t = intern_new();
	uint32_t key[3];

	(void)state;
	for (uint32_t a = 0; a < 30; a++)
		for (uint32_t b = 0; b < 30; b++)
			for (uint32_t c = 0; c < 30; c++) {
				key[0] = a, key[1] = b << 24, key[2] = c << 16;
				assert_int_equal(intern_add(t, (const char *)key, sizeof(key), NULL),
						 (a * 30 + b) * 30 + c);
			}
	intern_free(t);
}

/* Asked for many at a time the answers are the same. */
static void some_of_many(void **state)
{
	static const char *const words[] = {"a", "none", "", "longer than a slot has room for", "b", "a"};
	enum { COUNT = sizeof(words) / sizeof(*words) };
	struct intern *t = intern_new();
	struct intern_text texts[COUNT];
	uint32_t ids[COUNT];

	(void)state;
	intern_add(t, "b", 1, NULL);
	intern_add(t, words[3], strlen(words[3]), NULL);
	intern_add(t, "a", 1, NULL);
	for (size_t i = 0; i < COUNT; i++)
		texts[i] = (struct intern_text){words[i], strlen(words[i])};
	intern_find_many(t, texts, COUNT, ids);
	assert_int_equal(ids[0], 2);
	assert_int_equal(ids[1], INTERN_NONE);
	assert_int_equal(ids[2], INTERN_NONE);
	assert_int_equal(ids[3], 1);
	assert_int_equal(ids[4], 0);
	assert_int_equal(ids[5], 2);
	intern_free(t);
}

/*
 * Strings made to collide for a reader of the source: with the constants of intern.c in the place of the key, the second word of each
 * cancels what the first left, and all have one hash. With a key nearly all differ.
 */
static void crafted(void **state)
{
	enum { MANY = 4096 };
	const struct hash_key key = hash_key(), constants = {0x9e3779b97f4a7c15u, 0xa0761d6478bd642fu};
	struct intern *fixed = intern_new(), *keyed = intern_new();

	(void)state;
	for (uint64_t i = 0; i < MANY; i++) {
		uint64_t words[3] = {i, intern_mix(constants.start ^ i, constants.fold), 7}, hash;

		hash = intern_hash(&constants, (const char *)words, sizeof(words));
		intern_add(fixed, (const char *)&hash, sizeof(hash), NULL);
		hash = intern_hash(&key, (const char *)words, sizeof(words));
		intern_add(keyed, (const char *)&hash, sizeof(hash), NULL);
	}
	assert_int_equal(intern_count(fixed), 1);
	assert_int_equal(intern_count(keyed), MANY);
	intern_free(fixed);
	intern_free(keyed);
}

/* All strings of up to three letters have hashes of their own: R1 and R10 had one. */
static void of_short_strings(void **state)
{
	static const char letters[] = "AR0129-_";
	const struct hash_key key = hash_key();
	struct intern *hashes = intern_new();
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < 9 * 9 * 9; i++) {
		const size_t places[] = {i % 9, i / 9 % 9, i / 81};
		char text[4] = "";
		size_t n = 0;
		uint64_t hash;

		for (size_t k = 0; k < 3 && places[k] < 8; k++)
			text[n++] = letters[places[k]];
		hash = intern_hash(&key, text, n);
		intern_add(hashes, (const char *)&hash, sizeof(hash), NULL);
	}
	for (size_t n = 0, of = 1; n <= 3; n++, of *= 8)
		count += of;
	assert_int_equal(intern_count(hashes), count);
	intern_free(hashes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few),  cmocka_unit_test(crafted), cmocka_unit_test(of_short_strings),
		cmocka_unit_test(many), cmocka_unit_test(alike),   cmocka_unit_test(some_of_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * intern: a table of distinct byte strings, numbered from 0 in order of arrival.
 *
 * Equal strings get the same number, so later code compares and counts numbers instead of strings. The table copies its strings and
 * owns them until it is freed; numbers are dense, so they can index arrays. Adding is not thread-safe.
 *
 * Hashes are keyed, with another key in each process, so that nobody can make strings that collide. Nothing printed may depend on them.
 */
#ifndef RETKIT_INTERN_H
#define RETKIT_INTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct intern;

struct intern *intern_new(void);
void intern_free(struct intern *t);

/* The number of a string, added first if it is new; *fresh (may be NULL) is true when it was. */
uint32_t intern_add(struct intern *t, const char *bytes, size_t n, bool *fresh);

/* True when the table has the string; *id (may be NULL) is its number. Threads may look up at the same time while none adds. */
bool intern_find(const struct intern *t, const char *bytes, size_t n, uint32_t *id);

/* The string of a number, also NUL-terminated; *n (may be NULL) is its length. Owned by the table, valid until intern_free(). */
const char *intern_get(const struct intern *t, uint32_t id, size_t *n);

/*
 * intern_add() for up to INTERN_MANY strings at once. It prefetches the slots of all strings before it reads the first, so that the
 * cache misses overlap.
 */
struct intern_text {
	const char *bytes;
	size_t length;
};

enum { INTERN_MANY = 64 };

void intern_add_many(struct intern *t, const struct intern_text *texts, size_t n, uint32_t *ids);

/* intern_find() for many strings in the same way; ids[i] is INTERN_NONE for a string the table does not have. */
#define INTERN_NONE UINT32_MAX

void intern_find_many(const struct intern *t, const struct intern_text *texts, size_t n, uint32_t *ids);

/* The hash function of the table and its key, the same in the whole process, for hash tables of other shapes. */
struct hash_key {
	uint64_t start, fold;
};

struct hash_key hash_key(void);
uint64_t intern_hash(const struct hash_key *key, const char *bytes, size_t n);

/* All numbers, sorted by their strings in byte order. Caller frees. */
uint32_t *intern_order(const struct intern *t);

/* The number of distinct strings. */
size_t intern_count(const struct intern *t);

/* Mix two numbers into one hash, every bit of which depends on every bit of both. */
static inline uint64_t intern_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#endif

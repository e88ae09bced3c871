/*
 * intern: distinct byte strings numbered once, from 0 in the order they come.
 *
 * Equal bytes get equal numbers, so that what follows compares and counts numbers. Strings are copied and stay until the
 * table is freed; numbers are dense and index arrays. Not safe for two threads at once.
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

/* The number of a string, which is added when it is new; *fresh (may be NULL) tells. */
uint32_t intern_add(struct intern *t, const char *bytes, size_t n, bool *fresh);

/* True when the table has the string; *id (may be NULL) is its number. Several threads may ask at once while none adds. */
bool intern_find(const struct intern *t, const char *bytes, size_t n, uint32_t *id);

/* The string of a number, NUL-terminated besides, its length in *n (may be NULL). Valid until intern_free(). */
const char *intern_get(const struct intern *t, uint32_t id, size_t *n);

/*
 * intern_add() for many strings, up to INTERN_MANY: memory is slow to answer but answers many questions at once, so all are asked
 * before the first is looked at.
 */
struct intern_text {
	const char *bytes;
	size_t length;
};

enum { INTERN_MANY = 64 };

void intern_add_many(struct intern *t, const struct intern_text *texts, size_t n, uint32_t *ids);

/* Likewise intern_find(): the number of a string that the table does not have is INTERN_NONE. */
#define INTERN_NONE UINT32_MAX

void intern_find_many(const struct intern *t, const struct intern_text *texts, size_t n, uint32_t *ids);

/* The hash that strings are found by, for tables of other shapes. */
uint64_t intern_hash(const char *bytes, size_t n);

/* All numbers in the order of their strings as bytes. Caller frees. */
uint32_t *intern_order(const struct intern *t);

/* How many there are. */
size_t intern_count(const struct intern *t);

/* Two numbers folded into one, every bit of which depends on all of theirs. */
static inline uint64_t intern_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#endif

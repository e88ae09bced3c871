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
 * The same as intern_add() in steps, for callers with many strings at hand: memory is slow to answer but answers many
 * questions at once, so ask first for all and then look.
 */
static inline uint64_t intern_hash(const char *bytes, size_t n);
void intern_prefetch(const struct intern *t, uint64_t hash);
uint32_t intern_add_hashed(struct intern *t, uint64_t hash, const char *bytes, size_t n, bool *fresh);

/* All numbers in the order of their strings as bytes. Caller frees. */
uint32_t *intern_order(const struct intern *t);

/* How many there are. */
size_t intern_count(const struct intern *t);

static inline uint64_t intern_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/*
 * Multiply-and-fold over words of eight bytes, in the manner of Wang Yi's wyhash. The last words may overlap, so that no byte behind the
 * string is read.
 */
static inline uint64_t intern_hash(const char *s, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ n, word = 0;
	uint32_t low, high;

	for (; n > 8; s += 8, n -= 8) {
		memcpy(&word, s, 8);
		h = intern_mix(h ^ word, 0xa0761d6478bd642fu);
	}
	if (n == 8) {
		memcpy(&word, s, 8);
	} else if (n >= 4) {
		memcpy(&low, s, 4);
		memcpy(&high, s + n - 4, 4);
		word = (uint64_t)high << 32 | low;
	} else if (n) {
		word = (uint64_t)(unsigned char)s[0] << 16 |
		       (uint64_t)(unsigned char)s[n / 2] << 8 | (unsigned char)s[n - 1];
	}
	return intern_mix(h ^ word, 0xe7037ed1a0b428dbu);
}

#endif

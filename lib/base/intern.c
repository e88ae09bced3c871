#include "base/intern.h"

#include "base/die.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

/*
 * Open addressing with linear probing. A slot is half a cache line and holds the number, a tag of the hash and, if the string is short,
 * the string itself, so that a lookup usually costs one cache miss. The load factor stays below two thirds.
 */
enum { INLINE = 23 };

struct slot {
	uint32_t id_plus_one; /* 0: empty */
	uint32_t tag;
	uint8_t length; /* above INLINE: the string is in `entries` only */
	char bytes[INLINE];
};

struct entry {
	const char *bytes;
	size_t length;
};

struct intern {
	struct hash_key key;
	struct arena *arena;
	struct slot *slots;
	size_t mask;
	struct entry *entries;
	size_t count;
	size_t capacity;
};

struct intern *intern_new(void)
{
	struct intern *t = mem_alloc(1, sizeof(*t));

	t->key = hash_key();
	t->arena = arena_new();
	t->mask = 63;
	t->slots = mem_alloc(t->mask + 1, sizeof(*t->slots));
	return t;
}

void intern_free(struct intern *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	free(t->slots);
	free(t->entries);
	free(t);
}

/* The kernel gives every process 16 random bytes, which getauxval(3) finds. */
struct hash_key hash_key(void)
{
	struct hash_key key = {0x9e3779b97f4a7c15u, 0xa0761d6478bd642fu};
	const void *random = (const void *)getauxval(AT_RANDOM);

	if (random)
		memcpy(&key, random, sizeof(key));
	key.fold |= 1;
	return key;
}

/*
 * Multiply-and-fold over eight-byte words, after Wang Yi's wyhash. Both factors are secret, so that neither a zero nor a collision can be
 * chosen. The last two words may overlap, so that no byte past the end of the string is read. The length has a factor of its own: mixed
 * into the words, it made R1 collide with R10, and some callers tell strings apart by their hash alone.
 */
static inline uint64_t hash_of(const struct hash_key *key, const char *s, size_t n)
{
	const uint64_t last = (key->fold ^ 0xe7037ed1a0b428dau) + 2 * n;
	uint64_t h = key->start, word = 0;
	uint32_t low, high;

	for (; n > 8; s += 8, n -= 8) {
		memcpy(&word, s, 8);
		h = intern_mix(h ^ word, key->fold);
	}
	if (n == 8) {
		memcpy(&word, s, 8);
	} else if (n >= 4) {
		memcpy(&low, s, 4);
		memcpy(&high, s + n - 4, 4);
		word = (uint64_t)high << 32 | low;
	} else if (n) {
		word = (uint64_t)(unsigned char)s[0] << 16 | (uint64_t)(unsigned char)s[n / 2] << 8 |
		       (unsigned char)s[n - 1];
	}
	return intern_mix(h ^ word, last);
}

uint64_t intern_hash(const struct hash_key *key, const char *bytes, size_t n)
{
	return hash_of(key, bytes, n);
}

static uint32_t tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 32);
}

static void place(struct intern *t, uint64_t hash, uint32_t id)
{
	const struct entry *entry = &t->entries[id];
	size_t at = hash & t->mask;

	while (t->slots[at].id_plus_one)
		at = (at + 1) & t->mask;
	struct slot *slot = &t->slots[at];

	slot->id_plus_one = id + 1;
	slot->tag = tag_of(hash);
	slot->length = entry->length > INLINE ? INLINE + 1 : (uint8_t)entry->length;
	if (entry->length <= INLINE)
		memcpy(slot->bytes, entry->bytes, entry->length);
}

static void enlarge(struct intern *t)
{
	free(t->slots);
	t->mask = t->mask * 2 + 1;
	t->slots = mem_alloc(t->mask + 1, sizeof(*t->slots));
	for (size_t i = 0; i < t->count; i++)
		place(t, hash_of(&t->key, t->entries[i].bytes, t->entries[i].length), (uint32_t)i);
}

/* Compare short strings by words that may overlap. Most lookups are of short strings, for which a call of memcmp() costs more. */
static inline bool equal(const char *a, const char *b, size_t n)
{
	uint64_t x[3] = {0}, y[3] = {0};

	if (n >= 8) {
		memcpy(&x[0], a, 8);
		memcpy(&y[0], b, 8);
		if (n > 16) {
			memcpy(&x[1], a + 8, 8);
			memcpy(&y[1], b + 8, 8);
		}
		memcpy(&x[2], a + n - 8, 8);
		memcpy(&y[2], b + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&x[0], a, 4);
		memcpy(&y[0], b, 4);
		memcpy(&x[1], a + n - 4, 4);
		memcpy(&y[1], b + n - 4, 4);
	} else {
		for (size_t i = 0; i < n; i++)
			if (a[i] != b[i])
				return false;
	}
	return !((x[0] ^ y[0]) | (x[1] ^ y[1]) | (x[2] ^ y[2]));
}

static inline bool holds(const struct intern *t, const struct slot *slot, const char *bytes, size_t n)
{
	if (n <= INLINE)
		return slot->length == n && equal(slot->bytes, bytes, n);
	const struct entry *entry = &t->entries[slot->id_plus_one - 1];

	return entry->length == n && memcmp(entry->bytes, bytes, n) == 0;
}

/* The number of a string plus one, or 0 when the table does not have it. */
static inline uint32_t find(const struct intern *t, uint64_t hash, const char *bytes, size_t n)
{
	for (size_t at = hash & t->mask; t->slots[at].id_plus_one; at = (at + 1) & t->mask) {
		const struct slot *slot = &t->slots[at];

		if (slot->tag == tag_of(hash) && holds(t, slot, bytes, n))
			return slot->id_plus_one;
	}
	return 0;
}

bool intern_find(const struct intern *t, const char *bytes, size_t n, uint32_t *id)
{
	uint32_t found = find(t, hash_of(&t->key, bytes, n), bytes, n);

	if (found && id)
		*id = found - 1;
	return found != 0;
}

/* Add a string the table does not have yet. */
static uint32_t add(struct intern *t, uint64_t hash, const char *bytes, size_t n)
{
	if (t->count >= UINT32_MAX - 1)
		die("more than %u distinct texts", UINT32_MAX - 1);
	t->entries = mem_grow(t->entries, &t->capacity, t->count + 1, sizeof(*t->entries));
	t->entries[t->count] = (struct entry){arena_dup(t->arena, bytes, n), n};
	t->count++;
	if (3 * t->count > 2 * t->mask)
		enlarge(t);
	else
		place(t, hash, (uint32_t)t->count - 1);
	return (uint32_t)t->count - 1;
}

uint32_t intern_add(struct intern *t, const char *bytes, size_t n, bool *fresh)
{
	uint64_t hash = hash_of(&t->key, bytes, n);
	uint32_t found = find(t, hash, bytes, n);

	if (fresh)
		*fresh = !found;
	return found ? found - 1 : add(t, hash, bytes, n);
}

void intern_add_many(struct intern *t, const struct intern_text *texts, size_t n, uint32_t *ids)
{
	uint64_t hashes[INTERN_MANY];

	for (size_t i = 0; i < n; i++) {
		hashes[i] = hash_of(&t->key, texts[i].bytes, texts[i].length);
		__builtin_prefetch(&t->slots[hashes[i] & t->mask]);
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t found = find(t, hashes[i], texts[i].bytes, texts[i].length);

		ids[i] = found ? found - 1 : add(t, hashes[i], texts[i].bytes, texts[i].length);
	}
}

void intern_find_many(const struct intern *t, const struct intern_text *texts, size_t n, uint32_t *ids)
{
	uint64_t hashes[INTERN_MANY];

	for (size_t i = 0; i < n; i++) {
		hashes[i] = hash_of(&t->key, texts[i].bytes, texts[i].length);
		__builtin_prefetch(&t->slots[hashes[i] & t->mask]);
	}
	for (size_t i = 0; i < n; i++)
		ids[i] = find(t, hashes[i], texts[i].bytes, texts[i].length) - 1;
}

const char *intern_get(const struct intern *t, uint32_t id, size_t *n)
{
	if (n)
		*n = t->entries[id].length;
	return t->entries[id].bytes;
}

size_t intern_count(const struct intern *t)
{
	return t->count;
}

static int compare_strings(const void *a, const void *b, void *context)
{
	const struct intern *t = context;
	const struct entry *x = &t->entries[*(const uint32_t *)a];
	const struct entry *y = &t->entries[*(const uint32_t *)b];
	int sign = memcmp(x->bytes, y->bytes, x->length < y->length ? x->length : y->length);

	return sign ? sign : (x->length > y->length) - (x->length < y->length);
}

uint32_t *intern_order(const struct intern *t)
{
	uint32_t *order = mem_alloc(t->count, sizeof(*order));

	for (size_t i = 0; i < t->count; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, t->count, sizeof(*order), compare_strings, (void *)t);
	return order;
}

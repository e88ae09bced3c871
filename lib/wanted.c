#include "wanted.h"

#include "intern.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>

/* Of the bits about one in sixteen is set, and as many ids that are not wanted are looked up in vain. */
enum { BITS = 16, LEAST_BITS = 1 << 12 };

struct wanted {
	struct intern *ids;
	uint64_t *bits;
	size_t mask; /* of a bit's number */
};

struct wanted *wanted_new(void)
{
	struct wanted *w = mem_alloc(1, sizeof(*w));

	w->ids = intern_new();
	return w;
}

void wanted_free(struct wanted *w)
{
	if (!w)
		return;
	intern_free(w->ids);
	free(w->bits);
	free(w);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool wanted_split(const char **cell, size_t *n, const char **id, size_t *length)
{
	while (*n) {
		const char *end = memchr(*cell, ';', *n);
		size_t taken = end ? (size_t)(end - *cell) : *n;

		*id = *cell;
		*length = taken;
		*cell += end ? taken + 1 : taken;
		*n -= end ? taken + 1 : taken;
		while (*length && is_blank(**id)) {
			++*id;
			--*length;
		}
		while (*length && is_blank((*id)[*length - 1]))
			--*length;
		if (*length)
			return true;
	}
	return false;
}

void wanted_add(struct wanted *w, const char *cell, size_t n)
{
	const char *id;
	size_t length;

	while (wanted_split(&cell, &n, &id, &length))
		intern_add(w->ids, id, length, NULL);
}

/* The lowest bits of a hash are its place in the table of ids: others say which bit is its own. */
static inline size_t bit_of(const struct wanted *w, const char *id, size_t length)
{
	return (size_t)(intern_hash(id, length) >> 24) & w->mask;
}

void wanted_ready(struct wanted *w)
{
	size_t bits = LEAST_BITS;

	while (bits < BITS * wanted_count(w))
		bits *= 2;
	w->bits = mem_alloc(bits / 64, sizeof(*w->bits));
	w->mask = bits - 1;
	for (size_t i = 0; i < wanted_count(w); i++) {
		size_t length;
		const char *id = intern_get(w->ids, (uint32_t)i, &length);
		size_t bit = bit_of(w, id, length);

		w->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

size_t wanted_count(const struct wanted *w)
{
	return intern_count(w->ids);
}

bool wanted_next(const struct wanted *w, const char **cell, size_t *n, uint32_t *number)
{
	const char *id;
	size_t length;

	while (wanted_split(cell, n, &id, &length)) {
		size_t bit = bit_of(w, id, length);

		if (w->bits[bit / 64] >> bit % 64 & 1 && intern_find(w->ids, id, length, number))
			return true;
	}
	return false;
}

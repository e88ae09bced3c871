#include "base/rank.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Bits per digit: small enough for the counts of one digit to stay in the cache. */
enum { DIGIT = 11, DIGITS = 1 << DIGIT };

static size_t digit_of(const struct ranked *r, unsigned shift)
{
	return r->key >> shift & (DIGITS - 1);
}

/* Least significant digit first. */
void rank_sort(struct ranked *a, size_t n, unsigned bits)
{
	struct ranked *b = mem_resize(NULL, n, sizeof(*b)), *from = a, *to = b;

	for (unsigned shift = 0; shift < bits; shift += DIGIT) {
		size_t places[DIGITS + 1] = {0};

		for (size_t i = 0; i < n; i++)
			places[digit_of(&from[i], shift) + 1]++;
		for (unsigned i = 0; i < DIGITS; i++)
			places[i + 1] += places[i];
		for (size_t i = 0; i < n; i++)
			to[places[digit_of(&from[i], shift)]++] = from[i];
		struct ranked *swap = from;

		from = to;
		to = swap;
	}
	if (from != a)
		memcpy(a, from, n * sizeof(*a));
	free(b);
}

unsigned rank_bits(uint64_t n)
{
	return n > 1 ? 64 - (unsigned)__builtin_clzll(n - 1) : 0;
}

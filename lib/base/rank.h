/*
 * rank: a stable radix sort of integer keys that keeps each key's original index.
 *
 * It takes one pass over the keys per digit, so large tables are ordered faster than by comparisons. Needs memory for a second array.
 */
#ifndef RETKIT_RANK_H
#define RETKIT_RANK_H

#include <stddef.h>
#include <stdint.h>

struct ranked {
	uint64_t key;
	size_t place; /* original index */
};

/* Sort by the lowest `bits` bits of the key; equal keys keep their order. */
void rank_sort(struct ranked *a, size_t n, unsigned bits);

/* The number of bits needed to store the numbers below n; 0 for n <= 1. */
unsigned rank_bits(uint64_t n);

#endif

/*
 * rank: keys with the places they came from, sorted.
 */
#ifndef RETKIT_RANK_H
#define RETKIT_RANK_H

#include <stddef.h>
#include <stdint.h>

struct ranked {
	uint64_t key;
	size_t place;
};

/* Sort by key, of which only the lowest `bits` bits are looked at; equal keys stay in their order. */
void rank_sort(struct ranked *a, size_t n, unsigned bits);

/* The bits that numbers below n need, 0 for n up to 1. */
unsigned rank_bits(uint64_t n);

#endif

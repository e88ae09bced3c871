/*
 * sums: sums keyed by (period, group, category), sorted so that reads in output order are sequential.
 *
 * Sums are put in any order, then sealed: sorted by period, group and category, and added up where the key is the
 * same. Results are written in this order, so reads in output order are sequential in memory. For other reads an
 * index, no longer than the sums, tells where the sums of a period and a few groups begin. Read only after sealing;
 * then reads are thread-safe.
 */
#ifndef RETKIT_SUMS_H
#define RETKIT_SUMS_H

#include <stddef.h>
#include <stdint.h>

/* The sums of one key. */
struct sum {
	int64_t units; /* in the unit counted; amounts in 1/10,000 */
	int64_t lines;
	int64_t squares; /* sum over lines of the squared units; of amounts in whole units of money */
};

struct sums;

/* A table for keys below these numbers. */
struct sums *sums_new(uint32_t periods, uint32_t groups, uint32_t categories);
void sums_free(struct sums *s);

void sums_put(struct sums *s, uint32_t period, uint32_t group, uint32_t category, const struct sum *sum);

/* Finish adding. Returns 0, or -1 on overflow of 64 bits. */
int sums_seal(struct sums *s);

/* The sums of a key; all zero where nothing was put. Never NULL. */
const struct sum *sums_get(const struct sums *s, uint32_t period, uint32_t group, uint32_t category);

#endif

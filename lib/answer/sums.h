/*
 * sums: sums keyed by (period, group, category), sorted so that reads in output order are sequential.
 *
 * Sums are put in any order and again for the same place, then sealed: sorted by period, group and category,
 * equal places added up. They lie in the order in which results are written, and an index as long as there are
 * sums says where those of a period and a few groups begin, so asking in that order goes through memory
 * in a line, and asking otherwise takes two looks into it. Read only once sealed: then several threads may ask.
 */
#ifndef RETKIT_SUMS_H
#define RETKIT_SUMS_H

#include <stddef.h>
#include <stdint.h>

/* What is added. */
struct sum {
	int64_t units; /* what is counted; of amounts 1/10,000 */
	int64_t lines;
	int64_t squares; /* of what a line counts; of amounts in whole units of money */
};

struct sums;

/* For places below these numbers. */
struct sums *sums_new(uint32_t periods, uint32_t groups, uint32_t categories);
void sums_free(struct sums *s);

void sums_put(struct sums *s, uint32_t period, uint32_t group, uint32_t category, const struct sum *sum);

/* Sort and add up. Returns 0, or -1 when a sum leaves 64 bits. */
int sums_seal(struct sums *s);

/* The sum of a place; all zero where nothing was put. Never NULL. */
const struct sum *sums_get(const struct sums *s, uint32_t period, uint32_t group, uint32_t category);

#endif

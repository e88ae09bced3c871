/*
 * outcome: which order lines come back, why, when and how many of their units.
 *
 * Every line's fate is an independent draw with the probabilities of the catalogue. The unlucky
 * SKU is no exception: its whole history is drawn with its constant probability again and again,
 * from successive seeds, until chance alone has made its June and its second quarter of 2025 look
 * bad. That is conditioning, not a planted effect.
 */
#ifndef SAMPLES_OUTCOME_H
#define SAMPLES_OUTCOME_H

#include "shipments.h"

struct outcome {
	int returned; /* 0: the line stays with the buyer, the rest means nothing */
	enum reason reason;
	int received_day; /* may lie after the last day of the calendar */
	int qty;
};

/*
 * Returns an array with the outcome of each line, by id; the caller frees it. *attempts
 * is set to the number of histories drawn for the unlucky SKU.
 */
struct outcome *outcome_draw(const struct shipments *shipments, gsl_rng *rng, unsigned long seed, int *attempts);

#endif

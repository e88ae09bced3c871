/*
 * outcome: draw which order lines are returned, why, when and how many of their units.
 *
 * Each line is an independent draw with the probabilities of the catalogue, including the lines of the unlucky SKU. The
 * history of that SKU is redrawn from successive seeds, with its constant probability, until its June and second quarter of 2025
 * look bad by chance alone. That is conditioning, not a planted effect.
 */
#ifndef SAMPLES_OUTCOME_H
#define SAMPLES_OUTCOME_H

#include "shipments.h"

struct outcome {
	int returned; /* units; 0: the buyer keeps the line, and the other members are meaningless */
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

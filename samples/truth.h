/*
 * truth: what is behind the samples, as tables a test can read.
 *
 * causes.csv   every ticket: does it count as a return, its true reason (cause/reason), and
 *              how much of that the ticket tells
 * monthly.csv  what was shipped and received back, by month and shop
 * planted.csv  the numbers of each planted story, counted here and not by any other program
 * products.csv the products, with the true probability that a line comes back
 *
 * Shipped: ordinary lines that left, by ship date; gifts, replacements, and what never left
 * are not in it. Returned: returns and exchanges whose goods were received, by receipt date.
 */
#ifndef SAMPLES_TRUTH_H
#define SAMPLES_TRUTH_H

#include "returns.h"
#include "shipments.h"

void truth_write_causes(const char *directory, const struct returns *returns);
void truth_write_monthly(const char *directory, const struct shipments *shipments, const struct returns *returns);
void truth_write_planted(const char *directory, const struct shipments *shipments, const struct returns *returns);
void truth_write_products(const char *directory);

#endif

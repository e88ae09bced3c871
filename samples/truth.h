/*
 * truth: write the truth behind the samples as tables for the tests.
 *
 * causes.csv   every ticket: whether it counts as a return, its true reason (cause/reason), and
 *              how much of the reason the ticket tells
 * monthly.csv  units shipped and units returned, by month and shop
 * planted.csv  the numbers of each planted story, counted independently of retkit
 * products.csv the products, with the true return probability of a line
 *
 * Shipped: ordinary lines by ship date, without gifts, replacements and lines that were never shipped. Returned: returns and
 * exchanges whose goods were received, by receipt date.
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

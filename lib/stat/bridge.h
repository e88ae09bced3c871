/*
 * bridge: decompose the change of a total rate between two years into the effect of the mix of
 * shipped goods and the effect of the rates themselves.
 *
 * A total consists of segments (SKUs, shops): R = sum of w r, where w is a segment's share of the
 * shipments and r its rate. The change R1 - R0 is split into parts that add up to it:
 *   mix         (w1 - w0) ((r0 + r1)/2 - (R0 + R1)/2): the segment grew or shrank
 *   rate        (r1 - r0) (w0 + w1)/2: the same goods were returned more or less often
 *   assortment  the whole effect of a segment that was shipped in only one of the years, so that
 *               there are no two rates to compare: it is new or discontinued. Its missing rate is
 *               set to that of the other year, which makes this a mix effect, reported
 *               separately. Returns of goods not shipped in the year of their return belong here
 *               too.
 * Centring the mix on the average total leaves the sum unchanged and gives each term a meaning:
 * when a segment with fewer returns than average grows, the total falls.
 *
 * Everything is linear in the returned counts. To get the parts of one cause, pass that cause's
 * returns with the same shipments; the parts of all causes add up to those of the total.
 * Source: Kitagawa (1955) JASA 50:1168; the same as Bennet (1920) and the two-factor form of Das
 * Gupta (1993).
 *
 * Counts are non-negative and need not be whole; a rate may exceed 1. If a year has no shipments, or
 * a count is negative or not finite, everything is NaN. Rates and parts are fractions, not percentage
 * points. Sums are compensated, so the parts add up to the change except for rounding.
 *
 * Functions that no tool calls yet are meant for later tools; the acceptance cases test them.
 */
#ifndef RETKIT_BRIDGE_H
#define RETKIT_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>

/* Units of one segment; [0] is the earlier year, [1] the later one. */
struct bridge_segment {
	double shipped[2];
	double returned[2];
};

/* The contribution of one segment to the change. */
struct bridge_part {
	double mix;
	double rate;
	double assortment;
};

/* The total rates and the sums of the parts: change = mix + rate + assortment. */
struct bridge_total {
	double before;
	double after;
	double change;
	double mix;
	double rate;
	double assortment;
};

/* Split the change over n segments into parts[0..n), owned by the caller. Returns the totals. */
struct bridge_total bridge_split_change(const struct bridge_segment *segments, size_t n, struct bridge_part *parts);

/*
 * The same on two levels (SKUs within categories), so that a drill-down adds up. Group g consists of
 * the segments [first[g], first[g + 1]), so first[] has groups + 1 entries. group_parts[g] is the
 * split over groups as if they were the segments. The parts of a group's members add up to the rate
 * effect of the group, or to its assortment effect when the group itself is new or discontinued. The
 * mix in the total is the sum of the mix between groups and within them.
 */
struct bridge_total bridge_split_nested(const struct bridge_segment *segments, const size_t *first, size_t groups,
					struct bridge_part *parts, struct bridge_part *group_parts);

/*
 * The standard error of the total rate effect, given fixed shares: variances[i][0] and [1] are the
 * variances of segment i's two rates, clustering included. Only segments shipped in both years
 * count.
 */
double bridge_find_rate_error(const struct bridge_segment *segments, const double (*variances)[2], size_t n);

/*
 * Round parts[0..n) to multiples of 1/steps so that they still add up: each becomes the difference of two rounded running sums, less
 * than 1/steps from what it was, of the same sign or 0. `sum` is the running sum, {0, 0, 0} before the first part; carried on over
 * several calls, all their parts add up. The sums and the change of *total become those of the rounded parts. NaN stays.
 */
void bridge_round(struct bridge_part *parts, size_t n, double steps, struct bridge_part *sum,
		  struct bridge_total *total);

/* True for Simpson's reversal: the total moved one way and the rate effect the other. */
bool bridge_is_reversed(const struct bridge_total *total);

#endif

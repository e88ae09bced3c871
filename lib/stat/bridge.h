/*
 * bridge: what moved a total rate from one year to the next, the mix of what was shipped or the
 * rates themselves.
 *
 * A total is made of segments (SKUs, shops): R = sum of w r, where w is a segment's share of the
 * shipments and r its rate. The change R1 - R0 is split into parts that add up to it:
 *   mix         (w1 - w0) ((r0 + r1)/2 - (R0 + R1)/2): the segment grew or shrank
 *   rate        (r1 - r0) (w0 + w1)/2: the same goods came back more or less
 *   assortment  the whole effect of a segment that was not shipped in one of the years: new or
 *               discontinued, where no rate can be compared. Its missing rate is taken as that
 *               of the other year, which makes it a mix effect, kept apart; returns of goods not
 *               shipped in the year they came back in belong here too.
 * Centring the mix on the average total leaves the sum unchanged and gives each term a meaning:
 * growing a segment that returns less than average lowers the total.
 *
 * Everything is linear in the returned counts. So the parts of one cause come from calling with
 * that cause's returns and the same shipments, and the parts of all causes add up to those of the
 * total.
 * Source: Kitagawa (1955) JASA 50:1168; the same as Bennet (1920) and the two-factor form of Das
 * Gupta (1993).
 *
 * Counts are non-negative and need not be whole; a rate may exceed 1. With no shipments in a
 * year, or a count that is negative or not finite, everything is NaN. Rates and parts are
 * fractions, not percentage points. Sums are compensated: parts add up to the change to rounding.
 *
 * What no tool calls yet is there for later tools, and the acceptance cases hold it.
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

/* What one segment contributed to the change. */
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

/* Splits the change over n segments into parts[0..n), owned by the caller. */
struct bridge_total bridge_split_change(const struct bridge_segment *segments, size_t n, struct bridge_part *parts);

/*
 * The same in two levels (SKUs within categories), so that a drill-down adds up: group g holds
 * the segments first[g] up to but not including first[g + 1], so first[] has groups + 1 entries.
 * group_parts[g] is the split over groups as if they were the segments. The parts of its members
 * add up to the rate effect of their group, or to its assortment effect when the group itself is
 * new or discontinued. In the total, mix is that between groups and inside them.
 */
struct bridge_total bridge_split_nested(const struct bridge_segment *segments, const size_t *first, size_t groups,
					struct bridge_part *parts, struct bridge_part *group_parts);

/*
 * Standard error of the total rate effect, shares taken as fixed: variances[i][0] and [1] are
 * those of the rates of segment i, with clustering in them. Only segments shipped in both years
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

/* Simpson's reversal: the total moved one way, the rates on the whole the other. */
bool bridge_is_reversed(const struct bridge_total *total);

#endif

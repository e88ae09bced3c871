/* Mix or rate: parts that mean what they say and always add up to the change. */
#include "stat/bridge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "near.h"

enum { SEGMENTS = 40, GROUPS = 4, ROUNDS = 200 };

/* A small fixed sequence of pseudo-random numbers (Lehmer), the same on every machine. */
static double draw(uint64_t *state, double below)
{
	*state = *state * 48271 % 2147483647;
	return floor((double)*state / 2147483647 * below);
}

/* Segments as they come: new, gone, without returns, with returns but no shipments, and empty. */
static void fill(struct bridge_segment *segments, uint64_t *seed)
{
	for (size_t i = 0; i < SEGMENTS; i++)
		for (int year = 0; year < 2; year++) {
			double shipped = draw(seed, 5) < 1 ? 0 : draw(seed, 20000);

			segments[i].shipped[year] = shipped;
			segments[i].returned[year] = draw(seed, 3) < 1 ? draw(seed, 50) : draw(seed, 0.2 * shipped);
		}
	segments[0].shipped[0] = 1000; /* so that each year has shipments */
	segments[0].shipped[1] = 1000;
}

static double part_sum(const struct bridge_part *part)
{
	return part->mix + part->rate + part->assortment;
}

/* Doubling the share of a segment that returns less: the total falls though no rate moved. */
static void pure_mix(void **state)
{
	static const struct bridge_segment S[2] = {{{100, 200}, {5, 10}}, {{100, 100}, {15, 15}}};
	struct bridge_part parts[2];
	struct bridge_total t = bridge_split_change(S, 2, parts);

	(void)state;
	assert_near(t.before, 0.10, 1e-14);
	assert_near(t.after, 25.0 / 300, 1e-14);
	assert_near(t.mix, t.change, 1e-12);
	assert_near(t.rate, 0, 0);
	assert_true(parts[0].mix < 0); /* grew, and returns less than average */
	assert_true(parts[1].mix < 0); /* shrank, and returns more */
}

/* By hand: shares stay at .5, rates move by +.04 and -.02. */
static void pure_rate(void **state)
{
	static const struct bridge_segment S[2] = {{{100, 300}, {5, 27}}, {{100, 300}, {15, 39}}};
	struct bridge_part parts[2];
	struct bridge_total t = bridge_split_change(S, 2, parts);

	(void)state;
	assert_near(parts[0].rate, 0.02, 1e-13);
	assert_near(parts[1].rate, -0.01, 1e-13);
	assert_near(t.rate, 0.01, 1e-12);
	assert_near(t.mix, 0, 0);
	assert_false(bridge_is_reversed(&t));
}

/* A new segment and a gone one are assortment: their weight times how far they are from average. */
static void new_and_gone_are_assortment(void **state)
{
	static const struct bridge_segment S[3] = {
		{{100, 100}, {10, 10}},
		{{0, 100}, {0, 30}},
		{{100, 0}, {10, 0}},
	};
	struct bridge_part parts[3];
	struct bridge_total t = bridge_split_change(S, 3, parts);

	(void)state;
	assert_near(t.change, 0.1, 1e-13);
	assert_near(parts[1].assortment, 0.5 * (0.30 - 0.15), 1e-13);
	assert_near(parts[2].assortment, -0.5 * (0.10 - 0.15), 1e-13);
	assert_near(t.assortment, 0.1, 1e-13);
	assert_near(t.rate, 0, 0);
}

/* Returns of goods that were not shipped in the year: an ordinary period view. */
static void returns_without_shipments_are_kept(void **state)
{
	static const struct bridge_segment S[2] = {{{100, 100}, {10, 10}}, {{50, 0}, {5, 7}}};
	struct bridge_part parts[2];
	struct bridge_total t = bridge_split_change(S, 2, parts);

	(void)state;
	assert_near(t.after, 0.17, 1e-14);
	assert_near(t.mix + t.rate + t.assortment, t.change, 1e-13);
	assert_near(part_sum(&parts[0]) + part_sum(&parts[1]), t.change, 1e-13);
}

/* Every segment got better, and yet the total got worse. */
static void reversal_is_seen(void **state)
{
	static const struct bridge_segment S[2] = {{{900, 100}, {45, 4}}, {{100, 900}, {20, 171}}};
	struct bridge_part parts[2];
	struct bridge_total t = bridge_split_change(S, 2, parts);

	(void)state;
	assert_true(parts[0].rate < 0 && parts[1].rate < 0 && t.change > 0);
	assert_true(bridge_is_reversed(&t));
}

static void parts_add_up(void **state)
{
	struct bridge_segment segments[SEGMENTS];
	struct bridge_part parts[SEGMENTS];
	uint64_t seed = 20250618;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		double sum = 0;

		fill(segments, &seed);

		struct bridge_total t = bridge_split_change(segments, SEGMENTS, parts);

		for (size_t i = 0; i < SEGMENTS; i++)
			sum += part_sum(&parts[i]);
		assert_true(fabs(t.mix + t.rate + t.assortment - t.change) < 1e-16);
		assert_true(fabs(sum - t.change) < 1e-15);
	}
}

/* Shipments of a thousand million beside shipments of one. */
static void unequal_sizes_add_up(void **state)
{
	static const struct bridge_segment S[3] = {
		{{1e9, 1.1e9}, {4e7, 5e7}},
		{{1, 2}, {1, 0}},
		{{3, 1e8}, {0, 7}},
	};
	struct bridge_part parts[3];
	struct bridge_total t = bridge_split_change(S, 3, parts);

	(void)state;
	assert_near(t.mix + t.rate + t.assortment, t.change, 1e-13);
}

/* The parts of the causes are those of the total, segment by segment. */
static void causes_add_up(void **state)
{
	struct bridge_segment all[SEGMENTS], causes[2][SEGMENTS];
	struct bridge_part parts[SEGMENTS], by_cause[2][SEGMENTS];
	uint64_t seed = 1111;

	(void)state;
	fill(all, &seed);
	for (size_t i = 0; i < SEGMENTS; i++) {
		causes[0][i] = causes[1][i] = all[i];
		for (int year = 0; year < 2; year++) {
			double one = floor(all[i].returned[year] / 3);

			causes[0][i].returned[year] = one;
			causes[1][i].returned[year] = all[i].returned[year] - one;
		}
	}
	bridge_split_change(all, SEGMENTS, parts);
	bridge_split_change(causes[0], SEGMENTS, by_cause[0]);
	bridge_split_change(causes[1], SEGMENTS, by_cause[1]);
	for (size_t i = 0; i < SEGMENTS; i++) {
		struct bridge_part *one = &by_cause[0][i], *two = &by_cause[1][i];

		assert_true(fabs(one->mix + two->mix - parts[i].mix) < 1e-16);
		assert_true(fabs(one->rate + two->rate - parts[i].rate) < 1e-16);
		assert_true(fabs(one->assortment + two->assortment - parts[i].assortment) < 1e-16);
	}
}

/* The members of a group explain its rate effect; a group that is new is assortment whole. */
static void nested_parts_add_up(void **state)
{
	static const size_t FIRST[GROUPS + 1] = {0, 7, 7, 30, SEGMENTS}; /* one group is empty */
	struct bridge_segment segments[SEGMENTS];
	struct bridge_part parts[SEGMENTS], groups[GROUPS];
	uint64_t seed = 1212;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		double sum = 0;

		fill(segments, &seed);
		for (size_t i = 30; i < SEGMENTS; i++) {
			segments[i].shipped[0] = 0;
			segments[i].returned[0] = 0;
		}

		struct bridge_total t = bridge_split_nested(segments, FIRST, GROUPS, parts, groups);

		for (size_t g = 0; g < GROUPS; g++) {
			double inside = 0;

			for (size_t i = FIRST[g]; i < FIRST[g + 1]; i++)
				inside += part_sum(&parts[i]);
			assert_true(fabs(inside - groups[g].rate - groups[g].assortment) < 1e-15);
			sum += part_sum(&groups[g]);
		}
		assert_true(groups[3].rate == 0 && groups[3].mix == 0);
		assert_true(part_sum(&groups[1]) == 0);
		assert_true(fabs(sum - t.change) < 1e-15);
		assert_true(fabs(t.mix + t.rate + t.assortment - t.change) < 1e-15);
	}
}

/* By hand: shares .5, variances of .05 of 100 and .09 of 300; the new segment does not count. */
static void rate_error_by_hand(void **state)
{
	static const struct bridge_segment S[2] = {{{100, 300}, {5, 27}}, {{100, 300}, {15, 39}}};
	static const struct bridge_segment NEW[2] = {{{100, 100}, {5, 5}}, {{0, 100}, {0, 9}}};
	static const double V[2][2] = {{0.000475, 0.000273}, {0.001275, 0.000377}};
	static const double UNKNOWN[2][2] = {{0.000475, 0.000273}, {NAN, 0.001}};

	(void)state;
	assert_near(bridge_find_rate_error(S, V, 2), 0.5 * sqrt(0.0024), 1e-13);
	assert_near(bridge_find_rate_error(NEW, UNKNOWN, 2), 0.75 * sqrt(0.000748), 1e-13);
}

static void no_total_is_nan(void **state)
{
	static const struct bridge_segment EMPTY_YEAR[1] = {{{0, 10}, {0, 1}}};
	static const struct bridge_segment BAD[2] = {{{10, 10}, {1, 1}}, {{10, 10}, {-1, 1}}};
	struct bridge_part parts[2];
	struct bridge_total t = bridge_split_change(EMPTY_YEAR, 1, parts);

	(void)state;
	assert_nan(t.change);
	assert_nan(t.assortment);
	assert_nan(parts[0].assortment);
	assert_false(bridge_is_reversed(&t));
	t = bridge_split_change(BAD, 2, parts);
	assert_nan(t.change);
	assert_nan(parts[0].rate);
	t = bridge_split_change(BAD, 0, parts);
	assert_nan(t.change);
	assert_nan(bridge_find_rate_error(EMPTY_YEAR, NULL, 1));
}

/* A part in whole steps, after it was seen to be a multiple of one, close to `exact` and not of another sign. */
static int64_t steps_of(double rounded, double exact, double steps)
{
	double whole = round(rounded * steps);

	assert_true(rounded == whole / steps);
	assert_true(fabs(rounded - exact) < 1.000001 / steps);
	assert_true(exact != 0 ? rounded * exact >= 0 : rounded == 0);
	return (int64_t)whole;
}

static void rounded_parts_add_up(void **state)
{
	struct bridge_segment segments[SEGMENTS];
	struct bridge_part parts[SEGMENTS], exact[SEGMENTS];
	uint64_t seed = 11;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		/* From so coarse that most parts become 0 to what is printed. */
		double steps = i % 2 ? 1e3 : 1e8;
		struct bridge_part sum = {0, 0, 0};
		int64_t mix = 0, rate = 0, assortment = 0;

		fill(segments, &seed);
		struct bridge_total t = bridge_split_change(segments, SEGMENTS, exact);

		for (size_t k = 0; k < SEGMENTS; k++)
			parts[k] = exact[k];
		bridge_round(parts, SEGMENTS, steps, &sum, &t);
		for (size_t k = 0; k < SEGMENTS; k++) {
			mix += steps_of(parts[k].mix, exact[k].mix, steps);
			rate += steps_of(parts[k].rate, exact[k].rate, steps);
			assortment += steps_of(parts[k].assortment, exact[k].assortment, steps);
		}
		assert_true(t.mix == (double)mix / steps);
		assert_true(t.rate == (double)rate / steps);
		assert_true(t.assortment == (double)assortment / steps);
		assert_true(t.change == (double)(mix + rate + assortment) / steps);
		assert_true(fabs(t.change - (t.after - t.before)) < 1.500001 / steps);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pure_mix),
		cmocka_unit_test(pure_rate),
		cmocka_unit_test(new_and_gone_are_assortment),
		cmocka_unit_test(returns_without_shipments_are_kept),
		cmocka_unit_test(reversal_is_seen),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(unequal_sizes_add_up),
		cmocka_unit_test(causes_add_up),
		cmocka_unit_test(nested_parts_add_up),
		cmocka_unit_test(rate_error_by_hand),
		cmocka_unit_test(no_total_is_nan),
		cmocka_unit_test(rounded_parts_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

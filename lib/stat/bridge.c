#include "stat/bridge.h"

#include <math.h>

/* A running sum and the rounding error it has lost so far (Neumaier 1974). */
struct sum {
	double value;
	double lost;
};

static void sum_add(struct sum *s, double x)
{
	double next = s->value + x;

	s->lost += fabs(s->value) >= fabs(x) ? (s->value - next) + x : (x - next) + s->value;
	s->value = next;
}

static double sum_get(const struct sum *s)
{
	return s->value + s->lost;
}

/* The totals that segments are measured against. */
struct frame {
	double shipped[2];
	double rate[2];
};

static bool is_counted(const struct bridge_segment *s)
{
	for (int year = 0; year < 2; year++)
		if (!(s->shipped[year] >= 0 && s->returned[year] >= 0) || isinf(s->shipped[year]) ||
		    isinf(s->returned[year]))
			return false;
	return true;
}

/* A NaN in one segment makes the whole frame NaN, and with it every part. */
static struct bridge_segment add_segments(const struct bridge_segment *segments, size_t n)
{
	struct sum shipped[2] = {{0, 0}, {0, 0}}, returned[2] = {{0, 0}, {0, 0}};
	struct bridge_segment all;

	for (size_t i = 0; i < n; i++) {
		bool counted = is_counted(&segments[i]);

		for (int year = 0; year < 2; year++) {
			sum_add(&shipped[year], counted ? segments[i].shipped[year] : NAN);
			sum_add(&returned[year], counted ? segments[i].returned[year] : NAN);
		}
	}
	for (int year = 0; year < 2; year++) {
		all.shipped[year] = sum_get(&shipped[year]);
		all.returned[year] = sum_get(&returned[year]);
	}
	return all;
}

static struct frame make_frame(const struct bridge_segment *all)
{
	struct frame f;

	for (int year = 0; year < 2; year++) {
		f.shipped[year] = all->shipped[year] > 0 ? all->shipped[year] : NAN;
		f.rate[year] = all->returned[year] / f.shipped[year];
	}
	return f;
}

static bool is_continuing(const struct bridge_segment *s)
{
	return s->shipped[0] > 0 && s->shipped[1] > 0;
}

static struct bridge_part split_segment(const struct frame *f, const struct bridge_segment *s)
{
	double centre = (f->rate[0] + f->rate[1]) / 2;
	double share[2], rate[2];

	/* Without a total in both years there is no change to split. */
	if (isnan(centre))
		return (struct bridge_part){NAN, NAN, NAN};
	for (int year = 0; year < 2; year++) {
		share[year] = s->shipped[year] / f->shipped[year];
		rate[year] = s->returned[year] / s->shipped[year];
	}
	if (!is_continuing(s))
		return (struct bridge_part){
			0,
			0,
			s->returned[1] / f->shipped[1] - s->returned[0] / f->shipped[0] -
				centre * (share[1] - share[0]),
		};
	return (struct bridge_part){
		(share[1] - share[0]) * ((rate[0] + rate[1]) / 2 - centre),
		(rate[1] - rate[0]) * ((share[0] + share[1]) / 2),
		0,
	};
}

/* Compensated sums of the parts. */
struct part_sum {
	struct sum mix, rate, assortment;
};

static void part_sum_add(struct part_sum *s, const struct bridge_part *part)
{
	sum_add(&s->mix, part->mix);
	sum_add(&s->rate, part->rate);
	sum_add(&s->assortment, part->assortment);
}

static struct bridge_total make_total(const struct frame *f, const struct part_sum *s)
{
	return (struct bridge_total){
		.before = f->rate[0],
		.after = f->rate[1],
		.change = f->rate[1] - f->rate[0],
		.mix = sum_get(&s->mix),
		.rate = sum_get(&s->rate),
		.assortment = sum_get(&s->assortment),
	};
}

struct bridge_total bridge_split_change(const struct bridge_segment *segments, size_t n, struct bridge_part *parts)
{
	struct bridge_segment all = add_segments(segments, n);
	struct frame f = make_frame(&all);
	struct part_sum sums = {{0, 0}, {0, 0}, {0, 0}};

	for (size_t i = 0; i < n; i++) {
		parts[i] = split_segment(&f, &segments[i]);
		part_sum_add(&sums, &parts[i]);
	}
	return make_total(&f, &sums);
}

/* Split one group among its members; `group` is their total. A new or discontinued group is all assortment. */
static void split_members(const struct frame *whole, const struct bridge_segment *group,
			  const struct bridge_segment *members, size_t n, struct bridge_part *parts)
{
	bool continuing = is_continuing(group);
	struct frame inner = make_frame(group);
	double weight = (group->shipped[0] / whole->shipped[0] + group->shipped[1] / whole->shipped[1]) / 2;

	for (size_t i = 0; i < n; i++) {
		if (!continuing) {
			parts[i] = split_segment(whole, &members[i]);
			continue;
		}
		parts[i] = split_segment(&inner, &members[i]);
		parts[i].mix *= weight;
		parts[i].rate *= weight;
		parts[i].assortment *= weight;
	}
}

struct bridge_total bridge_split_nested(const struct bridge_segment *segments, const size_t *first, size_t groups,
					struct bridge_part *parts, struct bridge_part *group_parts)
{
	struct bridge_segment all = add_segments(segments + first[0], first[groups] - first[0]);
	struct frame whole = make_frame(&all);
	struct part_sum sums = {{0, 0}, {0, 0}, {0, 0}};

	for (size_t g = 0; g < groups; g++) {
		size_t n = first[g + 1] - first[g];
		struct bridge_segment group = add_segments(segments + first[g], n);

		group_parts[g] = split_segment(&whole, &group);
		sum_add(&sums.mix, group_parts[g].mix);
		split_members(&whole, &group, segments + first[g], n, parts + first[g]);
		for (size_t i = first[g]; i < first[g + 1]; i++)
			part_sum_add(&sums, &parts[i]);
	}
	return make_total(&whole, &sums);
}

double bridge_find_rate_error(const struct bridge_segment *segments, const double (*variances)[2], size_t n)
{
	struct bridge_segment all = add_segments(segments, n);
	struct frame f = make_frame(&all);
	double sum = isnan(f.rate[0] + f.rate[1]) ? NAN : 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_continuing(&segments[i]))
			continue;

		double weight = (segments[i].shipped[0] / f.shipped[0] + segments[i].shipped[1] / f.shipped[1]) / 2;

		sum += weight * weight * (variances[i][0] + variances[i][1]);
	}
	return sqrt(sum);
}

/* Add a part to a running sum. Returns by how many steps the rounded sum moves. */
static double step(double *sum, double part, double steps)
{
	double before = round(*sum * steps);

	*sum += part;
	return round(*sum * steps) - before;
}

void bridge_round(struct bridge_part *parts, size_t n, double steps, struct bridge_part *sum,
		  struct bridge_total *total)
{
	struct bridge_part all = {0, 0, 0};

	if (isnan(total->change))
		return;
	for (size_t i = 0; i < n; i++) {
		struct bridge_part moved = {
			step(&sum->mix, parts[i].mix, steps),
			step(&sum->rate, parts[i].rate, steps),
			step(&sum->assortment, parts[i].assortment, steps),
		};

		parts[i] = (struct bridge_part){moved.mix / steps, moved.rate / steps, moved.assortment / steps};
		all.mix += moved.mix;
		all.rate += moved.rate;
		all.assortment += moved.assortment;
	}
	total->mix = all.mix / steps;
	total->rate = all.rate / steps;
	total->assortment = all.assortment / steps;
	total->change = (all.mix + all.rate + all.assortment) / steps;
}

bool bridge_is_reversed(const struct bridge_total *total)
{
	return total->change * total->rate < 0;
}

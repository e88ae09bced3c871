/*
 * Prints the Kitagawa values of acceptance case 13 (mix or rate) as `key,value`, from the inputs
 * in the folder named by the argument. The case counts new and discontinued segments as mix, so
 * mix and assortment are added here. Vectors over SKUs have keys ret.SKU.COLUMN.
 */
#include "stat/bridge.h"

#include "case_input.h"

enum { MOST_SEGMENTS = 64 };

static double mix_of(const struct bridge_part *part)
{
	return part->mix + part->assortment;
}

static void print_total(const struct bridge_total *total, const char *key)
{
	case_print(total->mix + total->assortment, "%s.mix", key);
	case_print(total->rate, "%s.rate", key);
}

/* Das Gupta (1993) examples 5.1 and 5.3: shares or sizes, and rates. */
static void print_published(const char *folder)
{
	struct bridge_segment segments[MOST_SEGMENTS];
	struct bridge_part parts[MOST_SEGMENTS];
	struct case_table t = case_read(folder, "in_dasgupta51.csv");

	for (size_t i = 0; i < t.n; i++) {
		double w0 = case_number(&t, i, "w0"), w1 = case_number(&t, i, "w1");

		segments[i] = (struct bridge_segment){
			{w0, w1},
			{w0 * case_number(&t, i, "r0"), w1 * case_number(&t, i, "r1")},
		};
	}

	struct bridge_total total = bridge_split_change(segments, t.n, parts);

	print_total(&total, "dg51");
	case_print(total.change, "dg51.total");

	t = case_read(folder, "in_dasgupta53.csv");
	for (size_t i = 0; i < t.n; i++) {
		double n0 = case_number(&t, i, "n0"), n1 = case_number(&t, i, "n1");

		segments[i] = (struct bridge_segment){
			{n0, n1},
			{n0 * case_number(&t, i, "r0"), n1 * case_number(&t, i, "r1")},
		};
	}
	total = bridge_split_change(segments, t.n, parts);
	print_total(&total, "dg53");
}

/* The SKUs with the returns of some causes, each a letter: q quality, f fit, o other. */
static void read_skus(const struct case_table *t, const char *causes, struct bridge_segment *segments)
{
	for (size_t i = 0; i < t->n; i++) {
		segments[i] = (struct bridge_segment){
			{case_number(t, i, "n0"), case_number(t, i, "n1")},
			{0, 0},
		};
		for (const char *c = causes; *c; c++) {
			segments[i].returned[0] += case_number(t, i, (char[]){*c, '0', '\0'});
			segments[i].returned[1] += case_number(t, i, (char[]){*c, '1', '\0'});
		}
	}
}

static void print_causes(const struct case_table *t)
{
	struct bridge_segment segments[MOST_SEGMENTS];
	struct bridge_part parts[MOST_SEGMENTS];

	for (const char *c = "qfo"; *c; c++) {
		char cause[2] = {*c, '\0'}, key[32];

		read_skus(t, cause, segments);

		struct bridge_total total = bridge_split_change(segments, t->n, parts);

		snprintf(key, sizeof(key), "ret.cause.%s", cause);
		print_total(&total, key);
		for (size_t i = 0; i < t->n; i++) {
			case_print(parts[i].rate, "ret.%s.rate_%s", case_text(t, i, "sku"), cause);
			case_print(mix_of(&parts[i]), "ret.%s.mix_%s", case_text(t, i, "sku"), cause);
		}
	}
}

/* Categories of adjacent SKUs. */
static void print_nested(const struct case_table *t, const struct bridge_segment *segments)
{
	struct bridge_part parts[MOST_SEGMENTS], groups[MOST_SEGMENTS];
	size_t first[MOST_SEGMENTS + 1], n = 0;
	double between = 0, inside = 0, rate = 0;

	for (size_t i = 0; i < t->n; i++)
		if (i == 0 || strcmp(case_text(t, i, "cat"), case_text(t, i - 1, "cat")))
			first[n++] = i;
	first[n] = t->n;
	bridge_split_nested(segments, first, n, parts, groups);
	for (size_t g = 0; g < n; g++) {
		const char *category = case_text(t, first[g], "cat");
		double group_inside = 0, group_rate = 0;

		for (size_t i = first[g]; i < first[g + 1]; i++) {
			group_inside += mix_of(&parts[i]);
			group_rate += parts[i].rate;
		}
		case_print(groups[g].mix, "ret.nested.category_mix.%s", category);
		case_print(group_inside, "ret.nested.sku_mix.%s", category);
		case_print(group_rate, "ret.nested.rate.%s", category);
		between += groups[g].mix;
		inside += group_inside;
		rate += group_rate;
	}
	case_print(between, "ret.nested.category_mix");
	case_print(inside, "ret.nested.sku_mix");
	case_print(rate, "ret.nested.rate");
}

static double binomial_variance(const struct bridge_segment *s, int year)
{
	double rate = s->returned[year] / s->shipped[year];

	return rate * (1 - rate) / s->shipped[year];
}

static void print_returns(const char *folder)
{
	struct bridge_segment segments[MOST_SEGMENTS];
	struct bridge_part parts[MOST_SEGMENTS];
	double variances[MOST_SEGMENTS][2];
	struct case_table t = case_read(folder, "in_returns.csv");

	read_skus(&t, "qfo", segments);

	struct bridge_total total = bridge_split_change(segments, t.n, parts);

	case_print(total.before, "ret.R0");
	case_print(total.after, "ret.R1");
	case_print(total.change, "ret.delta");
	print_total(&total, "ret");
	for (size_t i = 0; i < t.n; i++) {
		case_print(mix_of(&parts[i]), "ret.%s.mix", case_text(&t, i, "sku"));
		case_print(parts[i].rate, "ret.%s.rate", case_text(&t, i, "sku"));
		variances[i][0] = binomial_variance(&segments[i], 0);
		variances[i][1] = binomial_variance(&segments[i], 1);
	}
	case_print(bridge_find_rate_error(segments, variances, t.n), "ret.rate.se_binomial");
	print_causes(&t);
	print_nested(&t, segments);
}

/* Charig et al. (1986): success of treatment A against B. */
static void print_reversal(const char *folder)
{
	struct bridge_segment segments[MOST_SEGMENTS];
	struct bridge_part parts[MOST_SEGMENTS];
	struct case_table t = case_read(folder, "in_simpson.csv");

	for (size_t i = 0; i < t.n; i++)
		segments[i] = (struct bridge_segment){
			{case_number(&t, i, "nB"), case_number(&t, i, "nA")},
			{case_number(&t, i, "xB"), case_number(&t, i, "xA")},
		};

	struct bridge_total total = bridge_split_change(segments, t.n, parts);

	case_print(total.after, "simpson.RA");
	case_print(total.before, "simpson.RB");
	case_print(total.change, "simpson.delta_A_minus_B");
	print_total(&total, "simpson");
	case_print(bridge_is_reversed(&total), "simpson.reversal");
}

int main(int argc, char **argv)
{
	const char *folder = case_folder(argc, argv);

	print_published(folder);
	print_returns(folder);
	print_reversal(folder);
	return case_end();
}

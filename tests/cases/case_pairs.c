/*
 * Prints the values of acceptance case 02 (two rates: difference, ratio, p) as `key,value`, from
 * the inputs in the folder named by the argument.
 */
#include "stat/compare.h"

#include "case_input.h"

static const double LEVEL = 0.95;

static void print_interval(struct interval limits, const char *key, const char *method)
{
	case_print(limits.low, "%s.%s.lo", key, method);
	case_print(limits.high, "%s.%s.hi", key, method);
}

/* The tests and ratios, which have no answer when nothing came back in either year. */
static void print_tests(const char *id, double x1, double n1, double x2, double n2)
{
	struct compare_score pooled = compare_test_pooled(x1, n1, x2, n2);
	struct compare_exact exact = compare_test_poisson(x1, n1, x2, n2);
	struct interval ratio = compare_find_poisson_ratio(x1, n1, x2, n2, LEVEL);

	case_print(pooled.z, "%s.z_pooled", id);
	case_print(pooled.p, "%s.p_pooled", id);
	case_print(compare_test_fisher(x1, n1, x2, n2), "%s.p_fisher2", id);
	case_print((x1 / n1) / (x2 / n2), "%s.rr", id);
	print_interval(ratio, id, "rr_exact");
	case_print(compare_test_poisson_likelihood(x1, n1, x2, n2), "%s.rr_exact.p_minlik", id);
	case_print(exact.central, "%s.rr_exact.p_central", id);
	case_print(exact.mid, "%s.rr_midp.p", id);
	print_interval(compare_find_ratio(x1, n1, x2, n2, LEVEL), id, "rr_mn");
}

static void print_pairs(const char *folder)
{
	struct case_table t = case_read(folder, "in_pairs.csv");

	for (size_t i = 0; i < t.n; i++) {
		const char *id = case_text(&t, i, "id");
		double x1 = case_number(&t, i, "x1"), n1 = case_number(&t, i, "n1");
		double x2 = case_number(&t, i, "x2"), n2 = case_number(&t, i, "n2");

		case_print(x1 / n1 - x2 / n2, "%s.diff", id);
		print_interval(compare_find_newcombe(x1, n1, x2, n2, LEVEL), id, "newcombe10");
		print_interval(compare_find_miettinen_nurminen(x1, n1, x2, n2, LEVEL), id, "mn");
		print_interval(compare_find_mee(x1, n1, x2, n2, LEVEL), id, "mee");
		if (x1 + x2 > 0)
			print_tests(id, x1, n1, x2, n2);
	}
}

/* Documented examples: help page of poisson.test in R, and of the package rateratio.test. */
static void print_documented(void)
{
	struct interval ratio = compare_find_poisson_ratio(11, 800, 21, 3011, LEVEL);

	case_print((11.0 / 800) / (21.0 / 3011), "rhelp.rr");
	case_print(ratio.low, "rhelp.lo");
	case_print(ratio.high, "rhelp.hi");
	case_print(compare_test_poisson_likelihood(11, 800, 21, 3011), "rhelp.p");

	ratio = compare_find_poisson_ratio(2, 17877, 9, 16660, LEVEL);
	case_print((2.0 / 17877) / (9.0 / 16660), "rrt.rr");
	case_print(ratio.low, "rrt.lo");
	case_print(ratio.high, "rrt.hi");
	case_print(compare_test_poisson(2, 17877, 9, 16660).central, "rrt.p_central");
}

/* One year of orders: its counts, and the counts divided by the design effect. */
struct year {
	double x, n;
	struct effective effective;
	double rate;
};

static struct year print_year(const struct case_table *t, const char *name)
{
	double *x = case_alloc(t->n, sizeof(*x)), *n = case_alloc(t->n, sizeof(*n));
	const char *order = "";
	struct year y = {0, 0, {0, 0}, 0};
	size_t m = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(case_text(t, i, "year"), name))
			continue;
		if (strcmp(case_text(t, i, "order"), order))
			m++;
		order = case_text(t, i, "order");
		x[m - 1] += case_number(t, i, "returned");
		n[m - 1] += case_number(t, i, "shipped");
		y.x += case_number(t, i, "returned");
		y.n += case_number(t, i, "shipped");
	}

	struct cluster_ratio c = interval_find_cluster_ratio(x, n, m, LEVEL);

	y.rate = c.rate;
	y.effective = interval_shrink_counts(y.x, y.n, c.design_effect);
	case_print(y.x, "rs.%s.x", name);
	case_print(y.n, "rs.%s.n", name);
	case_print(y.rate, "rs.%s.r", name);
	case_print(c.design_effect, "rs.%s.deff", name);
	case_print(y.effective.count, "rs.%s.xe", name);
	case_print(y.effective.exposure, "rs.%s.ne", name);
	return y;
}

static void print_clustered(const char *folder)
{
	struct case_table t = case_read(folder, "in_orders_2y.csv");
	struct year last = print_year(&t, "2024"), this = print_year(&t, "2025");

	case_print(this.rate - last.rate, "rs.diff");
	print_interval(compare_find_newcombe(this.effective.count, this.effective.exposure, last.effective.count,
					     last.effective.exposure, LEVEL),
		       "rs", "newcombe10");
	print_interval(compare_find_newcombe(this.x, this.n, last.x, last.n, LEVEL), "rs", "naive");
}

int main(int argc, char **argv)
{
	const char *folder = case_folder(argc, argv);

	print_pairs(folder);
	print_documented();
	print_clustered(folder);
	return case_end();
}

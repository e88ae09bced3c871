/*
 * Prints the values of acceptance case 01 (one rate and its interval) as `key,value`, from the
 * inputs in the folder named by the argument.
 */
#include "stat/interval.h"

#include "case_input.h"

static const double LEVELS[] = {0.95, 0.998};

static void print_interval(struct interval limits, const char *key, const char *method)
{
	case_print(limits.low, "%s%s.lo", key, method);
	case_print(limits.high, "%s%s.hi", key, method);
}

static void print_binomial(const char *folder)
{
	struct case_table t = case_read(folder, "in_binomial.csv");

	for (size_t i = 0; i < t.n; i++) {
		double x = case_number(&t, i, "returned"), n = case_number(&t, i, "shipped");

		for (size_t k = 0; k < 2; k++) {
			char key[64];

			snprintf(key, sizeof(key), "%s.%g", case_text(&t, i, "id"), LEVELS[k]);
			case_print(x / n, "%s.rate", key);
			print_interval(interval_find_wilson(x, n, LEVELS[k]), key, ".wilson");
			print_interval(interval_find_clopper_pearson(x, n, LEVELS[k]), key, ".cp");
			print_interval(interval_find_jeffreys(x, n, LEVELS[k]), key, ".jeffreys");
		}
	}
}

static void print_poisson(const char *folder)
{
	struct case_table t = case_read(folder, "in_poisson.csv");

	for (size_t i = 0; i < t.n; i++) {
		double x = case_number(&t, i, "returned"), n = case_number(&t, i, "exposure");

		for (size_t k = 0; k < 2; k++) {
			char key[64];

			snprintf(key, sizeof(key), "%s.%g", case_text(&t, i, "id"), LEVELS[k]);
			case_print(x / n, "%s.rate", key);
			print_interval(interval_find_gamma(x, n, LEVELS[k]), key, ".exact");
			print_interval(interval_find_byar(x, n, LEVELS[k]), key, ".byar");
		}
	}
}

/* Clusters are orders: sums over the lines of each, which lie together in the file. */
static void print_orders(const char *folder)
{
	struct case_table t = case_read(folder, "in_orders.csv");
	double *x = case_alloc(t.n, sizeof(*x)), *n = case_alloc(t.n, sizeof(*n));
	size_t m = 0;

	for (size_t i = 0; i < t.n; i++) {
		if (i == 0 || strcmp(case_text(&t, i, "order"), case_text(&t, i - 1, "order")))
			m++;
		x[m - 1] += case_number(&t, i, "returned");
		n[m - 1] += case_number(&t, i, "shipped");
	}

	struct cluster_ratio c = interval_find_cluster_ratio(x, n, m, 0.95);

	case_print(c.rate, "orders.rate");
	case_print(c.error, "orders.se_cluster");
	case_print(c.binomial_error, "orders.se_binomial");
	case_print(c.design_effect, "orders.deff");
	case_print(c.effective_size, "orders.n_eff");
	print_interval(c.linear, "orders", ".ci_t");
	print_interval(c.logit, "orders", ".ci_logit_t");
	print_interval(c.wilson, "orders", ".ci_wilson_neff");
}

static void print_months(const char *folder)
{
	struct case_table t = case_read(folder, "in_months.csv");
	struct dispersion d =
		interval_find_dispersion(case_numbers(&t, "returned"), case_numbers(&t, "shipped"), t.n, 0.95);

	case_print(d.rate, "months.rate");
	case_print(d.phi, "months.phi");
	case_print(d.chi2, "months.pearson_chi2");
	case_print(d.p, "months.p_homog");
	print_interval(d.pooled, "months", ".quasi");
}

/*
 * The published values have no input file: counts and level are in the key, joined by points that
 * are also decimal points: phe_byar.X.LEVEL.lo, phe_wilson.X.N.LEVEL.lo with LEVEL 0.95 or 0.998.
 */
static void print_published(const char *folder)
{
	struct case_table t = case_read(folder, "expected.csv");

	for (size_t i = 0; i < t.n; i++) {
		const char *key = case_text(&t, i, "key");
		int wilson = !strncmp(key, "phe_wilson.", 11);

		if (!wilson && strncmp(key, "phe_byar.", 9))
			continue;

		char *counts = strdup(strchr(key, '.') + 1);
		char *side = strrchr(counts, '.');
		int high = !strcmp(side, ".hi");

		*side = '\0';

		char *level = strstr(counts, ".0.9");

		*level++ = '\0';

		struct interval limits;

		if (wilson) {
			char *size = strrchr(counts, '.');

			*size++ = '\0';
			limits = interval_find_wilson(atof(counts), atof(size), atof(level));
		} else {
			limits = interval_find_byar(atof(counts), 1, atof(level));
		}
		case_print(high ? limits.high : limits.low, "%s", key);
		free(counts);
	}
}

int main(int argc, char **argv)
{
	const char *folder = case_folder(argc, argv);

	print_binomial(folder);
	print_poisson(folder);
	print_orders(folder);
	print_months(folder);
	print_published(folder);
	return case_end();
}

/*
 * Prints the values of acceptance case 03 (false-discovery control) as `key,value`, from the
 * inputs in the folder named by the argument. The vectors over all SKUs have keys
 * skus.SKU.COLUMN.
 */
#include "stat/compare.h"
#include "stat/fdr.h"

#include "case_input.h"

typedef void (*adjust_function)(const double *p, double *q, size_t *order, size_t n);

static double *adjust(adjust_function function, const double *p, size_t n)
{
	double *q = case_alloc(n, sizeof(*q));
	size_t *order = case_alloc(n, sizeof(*order));

	function(p, q, order, n);
	free(order);
	return q;
}

static double *adjust_storey(const double *p, size_t n, double pi0)
{
	double *q = case_alloc(n, sizeof(*q));
	size_t *order = case_alloc(n, sizeof(*order));

	fdr_adjust_storey(p, q, order, n, pi0);
	free(order);
	return q;
}

static double count_at_most(const double *q, size_t n, double limit)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += q[i] <= limit;
	return (double)count;
}

static void print_published(const char *folder)
{
	static const struct {
		const char *name;
		adjust_function function;
	} METHODS[] = {
		{"BH", fdr_adjust_benjamini_hochberg},
		{"BY", fdr_adjust_benjamini_yekutieli},
		{"holm", fdr_adjust_holm},
		{"hochberg", fdr_adjust_hochberg},
		{"bonferroni", fdr_adjust_bonferroni},
	};
	struct case_table t = case_read(folder, "in_bh1995.csv");
	const double *p = case_numbers(&t, "p");

	for (size_t k = 0; k < sizeof(METHODS) / sizeof(*METHODS); k++) {
		double *q = adjust(METHODS[k].function, p, t.n);

		for (size_t i = 0; i < t.n; i++)
			case_print(q[i], "bh1995.%s.%s", METHODS[k].name, case_text(&t, i, "i"));
		free(q);
	}
}

static void print_column(const struct case_table *t, const double *values, const char *column)
{
	for (size_t i = 0; i < t->n; i++)
		case_print(values[i], "skus.%s.%s", case_text(t, i, "sku"), column);
}

static void print_q(const struct case_table *t, const double *q, const char *column)
{
	print_column(t, q, column);
	case_print(count_at_most(q, t->n, 0.05), "skus.n_le_0.05.%s", column);
	case_print(count_at_most(q, t->n, 0.1), "skus.n_le_0.1.%s", column);
}

static void print_skus(const char *folder)
{
	struct case_table t = case_read(folder, "in_skus.csv");
	double *central = case_alloc(t.n, sizeof(*central)), *mid = case_alloc(t.n, sizeof(*mid));

	for (size_t i = 0; i < t.n; i++) {
		struct compare_exact p =
			compare_test_poisson(case_number(&t, i, "ret_cur"), case_number(&t, i, "ship_cur"),
					     case_number(&t, i, "ret_prev"), case_number(&t, i, "ship_prev"));

		/* the case enters SKUs without any return with p = 1 */
		central[i] = isnan(p.central) ? 1 : p.central;
		mid[i] = isnan(p.mid) ? 1 : p.mid;
	}

	double half = fdr_find_null_share(mid, t.n, 0.5);
	double best = fdr_find_null_share_best(mid, t.n);

	case_print((double)t.n, "skus.m");
	case_print(half, "skus.pi0.lambda0.5");
	case_print(best, "skus.pi0.bootstrap");
	case_print(count_at_most(central, t.n, nextafter(0.05, 0)), "skus.n_lt_.05.p_central");
	case_print(count_at_most(mid, t.n, nextafter(0.05, 0)), "skus.n_lt_.05.p_midp");
	print_column(&t, central, "p_central");
	print_column(&t, mid, "p_midp");
	print_q(&t, adjust(fdr_adjust_benjamini_hochberg, central, t.n), "bh_central");
	print_q(&t, adjust(fdr_adjust_benjamini_hochberg, mid, t.n), "bh_midp");
	print_q(&t, adjust_storey(mid, t.n, half), "q_lambda05");
	print_q(&t, adjust_storey(mid, t.n, best), "q_boot");
}

static void print_genes(const char *folder)
{
	struct case_table t = case_read(folder, "in_hedenfalk_p.csv");
	const double *p = case_numbers(&t, "p");
	double best = fdr_find_null_share_best(p, t.n);

	case_print(best, "hedenfalk.pi0.bootstrap");
	case_print(count_at_most(adjust_storey(p, t.n, best), t.n, 0.05), "hedenfalk.n_q_le_.05.bootstrap");
	case_print(count_at_most(adjust(fdr_adjust_benjamini_hochberg, p, t.n), t.n, 0.05), "hedenfalk.n_BH_le_.05");
}

int main(int argc, char **argv)
{
	const char *folder = case_folder(argc, argv);

	print_published(folder);
	print_skus(folder);
	print_genes(folder);
	return case_end();
}

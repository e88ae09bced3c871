/*
 * Prints the primitives of acceptance case 18 as `FUNCTION.RECORD,value`, from the arguments in
 * the folder named on the command line: ours where GSL fails, GSL's own where it is what we rely
 * on.
 */
#include "stat/special.h"

#include "case_input.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

/* The columns of a record; which of them mean something depends on the function. */
struct arguments {
	double a, b, c, x;
};

static double beta_quantile(struct arguments v)
{
	return special_find_beta_quantile(v.x, v.a, v.b);
}

static double beta_lower(struct arguments v)
{
	return special_find_beta_tails(v.a, v.b, v.x, 1 - v.x).lower;
}

static double beta_upper(struct arguments v)
{
	return special_find_beta_tails(v.a, v.b, v.x, 1 - v.x).upper;
}

static double binomial_lower(struct arguments v)
{
	return special_find_binomial_tails(v.a, v.c, v.b, 1 - v.b).lower;
}

static double binomial_upper(struct arguments v)
{
	return special_find_binomial_tails(v.a, v.c, v.b, 1 - v.b).upper;
}

static double poisson_lower(struct arguments v)
{
	return special_find_gamma_tails(v.a + 1, v.b).upper;
}

static double poisson_upper(struct arguments v)
{
	return special_find_gamma_tails(v.a + 1, v.b).lower;
}

static double gamma_quantile(struct arguments v)
{
	return special_find_gamma_quantile(v.x, v.a);
}

static double chi_squared_quantile(struct arguments v)
{
	return 2 * special_find_gamma_quantile(v.x, v.a / 2);
}

static double t_quantile(struct arguments v)
{
	return special_find_t_quantile(v.x, v.a);
}

static double normal_quantile(struct arguments v)
{
	return special_find_normal_quantile(v.x);
}

/* At most a failures before success number c, each success with probability b. */
static double negative_binomial_lower(struct arguments v)
{
	return special_find_beta_tails(v.c, v.a + 1, v.b, 1 - v.b).lower;
}

static double hypergeometric_lower(struct arguments v)
{
	return gsl_cdf_hypergeometric_P((unsigned)v.a, (unsigned)v.b, (unsigned)v.c, (unsigned)v.x);
}

static double hypergeometric_upper(struct arguments v)
{
	return gsl_cdf_hypergeometric_Q((unsigned)v.a, (unsigned)v.b, (unsigned)v.c, (unsigned)v.x);
}

static double psi(struct arguments v)
{
	return gsl_sf_psi(v.a);
}

static double psi_1(struct arguments v)
{
	return gsl_sf_psi_1(v.a);
}

static double log_beta(struct arguments v)
{
	return gsl_sf_lnbeta(v.a, v.b);
}

static double log_choose(struct arguments v)
{
	return gsl_sf_lnchoose((unsigned)v.a, (unsigned)v.b);
}

static const struct {
	const char *name;
	double (*function)(struct arguments v);
} PRIMITIVES[] = {
	{"beta_Pinv", beta_quantile},
	{"beta_P", beta_lower},
	{"beta_Q", beta_upper},
	{"binomial_P", binomial_lower},
	{"binomial_Q", binomial_upper},
	{"poisson_P", poisson_lower},
	{"poisson_Q", poisson_upper},
	{"hyper_P", hypergeometric_lower},
	{"hyper_Q", hypergeometric_upper},
	{"gamma_Pinv", gamma_quantile},
	{"chisq_Pinv", chi_squared_quantile},
	{"tdist_Pinv", t_quantile},
	{"ugauss_Pinv", normal_quantile},
	{"negbin_P", negative_binomial_lower},
	{"psi", psi},
	{"psi_1", psi_1},
	{"lnbeta", log_beta},
	{"lnchoose", log_choose},
};

int main(int argc, char **argv)
{
	gsl_set_error_handler_off();

	struct case_table t = case_read(case_folder(argc, argv), "in_primitives.csv");

	for (size_t i = 0; i < t.n; i++) {
		const char *name = case_text(&t, i, "fn");
		struct arguments v = {
			case_number(&t, i, "a"),
			case_number(&t, i, "b"),
			case_number(&t, i, "c"),
			case_number(&t, i, "x"),
		};

		for (size_t k = 0; k < sizeof(PRIMITIVES) / sizeof(*PRIMITIVES); k++)
			if (!strcmp(PRIMITIVES[k].name, name))
				case_print(PRIMITIVES[k].function(v), "%s.%zu", name, i + 2);
	}
	return case_end();
}

/*
 * fdr: control of the false discovery rate over the many tests of one run.
 *
 * Every function fills q[0..n) with the adjusted p-values, in the order of p[0..n); a test is
 * significant at a false discovery rate a if its q <= a. A p-value that is NaN (a row that was not
 * tested) gives NaN and does not count as a test. Which rows are tested must therefore depend only on
 * shipped counts, never on the p-value. Values outside [0, 1] give NaN too. `order` is scratch space
 * for n indices, owned by the caller, so that nothing here allocates; q may be p. Equal p-values get
 * equal q, in any order.
 *
 * Functions that no tool calls yet are meant for later tools; the acceptance cases test them.
 */
#ifndef RETKIT_FDR_H
#define RETKIT_FDR_H

#include <stddef.h>

/*
 * q_(i) = min over j >= i of m p_(j) / j, at most 1: controls the false discovery rate when tests
 * are independent or positively dependent.
 * Source: Benjamini & Hochberg (1995) J R Stat Soc B 57:289.
 */
void fdr_adjust_benjamini_hochberg(const double *p, double *q, size_t *order, size_t n);

/*
 * The same times sum 1/k, k = 1..m: holds under any dependence.
 * Source: Benjamini & Yekutieli (2001) Ann Stat 29:1165.
 */
void fdr_adjust_benjamini_yekutieli(const double *p, double *q, size_t *order, size_t n);

/* Step-down family-wise control. Source: Holm (1979) Scand J Stat 6:65. */
void fdr_adjust_holm(const double *p, double *q, size_t *order, size_t n);

/* Step-up family-wise control of independent tests. Source: Hochberg (1988) Biometrika 75:800. */
void fdr_adjust_hochberg(const double *p, double *q, size_t *order, size_t n);

/* Family-wise control: m p, at most 1. */
void fdr_adjust_bonferroni(const double *p, double *q, size_t *order, size_t n);

/*
 * Storey's q-value: pi0 times the Benjamini-Hochberg value, pi0 in [0, 1] from one of the
 * estimates below.
 * Source: Storey (2002) J R Stat Soc B 64:479.
 */
void fdr_adjust_storey(const double *p, double *q, size_t *order, size_t n, double pi0);

/*
 * The share of true null hypotheses, estimated from the p-values at or above lambda, in [0, 1):
 * #{p >= lambda} / (m (1 - lambda)), at most 1. It is 1 when no p-value is that high, because then
 * there is no evidence for a smaller share; NaN when nothing was tested.
 * Source: Storey (2002).
 */
double fdr_find_null_share(const double *p, size_t n, double lambda);

/*
 * The same at the lambda among 0.05, 0.10 ... 0.95 with the least mean squared error about the
 * 10% quantile of the estimates. Deterministic: no resampling. 1 and NaN as above.
 * Source: Storey, Taylor & Siegmund (2004) J R Stat Soc B 66:187, the error in closed form as in
 * qvalue of Bioconductor since 2.0 (pi0.method = "bootstrap"), type 7 quantile.
 */
double fdr_find_null_share_best(const double *p, size_t n);

#endif

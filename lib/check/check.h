/*
 * check: finds faults in tables of shipments and returns that would make a rate wrong.
 *
 * Rows count as they do for return-rate@1 (row/judge.h). The returns are read first; their orders are kept in memory,
 * and their SKU, quantity and day, to find shipments that they cancelled. Then the shipments are streamed. Kept of
 * them: facts by SKU, facts by shop and day, and 24 bytes for each line with an order id, to find lines duplicated in
 * two files. Each check is a function over these facts. The findings are byte-identical for any number of threads.
 */
#ifndef RETKIT_CHECK_H
#define RETKIT_CHECK_H

#include "check/finding.h"
#include "base/period.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/fate.h"
#include "row/rows.h"
#include "words/word.h"

#include <stdbool.h>

struct check_plan {
	char *const *paths[SIDES];
	size_t counts[SIDES];
	enum period_kind period;
	int year_start;
	int32_t from, to; /* first and last day to check; DATE_NONE: all */
	enum lang lang;   /* of the advice */
	unsigned threads;
	const struct reader_options *reading;
	struct account *account; /* its reasons are the fates of rows (row/fate.h); NULL: no account */
};

/*
 * Read and check all tables. Returns the findings, or NULL with words. Rejected rows go to `rejects` in reading
 * order: returns, then shipments.
 */
struct findings *check_run(const struct check_plan *plan, struct rejects *rejects, struct rows_counts counts[SIDES],
			   struct err *e);

#endif

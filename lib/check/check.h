/*
 * check: faults in tables of shipments and returns that would make a rate wrong.
 *
 * Rows count as they do for return-rate@1 (row/judge.h). The returns are read first and held: their orders, and what shipment each could
 * have cancelled. The shipments stream past them; of these a table of SKUs and of days by shop is kept, and 24 bytes a line that has
 * an order, for telling lines that stand in two files. Then each check is a function over these facts. What is found is the same
 * bytes for every number of threads.
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
	int32_t from, to; /* days looked at; DATE_NONE: all */
	enum lang lang;   /* of the words on what to do */
	unsigned threads;
	const struct reader_options *reading;
	struct account *account; /* its reasons are the fates of rows (row/fate.h); NULL: nobody is told */
};

/*
 * Read all tables. Returns what was found, or NULL with words. Rejected rows
 * go to `rejects`, in the order in which files are read: returns, then shipments.
 */
struct findings *check_run(const struct check_plan *plan, struct rejects *rejects, struct rows_counts counts[SIDES],
			   struct err *e);

#endif

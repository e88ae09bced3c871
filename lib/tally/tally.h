/*
 * tally: rows into cells, by the metric return-rate@1 or by another definition.
 *
 * By return-rate@1: units returned or exchanged, goods received, over units really shipped. Shipments that are gifts,
 * or whose status is void or pending, are no shipments; after-sales tickets of another type, void
 * or pending ones are no returns (an empty type is a return, an empty status is done, since many
 * exports hold nothing else). A return is dated by received_at, else finished_at, else applied_at.
 * By ship date (`return-rate@1:shipped`) a return counts in the period its goods left in; then
 * first and last of its cell are still the days it came back, so that they show up to when returns
 * are known.
 *
 * Files, and parts of large ones, are shared out among threads; tables of cells are added in the
 * order of the files, so the result is the same bytes for every number of threads. Memory grows
 * with distinct cells and, when they are kept, with rejected rows; not with rows.
 *
 * Other definitions (metric.h) are counted by one thread, shipments before returns, and what they count stands in the measures of
 * the cells: lines or orders as units; of amounts the squares are those of the amounts, in whole units of money rounded up, line by
 * line. An order counts once in each combination of the dims, on its first day; memory then grows with orders, and with lines where
 * a definition leaves some out.
 */
#ifndef RETKIT_TALLY_H
#define RETKIT_TALLY_H

#include "cell/cell.h"
#include "cause/classify_stats.h"
#include "row/condition.h"
#include "cell/metric.h"
#include "base/period.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/fate.h"
#include "row/rows.h"
#include "row/sides.h"

#include <stdbool.h>

#define TALLY_METRIC "return-rate@1"
#define TALLY_METRIC_SHIPPED "return-rate@1:shipped"

struct tally_plan {
	const char *const *dims; /* columns to count by */
	size_t dim_count;
	enum period_kind period;
	bool by_ship_date;
	const struct metric *metric; /* NULL: return-rate@1 */
	int32_t as_of;               /* DATE_NONE: the last day of what is divided by */
	/* Conditions that rows of a side must meet to be looked at. */
	struct condition *const *wheres[SIDES];
	size_t where_counts[SIDES];
	/* Names causes and reasons, whatever the returns say of theirs, and counts what it found; NULL: they say. */
	const struct classifier *classifier;
	struct classify_stats *found;
	unsigned threads; /* 1 or more */
	const struct reader_options *reading;
	struct account *account; /* of TALLY_REASONS, see tally_reasons(); NULL: nobody is told */
};

/* What is noted of rows, behind their fates. */
enum tally_note {
	TALLY_NOTE_DATED = FATES,                      /* + the place of the date among ticket_dates */
	TALLY_NOTE_REPLACEMENT = TALLY_NOTE_DATED + 3, /* shipped on orders of type exchange or reissue, which count */
	TALLY_NOTE_UNCLASSIFIED,                       /* by the rules of the plan */
	TALLY_NOTE_CONFLICT,
	TALLY_REASONS
};

void tally_reasons(struct account_reason reasons[TALLY_REASONS]);

/* What became of the orders of one side, where these are counted. */
struct tally_orders {
	uint64_t all;
	uint64_t kept;
	uint64_t window; /* outside the window */
	uint64_t validity;
	uint64_t reason;    /* returned for another reason */
	uint64_t unmatched; /* kept, but not among what is divided by */
};

/* What was read of one side. */
struct tally_report {
	struct rows_counts rows;
	struct tally_orders orders;
	struct cell_sums sum; /* of the rows kept */
};

/* What a tally found in words on stderr; the plan has an account. */
void tally_tell(const struct tally_plan *plan, const struct tally_report reports[SIDES]);

/*
 * Tally all inputs. Returns the sorted cells, or NULL with words; `reports` has one for each side.
 * Rejected rows go to `rejects` in the order of the inputs. That the cells sum to the rows kept is
 * checked here.
 */
struct cells *tally_run(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			struct rejects *rejects, struct tally_report reports[SIDES], struct err *e);

/*
 * The last day of what a plan's definition divides by, of the rows that count; DATE_NONE when there is none. Reads the shipments, which
 * must therefore be files that can be read again; what is wrong with their rows is told when they are. Returns 0, or -1 with words.
 */
int tally_find_last_day(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			const struct rejects *rejects, int32_t *last, struct err *e);

#endif

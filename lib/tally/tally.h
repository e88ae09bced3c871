/*
 * tally: rows into cells, by the metric return-rate@1 or by another definition.
 *
 * By return-rate@1: units returned or exchanged, goods received, over units really shipped. Gifts and void or pending
 * shipments do not count as shipments; void or pending tickets and tickets of other types do not count as returns. An
 * empty type means return and an empty status means done, because many exports leave both out. A return is dated by
 * received_at, else finished_at, else applied_at. By ship date (`return-rate@1:shipped`) a return counts in the
 * period in which its goods were shipped; first and last of its cell are still the days it came back, because they
 * show up to which day returns are known.
 *
 * Files and parts of large files are distributed over threads; their cells are merged in file order, so the output is
 * byte-identical for any number of threads. Memory grows with distinct cells and with rejected rows that are kept,
 * not with rows.
 *
 * Other definitions (metric.h) are counted by one thread, shipments before returns. The cells then hold what the
 * definition counts: lines or orders as units; for amounts the squares are squared amounts, in whole units of money
 * and rounded up line by line. An order counts once in each combination of the dims, on its first day; memory then
 * grows with orders, and with lines where a definition excludes some.
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
	int32_t as_of;               /* DATE_NONE: the last day of the denominator */
	/* Conditions that the rows of a side must meet; other rows are filtered out. */
	struct condition *const *wheres[SIDES];
	size_t where_counts[SIDES];
	/*
	 * Classifies the returns, replacing their own cause and reason, and counts what it found; NULL: use their
	 * own.
	 */
	const struct classifier *classifier;
	struct classify_stats *found;
	unsigned threads; /* 1 or more */
	const struct reader_options *reading;
	struct account *account; /* of TALLY_REASONS, see tally_reasons(); NULL: no account */
};

/* Notes on rows, numbered after the fates. */
enum tally_note {
	TALLY_NOTE_DATED = FATES,                      /* + the index of the date in ticket_dates */
	TALLY_NOTE_REPLACEMENT = TALLY_NOTE_DATED + 3, /* shipped on orders of type exchange or reissue, which count */
	TALLY_NOTE_UNCLASSIFIED,                       /* by the rules of the plan */
	TALLY_NOTE_CONFLICT,
	TALLY_REASONS
};

void tally_reasons(struct account_reason reasons[TALLY_REASONS]);

/* What became of the orders of one side, where the definition counts orders. */
struct tally_orders {
	uint64_t all;
	uint64_t kept;
	uint64_t window; /* outside the window */
	uint64_t validity;
	uint64_t reason;    /* returned for another reason */
	uint64_t unmatched; /* kept, but missing from the denominator */
};

/* What was read of one side. */
struct tally_report {
	struct rows_counts rows;
	struct tally_orders orders;
	struct cell_sums sum; /* of the rows kept */
};

/* Print what a tally found to stderr; the plan must have an account. */
void tally_tell(const struct tally_plan *plan, const struct tally_report reports[SIDES]);

/*
 * Tally all inputs. Returns the sorted cells, or NULL with words; `reports` has one for each side. Rejected rows go
 * to `rejects` in the order of the inputs. Checks that the cells sum to the rows kept.
 */
struct cells *tally_run(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			struct rejects *rejects, struct tally_report reports[SIDES], struct err *e);

/*
 * The last day of the plan's denominator, over the rows that count; DATE_NONE when there is none. Reads the
 * shipments, which tally_run() reads again: they must be files, not stdin. Faulty rows are reported by that second
 * read. Returns 0, or -1 with words.
 */
int tally_find_last_day(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			const struct rejects *rejects, int32_t *last, struct err *e);

#endif

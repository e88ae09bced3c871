/*
 * account: count the fate of every input row, and write these counts as the table of --account.
 *
 * Every row is kept, skipped or rejected, with exactly one reason, so for each side and file these rows add up to the rows read. A note
 * is a remark on kept rows and not part of that sum. Units are the sum of all quantities that are whole numbers. All numbers can be
 * summed, so two tables concatenated are the account of both runs.
 *
 * A program declares its reasons in one list. Each thread counts into its own array of struct account_count, of the same length, and the
 * arrays are added up. Rows are counted even without --account, because the summaries use the same counts.
 */
#ifndef RETKIT_ACCOUNT_H
#define RETKIT_ACCOUNT_H

#include "base/err.h"
#include "result/schema.h"
#include "row/sides.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum account_fate { ACCOUNT_KEPT, ACCOUNT_SKIPPED, ACCOUNT_REJECTED, ACCOUNT_NOTE };

/*
 * The reason for a fate: a slug of WORD_SKIP, WORD_NOTE or, for oddities of returns, WORD_ODDITY (word.h); "" for rows that are simply kept
 * or rejected.
 */
struct account_reason {
	enum account_fate fate;
	const char *slug;
};

/* Every list of reasons begins with these two; a program's own follow. */
enum { ACCOUNT_ROWS_KEPT, ACCOUNT_ROWS_REJECTED, ACCOUNT_OWN };

struct account_count {
	uint64_t rows;
	uint64_t measured; /* rows whose quantity is a whole number */
	int64_t units;     /* the sum of their quantities */
};

/* Count a row with a known quantity; account_count_row() counts one without. */
static inline void account_count_units(struct account_count *c, int64_t units)
{
	c->rows++;
	c->measured++;
	c->units += units;
}

static inline void account_count_row(struct account_count *c)
{
	c->rows++;
}

/* Add n counts to others; account_rows() returns the number of rows with a fate. */
void account_add(struct account_count *to, const struct account_count *from, size_t n);
uint64_t account_rows(const struct account_count *counts, const struct account_reason *reasons, size_t n,
		      enum account_fate fate);

enum account_column {
	ACCOUNT_SIDE,
	ACCOUNT_FILE,
	ACCOUNT_FATE,
	ACCOUNT_REASON,
	ACCOUNT_ROWS,
	ACCOUNT_UNITS,
	ACCOUNT_COLUMNS
};

extern const struct schema account_schema;

struct account;

/*
 * The account of a program with n reasons, which must outlive it. The table is written to `path` (NULL: rows are only counted), which must
 * be neither the output (NULL: stdout) nor the file of the rejected rows (NULL: none). Returns NULL with words.
 */
struct account *account_new(const struct account_reason *reasons, size_t n, const char *path, const char *output,
			    const char *rejects, struct err *e);

/* The number of reasons, which is the length of every array of counts. */
size_t account_reasons(const struct account *a);

/* True when the table will be written, so that units must be counted. */
bool account_is_wanted(const struct account *a);

/* Add the counts of a file that was read to its end. SIDES: its side is not known. `name` is copied as encoding_readable(), the counts as they are. */
void account_file(struct account *a, enum side side, const char *name, const struct account_count *counts);

/* The counts of the i-th file of a side, to change them: ret-join decides on returns after it has read all. NULL: no such file. */
struct account_count *account_counts(struct account *a, enum side side, size_t i);

/* Sum the counts of all files of a side into `sums`. */
void account_sum(const struct account *a, enum side side, struct account_count *sums);

/*
 * Write the table after all input was read, and free. `status` is the status of the run: -1, with words in *e, if too many rows were
 * rejected; the table is written even then, because it shows them. Returns `status`, or -1 with words if it was 0 and writing fails.
 */
int account_close(struct account *a, int status, struct err *e);

/* Free without writing, when a run fails before it has read all input: an older table stays as it was. NULL is allowed. */
void account_abandon(struct account *a);

#endif

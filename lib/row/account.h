/*
 * account: what became of every row of the inputs, as a table that --account writes.
 *
 * For each side and file, rows read = kept + skipped + rejected: every row has exactly one of these fates, for one reason. A note is a
 * remark on kept rows and no part of that sum. Units are the sum of those quantities that are whole numbers. All numbers are sums, so
 * the tables of two runs, one behind the other, are the account of both.
 *
 * A program declares its reasons as one list; each thread counts into a list of struct account_count of the same length. A row costs an
 * addition or two, whether the table is asked for or not.
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

/* Why rows have a fate: a slug of WORD_SKIP or WORD_NOTE (word.h), or "" for rows that are just kept or rejected. */
struct account_reason {
	enum account_fate fate;
	const char *slug;
};

/* Every list of reasons begins with these two; a program's own follow. */
enum { ACCOUNT_ROWS_KEPT, ACCOUNT_ROWS_REJECTED, ACCOUNT_OWN };

struct account_count {
	uint64_t rows;
	uint64_t measured; /* of them, those whose quantity is a whole number, */
	int64_t units;     /* and their sum */
};

/* One more row whose quantity is known; of which it is not. */
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

/* Add n counts to others; the rows of one fate among n. */
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
 * The account of a program, whose n reasons outlive it. `path` is where the table goes; NULL: it is only counted. It may not be where the
 * output (NULL: stdout) or the rejected rows (NULL: none) go. Returns NULL with words on failure, before anything is written.
 */
struct account *account_new(const struct account_reason *reasons, size_t n, const char *path, const char *output,
			    const char *rejects, struct err *e);

/* How many reasons there are, which is the length of a list of counts. */
size_t account_reasons(const struct account *a);

/* True when the table is asked for, and units are worth counting. */
bool account_is_wanted(const struct account *a);

/* What became of the rows of a file that was read to its end. SIDES: its side is not known. `name` is copied. */
void account_file(struct account *a, enum side side, const char *name, const struct account_count *counts);

/* The counts of the i-th file of a side, for a program that decides on rows only when it has read them all. */
struct account_count *account_counts(struct account *a, enum side side, size_t i);

/* The sums of all files of a side so far, into a list of counts. */
void account_sum(const struct account *a, enum side side, struct account_count *sums);

/*
 * All input was read: put the table in place, also where the run failed for what it found (status -1), and free. Returns the status; or -1
 * with words where it was 0 and the table cannot be written.
 */
int account_close(struct account *a, int status, struct err *e);

/* Give up a run that could not read all: free, and leave an older table as it was. NULL is allowed. */
void account_abandon(struct account *a);

#endif

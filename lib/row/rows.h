/*
 * rows: the loop over the records of several files that all row tools share.
 *
 * Columns are bound by name in each file. Records with the wrong number of fields, or with a NUL byte or damaged text in a selected
 * column, are rejected here, so that a tool sees only sound rows. read = kept + skipped + rejected holds by construction, because every
 * record is counted in exactly one of the three, here and in the account (account.h).
 *
 * A row with the names of the header, in whatever order, shows that tables were joined end to end: it stops the run, because the rows below
 * it may have their columns elsewhere.
 */
#ifndef RETKIT_ROWS_H
#define RETKIT_ROWS_H

#include "base/err.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/account.h"
#include "row/sides.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rows_column {
	const char *name;
	bool required; /* a file without it is an error */
};

struct rows_job;

struct row {
	struct rows_job *job; /* for rows_reject(); the part's own job when a file is read in parts */
	const struct reader *reader;
	const struct record *record;
	const struct field *fields; /* one per selected column; FIELD_ABSENT when the file does not have it */
};

/* What happened to a row. */
enum rows_fate { ROWS_KEPT, ROWS_SKIPPED, ROWS_REJECTED, ROWS_FAILED };

struct rows_counts {
	uint64_t read;
	uint64_t kept;
	uint64_t skipped;
	uint64_t rejected;
};

/* How several threads share a large file (parts.h), each with a context of its own. */
struct rows_sharing {
	/* Create a context for parts. Returns NULL with words. */
	void *(*fork)(const void *context, struct err *e);
	/* Join the result of a part. Returns false and changes nothing when the part must be read after the rows before it. */
	bool (*join)(void *context, const void *part);
	/* Discard the result of a part. */
	void (*clear)(void *part);
	void (*free)(void *part);
};

struct rows_job {
	const struct rows_column *columns;
	size_t column_count;
	const struct reader_options *options; /* may be NULL */
	struct rejects *rejects;
	/* Called once per file, between its header and its first row; may be NULL. Returns 0, or -1 with words. */
	int (*file)(void *context, struct reader *r, struct err *e);
	/* Called before each batch of rows, sound or not, for example to prefetch; may be NULL. */
	void (*ahead)(void *context, const struct batch *b);
	/* Called for every sound row. To reject it, return the value of rows_reject(). ROWS_FAILED stops the run with the words in *e. */
	enum rows_fate (*row)(void *context, const struct row *row, struct err *e);
	/* Called after each batch, before the bytes of its rows become invalid; may be NULL. Returns 0, or -1 with words. */
	int (*batch)(void *context, struct err *e);
	void *context;
	unsigned threads;                   /* for large files; 0 means 1 */
	const struct rows_sharing *sharing; /* NULL: one context gets all rows in order */
	struct rows_counts counts;          /* filled by rows_run() */
	/* The account gets the counts of each file; may be NULL. All files are of one side. */
	struct account *account;
	enum side side;
	const char *units; /* the column of quantities, which need not be one of `columns`; NULL: none */
	/*
	 * While a file is read: its header, the place of the quantity among the fields (-1: none), why the last row was skipped, the counts.
	 */
	const struct record *header;
	int units_at;
	size_t reason;
	struct account_count *tally;
};

/* Process the files `paths` in order ("-" is stdin; n = 0: stdin). Returns 0, or -1 with words. */
int rows_run(struct rows_job *job, char *const *paths, size_t n, struct err *e);

/*
 * Process the rows of one reader, which the caller keeps. Returns 0, or -1 with words. The counts are left in `tally`, for the caller to
 * free, and the account gets nothing.
 */
int rows_run_reader(struct rows_job *job, struct reader *r, struct err *e);

/* For a tool that selects its columns itself: the place of the quantity among the fields of the current file, -1 for none. */
void rows_place_units(struct rows_job *job, int place);

/* Skip a row for a reason of the account. Returns ROWS_SKIPPED. */
static inline enum rows_fate rows_skip(const struct row *row, size_t reason)
{
	row->job->reason = reason;
	return ROWS_SKIPPED;
}

/* Count a note on a row that is kept; the second form when its units are known. */
void rows_note(const struct row *row, size_t reason);

static inline void rows_note_units(const struct row *row, size_t reason, int64_t units)
{
	if (row->job->tally)
		account_count_units(&row->job->tally[reason], units);
}

/* Reject a row, reporting file, line, column (may be NULL) and reason. Returns ROWS_REJECTED. */
enum rows_fate rows_reject(struct rows_job *job, const struct row *row, const char *column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif

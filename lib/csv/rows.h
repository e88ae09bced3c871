/*
 * rows: the loop over the records of many files that every row tool shares.
 *
 * Columns are bound by name in each file, records of the wrong width, with a NUL byte or with damaged text in a wanted column are
 * refused here, so that a tool sees sound rows only. read = kept + skipped + rejected holds by construction: every
 * record ends in exactly one of them.
 */
#ifndef RETKIT_ROWS_H
#define RETKIT_ROWS_H

#include "base/err.h"
#include "csv/reader.h"
#include "csv/rejects.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rows_column {
	const char *name;
	bool required; /* an error with the list of columns when a file lacks it */
};

struct rows_job;

struct row {
	struct rows_job *job; /* to refuse it by: where a file is read in parts it is the part's */
	const struct reader *reader;
	const struct record *record;
	const struct field *fields; /* one a wanted column; FIELD_ABSENT where the file lacks it */
};

/* What became of a row. */
enum rows_fate { ROWS_KEPT, ROWS_SKIPPED, ROWS_REJECTED, ROWS_FAILED };

struct rows_counts {
	uint64_t read;
	uint64_t kept;
	uint64_t skipped;
	uint64_t rejected;
};

/* How several threads share a large file (parts.h), each with a context of its own. */
struct rows_sharing {
	/* Another context, for parts. Returns NULL with words. */
	void *(*fork)(const void *context, struct err *e);
	/* Add what a part made. Returns false, and changes nothing, when it must be read after what stands before it. */
	bool (*join)(void *context, const void *part);
	/* Forget what the part made. */
	void (*clear)(void *part);
	void (*free)(void *part);
};

struct rows_job {
	const struct rows_column *columns;
	size_t column_count;
	const struct reader_options *options; /* may be NULL */
	struct rejects *rejects;
	/* Called once a file, after its header was read and before its first row; may be NULL. 0, or -1 with words. */
	int (*file)(void *context, struct reader *r, struct err *e);
	/* Called with rows that are about to be looked at, sound or not; may be NULL. */
	void (*ahead)(void *context, const struct batch *b);
	/*
	 * Called for every sound row. To refuse one, call rows_reject() and return its value. ROWS_FAILED stops with the words in *e.
	 */
	enum rows_fate (*row)(void *context, const struct row *row, struct err *e);
	/* Called when the bytes of the rows so far are about to go; may be NULL. 0, or -1 with words. */
	int (*batch)(void *context, struct err *e);
	void *context;
	unsigned threads;                   /* for large files; 0 is 1 */
	const struct rows_sharing *sharing; /* NULL: rows must come in order, to one context */
	struct rows_counts counts;          /* filled by rows_run() */
};

/* Run over `paths` in order ("-" is stdin; none: stdin). Returns 0, or -1 with words. */
int rows_run(struct rows_job *job, char *const *paths, size_t n, struct err *e);

/* Run over the rows of one reader, which stays the caller's. Returns 0, or -1 with words. */
int rows_run_reader(struct rows_job *job, struct reader *r, struct err *e);

/* Refuse a row: names file, line, column and reason. Returns ROWS_REJECTED. */
enum rows_fate rows_reject(struct rows_job *job, const struct row *row, const char *column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif

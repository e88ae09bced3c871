/*
 * import: the state that the files of import share; private to this folder.
 *
 * From the top down: import.c takes the rows of a file, buffer.c keeps those whose dates cannot be read yet, record.c decides on one
 * row, keep.c writes the rows that are kept. Each file calls only those named after it.
 */
#ifndef RETKIT_IMPORT_STATE_H
#define RETKIT_IMPORT_STATE_H

#include "import/canonical.h"
#include "import/feed.h"
#include "import/heading.h"
#include "import/import.h"
#include "csv/spool.h"
#include "import/suspect.h"
#include "import/total.h"

/* Where a part's output holds a record number, which must be raised by the number of records before the part. */
struct mark {
	size_t at;
	size_t length;
	uint64_t number;
};

/* A kept row that has not been checked for duplicates yet, and what it takes to drop it should it be one. */
struct held_row {
	struct fingerprint print;
	size_t end; /* of the row in the output it was written to */
	int32_t units;
	struct import_notes notes;
	bool unknown; /* some of its words were counted as not understood */
};

struct import {
	enum side side;
	struct out *out;
	struct rejects *rejects;
	struct remarks *remarks; /* NULL: they are told only */
	struct canonical *row;
	struct feeds *feeds;           /* of `row` */
	struct import_account account; /* of the files that are done */
	struct overlap *overlap;       /* NULL: duplicates are kept */
	struct fingerprints *prints;
	const struct sniff_words *words; /* known headers; NULL: none */
	bool begun;                      /* the header row is written */
	bool part;                       /* of a file; see import_make_part() */
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	struct out *held_out; /* the text of the held rows; NULL: rows go to `out` at once */
	struct held_row *held;
	size_t held_count;
	size_t held_capacity;

	/* The current file. */
	struct import_account file;
	bool no_type; /* all rows kept are noted as of no known type */
	const struct reader *reader;
	struct total *total;
	struct suspects *suspects;
	struct heading *heading;
	/* The `source` of the row: the name of the file and a colon, and room for the number. */
	char *source;
	size_t source_prefix;
	bool source_quoted; /* the name needs quotes */
	bool conditions;    /* the caller has some, which see the cells as they are in the file */
	uint64_t continued; /* rows that continue the row above */

	/* Rows buffered while the order of day and month or a decimal sign is unknown, and the fault of the first of them. */
	struct spool *buffer; /* NULL: none was needed so far */
	bool buffering;
	struct feed_fault question;
	uint64_t question_line;
};

/* Count a row whose units are not known. */
static inline void import_count(struct import *im, size_t reason)
{
	account_count_row(&im->file.counts[reason]);
}

/* ---- record.c: one row ---- */

/*
 * Skip a row that is the header again. Returns 1, 0 when it is none, -1 with words when it has other columns: what follows cannot be read.
 */
int import_skip_heading(struct import *im, const struct record *record, struct err *e);

/* The kind of a row, before cells are carried down to it. */
enum total_kind import_kind(struct import *im, const struct record *record, const struct field *fields);

/*
 * Decide on a row that is neither blank nor a banner, after cells were carried down to it, and account for it. `wanted`: it is a data
 * row that meets the conditions. Sets *undecided, and accounts for nothing, when the order of day and month in one of its dates or the
 * sign in one of its numbers is unknown. Returns 0, or -1 with words.
 */
int import_take(struct import *im, enum total_kind kind, const struct record *record, const struct field *fields,
		bool wanted, bool *undecided, struct err *e);

/* ---- keep.c: kept rows, without the duplicates of earlier files ---- */

void import_keep(struct import *im, const struct record *record);

/* Check the held rows for duplicates and write the others. Does nothing for a part, whose rows are checked when it is joined. */
void import_settle(struct import *im);

/*
 * True when a part counted a word as not understood in a row that is a duplicate: the count cannot be taken back, so the part must be
 * read again row by row.
 */
bool import_has_unknown_twice(const struct import *im, const struct import *part);

/* Write the rows that a part kept, their record numbers raised by `records`. */
void import_write(struct import *im, const struct import *part, uint64_t records);

/* ---- buffer.c: rows buffered until the order of day and month, or the decimal sign, is known ---- */

/* Start to buffer, with a row that import_take() left undecided. Returns 0, or -1 with words. */
int import_begin_buffer(struct import *im, const struct record *record, const struct field *fields, struct err *e);

/* Buffer a further row; when it settles the question, flush the buffer. Returns 0, or -1 with words. */
int import_buffer(struct import *im, const struct record *record, const struct field *fields, bool wanted,
		  struct err *e);

#endif

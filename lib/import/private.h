/* What the files of import share; nobody else includes this. */
#ifndef RETKIT_IMPORT_STATE_H
#define RETKIT_IMPORT_STATE_H

#include "import/canonical.h"
#include "import/feed.h"
#include "import/import.h"
#include "csv/spool.h"
#include "import/suspect.h"
#include "import/total.h"

/* Where in what a part wrote the number of a record stands, which is yet to be raised by those before the part. */
struct mark {
	size_t at;
	size_t length;
	uint64_t number;
};

/* A row of which is yet to be decided whether another file gave it, and what it takes to leave it out then. */
struct undecided {
	struct fingerprint print;
	size_t end; /* in what was written with it */
	uint16_t notes[ACCOUNT_NOTES];
	uint16_t offsets;
	bool unknown; /* words of it were counted as not understood */
};

struct import {
	enum side side;
	struct out *out;
	struct rejects *rejects;
	struct canonical *row;
	struct feeds *feeds;     /* of `row` */
	struct account account;  /* of the files left */
	struct overlap *overlap; /* NULL: all rows are kept */
	struct fingerprints *prints;
	bool begun; /* the header row is written */
	bool part;  /* of a file; see import_make_part() */
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	struct out *held_out; /* where rows go before that is decided; NULL: to `out` */
	struct undecided *held;
	size_t held_count;
	size_t held_capacity;

	/* The file at hand. */
	struct account file;
	const struct reader *reader;
	struct total *total;
	struct suspects *suspects;
	/* What `source` calls the row: the name of the file and a colon, and room for the number. */
	char *source;
	size_t source_prefix;
	bool source_quoted; /* the name needs quotes */

	/* Rows that wait, and what the first of them waits for; NULL and nobody: none. */
	struct spool *spool;
	bool waiting;
	struct feed_fault question;
	uint64_t question_line;
};

/* What is known of a row that waits. */
enum waiting {
	WAITS_UNCOUNTED, /* and does not meet the caller's conditions */
	WAITS_WANTED,
	WAITS_COUNTED, /* it was found to wait when it was decided on */
};

static inline void import_skip(struct import *im, enum account_skip reason)
{
	im->file.skips[reason]++;
}

/* A data row that meets the conditions. Returns 0, or -1 with words; *waits tells that it is not decided on. */
int import_decide(struct import *im, const struct record *record, bool *waits, struct err *e);

/* A row that is neither blank nor a banner, with what is carried down to it. Returns as above. */
int import_take(struct import *im, enum total_kind kind, const struct record *record, const struct field *fields,
		bool wanted, bool *waits, struct err *e);

/* ---- import_once.c: rows kept, but for those that another file gave ---- */

void import_keep(struct import *im, const struct record *record);

/* Decide on the rows that are held; those of a part are decided on when it is joined. */
void import_settle(struct import *im);

/*
 * Words that are not understood are told of rows kept: true when a part counted some of a row that it may have to leave out.
 */
bool import_has_unknown_twice(const struct import *im, const struct import *part);

/* Write what a part kept, its records counted on from those before it. */
void import_write(struct import *im, const struct import *part, uint64_t records);

/* ---- import_wait.c: rows that wait ---- */

/* The first of the rows to wait, which was just found to. Returns 0, or -1 with words. */
int import_begin_waiting(struct import *im, const struct record *record, const struct field *fields, struct err *e);

/* A row behind one that waits: it may tell. Returns 0, or -1 with words. */
int import_wait_too(struct import *im, const struct record *record, const struct field *fields, bool wanted,
		    struct err *e);

#endif

/*
 * reader_private: the reader's state, shared by reader.c, its header search and its two engines.
 *
 * reader_state.c holds the state's small functions and calls none of the others; reader_csv.c and reader_plain.c are the engines, and
 * reader_quote.c words what is wrong with a quote; reader_head.c finds the header with libcsv; reader.c drives them all.
 *
 * The source's window (source.h) contains the buffered bytes: [0..parsed) have been parsed, [record..parsed) is an incomplete record,
 * which only libcsv can have. An engine appends whole records to the batch. The window never moves while the batch has rows, because
 * fields and records point into it.
 */
#ifndef RETKIT_READER_STATE_H
#define RETKIT_READER_STATE_H

#include "csv/field.h"
#include "csv/quotes.h"
#include "csv/reader.h"
#include "csv/scan.h"
#include "io/source.h"

#include <csv.h>

enum {
	BATCH_ROWS = 4096,
	BATCH_BYTES = 1 << 16,
	NO_SLOT = -1,
};

struct reader {
	struct source *source;
	struct field_maker *maker;
	enum encoding encoding;
	char delimiter;
	bool libcsv_only;
	bool bom; /* the input began with a byte order mark, also when this reads a part of it */
	enum scan_version scan_version;
	size_t limit;  /* most bytes of a field */
	size_t chunk;  /* most bytes per read; 0: the default */
	uint64_t stop; /* records that start at this offset of the input or later belong to the next part */
	bool failed;
	struct err failure; /* reported after the rows before it are returned */

	char **names;
	size_t columns;
	char *list;
	struct record header;
	uint64_t header_row;

	int *column_of;       /* slot → column, or -1 */
	size_t slots;         /* number of selected columns */
	size_t columns_begin; /* the selected columns lie in [columns_begin, columns_end) */
	size_t columns_end;
	bool columns_all; /* that range is all columns of the file */
	int *first;       /* column → its first slot; next[] links to further slots of the same column */
	int *next;

	uint64_t base; /* offset in the input of the window's start */
	size_t record;
	size_t parsed;
	uint64_t line; /* physical line of window offset `parsed` */
	uint64_t record_line;
	uint64_t number; /* number of the next record */

	struct csv_parser parser;
	struct quotes quotes; /* of the record being parsed */
	uint32_t field;       /* number of fields of the record so far */
	bool surplus;
	bool several; /* as in struct record, so far */
	bool ended;   /* libcsv ended the record in the line just parsed */
	bool too_long;

	struct scan scan;
	bool scanned; /* `scan` covers scan_length bytes of this window from offset `scan_from` */
	size_t scan_from;
	size_t scan_length;
	size_t scan_line; /* index of the scan's next line */

	struct field *fields;
	size_t fields_capacity;
	struct record *records;
	size_t records_capacity;
	size_t rows;
	bool sound; /* as in struct batch, for the rows so far */
};

/* ---- reader_state.c ---- */

/* The field of a column that a record does not have. */
extern const struct field reader_absent;

/* Make room for `rows` more rows in the batch. */
void reader_make_room(struct reader *r, size_t rows);

/* Set the encoding of the input. Returns 0, or -1 with words. */
int reader_set_encoding(struct reader *r, enum encoding encoding, struct err *e);

/* Detect the encoding once a non-ASCII byte is in the window, before that byte is parsed. Returns 0, or -1 with words. */
int reader_decide(struct reader *r, struct err *e);

/* Drop the whole records from the window, read more and detect the encoding. Returns 1, 0 at the end, -1 with words. */
int reader_refill(struct reader *r, struct err *e);

/* ---- reader_head.c ---- */

/* Choose the delimiter and move to the start of the header, as the options say. Returns 0, or -1 with words. */
int reader_find_header(struct reader *r, const struct reader_options *options, struct err *e);

/* ---- reader_quote.c ---- */

/* The record of which `length` bytes are in the window cannot be read to its end. Both return -1. */
int reader_fail_unclosed(const struct reader *r, size_t length, struct err *e);
int reader_fail_uncertain(const struct reader *r, size_t length, struct err *e);

/* ---- reader_csv.c ---- */

/* Initialise libcsv's parser. Returns 0, or -1 with words. */
int reader_csv_begin(struct reader *r, struct err *e);

/*
 * Parse to the end of the next record and append it. Returns 1, 0 when the window ends before the record does (which stays half parsed),
 * -1 with words.
 */
int reader_csv_record(struct reader *r, struct err *e);

/* Discard the half-parsed record: it will be parsed again from its start. */
void reader_csv_rewind(struct reader *r);

/* True when no record is half parsed. */
static inline bool reader_csv_is_idle(const struct reader *r)
{
	return r->parser.pstate == 0;
}

/* ---- reader_plain.c ---- */

/* Why the plain engine stopped. */
enum reader_plain {
	PLAIN_FULL,  /* the batch is full, or our part of the input ends */
	PLAIN_HARD,  /* the next record needs libcsv */
	PLAIN_EMPTY, /* no whole line is left in the window */
};

/* Append the plain records from the window's offset `record` on. */
enum reader_plain reader_plain_records(struct reader *r);

#endif

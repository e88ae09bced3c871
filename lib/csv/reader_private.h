/*
 * reader: what the two engines behind the reader share; private to this folder.
 *
 * The window of the source (see source.h) holds the bytes at hand: [0 … parsed) went through an engine, [record … parsed)
 * is the unfinished record, which only libcsv can have. An engine appends whole records to the batch. The window never moves
 * while the batch has rows, since fields and records point into it.
 */
#ifndef RETKIT_READER_STATE_H
#define RETKIT_READER_STATE_H

#include "csv/field.h"
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
	enum scan_version scan_version;
	size_t limit;  /* bytes of a field */
	size_t chunk;  /* bytes read at a time, 0: as suits */
	uint64_t stop; /* records that begin at this byte of the input or behind it are not ours */
	bool failed;
	struct err failure; /* told once the rows before it are handed out */

	char **names;
	size_t columns;
	char *list;
	struct record header;
	uint64_t header_row;

	int *column_of; /* slot → column, or -1 */
	size_t slots;
	size_t columns_begin; /* the columns in use lie in [begin, end) */
	size_t columns_end;
	bool columns_all; /* that is from the first to the last */
	int *first;       /* column → its first slot, and from there on along next[] */
	int *next;

	uint64_t base; /* byte of the input at the window's start */
	size_t record;
	size_t parsed;
	uint64_t line; /* physical line of window offset `parsed` */
	uint64_t record_line;
	uint64_t number; /* of the coming record */

	struct csv_parser parser;
	uint32_t field; /* fields of the record so far */
	bool surplus;
	bool ended; /* libcsv closed the record in the line just parsed */
	bool too_long;

	struct scan scan;
	bool scanned; /* `scan` is of this window, from offset `scan_from` on */
	size_t scan_from;
	size_t scan_length;
	size_t scan_line; /* the next line of the scan */

	struct field *fields;
	size_t fields_capacity;
	struct record *records;
	size_t records_capacity;
	size_t rows;
	bool sound; /* what struct batch says of the rows so far */
};

/* The field of a column that a record does not have. */
extern const struct field reader_absent;

/* Decide on the encoding as soon as a byte that is not ASCII is in the window, and before it is used. */
int reader_decide(struct reader *r, struct err *e);

/* Forget what is parsed, read on, decide on the encoding. Returns 1, 0 at the end, -1 with words. */
int reader_refill(struct reader *r, struct err *e);

/* Choose the delimiter and go to where the header begins, as the options say. Returns 0, or -1 with words. */
int reader_find_header(struct reader *r, const struct reader_options *options, struct err *e);

/* libcsv. Put the parser into its first state. Returns 0, or -1 with words. */
int reader_csv_begin(struct reader *r, struct err *e);

/*
 * Parse on to the end of the next record and append it. Returns 1, 0 when the window ran out before it (the record waits
 * half parsed), -1 with words.
 */
int reader_csv_record(struct reader *r, struct err *e);

/* Forget the half-parsed record: it will be parsed again from its beginning. */
void reader_csv_rewind(struct reader *r);

/* True when no record is half parsed. */
bool reader_csv_is_idle(const struct reader *r);

/* Why the plain engine stopped. */
enum reader_plain {
	PLAIN_FULL,  /* the batch is full, or the part of the input that is ours ends */
	PLAIN_HARD,  /* the next record needs libcsv */
	PLAIN_EMPTY, /* no whole line is left in the window */
};

/* Append the plain records from the window's `record` offset on. */
enum reader_plain reader_plain_records(struct reader *r);

/* Room for `rows` more rows in the batch. */
void reader_make_room(struct reader *r, size_t rows);

#endif

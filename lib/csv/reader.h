/*
 * reader: CSV records by column name, in batches of borrowed fields.
 *
 * The grammar is libcsv's: RFC 4180, CR, LF or CRLF ends a record, blank lines are no records, a quote inside an
 * unquoted field is a character of it. Only the selected columns are handed out, as UTF-8, in the order selected;
 * fields and records stay valid until the next call of reader_next() on the same reader. Memory is bounded by one batch and
 * the field limit, never by the size of the input. Every record read is handed out: what is wrong with one is told by
 * its flags, so that callers can account for it. Callers must not assume which engine cut the fields.
 *
 * Unless the caller asks for more, commas part the cells and the first record is the header.
 *
 * Refused with words: an unreadable file, a directory, an empty file, a workbook or other binary, a field or line above
 * the limit (which is how a quote that is never closed shows in a large file), a quote still open at the end.
 */
#ifndef RETKIT_READER_H
#define RETKIT_READER_H

#include "base/err.h"
#include "csv/field.h"
#include "csv/scan.h"
#include "csv/sniff.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct record {
	const char *bytes; /* as in the file (UTF-16 as UTF-8): its encoding, its line end included where it has one */
	size_t length;
	uint64_t number; /* 1 is the first after the header */
	uint64_t line;   /* physical line it starts on, 1 is the first of the file */
	uint32_t fields; /* how many fields it has */
	bool surplus;    /* a field beyond the header's last is not empty */
	bool several;    /* it has several physical lines: a quoted field holds a line end */
	/*
	 * True only when `bytes` are UTF-8 and hold, between delimiters and before a line end, the fields as they are handed out, as many
	 * as the header has: no quote, no NUL byte, nothing damaged. Where the first or the last column is not selected that stays unknown.
	 */
	bool plain;
};

struct batch {
	size_t rows;
	size_t columns;               /* as selected */
	const struct field *fields;   /* row after row, `columns` each */
	const struct record *records; /* one a row */
	bool sound; /* all records have as many fields as the header; no field has a NUL byte or is damaged */
};

struct progress;

struct reader_options {
	const char *encoding; /* NULL: decide */
	char delimiter;       /* 0: comma, or told from the first records where there are `words` */
	const struct sniff_words
		*words; /* headers that the caller knows: they tell the delimiter and the header's row; NULL: none */
	uint64_t
		header_row; /* the row of the header, 1 the first, blank lines counted; 0: told by `words`, else the first record */
	bool workbooks;            /* read .xlsx workbooks too, and BOOK#SHEET as a path (workbook.h) */
	const char *sheet;         /* the sheet of a workbook, by name or number; NULL: its only one */
	size_t field_limit;        /* bytes of one field, and of one line without its end; 0: READER_FIELD_LIMIT */
	bool libcsv_only;          /* every record through libcsv, the plain ones too: for tests */
	struct progress *progress; /* told of the bytes read; NULL: nobody */
	enum scan_version scan;    /* which scan finds plain records; 0: the best. For tests */
	size_t chunk;              /* bytes read at a time at the most; 0: as suits (tests make it small) */
};

enum { READER_FIELD_LIMIT = 16 << 20 };

struct reader;

/* Open a file ("-" is stdin) and read its header. `options` may be NULL. Returns NULL with words on failure. */
struct reader *reader_open(const char *path, const struct reader_options *options, struct err *e);

/* The same over bytes in memory, which must outlive the reader; `name` is for messages. */
struct reader *reader_open_memory(const char *name, const char *bytes, size_t n, const struct reader_options *options,
				  struct err *e);

void reader_close(struct reader *r);

/* What to call the input in messages: its path, or "standard input". */
const char *reader_name(const struct reader *r);

/* As encoding_name(), as decided so far ("utf-8" while all is ASCII). */
const char *reader_encoding(const struct reader *r);

/* True when the input began with a byte order mark. */
bool reader_has_bom(const struct reader *r);

/* What parts the cells. */
char reader_delimiter(const struct reader *r);

/* The row of the header, counted as a spreadsheet counts: with blank lines, from 1. */
uint64_t reader_header_row(const struct reader *r);

/* The header: the number of columns, their names in UTF-8, and the record as it stands in the file. */
size_t reader_columns(const struct reader *r);
const char *reader_column(const struct reader *r, size_t i);
const struct record *reader_header(const struct reader *r);

/* The first column of that exact name, or -1. */
int reader_find(const struct reader *r, const char *name);

/* All column names joined by ", ", for messages. Owned by the reader. */
const char *reader_column_list(const struct reader *r);

/*
 * Choose the columns that batches hand out, in that order; -1 stands for a column the file does not have. Call once before
 * reader_next(); without it no fields are handed out, only records.
 */
void reader_select(struct reader *r, const int *columns, size_t n);

/*
 * Several threads may read one regular file in parts, each with a reader of its own. reader_size() is the bytes of the file, 0
 * when it is none or a compressed one; reader_offset() the byte where the next record begins; reader_guess() a byte at or behind
 * `offset` (not 0) where a line begins, the size when none does. A part begins at a byte where its caller believes that a record
 * begins, and hands out the records that begin before `to`. Where quotes hold line ends that belief may be wrong: it was right when
 * the part before ended, by its reader_offset(), at that byte. The columns selected of the whole are selected, and may be anew; lines
 * and records are counted from 1.
 */
uint64_t reader_size(const struct reader *r);
uint64_t reader_offset(const struct reader *r);
int reader_guess(const struct reader *whole, uint64_t offset, uint64_t *line, struct err *e);
struct reader *reader_open_part(const struct reader *whole, uint64_t from, uint64_t to, struct err *e);

/* Physical lines passed so far. */
uint64_t reader_lines(const struct reader *r);

/* What was decided of the encoding: ENCODING_UNDECIDED while all is ASCII. */
enum encoding reader_decision(const struct reader *r);

/* How far a reader is. */
struct reader_place {
	uint64_t offset;  /* reader_offset() */
	uint64_t lines;   /* reader_lines() */
	uint64_t records; /* read so far */
	enum encoding encoding;
};

struct reader_place reader_place(const struct reader *r);

/*
 * What a reader would know had it read all that stands before: lines and records count on from there, and the encoding is decided where
 * `place` says so. Its offset stays. Returns 0, or -1 with words.
 */
int reader_set_place(struct reader *r, const struct reader_place *place, struct err *e);

/* The next batch of one row or more: 1, 0 at the end, or -1 with words (`file:line: …`). */
int reader_next(struct reader *r, struct batch *batch, struct err *e);

#endif

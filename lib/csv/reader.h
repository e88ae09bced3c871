/*
 * reader: read CSV records by column name, in batches of borrowed fields.
 *
 * The grammar is that of libcsv: RFC 4180, where CR, LF or CRLF ends a record, blank lines are not records, and a quote inside an
 * unquoted field is an ordinary character. Blanks around a quoted field are dropped, and a quote in it that is neither doubled nor before
 * a delimiter or line end is a fault of the record (quotes.h): the record has no fields and ends with that line; when it is not certain
 * that it does, the fault is an error, because nothing after it can be trusted. Batches contain only the selected columns, as UTF-8, in the order selected; fields and
 * records stay valid until the next call of reader_next() on the same reader. Memory is bounded by one batch and the field limit, not by
 * the size of the input. Every record is returned, also a faulty one: its flags and counts show the fault, so that callers can account
 * for each row. Callers must not assume which engine split the fields.
 *
 * By default cells are separated by commas and the first record is the header.
 *
 * Errors, all with words: an unreadable file, a directory, an empty file, a workbook or other binary data, a field or line above the
 * limit (the symptom of an unclosed quote in a large file), a quote still open at the end, a quote at fault in a row of unknown end.
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
	const char *bytes; /* in the file's encoding (UTF-16: as UTF-8), including the line end if there is one */
	size_t length;
	uint64_t number; /* 1 is the first after the header */
	uint64_t line;   /* physical line it starts on, in a workbook the row; 1 is the first of the file */
	uint32_t fields; /* number of fields */
	bool surplus;    /* a field beyond the last column of the header is not empty */
	bool several;    /* spans several physical lines: a quoted field contains a line end; never in a workbook */
	/*
	 * True only when `bytes` is valid UTF-8 that consists of the fields as returned, delimiters and a line end, with as many fields as
	 * the header: no quote, no NUL byte, no damage. False as well when the first or the last column is not selected, because then this
	 * is not checked.
	 */
	bool plain;
	bool misquoted; /* has a quote at fault: `fields` is 0, and all its fields are absent; see reader_misfit() */
};

struct batch {
	size_t rows;
	size_t columns;               /* number of selected columns */
	const struct field *fields;   /* row by row, `columns` each */
	const struct record *records; /* one per row */
	bool sound; /* all records have as many fields as the header, and no selected field has a NUL byte or is damaged */
};

struct progress;

struct reader_options {
	const char *encoding;            /* the name of an encoding; NULL: detect it */
	char delimiter;                  /* 0: comma, or with `words` detected from the first records */
	const struct sniff_words *words; /* known headers, to detect the delimiter and the header row; NULL: none */
	uint64_t header_row; /* row of the header from 1, counting blank lines; 0: use `words`, else the first record */
	bool workbooks;      /* accept workbooks, and paths BOOK#SHEET (sheet/workbook.h) */
	const char *sheet;   /* the sheet of a workbook, by name or number; NULL: its only one */
	size_t field_limit;  /* most bytes of a field, and of a line without its end; 0: READER_FIELD_LIMIT */
	bool libcsv_only;    /* for tests: send every record through libcsv */
	struct progress *progress; /* receives the bytes read; NULL: none */
	enum scan_version scan;    /* for tests: the scan version; 0: the best */
	size_t chunk;              /* most bytes per read; 0: the default (tests use small ones) */
};

enum { READER_FIELD_LIMIT = 16 << 20 };

struct reader;

/* Open a file ("-" is stdin) and read its header. `options` may be NULL. Returns NULL with words. Free with reader_close(). */
struct reader *reader_open(const char *path, const struct reader_options *options, struct err *e);

/* Open bytes in memory, which must outlive the reader; `name` is for messages. */
struct reader *reader_open_memory(const char *name, const char *bytes, size_t n, const struct reader_options *options,
				  struct err *e);

void reader_close(struct reader *r);

/* The name of the input for messages: its path, or "standard input". */
const char *reader_name(const struct reader *r);

/* The encoding_name() of the encoding detected so far ("utf-8" while all input is ASCII). */
const char *reader_encoding(const struct reader *r);

/*
 * When the options named another encoding than UTF-8: whether the bytes read so far are not all ASCII, and whether they are UTF-8 all the
 * same. Of a file read in parts this is known of its first bytes only.
 */
bool reader_has_letters(const struct reader *r);
bool reader_is_other_utf8(const struct reader *r);

/* True when the input began with a byte order mark. */
bool reader_has_bom(const struct reader *r);

/* True when the input is a sheet of a workbook, whose numbers are printed as they are stored. */
bool reader_is_sheet(const struct reader *r);

/* True when it is one of a workbook whose day numbers count from 1904-01-01. */
bool reader_since_1904(const struct reader *r);

/* The character that separates cells. */
char reader_delimiter(const struct reader *r);

/* The row of the header, counted as in a spreadsheet: from 1, including blank lines. */
uint64_t reader_header_row(const struct reader *r);

/* The header: the number of columns, their names in UTF-8, and the record as in the file. Owned by the reader. */
size_t reader_columns(const struct reader *r);
const char *reader_column(const struct reader *r, size_t i);
const struct record *reader_header(const struct reader *r);

/* The first column of that exact name, or -1. */
int reader_find(const struct reader *r, const char *name);

/* All column names joined by ", ", for messages. Owned by the reader. */
const char *reader_column_list(const struct reader *r);

/*
 * Select the columns that batches contain, in that order; -1 stands for a column the file does not have. Call before the first
 * reader_next(); without it batches contain records but no fields.
 */
void reader_select(struct reader *r, const int *columns, size_t n);

/* Why a record does not have the fields of the header: its quotes, or their number. Returns the words, set in *e, without file and line. */
const char *reader_misfit(const struct reader *r, const struct record *record, struct err *e);

/* ---- reading one regular file in parts, each with a reader of its own, possibly in several threads ---- */

/* The size of the file in bytes; 0 when it is not a regular file or is compressed, so that it cannot be read in parts. */
uint64_t reader_size(const struct reader *r);

/* The byte offset where the next record starts. */
uint64_t reader_offset(const struct reader *r);

/*
 * Find the first line start at or after byte `offset` (not 0); *line is the file's size when there is none. It is only a guess at a
 * record start, because quoted fields may contain line ends. Returns 0, or -1 with words.
 */
int reader_guess(const struct reader *whole, uint64_t offset, uint64_t *line, struct err *e);

/*
 * Open a part: the records that start in [from, to). `from` must be a record start; if it was guessed, the guess was right exactly when
 * the reader of the part before ended with its reader_offset() there. The part selects the same columns as `whole`, which may be changed,
 * and counts lines and records from 1. Returns NULL with words.
 */
struct reader *reader_open_part(const struct reader *whole, uint64_t from, uint64_t to, struct err *e);

/* The number of physical lines read so far. */
uint64_t reader_lines(const struct reader *r);

/* The encoding detected so far; ENCODING_UNDECIDED while all input is ASCII. */
enum encoding reader_decision(const struct reader *r);

/* A position in the input. */
struct reader_place {
	uint64_t offset;  /* reader_offset() */
	uint64_t lines;   /* reader_lines() */
	uint64_t records; /* records read so far */
	enum encoding encoding;
};

struct reader_place reader_place(const struct reader *r);

/*
 * Set what a reader would know if it had read everything before its part: line and record numbers continue from `place`, and its encoding
 * is used if it is decided. The reader's offset does not change. Returns 0, or -1 with words.
 */
int reader_set_place(struct reader *r, const struct reader_place *place, struct err *e);

/* True when a cell repeats the first cell of a range of a workbook that is merged over several rows. */
bool reader_repeats(const struct reader *r, const struct record *record, size_t column);

/* Read the next batch, of at least one row. Returns 1, 0 at the end, -1 with words (`file:line: …`). */
int reader_next(struct reader *r, struct batch *batch, struct err *e);

#endif

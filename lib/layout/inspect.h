/*
 * inspect: tables about dialects, about what files are, and about how they would be understood. Nothing is imported.
 */
#ifndef RETKIT_INSPECT_H
#define RETKIT_INSPECT_H

#include "layout/dialects.h"
#include "base/err.h"
#include "csv/reader.h"
#include "result/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* The table of ret-import --dialects, ... */
enum dialects_column {
	DIALECTS_NAME,
	DIALECTS_SIDES,
	DIALECTS_TITLE,
	DIALECTS_GRADE,
	DIALECTS_HEADERS,
	DIALECTS_KEYS,
	DIALECTS_NOTS,
	DIALECTS_COLUMNS
};

extern const struct schema dialects_schema;

/* ... --detect, one row for each file ... */
enum detect_column { DETECT_FILE, DETECT_KIND, DETECT_ENCODING, DETECT_DIALECT, DETECT_FOUND, DETECT_COLUMNS };

extern const struct schema detect_schema;

/* ... and --explain, one row for each fact about a file. */
enum explain_column {
	EXPLAIN_FILE,
	EXPLAIN_ITEM,
	EXPLAIN_HEADER,
	EXPLAIN_SIDE,
	EXPLAIN_COLUMN,
	EXPLAIN_VALUE,
	EXPLAIN_BY,
	EXPLAIN_COLUMNS
};

extern const struct schema explain_schema;

struct inspection {
	struct dialects *dialects;
	const char *dialect; /* of all files; NULL: choose */
	unsigned sides;      /* the set of sides to show */
	const struct reader_options *reading;
	bool pretty;        /* for a terminal */
	const char *output; /* NULL: stdout */
};

/* Write the bytes of a built-in table; the table of a built-in dialect. Return 0, or -1 with words. */
int inspect_print(const char *output, const char *bytes, size_t n, struct err *e);
int inspect_print_dialect(const char *output, const char *name, struct err *e);

/* Write a table of all dialects. Returns 0, or -1 with words. */
int inspect_dialects(const struct inspection *in, struct err *e);

/*
 * Write what each of n files is, a workbook by its sheets. A file that is not a table is `unknown`, with a message on stderr. Returns 0, or -1 with words when a
 * file cannot be opened or read.
 */
int inspect_detect(const struct inspection *in, char *const *paths, size_t n, struct err *e);

/*
 * Write how each of n files is understood, a workbook by its sheets: its form; its dialect and others that fit; the column of each header, and by which row of which
 * table; constants; missing columns; and rows that are not data. Returns 0, or -1 with words when a file cannot be understood.
 */
int inspect_explain(const struct inspection *in, char *const *paths, size_t n, struct err *e);

#endif

/*
 * inspect: what files are and how they would be understood, as tables; no row is imported.
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

/* ... --detect, a row a file ... */
enum detect_column { DETECT_FILE, DETECT_KIND, DETECT_ENCODING, DETECT_DIALECT, DETECT_FOUND, DETECT_COLUMNS };

extern const struct schema detect_schema;

/* ... and --explain, a row for each thing to be said of a file. */
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
	const char *dialect; /* that the files are told to be of; NULL: choose */
	enum side sides;     /* that are asked for */
	const struct reader_options *reading;
	bool pretty;        /* for a terminal */
	const char *output; /* NULL: stdout */
};

/* Write a table that is built in, and that of a dialect. Returns 0, or -1 with words. */
int inspect_print(const char *output, const char *bytes, size_t n, struct err *e);
int inspect_print_dialect(const char *output, const char *name, struct err *e);

/* The dialects there are. Returns 0, or -1 with words. */
int inspect_dialects(const struct inspection *in, struct err *e);

/*
 * What each of n files is. One that is no table is
 * unknown, and words on stderr say why. Returns 0, or -1 with words when one cannot be opened at all.
 */
int inspect_detect(const struct inspection *in, char *const *paths, size_t n, struct err *e);

/*
 * How each of n files is understood: its form, its dialect and those that fit too, what each
 * header became and by which row of which table, constants, what is missing, and the rows that are no data. Returns 0,
 * or -1 with words when one cannot be understood.
 */
int inspect_explain(const struct inspection *in, char *const *paths, size_t n, struct err *e);

#endif

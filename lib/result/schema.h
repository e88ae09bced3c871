/*
 * schema: declare the columns of a result table once.
 *
 * A table has a name, a version and columns. The module that produces it declares the columns in an array indexed by its own enum.
 * Writers and readers refer to a column by that enum, so its name, kind and position are defined in one place. Dimensions, which
 * differ from run to run, come before the column `dims_before`. Some runs leave out optional columns. An incompatible change of the
 * columns needs a new version.
 */
#ifndef RETKIT_SCHEMA_H
#define RETKIT_SCHEMA_H

#include "words/word.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum schema_kind {
	SCHEMA_TEXT,
	SCHEMA_WORD,   /* a slug of a kind in words/word.h; rules and users may add others */
	SCHEMA_PERIOD, /* such as 2025-06 */
	SCHEMA_DATE,   /* such as 2025-06-18 */
	SCHEMA_COUNT,  /* whole number */
	SCHEMA_SUM,    /* a sum in the unit of the metric: whole number, or amount with up to 4 decimals */
	SCHEMA_RATE,   /* a fraction with 6 decimals; the terminal shows percent */
	SCHEMA_PP,    /* set as a fraction, printed in percentage points with 4 decimals; the terminal shows the sign */
	SCHEMA_PART,  /* as SCHEMA_PP with 6 decimals, so that printed parts add up to their total */
	SCHEMA_RATIO, /* 4 significant digits; 2 decimals on a terminal */
	SCHEMA_P,     /* p or q: 6 significant digits; 2 on a terminal */
	SCHEMA_KINDS
};

struct schema_column {
	const char *name; /* NULL: the table lacks this column, which the enum has for other tables */
	enum schema_kind kind;
	bool shown;           /* on a terminal */
	bool optional;        /* some runs omit it */
	enum word_kind words; /* of a SCHEMA_WORD: the list its slugs are from */
};

struct schema {
	const char *name;
	int version;
	const struct schema_column *columns; /* by the enum of the table */
	size_t count;                        /* 64 at most */
	size_t dims_before;                  /* dimensions stand before this column; 0: the table has none */
};

/* A set of columns, for struct result_shape and view_new(). */
#define SCHEMA_SET(column) (UINT64_C(1) << (column))

/* The heading of a column on a terminal: the English word for its name. */
const char *schema_heading(const struct schema *s, size_t column);

#endif

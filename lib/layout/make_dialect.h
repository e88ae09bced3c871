/*
 * make_dialect: a dialect made of one export and of the maps that make it understood, so that the maps need not be given again.
 *
 * What is written reads this export as the maps do: every header is named, the columns it feeds in their order, and the words. A file fits
 * it that has the headers of the maps and those of the columns that a table needs.
 */
#ifndef RETKIT_MAKE_DIALECT_H
#define RETKIT_MAKE_DIALECT_H

#include "base/err.h"
#include "base/option.h"
#include "layout/inspect.h"

/* What to make it of. */
struct make_dialect {
	const struct inspection *in; /* with the maps in its dialects */
	const char *title;
	const struct option_values *constants; /* COLUMN=VALUE, as checked by feeds_constant() */
	const struct option_values *formats;   /* [COLUMN=]FORMAT, as checked by feeds_date_format() */
};

/* Write the dialect to the output. Returns 0, or -1 with words, also when the export cannot become a table yet. */
int make_dialect(const struct make_dialect *make, const char *path, struct err *e);

#endif

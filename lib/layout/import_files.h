/*
 * import_files: files of exports into one canonical table.
 *
 * The headers of a file choose its dialect (dialects.h), of a workbook also its sheet (book.h); its rows that meet the conditions go
 * through one import (import.h), those of a large file in parts that several threads read (parts.h). What is told of a file stands on
 * stderr below its name. The table and the rejects are written whole or not at all, and are the same whatever the number of threads.
 */
#ifndef RETKIT_IMPORT_FILES_H
#define RETKIT_IMPORT_FILES_H

#include "layout/dialects.h"
#include "base/err.h"
#include "base/option.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows that stand in two files are taken once, where they have an id or in any case; or all are kept (overlap.h). */
enum import_overlap_kind { IMPORT_OVERLAPS_ONCE, IMPORT_OVERLAPS_ANY, IMPORT_OVERLAPS_KEEP };

/* What the user asks for. Texts are those of the command line; NULL: not given. */
struct import_plan {
	enum side side;
	const char *dialect;            /* NULL: chosen by the headers */
	struct option_values wheres;    /* conditions in headers of the export */
	struct option_values constants; /* COLUMN=VALUE */
	struct option_values formats;   /* [COLUMN=]FORMAT */
	bool order_day;
	bool trim_sku;
	enum import_overlap_kind overlaps;
	struct reader_options reading;
	const char *rejects, *limit, *limit_each;
	const char *output;
	unsigned threads;
	bool verbose;
	bool quiet;
};

/* Import n files. Returns 0, or -1 with words, and then nothing is written. */
int import_files(const struct import_plan *plan, struct dialects *dialects, char *const *paths, size_t n,
		 struct err *e);

#endif

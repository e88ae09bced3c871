/*
 * import_files: imports files of exports into one canonical table.
 *
 * The headers of a file select its dialect (dialects.h), and the sheet of a workbook (book.h). The rows that meet the conditions go
 * through one import (import.h); large files are read in parts by several threads (parts.h). Messages about a file go to stderr with its
 * name. The table and the rejects are written whole or not at all, and do not depend on the number of threads.
 */
#ifndef RETKIT_IMPORT_FILES_H
#define RETKIT_IMPORT_FILES_H

#include "layout/dialects.h"
#include "base/err.h"
#include "base/option.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

/* Which duplicates across files to remove (overlap.h): those with an id, all, or none. */
enum import_overlap_kind { IMPORT_OVERLAPS_ONCE, IMPORT_OVERLAPS_ANY, IMPORT_OVERLAPS_KEEP };

/* The request of the user. Texts are borrowed from the command line; NULL: not given. */
struct import_plan {
	enum side side;
	const char *dialect;            /* NULL: selected by the headers */
	struct option_values wheres;    /* conditions in headers of the export */
	struct option_values constants; /* COLUMN=VALUE */
	struct option_values formats;   /* [COLUMN=]FORMAT */
	struct option_values decimals;  /* [COLUMN=]SIGN */
	const char *utc_offset;
	bool order_day;
	bool trim_sku;
	enum import_overlap_kind overlaps;
	struct reader_options reading;
	const char *rejects, *limit, *limit_each;
	const char *account; /* where the account goes */
	const char *remarks; /* where the remarks go */
	const char *output;
	const char *listed,
		*folder; /* the table of exports.h that names the files, which must still be as it says when they were read */
	unsigned threads;
	bool excel; /* guard the table for spreadsheets */
	bool verbose;
	bool quiet;
};

/*
 * Import n files. Returns 0, or -1 with words, and then no table is written; the rejects and the account are, when all files were read.
 */
int import_files(const struct import_plan *plan, struct dialects *dialects, char *const *paths, size_t n,
		 struct err *e);

#endif

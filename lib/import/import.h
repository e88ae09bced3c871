/*
 * import: one export record to one canonical row.
 *
 * Reads no file itself: the caller hands it records. Every record is accounted for (account.h):
 * total rows are dropped and checked against the rows above them (total.h), what canonical.h
 * keeps is written, what it refuses goes to the rejects with file, line and column. Of many files, rows
 * that another one gave already are left out where the caller says so (overlap.h).
 *
 * A row with a date such as 4/2/2026 waits, and all behind it, until a row tells whether days or
 * months stand first in its column: once that is known they go on as if it had always been.
 */
#ifndef RETKIT_IMPORT_H
#define RETKIT_IMPORT_H

#include "import/account.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "io/out.h"
#include "import/overlap.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>

struct import;

/*
 * Rows go to `out`, with a header row once the first file begins; refused ones to `rejects`. All
 * three outlive the import.
 */
struct import *import_new(enum side side, const struct values *values, struct out *out, struct rejects *rejects);

void import_free(struct import *im);

/* Take plain blanks off both ends of SKUs too. */
void import_trim_sku(struct import *im);

/* Skip rows that a file before gave already. `overlap` outlives the import, and is turned to each file by it. */
void import_overlaps(struct import *im, struct overlap *overlap);

/* A column that has one value in all rows, given as COLUMN=VALUE. Returns 0, or -1 with words. */
int import_constant(struct import *im, const char *text, struct err *e);

/* A format of dates, given as COLUMN=FORMAT or FORMAT. Returns 0, or -1 with words. */
int import_date_format(struct import *im, const char *text, struct err *e);

/* Where ordered_at is blank, take the day that is part of the order's id. */
void import_use_order_day(struct import *im);

/* Use these words for the files to come; they must outlive it. */
void import_use_values(struct import *im, const struct values *values);

/*
 * The first required column that neither the mapping nor a constant gives, NULL when all are
 * there. The date of a return is named by its best column, received_at.
 */
const char *import_missing(const struct import *im, const struct mapping *m);

/*
 * Turn to a file. import_columns() are then the reader's columns to select, in that order, and
 * owned by the import; a caller may select more behind them. `delimiter` as the reader was told.
 * `chosen` tells that conditions choose the direction of rows.
 */
void import_begin(struct import *im, struct reader *r, const struct mapping *m, char delimiter, bool chosen);
size_t import_columns(const struct import *im, const int **columns);

/*
 * Account for one record, and write its row when it is kept. `wanted` tells that it meets the
 * caller's conditions. Returns 0, or -1 with words when the file cannot be understood.
 */
int import_row(struct import *im, const struct record *record, const struct field *fields, bool wanted, struct err *e);

/* The records to come are those of this reader: the file's own, as after import_begin(), or that of a part of it. */
void import_read(struct import *im, const struct reader *r);

/*
 * An import for parts of the file at hand that another thread reads: set up as the other was, made a part, then turned to the same file,
 * its `out` kept in memory, its rejects a collector. It fails at a total row, which only who has read all before can judge; which rows
 * another file gave already is decided by import_join().
 * import_join() adds such a part behind `before`; false, and nothing added, when its rows need to be read one after the other.
 * import_clear() makes it ready for another part.
 */
void import_make_part(struct import *im);
bool import_join(struct import *im, const struct import *part, const struct reader_place *before);
void import_clear(struct import *im);

/*
 * All records of the file have been handed over. Rows that wait to be told whether the day or the month stands first make it
 * fail, with words. import_end() leaves the file.
 */
int import_finish(struct import *im, struct err *e);
void import_end(struct import *im);

/* True when the rows of the file must come to one import, in order. */
bool import_is_serial(const struct import *im);

/* What became of the rows of the file at hand, or that was left last; of all files that were left. */
const struct account *import_file_account(const struct import *im);
const struct account *import_account(const struct import *im);

/*
 * What is said of words not understood, as `; type not understood 2 ('A', 'B'): other`; "" when
 * there are none. Caller frees.
 */
char *import_unknown_words(const struct import *im);

#endif

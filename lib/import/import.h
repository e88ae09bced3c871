/*
 * import: turns each record of an export into a canonical row, and accounts for every one.
 *
 * The caller reads the files and hands over their records. Each record has one fate, counted in the account (account.h): total rows are
 * checked against the rows above them (total.h) and skipped; rows that canonical.h keeps are written; rows that it rejects go to the
 * rejects with file, line and column. Duplicates across files are removed if the caller asks for it (overlap.h).
 *
 * A date such as 4/2/2026 has no known order of day and month, and a number such as 1,000 no known decimal sign. The row and all rows
 * after it are buffered until a row settles the order or sign of that column; then the buffer is flushed, as if it had been known all
 * along.
 */
#ifndef RETKIT_IMPORT_H
#define RETKIT_IMPORT_H

#include "import/canonical.h"
#include "import/reason.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "io/out.h"
#include "import/overlap.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/remarks.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>

struct import;

/*
 * Kept rows go to `out`, which gets a header row when the first file begins; rejected rows go to `rejects`. `values`, `out` and
 * `rejects` must outlive the import.
 */
struct import *import_new(enum side side, const struct values *values, struct out *out, struct rejects *rejects);

void import_free(struct import *im);

/* Trim plain blanks off both ends of SKUs too. */
void import_trim_sku(struct import *im);

/* Skip duplicates of rows in earlier files. `overlap` must outlive the import, which tells it where each file begins. */
void import_overlaps(struct import *im, struct overlap *overlap);

/* Take the remarks on its files into a table as well; `remarks` must outlive the import. */
void import_remarks(struct import *im, struct remarks *remarks);

/* Headers that any table knows, to find where files were joined. `words` must outlive the import; several threads may use them. */
void import_know_headers(struct import *im, const struct sniff_words *words);

/* Give a column one value in all rows, written COLUMN=VALUE. Returns 0, or -1 with words. */
int import_constant(struct import *im, const char *text, struct err *e);

/* True when import_constant() gave the column a value. */
bool import_has_constant(const struct import *im, const char *column);

/* Add a format for the dates of a column, written COLUMN=FORMAT, or of all columns. Returns 0, or -1 with words. */
int import_date_format(struct import *im, const char *text, struct err *e);

/* State the decimal sign of a column of numbers, written COLUMN=SIGN, or of all. Returns 0, or -1 with words. */
int import_decimal(struct import *im, const char *text, struct err *e);

/* Convert times with a UTC offset to that offset, written +08:00. Returns 0, or -1 with words. */
int import_utc_offset(struct import *im, const char *text, struct err *e);

/* Fill a blank ordered_at with the day that is part of the order id. */
void import_use_order_day(struct import *im);

/* Use these words from the next file on; they must outlive the import. */
void import_use_values(struct import *im, const struct values *values);

/* The required columns that neither the mapping nor a constant gives, as canonical_missing(). Returns their number. */
size_t import_missing(const struct import *im, const struct mapping *m, const char *missing[CANONICAL_REQUIRED]);

/* The caller has conditions. They see the cells of the file, so a row that continues the one above cannot be judged by them. */
void import_has_conditions(struct import *im);

/*
 * Begin a file. The caller then selects the reader's columns that import_columns() gives, in that order; the array is owned by the
 * import, and more columns may be selected after these. `delimiter` is the one the reader was given. `chosen`: the caller's conditions
 * choose rows by the sign of their quantity.
 */
void import_begin(struct import *im, struct reader *r, const struct mapping *m, char delimiter, bool chosen);
size_t import_columns(const struct import *im, const int **columns);

/*
 * Account for one record, and write its row when it is kept. `wanted`: it meets the caller's conditions. Returns 0, or -1 with words
 * when the file as a whole cannot be understood.
 */
int import_row(struct import *im, const struct record *record, const struct field *fields, bool wanted, struct err *e);

/* Count all rows of the current file that are kept as of no known type. */
void import_note_no_type(struct import *im);

/* Call before the fields of a batch become invalid. */
void import_end_batch(struct import *im);

/* Take the next records from this reader: that of the file, as after import_begin(), or that of a part of it. */
void import_read(struct import *im, const struct reader *r);

/*
 * Parts of the current file can be read by other threads, each into an import of its own: set up like the main one, made a part, begun
 * on the same file, with an `out` in memory and a collector as rejects. A part fails at a total row, because only the main import has
 * the sum of all rows above.
 *
 * import_join() appends a part, before which lie `before` lines and records, to the main import and removes its duplicates. It returns
 * false and changes nothing when the rows of the part must be read one by one instead. import_clear() empties a part for its next use.
 */
void import_make_part(struct import *im);
bool import_join(struct import *im, const struct import *part, const struct reader_place *before);
void import_clear(struct import *im);

/*
 * Call import_finish() after the last record of a file. Returns 0, or -1 with words when rows are still buffered because no row settled
 * the order of day and month or the decimal sign. import_end() closes the file, whether or not it was finished.
 */
int import_finish(struct import *im, struct err *e);
void import_end(struct import *im);

/* True when the file cannot be read in parts: its rows must reach one import, in order. */
bool import_is_serial(const struct import *im);

/* The account of the current file, or of the last one after import_end(); the account of all files ended so far. */
const struct import_account *import_file_account(const struct import *im);
const struct import_account *import_account(const struct import *im);

/* The summary of words not understood, such as `; type not understood 2 ('A', 'B'): taken as other`; "" for none. Caller frees. */
char *import_unknown_words(const struct import *im);

#endif

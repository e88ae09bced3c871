/*
 * workbook: the sheets of a workbook, .xlsx or .xls, and their cells as CSV.
 *
 * A sheet is written BOOK#SHEET, where SHEET is its name or its number from 1; an existing file with that whole name takes precedence. A
 * hidden sheet is read only when it is named: it may hold an old copy of what is shown.
 *
 * A cell is its value (value.h), whatever it looks like: ids keep their digits, dates are ISO dates. An error such as #N/A and a formula
 * that was never computed are blank. Ranges merged over several rows are filled (rows.h).
 */
#ifndef RETKIT_WORKBOOK_H
#define RETKIT_WORKBOOK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum workbook_kind {
	WORKBOOK_NONE,
	WORKBOOK_XLSX, /* or another zip archive */
	WORKBOOK_XLS,  /* or another compound file, as which a workbook with a password is saved */
};

/* What the first n bytes of a file say; 4 are enough. */
enum workbook_kind workbook_kind(const char *bytes, size_t n);

/* The `#` in a path BOOK#SHEET, where BOOK is a file and the whole path is not; else NULL. */
const char *workbook_mark(const char *path);

struct workbook;

/* Read the list of sheets. Returns NULL with words, also for a file that is not a workbook. Free with workbook_free(). */
struct workbook *workbook_open(const char *path, struct err *e);
void workbook_free(struct workbook *w);

size_t workbook_sheets(const struct workbook *w);
const char *workbook_sheet(const struct workbook *w, size_t i);

/* True when its day numbers count from 1904-01-01, as those of old Macs do. */
bool workbook_since_1904(const struct workbook *w);

enum workbook_state {
	WORKBOOK_SHOWN,
	WORKBOOK_HIDDEN, /* not to be read unless it is named */
	WORKBOOK_CHART,  /* a chart or a macro sheet: it has no cells to read */
};

enum workbook_state workbook_state(const struct workbook *w, size_t i);

/* Find a sheet by its name, else by its number from 1; *i is its index. Returns 0, or -1 with words that list the sheets. */
int workbook_find(const struct workbook *w, const char *sheet, size_t *i, struct err *e);

/* The names of the sheets of a state joined by ", ". Caller frees. */
char *workbook_list(const struct workbook *w, enum workbook_state state);

/* ---- a sheet ---- */

struct sheet;

/* Begin to read sheet `i`. Returns NULL with words. Free with sheet_close(), before the workbook. */
struct sheet *sheet_open(const struct workbook *w, size_t i, struct err *e);
void sheet_close(struct sheet *s);

/* Read more of its CSV, in UTF-8; line n is row n. Returns the number of bytes, 0 at the end, or -1 with words. */
ssize_t sheet_read(struct sheet *s, char *to, size_t room, struct err *e);

/* True when the cell, of a row from 1 and a column from 0, repeats the first cell of the merged range in which it lies. */
bool sheet_repeats(const struct sheet *s, uint64_t row, size_t column);

#endif

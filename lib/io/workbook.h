/*
 * workbook: list the sheets of an .xlsx workbook and convert one to CSV with the program xlsx2csv.
 *
 * A sheet is written BOOK#SHEET, where SHEET is its name or its number from 1; an existing file with that whole name takes precedence.
 * xlsx2csv is started without a shell, with options that leave numbers and dates as stored in the book: ids keep their digits, and dates
 * stay day numbers, which clean/moment.h reads, because xlsx2csv's own date conversion can lose a second.
 */
#ifndef RETKIT_WORKBOOK_H
#define RETKIT_WORKBOOK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* True when the first n bytes are those of a zip archive, which every .xlsx workbook is. */
bool workbook_begins(const char *bytes, size_t n);

/* The `#` in a path BOOK#SHEET, where BOOK is a file and the whole path is not; else NULL. */
const char *workbook_mark(const char *path);

struct workbook;

/* Read the list of sheets. Returns NULL with words, also for a zip archive that is not a workbook. Free with workbook_free(). */
struct workbook *workbook_open(const char *path, struct err *e);
void workbook_free(struct workbook *w);

size_t workbook_sheets(const struct workbook *w);
const char *workbook_sheet(const struct workbook *w, size_t i);

/* Find a sheet by its name, else by its number from 1; *i is its index. Returns 0, or -1 with words that list the sheets. */
int workbook_find(const struct workbook *w, const char *sheet, size_t *i, struct err *e);

/* The names of all sheets joined by ", ". Owned by the workbook. */
const char *workbook_list(const struct workbook *w);

struct workbook_run;

/* Start converting sheet `i`; the CSV, in UTF-8, is read from *fd, which the caller closes. Returns NULL with words. */
struct workbook_run *workbook_convert(const struct workbook *w, size_t i, int *fd, struct err *e);

/* The result of the conversion, once *fd is read to its end: 0, or -1 with xlsx2csv's own error message. */
int workbook_end(struct workbook_run *run, struct err *e);

/* Kill the conversion if it still runs, and free. NULL is allowed. */
void workbook_stop(struct workbook_run *run);

#endif

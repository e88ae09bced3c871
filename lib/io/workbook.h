/*
 * workbook: the sheets of an .xlsx workbook, and one of them as CSV by the program xlsx2csv.
 *
 * A sheet is spelled BOOK#SHEET, SHEET being its name or its number from 1; a file whose whole name is such a text comes first. The
 * program is run by argv. It is told to leave numbers and dates as they stand in the book: ids keep their digits, and dates are the day
 * numbers that moment.h reads, without the second that the program's own conversion loses.
 */
#ifndef RETKIT_WORKBOOK_H
#define RETKIT_WORKBOOK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* True when the n first bytes are those of a zip archive, as workbooks are. */
bool workbook_begins(const char *bytes, size_t n);

/* The `#` in a path BOOK#SHEET where BOOK is a file and the whole path is none; NULL when it is no such path. */
const char *workbook_mark(const char *path);

struct workbook;

/* Read the list of sheets. Returns NULL with words, also for a zip archive that is no workbook. */
struct workbook *workbook_open(const char *path, struct err *e);
void workbook_free(struct workbook *w);

size_t workbook_sheets(const struct workbook *w);
const char *workbook_sheet(const struct workbook *w, size_t i);

/* The place of a sheet by its name, else by its number from 1. Returns 0, or -1 with words that list the sheets. */
int workbook_find(const struct workbook *w, const char *sheet, size_t *i, struct err *e);

/* The names of all sheets joined by ", ". Owned by the workbook. */
const char *workbook_list(const struct workbook *w);

struct workbook_run;

/* Begin to convert a sheet; *fd, the caller's to close, is where its CSV in UTF-8 comes out. Returns NULL with words. */
struct workbook_run *workbook_convert(const struct workbook *w, size_t i, int *fd, struct err *e);

/* What became of it, once all has been read: 0, or -1 with the words of the program. */
int workbook_end(struct workbook_run *run, struct err *e);

/* Stop it when it still runs. NULL is allowed. */
void workbook_stop(struct workbook_run *run);

#endif

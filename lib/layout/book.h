/*
 * book: chooses the sheet of a workbook to read.
 *
 * Paths are those that reader.h accepts with `workbooks`. There is nothing to choose if the workbook has one sheet, or if the path or the
 * options name one.
 */
#ifndef RETKIT_BOOK_H
#define RETKIT_BOOK_H

#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The paths of the tables in an input: each sheet of a workbook that is shown as BOOK#SHEET unless one is named, else the input itself, also
 * when there is nothing at it: opening it will report why. NULL-terminated, with *count paths. Free with book_free_paths(). Returns NULL
 * with words (ERR_IO) when a file cannot be looked into.
 */
char **book_paths(char *path, const struct reader_options *options, size_t *count, struct err *e);
void book_free_paths(char **paths);

/* The hidden sheets of a workbook of which neither path nor options name a sheet, as above. */
char **book_hidden(const char *path, const struct reader_options *options, size_t *count);

/* Say on stderr which they are. */
void book_tell_hidden(const char *path, const struct reader_options *options);

/*
 * The path of the only sheet whose header fits, or `path` if there is nothing to choose. Caller frees. *several: it was chosen among
 * several sheets. Returns NULL with words that list the sheets when none or more than one fits, and when a sheet cannot be read.
 */
char *book_choose(char *path, const struct reader_options *options, bool (*fits)(void *context, const struct reader *r),
		  void *context, bool *several, struct err *e);

/* As place_refuse_inputs(), also for inputs BOOK#SHEET. */
int book_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e);

#endif

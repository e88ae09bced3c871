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
 * The paths of all tables in n inputs: each sheet of a workbook as BOOK#SHEET unless one is named, else the input itself, also when it
 * cannot be read: opening it will report why. NULL-terminated, with *count paths. Free with book_free_paths().
 */
char **book_paths(char *const *paths, size_t n, const struct reader_options *options, size_t *count);
void book_free_paths(char **paths);

/*
 * The path of the only sheet whose header fits, or `path` if there is nothing to choose. Caller frees. *several: it was chosen among
 * several sheets. Returns NULL with words that list the sheets when none or more than one fits.
 */
char *book_choose(char *path, const struct reader_options *options, bool (*fits)(void *context, const struct reader *r),
		  void *context, bool *several, struct err *e);

/* As place_refuse_inputs(), also for inputs BOOK#SHEET. */
int book_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e);

#endif

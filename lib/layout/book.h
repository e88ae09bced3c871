/*
 * book: which sheet of a workbook is meant.
 *
 * Paths are as reader.h reads them with `workbooks`. A workbook of one sheet, and a sheet that is named, need no choice.
 */
#ifndef RETKIT_BOOK_H
#define RETKIT_BOOK_H

#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The paths of all that can be read of n inputs: of a workbook without a named sheet each of its sheets as BOOK#SHEET, else the path
 * itself; NULL-terminated, *count of them. An input that cannot be read is itself: who opens it will see. Free with book_free_paths().
 */
char **book_paths(char *const *paths, size_t n, const struct reader_options *options, size_t *count);
void book_free_paths(char **paths);

/*
 * The path of the one sheet whose header fits, the path itself where there is nothing to choose; the caller's to free. *told is set where
 * a sheet was chosen among several. Returns NULL with words that list the sheets where none or several fit.
 */
char *book_choose(char *path, const struct reader_options *options, bool (*fits)(void *context, const struct reader *r),
		  void *context, bool *told, struct err *e);

/* As place_refuse_inputs(), the workbooks of sheets too. */
int book_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e);

#endif

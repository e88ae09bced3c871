/*
 * source: the bytes of one input (a file, stdin or memory) through a sliding window.
 *
 * gzip and zstd data are recognised by their first bytes, not by the file name, and decompressed. UTF-16 with a byte order mark is
 * converted to UTF-8; a UTF-8 mark is removed. A sheet of a workbook is read as CSV for callers that ask for workbooks.
 * Input that cannot be CSV text (other workbooks, archives, HTML, pictures, directories, binary data) is an error, recognised by its
 * first bytes, with a message that says what to do.
 */
#ifndef RETKIT_SOURCE_H
#define RETKIT_SOURCE_H

#include "io/encoding.h"
#include "base/err.h"
#include "io/progress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source;

struct source_options {
	size_t chunk;              /* most bytes per read; 0: the default */
	struct progress *progress; /* receives the bytes read; must outlive the source and those opened from it */
	enum encoding encoding; /* one to convert from; of UTF-8, GB18030 and undecided it is the reader that decides */
	bool workbooks;         /* accept workbooks, and paths BOOK#SHEET (sheet/workbook.h) */
	const char *sheet;      /* the sheet of a workbook; NULL: its only one */
};

/* Open a file ("-" is stdin). Returns NULL with words. Free with source_close(). */
struct source *source_open(const char *path, const struct source_options *options, struct err *e);

/*
 * Open the regular file that `whole` reads once more, from byte `offset`, without the checks of the first bytes. It is the same file even
 * if the path names another one by now. Returns NULL with words.
 */
struct source *source_open_at(const struct source *whole, uint64_t offset, size_t chunk, struct err *e);

/*
 * The size in bytes of a regular file that is read without conversion; 0 for anything else, and for stdin, which may start in the middle
 * of a file.
 */
uint64_t source_size(const struct source *s);

/* Open bytes in memory, which must outlive the source; `name` is for messages. */
struct source *source_open_memory(const char *name, const char *bytes, size_t n, const struct source_options *options,
				  struct err *e);

void source_close(struct source *s);

const char *source_name(const struct source *s);
bool source_has_bom(const struct source *s);

/*
 * ENCODING_UTF8 when the input starts with the UTF-8 byte order mark, ENCODING_UTF16LE or ..BE when it is UTF-16 that the window shows as
 * UTF-8, else ENCODING_UNDECIDED.
 */
enum encoding source_encoding(const struct source *s);

/* When another encoding than UTF-8 was named: whether the bytes so far are not all ASCII, and whether they are UTF-8 all the same. */
bool source_has_letters(const struct source *s);
bool source_is_other_utf8(const struct source *s);

/* True when the input is a sheet of a workbook, shown as CSV with commas, of which line n is row n. */
bool source_is_sheet(const struct source *s);

/* True when it is one of a workbook whose day numbers count from 1904-01-01. */
bool source_since_1904(const struct source *s);

/* True when the cell, of a row from 1 and a column from 0, repeats the first cell of the merged range in which it lies. */
bool source_repeats(const struct source *s, uint64_t row, size_t column);

/* The window and its size *n. Borrowed: source_more() and source_drop() invalidate it. */
const char *source_window(const struct source *s, size_t *n);

/* Read more input at the end of the window. Returns 1, 0 at the end of the input, -1 with words. */
int source_more(struct source *s, struct err *e);

/* True once the window reaches the end of the input. */
bool source_at_end(const struct source *s);

/* Remove `n` bytes from the front of the window. */
void source_drop(struct source *s, size_t n);

#endif

/*
 * source: the bytes of one input, seen through a window that slides over them.
 *
 * A file, stdin or memory; gzip and zstd data, told by their first bytes and not by a name, are decompressed. UTF-16 with its byte
 * order mark becomes UTF-8, of which the mark is taken off; a sheet of an .xlsx workbook becomes CSV for those who ask for workbooks.
 * Inputs that cannot be CSV text (other workbooks, archives, HTML, pictures, directories, binary data) are refused by their first bytes
 * with words on what to do.
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
	size_t chunk; /* bytes read at a time at the most; 0: as suits */
	struct progress *
		progress; /* told of the bytes of the file that are read; outlives the source and those opened from it */
	enum encoding encoding; /* UTF-16 that has no mark; any other: told by its bytes */
	bool workbooks;         /* read .xlsx workbooks, and paths BOOK#SHEET (workbook.h) */
	const char *sheet;      /* the sheet of a workbook; NULL: its only one */
};

/* Open a file ("-" is stdin). Returns NULL with words. */
struct source *source_open(const char *path, const struct source_options *options, struct err *e);

/*
 * The regular file that another source reads, from byte `offset` on, its first bytes not looked at. It is the same file even when
 * another one has taken its name. Returns NULL with words.
 */
struct source *source_open_at(const struct source *whole, uint64_t offset, size_t chunk, struct err *e);

/* The bytes of a regular file that is read as it stands; 0 for anything else, and for stdin, which may begin in the middle of one. */
uint64_t source_size(const struct source *s);

/* The same over bytes that outlive the source. */
struct source *source_open_memory(const char *name, const char *bytes, size_t n, const struct source_options *options,
				  struct err *e);

void source_close(struct source *s);

const char *source_name(const struct source *s);
bool source_has_bom(const struct source *s);

/* ENCODING_UTF8 after its byte order mark, ENCODING_UTF16LE or …BE when the window is that made UTF-8, else ENCODING_UNDECIDED. */
enum encoding source_encoding(const struct source *s);

/* True when the bytes are a sheet of a workbook, made CSV with commas. */
bool source_is_sheet(const struct source *s);

/* The window and its size; it moves with source_more() and source_drop(). */
const char *source_window(const struct source *s, size_t *n);

/* Read on, enlarging the window. Returns 1, 0 at the end, -1 with words. */
int source_more(struct source *s, struct err *e);

/* True once the window reaches the end of the input. */
bool source_at_end(const struct source *s);

/* Take `n` bytes off the window's front. */
void source_drop(struct source *s, size_t n);

#endif

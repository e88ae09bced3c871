/*
 * source: the bytes of one input, seen through a window that slides over them.
 *
 * A file, stdin or memory; gzip and zstd data, told by their first bytes and not by a name, are decompressed. The byte order
 * mark of UTF-8 is taken off; inputs that cannot be CSV text (workbooks, archives, UTF-16, HTML, pictures, directories) are
 * refused by their first bytes with words on what to do.
 */
#ifndef RETKIT_SOURCE_H
#define RETKIT_SOURCE_H

#include "err.h"
#include "progress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source;

/*
 * Open a file ("-" is stdin). `chunk` bounds the bytes read at a time, 0 is as suits. Returns NULL with words.
 * `progress` is told of the bytes of the file that are read, and outlives the source and those opened from it.
 */
struct source *source_open(const char *path, size_t chunk, struct progress *progress, struct err *e);

/*
 * The regular file that another source reads, from byte `offset` on, its first bytes not looked at. It is the same file even when
 * another one has taken its name. Returns NULL with words.
 */
struct source *source_open_at(const struct source *whole, uint64_t offset, size_t chunk,
			      struct err *e);

/* The bytes of a regular file that is not compressed; 0 for anything else, and for stdin, which may begin in the middle of one. */
uint64_t source_size(const struct source *s);

/* The same over bytes that outlive the source. */
struct source *source_open_memory(const char *name, const char *bytes, size_t n, size_t chunk,
				  struct err *e);

void source_close(struct source *s);

const char *source_name(const struct source *s);
bool source_has_bom(const struct source *s);

/* The window and its size; it moves with source_more() and source_drop(). */
const char *source_window(const struct source *s, size_t *n);

/* Read on, enlarging the window. Returns 1, 0 at the end, -1 with words. */
int source_more(struct source *s, struct err *e);

/* True once the window reaches the end of the input. */
bool source_at_end(const struct source *s);

/* Take `n` bytes off the window's front. */
void source_drop(struct source *s, size_t n);

#endif

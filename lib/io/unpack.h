/*
 * unpack: decompress gzip and zstd in a thread that runs ahead of the parser.
 *
 * gzip is RFC 1952, with concatenated members and zero padding after the last; zstd is RFC 8878, with concatenated and skippable frames.
 * Any other trailing data are an error. A thread fills a ring buffer of a few blocks while the caller processes earlier ones; the caller
 * decompresses itself when the input is small or no thread can be created. Memory is bounded by the ring and the format's window (at
 * most 128 MiB for zstd), however large the output.
 */
#ifndef RETKIT_UNPACK_H
#define RETKIT_UNPACK_H

#include "base/err.h"
#include "io/progress.h"

#include <stddef.h>
#include <sys/types.h>

enum unpack_format { UNPACK_NONE, UNPACK_GZIP, UNPACK_ZSTD };

/* The format of an input, from its first `n` bytes. */
enum unpack_format unpack_format(const char *bytes, size_t n);

struct unpack;

/*
 * Decompress data that start with bytes[0..n), which are copied, and continue in `fd` (-1: no more), which stays the caller's. `name` is
 * for messages; `chunk` is the most bytes per read, SIZE_MAX for the default; `progress` receives the bytes read from `fd` and must
 * outlive the result. Free with unpack_free().
 */
struct unpack *unpack_new(const char *name, enum unpack_format format, const char *bytes, size_t n, int fd,
			  size_t chunk, struct progress *progress);

/*
 * Read the next `room` bytes or fewer. Returns their number, 0 at the end, -1 with words. Data decompressed before an error are returned
 * before the error is.
 */
ssize_t unpack_read(struct unpack *u, char *to, size_t room, struct err *e);

/* Stop the thread, even in the middle of the data or while it waits for input, and free. NULL is allowed. */
void unpack_free(struct unpack *u);

#endif

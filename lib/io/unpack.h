/*
 * unpack: gzip and zstd data decompressed ahead of the parsing.
 *
 * Gzip is RFC 1952 with several members one after the other and zero bytes behind the last; zstd is RFC 8878 with several
 * frames and skippable ones. Anything else behind the data is an error. A thread decompresses into a ring of a few blocks while
 * the caller works on what it has; small inputs, and all where no thread can be had, are decompressed by the caller itself. Memory
 * is bounded by the ring and the window of the format (128 MiB at the most for zstd), whatever comes out.
 */
#ifndef RETKIT_UNPACK_H
#define RETKIT_UNPACK_H

#include "base/err.h"
#include "io/progress.h"

#include <stddef.h>
#include <sys/types.h>

enum unpack_format { UNPACK_NONE, UNPACK_GZIP, UNPACK_ZSTD };

/* What `n` first bytes begin. */
enum unpack_format unpack_format(const char *bytes, size_t n);

struct unpack;

/*
 * The data that begin with the `n` bytes, which are copied, and go on in `fd`, which stays the caller's (-1: they do not go
 * on). `name` is for messages, `chunk` bounds the bytes read at a time, SIZE_MAX for as suits; `progress` is told of those read
 * from `fd` and outlives all.
 */
struct unpack *unpack_new(const char *name, enum unpack_format format, const char *bytes, size_t n, int fd,
			  size_t chunk, struct progress *progress);

/*
 * Up to `room` bytes on. Returns how many, 0 at the end, -1 with words; what came out before a fault is handed out before the
 * fault is told.
 */
ssize_t unpack_read(struct unpack *u, char *to, size_t room, struct err *e);

/* Stop, also in the middle of the data or of waiting for them. NULL is allowed. */
void unpack_free(struct unpack *u);

#endif

/*
 * wide: UTF-16 text made UTF-8 as it is read.
 *
 * What is no character, a surrogate without its other half, becomes one byte 0xFF, which no UTF-8 text has: whoever reads the text finds
 * the damage where it stands, and names its line as for any other text. An odd byte at the end tells of a text that was cut off.
 */
#ifndef RETKIT_WIDE_H
#define RETKIT_WIDE_H

#include "io/encoding.h"
#include "base/err.h"

#include <stddef.h>
#include <sys/types.h>

/* What `n` first bytes begin by their byte order mark: ENCODING_UTF16LE, ENCODING_UTF16BE or ENCODING_UNDECIDED. */
enum encoding wide_mark(const char *bytes, size_t n);

/* More bytes of the text, at most `room`: how many, 0 at the end, -1 with words. */
typedef ssize_t wide_source(void *context, char *to, size_t room, struct err *e);

struct wide;

/*
 * The text that begins with the `n` bytes, which are copied, and goes on with those of `more`; `name` is for messages. NULL when there is
 * no such decoder.
 */
struct wide *wide_new(const char *name, enum encoding encoding, const char *bytes, size_t n, wide_source *more,
		      void *context);

/* Up to `room` bytes of UTF-8 on; 0 at the end, -1 with words, those of `more` where it failed. */
ssize_t wide_read(struct wide *u, char *to, size_t room, struct err *e);

/* NULL is allowed. */
void wide_free(struct wide *u);

#endif

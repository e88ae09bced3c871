/*
 * wide: convert text in UTF-16 or in an encoding that the user named to UTF-8 while it is read.
 *
 * An unpaired surrogate, or a byte that is no character in the encoding, becomes one byte 0xFF, which never occurs in UTF-8, so that the
 * reader finds the damage in its place and reports its line as for any other text. An odd byte at the end of UTF-16 is an error: the
 * text was truncated.
 */
#ifndef RETKIT_WIDE_H
#define RETKIT_WIDE_H

#include "io/encoding.h"
#include "base/err.h"

#include <stddef.h>
#include <sys/types.h>

/* The encoding that a UTF-16 byte order mark at the start declares: ENCODING_UTF16LE, ENCODING_UTF16BE, else ENCODING_UNDECIDED. */
enum encoding wide_mark(const char *bytes, size_t n);

/* The order of UTF-16 without a mark: commas, digits and line ends have a zero byte. */
enum encoding wide_order(const char *bytes, size_t n);

/* Callback: read at most `room` more bytes of the text. Returns their number, 0 at the end, -1 with words. */
typedef ssize_t wide_source(void *context, char *to, size_t room, struct err *e);

struct wide;

/*
 * Convert the text that starts with bytes[0..n), which are copied, and continues with the bytes from `more`; `name` is for messages.
 * `encoding` is one that encoding_is_converted(), not ENCODING_UTF16. Returns NULL when the C library has no such converter. Free with wide_free().
 */
struct wide *wide_new(const char *name, enum encoding encoding, const char *bytes, size_t n, wide_source *more,
		      void *context);

/* Read the next `room` bytes of UTF-8 or fewer. Returns their number, 0 at the end, -1 with words (those of `more` if it failed). */
ssize_t wide_read(struct wide *u, char *to, size_t room, struct err *e);

/* NULL is allowed. */
void wide_free(struct wide *u);

#endif

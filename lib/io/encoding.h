/*
 * encoding: detect whether text is UTF-8 or GB18030 (which includes GBK and GB2312), and convert between the two. UTF-16 is recognised
 * only by its byte order mark or by name and is converted to UTF-8 before it comes here (wide.h).
 *
 * Detection: a byte order mark decides. Otherwise up to 1 MiB from the first non-ASCII byte is examined: it is UTF-8 if it passes as
 * UTF-8, else GB18030 if it passes as GB18030, else undecided, which is an error. To pass is to have at most one bad byte per hundred
 * good characters, because exports that truncate text by bytes damage a few. Pure ASCII is valid in both, so the decision waits for the
 * first non-ASCII byte. A byte that contradicts the decision damages only its own field and is reported there.
 */
#ifndef RETKIT_ENCODING_H
#define RETKIT_ENCODING_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding {
	ENCODING_UNDECIDED,
	ENCODING_UTF8,
	ENCODING_GB18030,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
};

enum { ENCODING_WINDOW = 1 << 20 };

/* Readable bytes after the end of a decoded text. */
enum { DECODER_SLACK = 16 };

/* Parse `utf-8`, `gb18030`, `gbk`, `gb2312`, `utf-16le` or `utf-16be`, case-insensitively. Returns 0, or -1. */
int encoding_parse(const char *name, enum encoding *encoding);

const char *encoding_name(enum encoding encoding);

/*
 * Detect the encoding of bytes[0..n), which start at the first non-ASCII byte; `last` is true when the input ends there.
 * Returns ENCODING_UNDECIDED when they pass as neither.
 */
enum encoding encoding_decide(const char *bytes, size_t n, bool last);

struct decoder;

/* A GB18030 to UTF-8 decoder, or NULL when the C library has no such converter. One thread at a time. */
struct decoder *decoder_new(void);
void decoder_free(struct decoder *d);

/*
 * Decode s[0..n) into the arena; *length is the length in UTF-8. Each byte that does not decode becomes U+FFFD and sets *damaged to
 * true (else it is false). The text is owned by the arena and followed by DECODER_SLACK readable bytes.
 */
char *decoder_decode(struct decoder *d, struct arena *a, const char *s, size_t n, size_t *length, bool *damaged);

/* Convert the NUL-terminated UTF-8 text to GB18030. Returns NULL when the C library cannot. Caller frees. */
char *encoding_to_gb18030(const char *s, size_t *length);

/* The name of a file as tables and messages hold it: hidden characters masked as `?`, GB18030 as UTF-8, any other bytes as one `?`. Caller frees. */
char *encoding_readable(const char *name);

/*
 * True when a UTF-8 text shows Chinese UTF-8 that was taken for GBK, as 鍟嗗搧 does for 商品: as GBK it is UTF-8 again, but for
 * characters whose last byte was lost. A text of a few characters may be so by chance.
 */
bool encoding_is_mojibake(const char *s);

#endif

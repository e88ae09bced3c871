/*
 * encoding: the encodings of text, their names, and conversion to and from UTF-8.
 *
 * Which of them a file is in is decided by a byte order mark, by evidence.h, or by name. Only UTF-8 and GB18030 (which includes GBK and
 * GB2312) reach the reader as they are; all others are converted to UTF-8 before (wide.h).
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
	ENCODING_UTF16, /* in the order that its byte order mark or its zero bytes show */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_CP1252,
	ENCODING_SHIFT_JIS,
	ENCODING_BIG5,
	ENCODING_EUC_KR,
};

/* Readable bytes after the end of a decoded text. */
enum { DECODER_SLACK = 16 };

/* The names that encoding_parse() takes, for messages. */
extern const char encoding_names[];

/*
 * Parse a name, case-insensitively. latin1 is read as cp1252, which has letters where latin1 has control bytes that no export contains.
 * Returns 0, or -1.
 */
int encoding_parse(const char *name, enum encoding *encoding);

const char *encoding_name(enum encoding encoding);

/* The name that iconv_open(3) knows, of any but ENCODING_UNDECIDED and ENCODING_UTF16. */
const char *encoding_iconv(enum encoding encoding);

/* True when the encoding is converted to UTF-8 before the reader. */
bool encoding_is_converted(enum encoding encoding);

struct decoder;

/* A decoder to UTF-8, or NULL when the C library has no such converter. One thread at a time. */
struct decoder *decoder_new(enum encoding encoding);
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

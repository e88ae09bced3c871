/*
 * encoding: UTF-8 or GB18030 (which holds GBK and GB2312), decided strictly; decoding. UTF-16 is told by name or by its byte
 * order mark alone, and is UTF-8 before anybody here sees it (wide.h).
 *
 * The decision: a byte order mark settles it; else the first bytes that are not ASCII and what follows them, 1 MiB in all, are
 * UTF-8 when they read well as UTF-8, else GB18030 when they read well as that, else an error. To read well is to have at most
 * one bad byte for a hundred good characters: exports that cut texts by bytes damage some. Text that is all ASCII so far is read as
 * either. A byte that contradicts the decision damages its own field only and is reported there.
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

/* Bytes behind a decoded text that may be read. */
enum { DECODER_SLACK = 16 };

/* Read `utf-8`, `gb18030`, `gbk`, `gb2312`, `utf-16le` or `utf-16be` in any case. Returns 0, or -1. */
int encoding_parse(const char *name, enum encoding *encoding);

const char *encoding_name(enum encoding encoding);

/*
 * Decide on bytes[0..n), which begin at the first byte that is not ASCII; `last` tells that nothing follows them.
 * Returns ENCODING_UNDECIDED when they are neither.
 */
enum encoding encoding_decide(const char *bytes, size_t n, bool last);

struct decoder;

/* A GB18030 to UTF-8 decoder, or NULL when the C library has none. */
struct decoder *decoder_new(void);
void decoder_free(struct decoder *d);

/*
 * Decode s[0..n) into the arena; *length is its length in UTF-8. Bytes that do not decode become U+FFFD each
 * and *damaged is set to true (else false). The text lives as long as the arena's pieces.
 */
char *decoder_decode(struct decoder *d, struct arena *a, const char *s, size_t n, size_t *length, bool *damaged);

/* A UTF-8 text in GB18030, NULL where the C library has none of it. Caller frees. */
char *encoding_to_gb18030(const char *s, size_t *length);

#endif

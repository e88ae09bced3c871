/*
 * scan: where fields and lines end in a block of text, found many bytes at a time.
 *
 * The scan knows delimiters and line feeds and nothing of quotes: it tells whether quotes, carriage returns, NUL bytes or bytes
 * above ASCII occur at all, and its caller keeps away from lines where that matters. There are three versions with the same
 * result, AVX2, NEON and plain C words of eight bytes; the best one the processor has is taken at run time.
 */
#ifndef RETKIT_SCAN_H
#define RETKIT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A scanned block may be up to this long; offsets are 32 bits. */
#define SCAN_MOST ((size_t)1 << 31)

struct scan {
	uint32_t *ends;  /* offset of every delimiter and line feed, in order */
	size_t count;
	uint32_t *lines; /* place in `ends` of every line feed */
	size_t line_count;
	bool quote;      /* a double quote occurs */
	bool cr;
	bool nul;
	bool high;       /* a byte above 0x7f occurs */
	size_t capacity; /* of both arrays */
};

enum scan_version { SCAN_BEST, SCAN_WORDS, SCAN_AVX2, SCAN_NEON };

/* True when this processor can run the version. */
bool scan_has(enum scan_version version);

/*
 * Scan bytes[0..n), n at most SCAN_MOST. The arrays belong to the scan and are reused by the next run. SCAN_BEST outside of
 * tests.
 */
void scan_run(struct scan *s, const char *bytes, size_t n, char delimiter,
	      enum scan_version version);

void scan_release(struct scan *s);

#endif

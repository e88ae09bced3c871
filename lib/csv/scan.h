/*
 * scan: find the ends of fields and lines in a block of text with vector instructions.
 *
 * The scan knows delimiters and line feeds but not quotes. It marks special bytes (quotes, CR, NUL) and non-ASCII bytes, and the caller
 * must process the lines that contain them another way. There are four versions with the same result: AVX-512, AVX2, NEON and plain C on
 * eight-byte words; the best one the processor supports is selected at run time.
 */
#ifndef RETKIT_SCAN_H
#define RETKIT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest block in bytes: offsets are 32 bits. */
#define SCAN_MOST ((size_t)1 << 31)

struct scan {
	uint32_t *ends; /* offset of every delimiter and line feed, in order; ends[-1] + 1 is 0 */
	size_t count;
	uint32_t *lines; /* index in `ends` of every line feed */
	size_t line_count;
	uint64_t *marked; /* bitmap, one bit per byte: a double quote, carriage return or NUL byte */
	uint64_t *high;   /* bitmap, one bit per byte: above 0x7f */
	uint32_t *room;   /* the memory of `ends` and `lines` */
	uint64_t *maps;   /* the memory of `marked` and `high` */
	size_t capacity;  /* bytes of text there is room for */
};

enum scan_version { SCAN_BEST, SCAN_WORDS, SCAN_AVX2, SCAN_AVX512, SCAN_NEON, SCAN_VERSIONS };

/* True when this processor can run the version. */
bool scan_has(enum scan_version version);

/* Scan bytes[0..n), n <= SCAN_MOST. The scan owns its arrays and reuses them in the next run. Use SCAN_BEST except in tests. */
void scan_run(struct scan *s, const char *bytes, size_t n, char delimiter, enum scan_version version);

void scan_release(struct scan *s);

/* True when a bitmap has a bit set in [from, to). */
static inline bool scan_any(const uint64_t *map, size_t from, size_t to)
{
	size_t word = from / 64, last = to / 64;
	uint64_t bits = map[word] & ~(uint64_t)0 << (from % 64);

	for (; word < last; bits = map[++word])
		if (bits)
			return true;
	return (bits & (((uint64_t)1 << (to % 64)) - 1)) != 0;
}

#endif

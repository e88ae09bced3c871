/*
 * scan: where fields and lines end in a block of text, found many bytes at a time.
 *
 * The scan knows delimiters and line feeds and nothing of quotes: it marks the bytes that a caller has to look at with care, and
 * those above ASCII, and its caller keeps away from lines where that matters. There are four versions with the same
 * result, AVX-512, AVX2, NEON and plain C words of eight bytes; the best one the processor has is taken at run time.
 */
#ifndef RETKIT_SCAN_H
#define RETKIT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A scanned block may be up to this long; offsets are 32 bits. */
#define SCAN_MOST ((size_t)1 << 31)

struct scan {
	uint32_t *ends; /* offset of every delimiter and line feed, in order; ends[-1] + 1 is 0 */
	size_t count;
	uint32_t *lines; /* place in `ends` of every line feed */
	size_t line_count;
	uint64_t *marked; /* a bit a byte: a double quote, carriage return or NUL byte */
	uint64_t *high;   /* a bit a byte: above 0x7f */
	uint32_t *room;   /* what `ends` and `lines` lie in */
	uint64_t *maps;   /* what `marked` and `high` lie in */
	size_t capacity;  /* bytes that fit */
};

enum scan_version { SCAN_BEST, SCAN_WORDS, SCAN_AVX2, SCAN_AVX512, SCAN_NEON, SCAN_VERSIONS };

/* True when this processor can run the version. */
bool scan_has(enum scan_version version);

/*
 * Scan bytes[0..n), n at most SCAN_MOST. The arrays belong to the scan and are reused by the next run. SCAN_BEST outside of
 * tests.
 */
void scan_run(struct scan *s, const char *bytes, size_t n, char delimiter, enum scan_version version);

void scan_release(struct scan *s);

/* True when a bit of [from, to) is set in one of the maps. */
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

#include "scan.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/*
 * Every version hands out 64 bytes as two masks, a bit a byte: what ends a field (delimiter or line feed) and what ends a line.
 * Writing out the set bits is most of the work, so it is done in groups of eight without asking whether there are that many; the
 * arrays have room for the surplus.
 */
enum { BLOCK = 64, SURPLUS = 64 };

static inline void put_ends(struct scan *s, uint64_t mask, uint64_t lines, uint32_t base)
{
	uint32_t *to = s->ends + s->count;
	unsigned bits = (unsigned)__builtin_popcountll(mask);

	while (lines) {
		uint64_t below = (lines & -lines) - 1;

		s->lines[s->line_count++] =
			(uint32_t)s->count + (uint32_t)__builtin_popcountll(mask & below);
		lines &= lines - 1;
	}
	for (unsigned done = 0; done < bits; done += 8) {
		for (unsigned i = 0; i < 8; i++) {
			/* Past the last bit the count of zeros is undefined, but what it gives is overwritten. */
			to[done + i] = base + (uint32_t)__builtin_ctzll(mask | (uint64_t)1 << 63);
			mask &= mask - 1;
		}
	}
	s->count += bits;
}

static void put_byte(struct scan *s, unsigned char c, size_t at, char delimiter)
{
	s->quote |= c == '"';
	s->cr |= c == '\r';
	s->nul |= c == 0;
	s->high |= c >= 0x80;
	if (c == '\n')
		s->lines[s->line_count++] = (uint32_t)s->count;
	if (c == '\n' || c == (unsigned char)delimiter)
		s->ends[s->count++] = (uint32_t)at;
}

/* ---- plain C ---- */

#define EACH(byte) (0x0101010101010101u * (uint64_t)(unsigned char)(byte))

/* The high bit of every byte of v that is zero, exactly. */
static inline uint64_t zero_bytes(uint64_t v)
{
	uint64_t low = 0x7f7f7f7f7f7f7f7fu;

	return ~(((v & low) + low) | v | low);
}

/* The high bits of eight bytes as eight bits; the multiplication gathers them. */
static inline uint64_t gather(uint64_t high_bits)
{
	return ((high_bits >> 7) * 0x0102040810204080u) >> 56;
}

static size_t scan_words(struct scan *s, const char *bytes, size_t n, char delimiter)
{
	uint64_t quote = 0, cr = 0, nul = 0, high = 0;
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		uint64_t ends = 0, lines = 0;

		for (unsigned i = 0; i < 8; i++) {
			uint64_t v;

			memcpy(&v, bytes + at + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
			v = __builtin_bswap64(v);
#endif
			uint64_t line = zero_bytes(v ^ EACH('\n'));

			lines |= gather(line) << (8 * i);
			ends |= gather(line | zero_bytes(v ^ EACH(delimiter))) << (8 * i);
			quote |= zero_bytes(v ^ EACH('"'));
			cr |= zero_bytes(v ^ EACH('\r'));
			nul |= zero_bytes(v);
			high |= v & EACH(0x80);
		}
		put_ends(s, ends, lines, (uint32_t)at);
	}
	s->quote = quote != 0;
	s->cr = cr != 0;
	s->nul = nul != 0;
	s->high = high != 0;
	return at;
}

/* ---- AVX2 ---- */

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static size_t
scan_avx2(struct scan *s, const char *bytes, size_t n, char delimiter)
{
	const __m256i delimiters = _mm256_set1_epi8(delimiter);
	const __m256i feeds = _mm256_set1_epi8('\n');
	const __m256i quotes = _mm256_set1_epi8('"');
	const __m256i returns = _mm256_set1_epi8('\r');
	const __m256i zeros = _mm256_setzero_si256();
	__m256i quote = zeros, cr = zeros, nul = zeros, high = zeros;
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		uint64_t ends = 0, lines = 0;

		for (unsigned half = 0; half < 2; half++) {
			__m256i v = _mm256_loadu_si256((const __m256i *)(bytes + at + 32 * half));
			__m256i line = _mm256_cmpeq_epi8(v, feeds);
			__m256i end = _mm256_or_si256(line, _mm256_cmpeq_epi8(v, delimiters));

			lines |= (uint64_t)(uint32_t)_mm256_movemask_epi8(line) << (32 * half);
			ends |= (uint64_t)(uint32_t)_mm256_movemask_epi8(end) << (32 * half);
			quote = _mm256_or_si256(quote, _mm256_cmpeq_epi8(v, quotes));
			cr = _mm256_or_si256(cr, _mm256_cmpeq_epi8(v, returns));
			nul = _mm256_or_si256(nul, _mm256_cmpeq_epi8(v, zeros));
			high = _mm256_or_si256(high, v);
		}
		put_ends(s, ends, lines, (uint32_t)at);
	}
	s->quote = _mm256_movemask_epi8(quote) != 0;
	s->cr = _mm256_movemask_epi8(cr) != 0;
	s->nul = _mm256_movemask_epi8(nul) != 0;
	s->high = _mm256_movemask_epi8(high) != 0;
	return at;
}
#endif

/* ---- NEON ---- */

#if defined(__aarch64__)
/* 64 bytes of 0x00 or 0xff as 64 bits: each byte keeps one bit, pairs are added up. */
static inline uint64_t neon_mask(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	static const uint8_t powers[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
	const uint8x16_t bit = vld1q_u8(powers);
	uint8x16_t ab = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
	uint8x16_t cd = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
	uint8x16_t all = vpaddq_u8(ab, cd);

	all = vpaddq_u8(all, all);
	return vgetq_lane_u64(vreinterpretq_u64_u8(all), 0);
}

static size_t scan_neon(struct scan *s, const char *bytes, size_t n, char delimiter)
{
	const uint8x16_t delimiters = vdupq_n_u8((uint8_t)delimiter);
	const uint8x16_t feeds = vdupq_n_u8('\n');
	uint8x16_t quote = vdupq_n_u8(0), cr = quote, nul = quote, high = quote;
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		uint8x16_t line[4], end[4];

		for (unsigned i = 0; i < 4; i++) {
			uint8x16_t v = vld1q_u8((const uint8_t *)bytes + at + 16 * i);

			line[i] = vceqq_u8(v, feeds);
			end[i] = vorrq_u8(line[i], vceqq_u8(v, delimiters));
			quote = vorrq_u8(quote, vceqq_u8(v, vdupq_n_u8('"')));
			cr = vorrq_u8(cr, vceqq_u8(v, vdupq_n_u8('\r')));
			nul = vorrq_u8(nul, vceqzq_u8(v));
			high = vorrq_u8(high, v);
		}
		put_ends(s, neon_mask(end[0], end[1], end[2], end[3]),
			 neon_mask(line[0], line[1], line[2], line[3]), (uint32_t)at);
	}
	s->quote = vmaxvq_u8(quote) != 0;
	s->cr = vmaxvq_u8(cr) != 0;
	s->nul = vmaxvq_u8(nul) != 0;
	s->high = vmaxvq_u8(high) >= 0x80;
	return at;
}
#endif

bool scan_has(enum scan_version version)
{
	switch (version) {
	case SCAN_AVX2:
#if defined(__x86_64__)
		return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#else
		return false;
#endif
	case SCAN_NEON:
#if defined(__aarch64__)
		return true;
#else
		return false;
#endif
	default:
		return true;
	}
}

static size_t scan_blocks(struct scan *s, const char *bytes, size_t n, char delimiter,
			  enum scan_version version)
{
#if defined(__x86_64__)
	if (version == SCAN_AVX2 || (version == SCAN_BEST && scan_has(SCAN_AVX2)))
		return scan_avx2(s, bytes, n, delimiter);
#elif defined(__aarch64__)
	if (version == SCAN_NEON || version == SCAN_BEST)
		return scan_neon(s, bytes, n, delimiter);
#endif
	(void)version;
	return scan_words(s, bytes, n, delimiter);
}

void scan_run(struct scan *s, const char *bytes, size_t n, char delimiter, enum scan_version version)
{
	if (s->capacity < n + SURPLUS || !s->ends) {
		s->capacity = n + n / 2 + SURPLUS;
		free(s->ends);
		free(s->lines);
		s->ends = mem_resize(NULL, s->capacity, sizeof(*s->ends));
		s->lines = mem_resize(NULL, s->capacity, sizeof(*s->lines));
	}
	s->count = s->line_count = 0;
	for (size_t at = scan_blocks(s, bytes, n, delimiter, version); at < n; at++)
		put_byte(s, (unsigned char)bytes[at], at, delimiter);
}

void scan_release(struct scan *s)
{
	free(s->ends);
	free(s->lines);
	*s = (struct scan){0};
}

#include "csv/scan.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/*
 * Every version turns 64 bytes into masks of one bit per byte: field ends (delimiter or line feed), line ends, marked bytes and
 * non-ASCII bytes. Most of the time goes into writing out the positions of the set bits, so they are written in fixed groups without a
 * check of how many there are; the arrays have room for the surplus.
 */
enum { BLOCK = 64, GROUP = 8, SURPLUS = 64 };

struct masks {
	uint64_t ends;
	uint64_t lines;
	uint64_t marked;
	uint64_t high;
};

/* Most lines are longer than a block: one line end is written without a branch, and the loop for more rarely runs. */
static inline void put_lines(struct scan *s, const struct masks *m)
{
	uint64_t lines = m->lines;

	s->lines[s->line_count] = (uint32_t)s->count + (uint32_t)__builtin_popcountll(m->ends & ((lines & -lines) - 1));
	s->line_count += lines != 0;
	for (lines &= lines - 1; lines; lines &= lines - 1)
		s->lines[s->line_count++] =
			(uint32_t)s->count + (uint32_t)__builtin_popcountll(m->ends & ((lines & -lines) - 1));
}

static inline void put_maps(struct scan *s, const struct masks *m, size_t at)
{
	s->marked[at / BLOCK] = m->marked;
	s->high[at / BLOCK] = m->high;
}

static inline void put_masks(struct scan *s, const struct masks *m, size_t at)
{
	uint32_t *to = s->ends + s->count;
	unsigned bits = (unsigned)__builtin_popcountll(m->ends);
	uint64_t ends = m->ends;

	put_maps(s, m, at);
	put_lines(s, m);
	for (unsigned done = 0; done < bits; done += GROUP) {
		for (unsigned i = 0; i < GROUP; i++) {
			/* No bit is left after the last one: the guard bit gives a surplus entry, which is overwritten later. */
			to[done + i] = (uint32_t)at + (uint32_t)__builtin_ctzll(ends | (uint64_t)1 << 63);
			ends &= ends - 1;
		}
	}
	s->count += bits;
}

/* Scan the rest after the last whole block. */
static void put_rest(struct scan *s, const char *bytes, size_t at, size_t n, char delimiter)
{
	struct masks m = {0};

	for (size_t i = at; i < n; i++) {
		uint64_t bit = (uint64_t)1 << (i - at);
		unsigned char c = (unsigned char)bytes[i];

		m.lines |= c == '\n' ? bit : 0;
		m.ends |= c == '\n' || c == (unsigned char)delimiter ? bit : 0;
		m.marked |= c == '"' || c == '\r' || c == 0 ? bit : 0;
		m.high |= c >= 0x80 ? bit : 0;
	}
	put_masks(s, &m, at);
}

/* ---- plain C ---- */

#define EACH(byte) (0x0101010101010101u * (uint64_t)(unsigned char)(byte))

/* The high bit of every zero byte of v, without false positives. */
static inline uint64_t zero_bytes(uint64_t v)
{
	uint64_t low = 0x7f7f7f7f7f7f7f7fu;

	return ~(((v & low) + low) | v | low);
}

/* Gather the high bits of eight bytes into eight bits, by multiplication. */
static inline uint64_t gather(uint64_t high_bits)
{
	return ((high_bits >> 7) * 0x0102040810204080u) >> 56;
}

static size_t scan_words(struct scan *s, const char *bytes, size_t n, char delimiter)
{
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		struct masks m = {0};

		for (unsigned i = 0; i < 8; i++) {
			uint64_t v;

			memcpy(&v, bytes + at + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
			v = __builtin_bswap64(v);
#endif
			uint64_t line = zero_bytes(v ^ EACH('\n'));
			uint64_t marked = zero_bytes(v ^ EACH('"')) | zero_bytes(v ^ EACH('\r')) | zero_bytes(v);

			m.lines |= gather(line) << (8 * i);
			m.ends |= gather(line | zero_bytes(v ^ EACH(delimiter))) << (8 * i);
			m.marked |= gather(marked) << (8 * i);
			m.high |= gather(v & EACH(0x80)) << (8 * i);
		}
		put_masks(s, &m, at);
	}
	return at;
}

/* ---- AVX2 ---- */

#if defined(__x86_64__)
static inline __attribute__((target("avx2"), always_inline)) uint64_t avx2_bits(__m256i v, unsigned half)
{
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << (32 * half);
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static size_t scan_avx2(struct scan *s, const char *bytes, size_t n,
									char delimiter)
{
	const __m256i delimiters = _mm256_set1_epi8(delimiter);
	const __m256i feeds = _mm256_set1_epi8('\n');
	const __m256i quotes = _mm256_set1_epi8('"');
	const __m256i returns = _mm256_set1_epi8('\r');
	const __m256i zeros = _mm256_setzero_si256();
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		struct masks m = {0};

		for (unsigned half = 0; half < 2; half++) {
			__m256i v = _mm256_loadu_si256((const __m256i *)(bytes + at + 32 * half));
			__m256i line = _mm256_cmpeq_epi8(v, feeds);
			__m256i end = _mm256_or_si256(line, _mm256_cmpeq_epi8(v, delimiters));
			__m256i marked = _mm256_or_si256(
				_mm256_cmpeq_epi8(v, quotes),
				_mm256_or_si256(_mm256_cmpeq_epi8(v, returns), _mm256_cmpeq_epi8(v, zeros)));

			m.lines |= avx2_bits(line, half);
			m.ends |= avx2_bits(end, half);
			m.marked |= avx2_bits(marked, half);
			m.high |= avx2_bits(v, half);
		}
		put_masks(s, &m, at);
	}
	return at;
}

/* ---- AVX-512 ---- */

/* One instruction compresses the offsets of all set bits into bytes; a block rarely has more than sixteen. */
__attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt"))) static void
put_ends_avx512(struct scan *s, uint64_t ends, size_t at)
{
	static const unsigned char places[BLOCK] = {
		0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
		22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
		44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};
	const __m512i base = _mm512_set1_epi32((int)at);
	__m512i packed = _mm512_maskz_compress_epi8(ends, _mm512_loadu_si512(places));
	uint32_t *to = s->ends + s->count;
	unsigned bits = (unsigned)__builtin_popcountll(ends);

	for (unsigned done = 0; done < bits; done += 16) {
		__m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));

		_mm512_storeu_si512(to + done, _mm512_add_epi32(base, wide));
		packed = _mm512_shuffle_i64x2(packed, packed, 0x39);
	}
	s->count += bits;
}

__attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt"))) static size_t
scan_avx512(struct scan *s, const char *bytes, size_t n, char delimiter)
{
	const __m512i delimiters = _mm512_set1_epi8(delimiter);
	const __m512i feeds = _mm512_set1_epi8('\n');
	const __m512i quotes = _mm512_set1_epi8('"');
	const __m512i returns = _mm512_set1_epi8('\r');
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		__m512i v = _mm512_loadu_si512(bytes + at);
		struct masks m;

		m.lines = _mm512_cmpeq_epi8_mask(v, feeds);
		m.ends = m.lines | _mm512_cmpeq_epi8_mask(v, delimiters);
		m.marked = _mm512_cmpeq_epi8_mask(v, quotes) | _mm512_cmpeq_epi8_mask(v, returns) |
			   _mm512_testn_epi8_mask(v, v);
		m.high = _mm512_movepi8_mask(v);
		put_maps(s, &m, at);
		put_lines(s, &m);
		put_ends_avx512(s, m.ends, at);
	}
	return at;
}
#endif

/* ---- NEON ---- */

#if defined(__aarch64__)
/* Turn 64 bytes of 0x00 or 0xff into 64 bits: each byte keeps one bit, then pairwise additions combine them. */
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
	size_t at = 0;

	for (; at + BLOCK <= n; at += BLOCK) {
		uint8x16_t line[4], end[4], marked[4], high[4];

		for (unsigned i = 0; i < 4; i++) {
			uint8x16_t v = vld1q_u8((const uint8_t *)bytes + at + 16 * i);

			line[i] = vceqq_u8(v, feeds);
			end[i] = vorrq_u8(line[i], vceqq_u8(v, delimiters));
			marked[i] = vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')),
					     vorrq_u8(vceqq_u8(v, vdupq_n_u8('\r')), vceqzq_u8(v)));
			high[i] = vcgeq_u8(v, vdupq_n_u8(0x80));
		}
		struct masks m = {
			.ends = neon_mask(end[0], end[1], end[2], end[3]),
			.lines = neon_mask(line[0], line[1], line[2], line[3]),
			.marked = neon_mask(marked[0], marked[1], marked[2], marked[3]),
			.high = neon_mask(high[0], high[1], high[2], high[3]),
		};

		put_masks(s, &m, at);
	}
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
	case SCAN_AVX512:
#if defined(__x86_64__)
		return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") &&
		       __builtin_cpu_supports("bmi2");
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

static size_t scan_blocks(struct scan *s, const char *bytes, size_t n, char delimiter, enum scan_version version)
{
#if defined(__x86_64__)
	if (version == SCAN_AVX512 || (version == SCAN_BEST && scan_has(SCAN_AVX512)))
		return scan_avx512(s, bytes, n, delimiter);
	if (version == SCAN_AVX2 || (version == SCAN_BEST && scan_has(SCAN_AVX2)))
		return scan_avx2(s, bytes, n, delimiter);
#elif defined(__aarch64__)
	if (version == SCAN_NEON || version == SCAN_BEST)
		return scan_neon(s, bytes, n, delimiter);
#endif
	(void)version;
	return scan_words(s, bytes, n, delimiter);
}

/* Make room for `n` bytes that are all line ends, for the surplus entries, and for the extra map word that scan_any() may read. */
static void make_room(struct scan *s, size_t n)
{
	if (s->room && s->capacity >= n)
		return;
	s->capacity = n + n / 2;
	size_t each = s->capacity + 2 * SURPLUS, words = s->capacity / 64 + 2;

	free(s->room);
	free(s->maps);
	s->room = mem_resize(NULL, 2 * each, sizeof(*s->room));
	s->maps = mem_resize(NULL, 2 * words, sizeof(*s->maps));
	s->ends = s->room + SURPLUS;
	s->lines = s->room + each;
	s->marked = s->maps;
	s->high = s->maps + words;
	s->ends[-1] = UINT32_MAX;
}

void scan_run(struct scan *s, const char *bytes, size_t n, char delimiter, enum scan_version version)
{
	make_room(s, n);
	s->count = s->line_count = 0;
	put_rest(s, bytes, scan_blocks(s, bytes, n, delimiter, version), n, delimiter);
}

void scan_release(struct scan *s)
{
	free(s->room);
	free(s->maps);
	*s = (struct scan){0};
}

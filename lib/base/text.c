#include "base/text.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <uniwidth.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Any two continuation bytes are valid after these lead bytes, which cover all but the rarest ideographs. */
static bool is_simple_triple(const char *s)
{
	unsigned char lead = (unsigned char)s[0];

	return lead >= 0xe1 && lead <= 0xec && is_continuation(s[1]) && is_continuation(s[2]);
}

size_t text_valid_prefix_plain(const char *s, size_t n)
{
	size_t i = 0;
	uint32_t code;

	while (i < n) {
		uint64_t eight;

		/* Exports are mostly ASCII: skip eight such bytes at a time. */
		if (i + 8 <= n) {
			memcpy(&eight, s + i, 8);
			if (!(eight & 0x8080808080808080u)) {
				i += 8;
				continue;
			}
		}
		if (i + 3 <= n && is_simple_triple(s + i)) {
			i += 3;
			continue;
		}
		size_t step = text_decode(s + i, n - i, &code);

		if (step == 0)
			break;
		i += step;
	}
	return i;
}

/*
 * Keiser and Lemire, Validating UTF-8 in less than one instruction per byte (2021). Three tables, indexed by both halves of a byte and
 * by the high half of the next, hold a bit for each possible error of a byte pair; the pair has the error when all three tables have
 * its bit. The bit TWOS, two continuation bytes, is correct exactly at the third or fourth byte of a character, and is checked against
 * those positions.
 */
#if defined(__x86_64__)
enum { AT_LEAST = 40 };

enum {
	TOO_SHORT = 1 << 0, /* a lead byte and no continuation */
	TOO_LONG = 1 << 1,  /* ASCII and a continuation */
	OVERLONG_3 = 1 << 2,
	TOO_LARGE = 1 << 3, /* beyond U+10FFFF */
	SURROGATE = 1 << 4,
	OVERLONG_2 = 1 << 5,
	TOO_LARGE_1000 = 1 << 6, /* lead bytes above 0xf4; OVERLONG_4 shares it */
	OVERLONG_4 = 1 << 6,
	TWOS = 1 << 7,
	CARRY = TOO_SHORT | TOO_LONG | TWOS, /* decided by the high half of the first byte alone */
};

#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE __attribute__((target("avx2"), always_inline)) inline

static AVX2_INLINE __m256i high_halves(__m256i v)
{
	return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x0f));
}

static AVX2_INLINE __m256i table(const uint8_t bits[16])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)bits));
}

/* Nonzero in each byte of `v` that is an error; back1, back2 and back3 hold the bytes one, two and three places before. */
static AVX2_INLINE __m256i find_wrong(__m256i v, __m256i back1, __m256i back2, __m256i back3)
{
	static const uint8_t first_high[16] = {
		TOO_LONG,
		TOO_LONG,
		TOO_LONG,
		TOO_LONG,
		TOO_LONG,
		TOO_LONG,
		TOO_LONG,
		TOO_LONG,
		TWOS,
		TWOS,
		TWOS,
		TWOS,
		TOO_SHORT | OVERLONG_2,
		TOO_SHORT,
		TOO_SHORT | OVERLONG_3 | SURROGATE,
		TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4,
	};
	static const uint8_t first_low[16] = {
		CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
		CARRY | OVERLONG_2,
		CARRY,
		CARRY,
		CARRY | TOO_LARGE,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
		CARRY | TOO_LARGE | TOO_LARGE_1000,
	};
	static const uint8_t second_high[16] = {
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_LONG | OVERLONG_2 | TWOS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
		TOO_LONG | OVERLONG_2 | TWOS | OVERLONG_3 | TOO_LARGE,
		TOO_LONG | OVERLONG_2 | TWOS | SURROGATE | TOO_LARGE,
		TOO_LONG | OVERLONG_2 | TWOS | SURROGATE | TOO_LARGE,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
	};
	const __m256i low = _mm256_and_si256(back1, _mm256_set1_epi8(0x0f));
	__m256i wrong = _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(table(first_high), high_halves(back1)),
							  _mm256_shuffle_epi8(table(first_low), low)),
					 _mm256_shuffle_epi8(table(second_high), high_halves(v)));
	/* The high bit remains where a three- or four-byte lead is two or three places before. */
	__m256i third = _mm256_subs_epu8(back2, _mm256_set1_epi8((char)(0xe0 - 0x80)));
	__m256i fourth = _mm256_subs_epu8(back3, _mm256_set1_epi8((char)(0xf0 - 0x80)));
	__m256i inner = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));

	return _mm256_xor_si256(inner, wrong);
}

static AVX2_INLINE __m256i load(const char *s)
{
	return _mm256_loadu_si256((const __m256i *)s);
}

/* The errors in the first 32 bytes, which nothing precedes. */
static AVX2_INLINE __m256i find_wrong_first(const char *s)
{
	const __m256i v = load(s);
	const __m256i before = _mm256_permute2x128_si256(v, v, 0x08);

	return find_wrong(v, _mm256_alignr_epi8(v, before, 15), _mm256_alignr_epi8(v, before, 14),
			  _mm256_alignr_epi8(v, before, 13));
}

/* True when all of s[0..n) is well-formed; n >= AT_LEAST. The last block overlaps the one before. */
static AVX2 bool is_valid_avx2(const char *s, size_t n)
{
	const unsigned char *end = (const unsigned char *)s + n;
	__m256i wrong = find_wrong_first(s);

	for (size_t i = 32; i < n; i += 32) {
		const char *at = s + (i + 32 <= n ? i : n - 32);

		wrong = _mm256_or_si256(wrong, find_wrong(load(at), load(at - 1), load(at - 2), load(at - 3)));
	}
	return _mm256_testz_si256(wrong, wrong) && end[-1] < 0xc0 && end[-2] < 0xe0 && end[-3] < 0xf0;
}
#endif

size_t text_valid_prefix(const char *s, size_t n)
{
#if defined(__x86_64__)
	if (n >= AT_LEAST && __builtin_cpu_supports("avx2") && is_valid_avx2(s, n))
		return n;
#endif
	return text_valid_prefix_plain(s, n);
}

bool text_is_ascii(const char *s, size_t n)
{
	unsigned char all = 0;

	for (size_t i = 0; i < n; i++)
		all |= (unsigned char)s[i];
	return all < 0x80;
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x3000 || code == 0xfeff;
}

void text_trim(const char **s, size_t *n)
{
	uint32_t code;
	size_t step;

	if (!text_may_trim(*s, *n))
		return;
	while (*n && (step = text_decode(*s, *n, &code)) && is_blank(code)) {
		*s += step;
		*n -= step;
	}
	while (*n) {
		size_t back = 1;

		while (back < 4 && back < *n && ((unsigned char)(*s)[*n - back] & 0xc0) == 0x80)
			back++;
		if (text_decode(*s + *n - back, back, &code) != back || !is_blank(code))
			break;
		*n -= back;
	}
}

/* Collapse runs of blanks to one space. Returns the new length. */
static size_t squeeze_blanks(char *s, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n;) {
		uint32_t code;
		size_t step = text_decode(s + i, n - i, &code);

		if (step && is_blank(code)) {
			if (to == 0 || s[to - 1] != ' ')
				s[to++] = ' ';
		} else {
			if (step == 0)
				step = 1;
			memmove(s + to, s + i, step);
			to += step;
		}
		i += step;
	}
	return to;
}

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Append a space, except at the start or after another space. */
static char *put_blank(char *start, char *to)
{
	if (to > start && to[-1] != ' ')
		*to++ = ' ';
	return to;
}

/*
 * Append the normal form of a common character that is neither ASCII nor an ideograph: punctuation that stays unchanged, full-width
 * ASCII, the ideographic space, the ellipsis. The form is never longer than the character. Returns NULL for any other character.
 */
static char *put_usual(char *start, char *to, uint32_t code)
{
	if (code >= 0xff01 && code <= 0xff5e) {
		*to++ = to_lower((char)(code - 0xff01 + '!'));
	} else if (code == 0x3000) {
		to = put_blank(start, to);
	} else if ((code > 0x3000 && code <= 0x3029) || (code >= 0x2014 && code <= 0x2016) ||
		   (code >= 0x2018 && code <= 0x2023)) {
		to += text_encode(code, to);
	} else if (code == 0x2026) {
		memcpy(to, "...", 3);
		to += 3;
	} else {
		return NULL;
	}
	return to;
}

/*
 * Fast path: normalise a text of common characters into to[0..n]. Nearly all texts consist of ASCII, ideographs and the punctuation
 * above. None of these combines with another, so the text's normal form is the concatenation of theirs, many times faster than the
 * library. Returns false when the text has any other character.
 */
static bool fold_usual(char *start, const char *s, size_t n, size_t *length)
{
	const char *end = s + n;
	char *to = start;

	while (s < end) {
		unsigned char lead = (unsigned char)*s;

		if (lead < 0x80) {
			if (is_blank(lead))
				to = put_blank(start, to);
			else
				*to++ = to_lower(*s);
			s++;
		} else if (lead >= 0xe4 && lead <= 0xe9 && end - s >= 3 && is_simple_triple(s)) {
			/* U+4000 to U+9FFF: ideographs, unchanged. */
			memcpy(to, s, 3);
			to += 3;
			s += 3;
		} else {
			uint32_t code;
			size_t step = text_decode(s, (size_t)(end - s), &code);

			if (step == 0 || !(to = put_usual(start, to, code)))
				return false;
			s += step;
		}
	}
	if (to > start && to[-1] == ' ')
		to--;
	*to = '\0';
	*length = (size_t)(to - start);
	return true;
}

size_t text_normalise_into(struct text_room *room, const char *s, size_t n)
{
	size_t length = 0;

	room->bytes = mem_grow(room->bytes, &room->capacity, n + 1, 1);
	if (fold_usual(room->bytes, s, n, &length))
		return length;
	text_trim(&s, &n);
	/* u8_casefold() applies case folding and the normal form together; NULL selects the language-neutral mapping. */
	uint8_t *folded = u8_casefold((const uint8_t *)s, n, NULL, UNINORM_NFKC, NULL, &length);
	/* Malformed bytes cannot be folded; compare them unchanged. */
	const char *from = folded ? (const char *)folded : s;

	if (!folded)
		length = n;
	text_trim(&from, &length);
	room->bytes = mem_grow(room->bytes, &room->capacity, length + 1, 1);
	memcpy(room->bytes, from, length);
	free(folded);
	length = squeeze_blanks(room->bytes, length);
	room->bytes[length] = '\0';
	return length;
}

char *text_normalise(const char *s, size_t n)
{
	struct text_room room = {NULL, 0};

	text_normalise_into(&room, s, n);
	return room.bytes;
}

size_t text_columns(const char *s, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n;) {
		uint32_t code;
		size_t step = text_decode(s + i, n - i, &code);

		if (step == 0) {
			columns++;
			i++;
			continue;
		}
		int width = uc_width(code, "UTF-8");

		columns += width > 0 ? (size_t)width : 0;
		i += step;
	}
	return columns;
}

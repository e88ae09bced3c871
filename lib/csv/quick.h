/*
 * quick: fast paths that parse common amounts and times eight bytes at a time.
 *
 * Nearly all cells of a table have one of a few short forms, which these functions parse. For any other text, valid or not, they return
 * false, and the caller must ask num.h or date.h. The text must be a field: eight bytes are read from its start however short it is,
 * which FIELD_SLACK allows.
 *
 * Digits are recognised and combined by arithmetic on all bytes of a word at once. Source: Lamport (1975), Commun ACM 18:471, and Lemire
 * (2021), Softw Pract Exper 51:1700.
 */
#ifndef RETKIT_QUICK_H
#define RETKIT_QUICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define QUICK_EACH(byte) (0x0101010101010101u * (uint64_t)(unsigned char)(byte))

/* Load eight bytes, the first as the least significant. */
static inline uint64_t quick_load(const char *s)
{
	uint64_t word;

	memcpy(&word, s, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* Parse the lowest n (1 to 8) bytes of a word as decimal digits. Returns false when one of them is not a digit. */
static inline bool quick_digits(uint64_t word, size_t n, int64_t *value)
{
	unsigned shift = (unsigned)(64 - 8 * n);
	/* Shift the last digit into the highest byte, with zeros before the first. */
	uint64_t v = (word << shift) ^ (QUICK_EACH('0') << shift);

	if (((v + QUICK_EACH(0x76)) | v) & QUICK_EACH(0x80))
		return false;
	v = (v * (1 + (10 << 8))) >> 8 & 0x00ff00ff00ff00ffu;
	v = (v * (1 + (100 << 16))) >> 16 & 0x0000ffff0000ffffu;
	*value = (int64_t)((v * (1 + ((uint64_t)10000 << 32))) >> 32);
	return true;
}

/*
 * Parse a decimal of up to eight bytes without a sign, with one to four decimals or without a point, into units of 1/10,000. Returns
 * false for any other text.
 */
static inline bool quick_decimal(const char *s, size_t n, int64_t *value)
{
	static const int scales[] = {10000, 1000, 100, 10, 1};

	if (n - 1 >= 8)
		return false;
	uint64_t word = quick_load(s);
	uint64_t x = word ^ QUICK_EACH('.');
	/* Sets the high bit of the first byte that is a point; bits above that one may be wrong. */
	uint64_t points = (x - QUICK_EACH(1)) & ~x & QUICK_EACH(0x80);
	size_t point = points ? (size_t)__builtin_ctzll(points) / 8 : 8;
	size_t decimals = 0;

	if (point < n) {
		uint64_t below = ((uint64_t)1 << (8 * point)) - 1;

		decimals = n - point - 1;
		if (point == 0 || decimals - 1 >= 4)
			return false;
		word = (word & below) | (word >> 8 & ~below);
		n--;
	}
	if (!quick_digits(word, n, value))
		return false;
	*value *= scales[decimals];
	return true;
}

/* True when the eight bytes at s are a time HH:MM:SS from 00:00:00 to 23:59:59. */
static inline bool quick_is_time(const char *s)
{
	static const char form[] = "00:00:00", most[] = "\x02\x09\0\x05\x09\0\x05\x09";
	uint64_t v = quick_load(s) ^ quick_load(form);

	if (((v + QUICK_EACH(0x7f) - quick_load(most)) | v) & QUICK_EACH(0x80))
		return false;
	return (v & 0xff) < 2 || (v >> 8 & 0xff) < 4;
}

#endif

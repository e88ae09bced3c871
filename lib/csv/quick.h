/*
 * quick: amounts and times of the usual form, read eight bytes at a time.
 *
 * Nearly all cells of a table have one of a few short forms. For these the functions answer at once; for all else, good or bad,
 * they say no, and num.h and date.h have the last word. Texts are fields: eight bytes are read from their beginning however short they
 * are, which FIELD_SLACK allows.
 * Digits are told from other bytes, and eight of them made a number, by arithmetic on all bytes of a word at once: Lamport (1975),
 * Commun ACM 18:471, and Lemire (2021), Softw Pract Exper 51:1700.
 */
#ifndef RETKIT_QUICK_H
#define RETKIT_QUICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define QUICK_EACH(byte) (0x0101010101010101u * (uint64_t)(unsigned char)(byte))

/* Eight bytes with the first as the lowest. */
static inline uint64_t quick_load(const char *s)
{
	uint64_t word;

	memcpy(&word, s, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* The number that the lowest n (1 to 8) bytes of a word are as digits; false when one is none. */
static inline bool quick_digits(uint64_t word, size_t n, int64_t *value)
{
	unsigned shift = (unsigned)(64 - 8 * n);
	/* The last digit in the highest byte, zeros before the first. */
	uint64_t v = (word << shift) ^ (QUICK_EACH('0') << shift);

	if (((v + QUICK_EACH(0x76)) | v) & QUICK_EACH(0x80))
		return false;
	v = (v * (1 + (10 << 8))) >> 8 & 0x00ff00ff00ff00ffu;
	v = (v * (1 + (100 << 16))) >> 16 & 0x0000ffff0000ffffu;
	*value = (int64_t)((v * (1 + ((uint64_t)10000 << 32))) >> 32);
	return true;
}

/* A decimal of up to eight bytes without a sign, with one to four decimals or no point, in 1/10,000. */
static inline bool quick_decimal(const char *s, size_t n, int64_t *value)
{
	static const int scales[] = {10000, 1000, 100, 10, 1};

	if (n - 1 >= 8)
		return false;
	uint64_t word = quick_load(s);
	uint64_t x = word ^ QUICK_EACH('.');
	/* The high bit of the first byte that is a point; those above it may be wrong. */
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

/* True for HH:MM:SS, 00:00:00 to 23:59:59. */
static inline bool quick_is_time(const char *s)
{
	static const char form[] = "00:00:00", most[] = "\x02\x09\0\x05\x09\0\x05\x09";
	uint64_t v = quick_load(s) ^ quick_load(form);

	if (((v + QUICK_EACH(0x7f) - quick_load(most)) | v) & QUICK_EACH(0x80))
		return false;
	return (v & 0xff) < 2 || (v >> 8 & 0xff) < 4;
}

#endif

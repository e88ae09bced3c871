/*
 * text: UTF-8 strings: folding, trimming, masking, columns on a terminal.
 *
 * Texts are bytes with a length, not necessarily NUL-terminated. Nothing here looks at the locale.
 */
#ifndef RETKIT_TEXT_H
#define RETKIT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The borrowed text of one cell of a table. */
struct cell {
	const char *bytes; /* not NUL-terminated */
	size_t length;
};

/*
 * Decode the first character of s[0..n). Returns its length in bytes (1 to 4) and its code point, or 0
 * when the bytes are not well-formed UTF-8 (overlong, surrogate, beyond U+10FFFF, cut short) or n is 0.
 */
size_t text_decode(const char *s, size_t n, uint32_t *code);

/* Encode one code point (must be valid). Returns its length in bytes, 1 to 4. */
size_t text_encode(uint32_t code, char bytes[4]);

/* Two words that, with its length, tell a text of at most TEXT_BRIEF bytes from all others. */
enum { TEXT_BRIEF = 16 };

struct text_brief {
	uint64_t head;
	uint64_t tail;
};

static inline struct text_brief text_brief_of(const char *s, size_t n)
{
	struct text_brief brief = {0, 0};
	uint32_t head, tail;

	if (n >= 8) {
		memcpy(&brief.head, s, 8);
		memcpy(&brief.tail, s + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&head, s, 4);
		memcpy(&tail, s + n - 4, 4);
		brief = (struct text_brief){head, tail};
	} else if (n) {
		brief.head = (unsigned char)s[0] | (unsigned)(unsigned char)s[n / 2] << 8 |
			     (unsigned)(unsigned char)s[n - 1] << 16;
	}
	return brief;
}

/* A place for it in a table of `size`, which is a power of two. */
static inline size_t text_brief_place(struct text_brief brief, size_t n, size_t size)
{
	uint64_t mixed = (brief.head ^ n) * 0x9e3779b97f4a7c15u;

	return (size_t)(((mixed ^ brief.tail) * 0xa0761d6478bd642fu) >> 32) & (size - 1);
}

static inline bool text_brief_equal(struct text_brief a, struct text_brief b)
{
	return a.head == b.head && a.tail == b.tail;
}

/* The length of the longest well-formed UTF-8 prefix of s[0..n): n when all of it is well-formed. */
size_t text_valid_prefix(const char *s, size_t n);

/* The same byte by byte, for processors without vectors and for tests. */
size_t text_valid_prefix_plain(const char *s, size_t n);

/* True when all of s[0..n) is ASCII. */
bool text_is_ascii(const char *s, size_t n);

/*
 * False when nothing is to be trimmed, told from the first and the last byte alone: a blank is ASCII white space, U+00A0,
 * U+3000 or U+FEFF, and hardly a cell has such a byte at an end.
 */
static inline bool text_may_trim(const char *s, size_t n)
{
	if (n == 0)
		return false;
	unsigned char first = (unsigned char)s[0], last = (unsigned char)s[n - 1];

	return first <= ' ' || first == 0xc2 || first == 0xe3 || first == 0xef || last <= ' ' || last == 0x80 ||
	       last == 0xa0 || last == 0xbf;
}

/* Trim blanks off both ends: *s and *n are moved. */
void text_trim(const char **s, size_t *n);

/*
 * A header or code in the one form it is compared in: NFKC (which makes full width half), blanks trimmed and
 * inner runs of blanks made one space, upper case made lower case. NUL-terminated; the caller frees.
 */
char *text_normalise(const char *s, size_t n);

/* Bytes that are kept from one text to the next. */
struct text_room {
	char *bytes;
	size_t capacity;
};

/*
 * The same into `room`, for callers with many texts: room->bytes holds the text, NUL-terminated, until the next call and is the
 * caller's to free. Returns its length.
 */
size_t text_normalise_into(struct text_room *room, const char *s, size_t n);

/* Columns that the text takes on a terminal: 2 for a wide character, 0 for a combining one. */
size_t text_columns(const char *s, size_t n);

#endif

/*
 * text: UTF-8 strings: validation, normal form, trimming, width on a terminal.
 *
 * A text is a pointer and a length in bytes, not necessarily NUL-terminated. Nothing here depends on the locale.
 */
#ifndef RETKIT_TEXT_H
#define RETKIT_TEXT_H

#include "base/utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The text of one cell of a table; the bytes are borrowed. */
struct cell {
	const char *bytes; /* not NUL-terminated */
	size_t length;
};

/* A key for short texts: two words that, together with the length, identify a text of at most TEXT_BRIEF bytes. */
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

/* The hash slot of the key in a table of `size` slots, a power of two. */
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

/* The same without vector instructions, for other processors and for tests. */
size_t text_valid_prefix_plain(const char *s, size_t n);

/* True when all of s[0..n) is ASCII. */
bool text_is_ascii(const char *s, size_t n);

/*
 * False when text_trim() would change nothing. Checks only the first and last byte: a blank is ASCII white space, U+00A0, U+3000 or
 * U+FEFF, and few cells start or end with a byte of one of those. A cheap test before the call.
 */
static inline bool text_may_trim(const char *s, size_t n)
{
	if (n == 0)
		return false;
	unsigned char first = (unsigned char)s[0], last = (unsigned char)s[n - 1];

	return first <= ' ' || first == 0xc2 || first == 0xe3 || first == 0xef || last <= ' ' || last == 0x80 ||
	       last == 0xa0 || last == 0xbf;
}

/* Trim blanks from both ends by adjusting *s and *n. */
void text_trim(const char **s, size_t *n);

/*
 * The normal form in which headers and codes are compared: NFKC (which turns full width into half width), case folded, blanks trimmed
 * and inner runs of blanks collapsed to one space. NUL-terminated. Caller frees.
 */
char *text_normalise(const char *s, size_t n);

/* A buffer reused from one text to the next. Initialise to zero; the caller frees `bytes`. */
struct text_room {
	char *bytes;
	size_t capacity;
};

/*
 * text_normalise() into a reusable buffer, for callers with many texts: room->bytes holds the result, NUL-terminated, until the next
 * call. Returns its length.
 */
size_t text_normalise_into(struct text_room *room, const char *s, size_t n);

/* The number of terminal columns the text takes: 2 for a wide character, 0 for a combining one. */
size_t text_columns(const char *s, size_t n);

#endif

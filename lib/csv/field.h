/*
 * field: one field of a record as UTF-8 text.
 *
 * A field borrows its bytes: they are not followed by a NUL byte and live as long as whoever handed the field out says. What
 * is already good UTF-8 is pointed at where it stands; the rest (GB18030, damaged bytes) is written into the maker's
 * arena. GB18030 texts repeat (shops, couriers, states), so short ones are decoded once and remembered.
 */
#ifndef RETKIT_FIELD_H
#define RETKIT_FIELD_H

#include "io/encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	FIELD_ABSENT = 1,  /* the record is too short to have this column, or the file has no such column */
	FIELD_DAMAGED = 2, /* bytes that are no text in the file's encoding, handed out as U+FFFD each */
	FIELD_NUL = 4,     /* holds a NUL byte */
};

struct field {
	const char *bytes; /* UTF-8, not NUL-terminated */
	uint32_t length;
	uint32_t flags;
};

/* Bytes behind any field that may be read, though they mean nothing: whole words can be loaded from anywhere in it. */
enum { FIELD_SLACK = DECODER_SLACK };

/* The empty text with its slack. */
extern const char field_blank[FIELD_SLACK];

/* True when the field is exactly that word. */
static inline bool field_is(const struct field *f, const char *word)
{
	size_t n = strlen(word);

	return f->length == n && memcmp(f->bytes, word, n) == 0;
}

/* True when all of bytes[0..n) is ASCII; reads up to FIELD_SLACK bytes behind it. */
static inline bool field_is_ascii(const char *bytes, size_t n)
{
	const uint64_t high = 0x8080808080808080u;
	uint64_t word, all = 0;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		memcpy(&word, bytes + i, 8);
		all |= word;
	}
	if (i < n) {
		memcpy(&word, bytes + i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		all |= word & ~(~(uint64_t)0 << (8 * (n - i)));
	}
	return !(all & high);
}

struct field_maker;

struct field_maker *field_maker_new(void);
void field_maker_free(struct field_maker *m);

/* Texts made from now on are in this encoding. Returns 0, or -1 when this system cannot decode it. */
int field_maker_decode(struct field_maker *m, enum encoding encoding);

/* Forget the texts made so far; fields that point into the arena end here. */
void field_maker_clear(struct field_maker *m);

/*
 * The field of bytes[0..n). With `borrow` good text is pointed at, and FIELD_SLACK bytes behind it can be read; else
 * it is copied.
 */
struct field field_make(struct field_maker *m, const char *bytes, size_t n, bool borrow);

#endif

/*
 * field: one field of a record as UTF-8 text.
 *
 * A field borrows its bytes: they are not NUL-terminated and stay valid as long as the function that returned the field says. Valid
 * UTF-8 is used in place, without a copy; other text (GB18030, damaged bytes) is converted into the maker's arena. GB18030 texts repeat
 * (shops, couriers, states), so short ones are decoded once and cached.
 */
#ifndef RETKIT_FIELD_H
#define RETKIT_FIELD_H

#include "io/encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	FIELD_ABSENT = 1,  /* the record is too short for this column, or the file does not have it */
	FIELD_DAMAGED = 2, /* some bytes are not text in the file's encoding; each became U+FFFD */
	FIELD_NUL = 4,     /* contains a NUL byte */
};

struct field {
	const char *bytes; /* UTF-8, not NUL-terminated */
	uint32_t length;
	uint32_t flags;
};

/* Readable bytes after any field, of no meaning: they let callers load whole words from any position in the field. */
enum { FIELD_SLACK = DECODER_SLACK };

/* The empty text, followed by its slack. */
extern const char field_blank[FIELD_SLACK];

/* True when the field equals `word`. */
static inline bool field_is(const struct field *f, const char *word)
{
	size_t n = strlen(word);

	return f->length == n && memcmp(f->bytes, word, n) == 0;
}

/* True when all of bytes[0..n) is ASCII; reads up to FIELD_SLACK bytes past the end. */
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

/* Set the encoding of the fields made from now on. Returns 0, or -1 when this system cannot decode it. */
int field_maker_decode(struct field_maker *m, enum encoding encoding);

/* Clear the arena: fields that were converted or copied become invalid. The cache stays. */
void field_maker_clear(struct field_maker *m);

/*
 * Make a field of bytes[0..n). With `borrow`, valid text is used in place, and FIELD_SLACK bytes after it must be readable; without, it
 * is copied into the arena.
 */
struct field field_make(struct field_maker *m, const char *bytes, size_t n, bool borrow);

#endif

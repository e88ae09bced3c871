/*
 * utf8: the characters of UTF-8 text, one by one, and which of them nobody sees.
 *
 * Apart from text.h, because it needs no memory: messages are masked with it.
 */
#ifndef RETKIT_UTF8_H
#define RETKIT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Decode the first character of s[0..n) into *code. Returns its length in bytes (1 to 4), or 0 when n is 0 or the bytes are not
 * well-formed UTF-8 (overlong, surrogate, beyond U+10FFFF, truncated).
 */
size_t text_decode(const char *s, size_t n, uint32_t *code);

/* Encode one code point (must be valid). Returns its length in bytes, 1 to 4. */
size_t text_encode(uint32_t code, char bytes[4]);

/*
 * True for characters that are not seen but change how a line looks or is understood: control characters (C0, DEL, C1), direction marks,
 * overrides and isolates, line and paragraph separators, zero-width characters, tags. What is shown to people masks them.
 */
bool text_is_hidden(uint32_t code);

/*
 * Copy s[0..n) with `mark` in place of every hidden character; malformed bytes are copied. `to` has room for n + 1 bytes times the length
 * of `mark`, and may be `s` when that is 1. Returns the length; the copy is NUL-terminated.
 */
size_t text_mask(char *to, const char *s, size_t n, const char *mark);

#endif

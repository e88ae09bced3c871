#include "clean/clean.h"

#include "base/text.h"
#include "io/excel.h"

#include <string.h>
#include <strings.h>

/* What exports write for a missing number or date. Text columns keep these words, because they may be real answers there. */
static const char *const nothing_words[] = {
	"-",   "--",  "---", "—",  "——", "/",    "\\", "\\N",        "NULL", "(null)",   "None",
	"nil", "NaN", "N/A", "NA", "无", "暂无", "空", "无退款申请", "~",    "任意时间", "0000-00-00",
};

/* What spreadsheets show instead of a value. */
static const char *const error_words[] = {
	"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
};

static struct cell trimmed(struct cell c)
{
	text_trim(&c.bytes, &c.length);
	return c;
}

/* Remove the wrapper ="…", which keeps a spreadsheet from reading a code as a number. Returns true when there was one. */
static bool unwrap(struct cell *c)
{
	if (c->length < 3 || c->bytes[0] != '=' || c->bytes[1] != '"' || c->bytes[c->length - 1] != '"')
		return false;
	c->bytes += 2;
	c->length -= 3;
	*c = trimmed(*c);
	return true;
}

/* Remove the apostrophe that marks text in a spreadsheet. Returns true when there was one. */
static bool drop_apostrophe(struct cell *c)
{
	if (c->length == 0 || c->bytes[0] != '\'')
		return false;
	c->bytes++;
	c->length--;
	*c = trimmed(*c);
	return true;
}

/* Remove wrappers of either kind, also nested ones, so that cleaning is idempotent. */
static struct cell bare(struct cell c)
{
	c = trimmed(c);
	while (unwrap(&c) || drop_apostrophe(&c))
		;
	return c;
}

struct cell clean_text(struct cell c)
{
	/* Nearly every cell is clean. */
	if (c.length && c.bytes[0] != '=' && c.bytes[0] != '\'' && !text_may_trim(c.bytes, c.length))
		return c;
	c = trimmed(c);
	while (unwrap(&c) || (excel_is_guarded(c.bytes, c.length) && drop_apostrophe(&c)))
		;
	return c;
}

bool clean_is_error_word(struct cell c)
{
	for (size_t i = 0; i < sizeof(error_words) / sizeof(error_words[0]); i++)
		if (strlen(error_words[i]) == c.length && strncasecmp(error_words[i], c.bytes, c.length) == 0)
			return true;
	return false;
}

bool clean_is_missing(struct cell c)
{
	if (c.length == 0 || clean_is_error(c))
		return true;
	if (c.length > 20)
		return false;
	/* The only such word that begins with a digit is the date of zeros. */
	if (c.bytes[0] >= '1' && c.bytes[0] <= '9')
		return false;
	for (size_t i = 0; i < sizeof(nothing_words) / sizeof(nothing_words[0]); i++)
		if (strlen(nothing_words[i]) == c.length && strncasecmp(nothing_words[i], c.bytes, c.length) == 0)
			return true;
	return false;
}

/*
 * True when one of the eight bytes is outside '!' to '~' or is a point. Borrows and carries can flag a byte wrongly only when a lower byte
 * is flagged rightly, so the result is exact.
 */
static bool has_no_key_byte(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u, highs = ones << 7;
	uint64_t point = word ^ ones * '.';

	return (((word - ones * '!') | (word + ones) | word | ((point - ones) & ~point)) & highs) != 0;
}

bool clean_is_plain_key(struct cell c)
{
	uint64_t word;

	if (c.length == 0 || c.bytes[0] == '=' || c.bytes[0] == '\'' || clean_is_error(c))
		return false;
	if (c.length < 8) {
		for (size_t i = 0; i < c.length; i++)
			if (c.bytes[i] < '!' || c.bytes[i] > '~' || c.bytes[i] == '.')
				return false;
		return true;
	}
	for (size_t i = 0; i + 8 <= c.length; i += 8) {
		memcpy(&word, c.bytes + i, 8);
		if (has_no_key_byte(word))
			return false;
	}
	memcpy(&word, c.bytes + c.length - 8, 8);
	return !has_no_key_byte(word);
}

/* The same for an id, which may hold no comma, semicolon or bar either. Comma and point differ in one bit, so one test finds both. */
static bool has_no_id_byte(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u, highs = ones << 7, most = ones * 0x7f;
	uint64_t others =
		(((word | ones * 2) ^ ones * '.') + most) & ((word ^ ones * ';') + most) & ((word ^ ones * '|') + most);

	return (((word - ones * '!') | (word + ones) | word | ~others) & highs) != 0;
}

bool clean_is_plain_id(struct cell c)
{
	uint64_t word;

	/* The ASCII words for missing, but for the date of zeros, are shorter than 8 bytes: only short cells are looked up. */
	if (c.length < 8)
		return clean_is_plain_key(c) && !memchr(c.bytes, ',', c.length) && !memchr(c.bytes, ';', c.length) &&
		       !memchr(c.bytes, '|', c.length) && !clean_is_missing(c);
	if (c.bytes[0] == '=' || c.bytes[0] == '\'')
		return false;
	for (size_t i = 0; i + 8 <= c.length; i += 8) {
		memcpy(&word, c.bytes + i, 8);
		if (has_no_id_byte(word))
			return false;
	}
	memcpy(&word, c.bytes + c.length - 8, 8);
	return !has_no_id_byte(word);
}

/*
 * True for bytes that may belong to dirt: control bytes, and the lead bytes of U+00A0, U+200B.., U+3000 and U+FF01... Chinese characters
 * begin with 0xE4 to 0xE9 and so pass.
 */
static bool may_be_dirt(unsigned char byte)
{
	return byte < ' ' || byte == 0x7f || byte == 0xc2 || byte == 0xe2 || byte == 0xe3 || byte == 0xef;
}

static bool is_clean_code(struct cell c)
{
	if (c.length == 0)
		return true;
	/* A wrapper or apostrophe is dirt, also after blanks: see below. */
	if (c.bytes[0] == '=' || c.bytes[0] == '\'')
		return false;
	for (size_t i = 0; i < c.length; i++)
		if (may_be_dirt((unsigned char)c.bytes[i]))
			return false;
	if (c.bytes[0] != ' ')
		return true;
	struct cell t = trimmed(c);

	return t.length == 0 || (t.bytes[0] != '=' && t.bytes[0] != '\'');
}

/* Invisible characters, which get into a code only by copy and paste. */
static bool is_invisible(uint32_t code)
{
	return code < ' ' || code == 0x7f || (code >= 0x200b && code <= 0x200f) || code == 0x2060 || code == 0xfeff;
}

/* The plain form of a character, or 0 to drop it. */
static uint32_t plain_character(uint32_t code)
{
	if (is_invisible(code))
		return 0;
	if (code == 0xa0 || code == 0x3000)
		return ' ';
	if (code >= 0xff01 && code <= 0xff5e)
		return code - 0xff01 + '!';
	if (code == 0x2212)
		return '-';
	return code;
}

/* Copy with every character made plain; `to` needs room for as many bytes as c has. Returns the new length. */
static size_t copy_plain(char *to, struct cell c)
{
	size_t n = 0;

	for (size_t i = 0; i < c.length;) {
		uint32_t code;
		size_t step = text_decode(c.bytes + i, c.length - i, &code);

		if (step == 0) {
			to[n++] = c.bytes[i++];
			continue;
		}
		i += step;
		code = plain_character(code);
		if (code)
			n += text_encode(code, to + n);
	}
	return n;
}

struct cell clean_code(struct cell c, struct arena *a)
{
	if (is_clean_code(c))
		return c;
	c = bare(c);
	char *copy = arena_alloc(a, c.length ? c.length : 1);
	struct cell plain = {copy, copy_plain(copy, c)};

	/* Full-width dirt becomes dirt only now. */
	return bare(plain);
}

/* The length of the digits at the start of s[0..n). */
static size_t digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

struct cell clean_id(struct cell c, struct arena *a)
{
	c = trimmed(clean_code(c, a));
	size_t whole = digits(c.bytes, c.length);

	/* Only 123.0 and 123.00: a point followed by anything else is part of the id. */
	if (whole && whole + 2 <= c.length && c.bytes[whole] == '.') {
		size_t i = whole + 1;

		while (i < c.length && c.bytes[i] == '0')
			i++;
		if (i == c.length)
			c.length = whole;
	}
	return c;
}

bool clean_is_scientific(struct cell c)
{
	const char *s = c.bytes;
	const char *end = c.bytes + c.length;
	size_t n = digits(s, (size_t)(end - s));

	s += n;
	if (n == 0 || s == end || *s++ != '.')
		return false;
	n = digits(s, (size_t)(end - s));
	s += n;
	if (n == 0 || end - s < 3 || (*s != 'E' && *s != 'e') || s[1] != '+')
		return false;
	s += 2;
	return digits(s, (size_t)(end - s)) == (size_t)(end - s);
}

bool clean_is_rounded(struct cell c)
{
	enum { KEPT = 15, LEAST = 18 };

	if (c.length < LEAST || c.bytes[c.length - 1] != '0' || digits(c.bytes, c.length) != c.length)
		return false;
	for (size_t i = KEPT; i < c.length; i++)
		if (c.bytes[i] != '0')
			return false;
	return true;
}

enum clean clean_plain(struct cell c, char text[CLEAN_PLAIN_TEXT], size_t *n)
{
	c = bare(c);
	if (clean_is_missing(c))
		return CLEAN_MISSING;
	if (c.length >= CLEAN_PLAIN_TEXT)
		return CLEAN_BAD;
	/* Full-width wrappers become wrappers only now. */
	struct cell plain = bare((struct cell){text, copy_plain(text, c)});

	if (clean_is_missing(plain))
		return CLEAN_MISSING;
	memmove(text, plain.bytes, plain.length);
	*n = plain.length;
	return CLEAN_VALUE;
}

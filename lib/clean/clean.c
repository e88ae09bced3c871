#include "clean/clean.h"

#include "base/num.h"
#include "base/text.h"

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
	if (c.length && c.bytes[0] != '=' && !text_may_trim(c.bytes, c.length))
		return c;
	c = trimmed(c);
	while (unwrap(&c))
		;
	return c;
}

bool clean_is_error(struct cell c)
{
	if (c.length == 0 || c.bytes[0] != '#')
		return false;
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

/*
 * Take the commas out of 1,234,567.00: the first group has one to three digits, each other
 * exactly three. Returns the new length, or 0 when there is a comma anywhere else, as in 12,5.
 */
static size_t drop_thousands(char *s, size_t n)
{
	size_t to = 0, i = 0;
	size_t run;

	if (!memchr(s, ',', n))
		return n;
	if (n && (s[0] == '-' || s[0] == '+'))
		to = i = 1;
	run = digits(s + i, n - i);
	if (run == 0 || run > 3)
		return 0;
	for (;;) {
		memmove(s + to, s + i, run);
		to += run;
		i += run;
		if (i == n || s[i] == '.')
			break;
		if (s[i] != ',')
			return 0;
		i++;
		run = digits(s + i, n - i);
		if (run != 3)
			return 0;
	}
	if (memchr(s + i, ',', n - i))
		return 0;
	memmove(s + to, s + i, n - i);
	return to + n - i;
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

enum clean clean_quantity(struct cell c, int64_t *value)
{
	char text[CLEAN_PLAIN_TEXT];
	size_t n;

	/* Nearly every quantity is a few digits. */
	if (c.length && c.length <= 9 && digits(c.bytes, c.length) == c.length) {
		int64_t v = 0;

		for (size_t i = 0; i < c.length; i++)
			v = v * 10 + (c.bytes[i] - '0');
		*value = v;
		return CLEAN_VALUE;
	}
	enum clean state = clean_plain(c, text, &n);

	if (state != CLEAN_VALUE)
		return state;
	n = drop_thousands(text, n);
	const char *point = memchr(text, '.', n);

	if (point) {
		size_t whole = (size_t)(point - text);

		for (size_t i = whole + 1; i < n; i++)
			if (text[i] != '0')
				return CLEAN_BAD;
		n = whole;
	}
	return num_parse_int(text, n, -CLEAN_QUANTITY_LIMIT, CLEAN_QUANTITY_LIMIT, value) == 0 ? CLEAN_VALUE
											       : CLEAN_BAD;
}

/* Remove `what` and the blanks after it from the start of s[*from..n). Returns true when it was there. */
static bool drop_prefix(const char *s, size_t n, size_t *from, const char *what)
{
	size_t length = strlen(what);

	if (n - *from < length || strncasecmp(s + *from, what, length) != 0)
		return false;
	*from += length;
	while (*from < n && s[*from] == ' ')
		(*from)++;
	return true;
}

static bool drop_suffix(const char *s, size_t *n, const char *what)
{
	size_t length = strlen(what);

	if (*n < length || strncasecmp(s + *n - length, what, length) != 0)
		return false;
	*n -= length;
	while (*n && s[*n - 1] == ' ')
		(*n)--;
	return true;
}

/*
 * Turn -￥ 1.50, ￥-1.50, 1.50元, RMB 1.50 into the bare number with its sign first. Returns the
 * new length.
 */
static size_t drop_currency(char *s, size_t n)
{
	static const char *const signs[] = {"￥", "¥", "$", "CNY", "RMB", "USD"};
	static const char *const units[] = {"元", "CNY", "RMB", "USD"};
	size_t from = 0, to = 0;
	bool negative;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (drop_suffix(s, &n, units[i]))
			break;
	negative = drop_prefix(s, n, &from, "-");
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (drop_prefix(s, n, &from, signs[i]))
			break;
	if (!negative)
		negative = drop_prefix(s, n, &from, "-");
	if (negative)
		s[to++] = '-';
	memmove(s + to, s + from, n - from);
	return to + n - from;
}

enum clean clean_amount(struct cell c, int64_t *value)
{
	char text[CLEAN_PLAIN_TEXT];
	size_t n;
	int rounded;

	if (c.length && decimal_parse(c.bytes, c.length, value, &rounded) == 0)
		return CLEAN_VALUE;
	enum clean state = clean_plain(c, text, &n);

	if (state != CLEAN_VALUE)
		return state;
	n = drop_thousands(text, drop_currency(text, n));
	return decimal_parse(text, n, value, &rounded) == 0 ? CLEAN_VALUE : CLEAN_BAD;
}

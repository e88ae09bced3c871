#include "io/evidence.h"

#include "base/embed.h"
#include "base/intern.h"
#include "base/text.h"

#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The characters of two bytes from 0xa1a1 on, in 94 rows of 94, as GB 2312 and KS X 1001 arrange theirs. */
enum { ROWS = 94, PLANE = ROWS * ROWS };

struct letters {
	bool hanzi[PLANE];  /* of GB 2312: common in exports and in any text */
	bool hangul[PLANE]; /* of KS X 1001: the same */
};

/*
 * How likely a character is in text of its language, as ten times the natural logarithm: the share of its class in running text divided
 * by the size of the class. An ASCII byte weighs the same wherever it is not part of a character of two bytes.
 */
enum weight {
	ASCII = -42,
	SIGN = -86, /* punctuation and full-width forms */
	HANZI_COMMON = -72,
	HANZI_LEVEL_1 = -104, /* the other common characters of GB 2312 */
	HANZI_LEVEL_2 = -127,
	HANZI_RARE = -150, /* GBK beyond GB 2312 */
	HANZI_FOUR = -160,
	HANGUL_COMMON = -66,
	HANGUL_OTHER = -99,
	HANJA = -124,
	KANA = -58,
	KANJI_LEVEL_1 = -90,
	KANJI_LEVEL_2 = -127,
	KANA_HALF_RARE = -80, /* half-width kana among other text, a byte each */
	KANA_HALF = -43,      /* in text that has nothing else */
	BIG5_LEVEL_1 = -86,
	BIG5_LEVEL_2 = -122,
	LATIN_LETTER = -41,
	LATIN_SIGN = -70,
	LATIN_AFTER_HIGH = -23, /* letters with accents seldom stand side by side */
	FOREIGN = -140,         /* letters of another script, user-defined and unassigned ones */
	BAD = -200,
};

struct glyph {
	int length; /* in bytes; 0: none; -1: the bytes end within it */
	int weight;
	bool letter; /* of the language itself */
	bool common;
};

typedef struct glyph model_step(const struct letters *l, const unsigned char *s, size_t n, bool after_high);

/* ---- the letters ---- */

static void note_letter(iconv_t to, bool *plane, const char *utf8, size_t length)
{
	unsigned char code[4];
	char *from = (char *)utf8, *at = (char *)code;
	size_t left = length, room = sizeof(code);

	if (iconv(to, &from, &left, &at, &room) == (size_t)-1 || room != 2 || code[0] < 0xa1 || code[1] < 0xa1)
		return;
	plane[(code[0] - 0xa1) * ROWS + code[1] - 0xa1] = true;
}

/* The table of letters.csv, to be freed: empty where the C library lacks the converters. */
static struct letters *letters_new(void)
{
	struct letters *l = mem_alloc(1, sizeof(*l));
	iconv_t chinese = iconv_open(encoding_iconv(ENCODING_GB18030), "UTF-8");
	iconv_t korean = iconv_open(encoding_iconv(ENCODING_EUC_KR), "UTF-8");
	uint32_t code;

	for (size_t i = 0, step; i < embed_letters_size; i += step) {
		step = text_decode(embed_letters + i, embed_letters_size - i, &code);
		if (code >= 0x4e00 && code <= 0x9fff && chinese != (iconv_t)-1)
			note_letter(chinese, l->hanzi, embed_letters + i, step);
		if (code >= 0xac00 && code <= 0xd7a3 && korean != (iconv_t)-1)
			note_letter(korean, l->hangul, embed_letters + i, step);
	}
	if (chinese != (iconv_t)-1)
		iconv_close(chinese);
	if (korean != (iconv_t)-1)
		iconv_close(korean);
	return l;
}

/* ---- one character in each encoding ---- */

static bool between(unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

static size_t place(const unsigned char *s)
{
	return (size_t)(s[0] - 0xa1) * ROWS + s[1] - 0xa1;
}

/*
 * The length of the GB18030 character at s: 1, 2 or 4; 0 when there is none, -1 when it is truncated. Only the byte pattern is checked:
 * whether the code point is assigned shows in its weight.
 */
static int gb18030_length(const unsigned char *s, size_t n)
{
	if (s[0] < 0x80)
		return 1;
	if (s[0] == 0x80 || s[0] == 0xff)
		return 0;
	if (n < 2)
		return -1;
	if (between(s[1], 0x40, 0x7e) || between(s[1], 0x80, 0xfe))
		return 2;
	if (!between(s[1], 0x30, 0x39))
		return 0;
	if (n < 4)
		return -1;
	return between(s[2], 0x81, 0xfe) && between(s[3], 0x30, 0x39) ? 4 : 0;
}

static struct glyph step_gb18030(const struct letters *l, const unsigned char *s, size_t n, bool after_high)
{
	int length = gb18030_length(s, n);

	(void)after_high;
	if (length < 2)
		return (struct glyph){length, ASCII, false, false};
	if (length == 4)
		return (struct glyph){4, HANZI_FOUR, false, false};
	if (s[1] < 0xa1)
		return (struct glyph){2, HANZI_RARE, true, false};
	if (between(s[0], 0xa1, 0xa3))
		return (struct glyph){2, SIGN, false, false};
	if (between(s[0], 0xb0, 0xf7) && l->hanzi[place(s)])
		return (struct glyph){2, HANZI_COMMON, true, true};
	if (between(s[0], 0xb0, 0xd7))
		return (struct glyph){2, HANZI_LEVEL_1, true, false};
	if (between(s[0], 0xd8, 0xf7))
		return (struct glyph){2, HANZI_LEVEL_2, true, false};
	return (struct glyph){2, between(s[0], 0x81, 0xa0) ? HANZI_RARE : FOREIGN, true, false};
}

static struct glyph step_euc_kr(const struct letters *l, const unsigned char *s, size_t n, bool after_high)
{
	(void)after_high;
	if (s[0] < 0x80)
		return (struct glyph){1, ASCII, false, false};
	if (!between(s[0], 0x81, 0xfe))
		return (struct glyph){0};
	if (n < 2)
		return (struct glyph){.length = -1};
	if (!between(s[1], 0x41, 0x5a) && !between(s[1], 0x61, 0x7a) && !between(s[1], 0x81, 0xfe))
		return (struct glyph){0};
	if (s[0] < 0xa1 || s[1] < 0xa1)
		return (struct glyph){2, HANJA, true, false};
	if (between(s[0], 0xa1, 0xa3))
		return (struct glyph){2, SIGN, false, false};
	if (between(s[0], 0xb0, 0xc8))
		return (struct glyph){2, l->hangul[place(s)] ? HANGUL_COMMON : HANGUL_OTHER, true, true};
	return (struct glyph){2, between(s[0], 0xca, 0xfd) ? HANJA : FOREIGN, true, false};
}

static struct glyph step_shift_jis(const unsigned char *s, size_t n, int half)
{
	if (s[0] < 0x80)
		return (struct glyph){1, ASCII, false, false};
	if (between(s[0], 0xa1, 0xdf))
		return (struct glyph){1, half, true, false};
	if (!between(s[0], 0x81, 0xfc) || s[0] == 0xa0)
		return (struct glyph){0};
	if (n < 2)
		return (struct glyph){.length = -1};
	if (!between(s[1], 0x40, 0x7e) && !between(s[1], 0x80, 0xfc))
		return (struct glyph){0};
	unsigned code = (unsigned)s[0] << 8 | s[1];

	/* The mark of a long vowel is 0x815b. */
	if ((code >= 0x829f && code <= 0x82f1) || (code >= 0x8340 && code <= 0x8396) || code == 0x815b)
		return (struct glyph){2, KANA, true, true};
	if (s[0] == 0x81 || s[0] == 0x82)
		return (struct glyph){2, SIGN, false, false};
	if (code >= 0x889f && code <= 0x9872)
		return (struct glyph){2, KANJI_LEVEL_1, true, false};
	return (struct glyph){2, code > 0x9872 && code <= 0xeaa4 ? KANJI_LEVEL_2 : FOREIGN, true, false};
}

static struct glyph step_japanese(const struct letters *l, const unsigned char *s, size_t n, bool after_high)
{
	(void)l;
	(void)after_high;
	return step_shift_jis(s, n, KANA_HALF_RARE);
}

static struct glyph step_half_width(const struct letters *l, const unsigned char *s, size_t n, bool after_high)
{
	(void)l;
	(void)after_high;
	return step_shift_jis(s, n, KANA_HALF);
}

static struct glyph step_big5(const struct letters *l, const unsigned char *s, size_t n, bool after_high)
{
	(void)l;
	(void)after_high;
	if (s[0] < 0x80)
		return (struct glyph){1, ASCII, false, false};
	if (!between(s[0], 0x81, 0xfe))
		return (struct glyph){0};
	if (n < 2)
		return (struct glyph){.length = -1};
	if (!between(s[1], 0x40, 0x7e) && !between(s[1], 0xa1, 0xfe))
		return (struct glyph){0};
	if (between(s[0], 0xa1, 0xa3))
		return (struct glyph){2, SIGN, false, false};
	if (between(s[0], 0xa4, 0xc6))
		return (struct glyph){2, BIG5_LEVEL_1, true, false};
	return (struct glyph){2, between(s[0], 0xc9, 0xf9) ? BIG5_LEVEL_2 : FOREIGN, true, false};
}

static struct glyph step_cp1252(const struct letters *l, const unsigned char *s, size_t n, bool after_high)
{
	(void)l;
	(void)n;
	if (s[0] < 0x80)
		return (struct glyph){1, ASCII, false, false};
	/* Five places are empty. */
	if (memchr("\x81\x8d\x8f\x90\x9d", s[0], 5))
		return (struct glyph){0};
	bool letter = s[0] >= 0xc0 && s[0] != 0xd7 && s[0] != 0xf7;

	return (struct glyph){1, (letter ? LATIN_LETTER : LATIN_SIGN) + (after_high ? LATIN_AFTER_HIGH : 0), letter,
			      false};
}

/* Encodings that several kinds of text are in have several models. */
static const struct model {
	enum encoding encoding;
	model_step *step;
} models[] = {
	{ENCODING_GB18030, step_gb18030},      {ENCODING_CP1252, step_cp1252}, {ENCODING_SHIFT_JIS, step_japanese},
	{ENCODING_SHIFT_JIS, step_half_width}, {ENCODING_BIG5, step_big5},     {ENCODING_EUC_KR, step_euc_kr},
};

enum { MODELS = sizeof(models) / sizeof(models[0]) };

/* ---- texts ---- */

/* How well bytes fit an encoding, and how likely they are as text in it. */
struct fit {
	enum encoding encoding;
	size_t good; /* non-ASCII characters */
	size_t bad;  /* bytes that belong to no character */
	size_t letters;
	size_t common;
	int64_t weight;
};

/*
 * Exports that truncate text by bytes damage a character here and there, so one bad byte per hundred good characters is allowed. In the
 * wrong encoding nearly every character is bad.
 */
static bool is_good(const struct fit *fit)
{
	return fit->bad * 100 <= fit->good;
}

static struct fit fit_utf8(const char *s, size_t n, bool last)
{
	struct fit fit = {.encoding = ENCODING_UTF8};
	uint32_t code;

	for (size_t i = 0; i < n;) {
		size_t step = text_decode(s + i, n - i, &code);

		/* The window may truncate the last character. */
		if (step == 0 && !last && n - i < 4)
			break;
		fit.good += step > 1;
		fit.bad += step == 0;
		i += step ? step : 1;
	}
	return fit;
}

/* Only the form of the characters, which is quick enough for the whole window. */
static struct fit fit_gb18030(const char *text, size_t n, bool last)
{
	const unsigned char *s = (const unsigned char *)text;
	struct fit fit = {.encoding = ENCODING_GB18030};

	for (size_t i = 0; i < n;) {
		int step = gb18030_length(s + i, n - i);

		if (step < 0 && !last)
			break;
		fit.good += step > 1;
		fit.bad += step <= 0;
		i += step > 0 ? (size_t)step : 1;
	}
	return fit;
}

static struct fit fit_model(const struct model *model, const struct letters *l, const char *text, size_t n, bool last)
{
	const unsigned char *s = (const unsigned char *)text;
	struct fit fit = {.encoding = model->encoding};
	bool after_high = false;

	for (size_t i = 0; i < n;) {
		struct glyph glyph = model->step(l, s + i, n - i, after_high);

		if (glyph.length < 0 && !last)
			break;
		bool good = glyph.length > 0;

		after_high = s[i] >= 0x80;
		fit.good += good && after_high;
		fit.bad += !good;
		fit.letters += good && glyph.letter;
		fit.common += good && glyph.common;
		fit.weight += good ? glyph.weight : BAD;
		i += good ? (size_t)glyph.length : 1;
	}
	return fit;
}

/* The distinct cells with non-ASCII bytes, each followed by a line end. */
struct sample {
	char *bytes;
	size_t length;
	bool last; /* it does not end in a truncated cell */
};

enum {
	SAMPLE = 1 << 14,  /* most bytes of a sample */
	SAMPLED = 1 << 17, /* bytes of the text that it is taken from */
};

static bool ends_cell(char c)
{
	/* No character of two bytes contains one of these. */
	return c == ',' || c == '\t' || c == ';' || c == '"' || c == '\n' || c == '\r';
}

static void add_cell(struct sample *sample, struct intern *known, const char *cell, size_t n)
{
	bool fresh;

	intern_add(known, cell, n, &fresh);
	if (!fresh)
		return;
	memcpy(sample->bytes + sample->length, cell, n);
	sample->length += n;
	sample->bytes[sample->length++] = '\n';
}

/* Take a sample of the text; the caller frees its bytes. */
static struct sample take_sample(const char *s, size_t n, bool last)
{
	struct sample sample = {.bytes = mem_alloc(SAMPLE + 1, 1), .last = true};
	struct intern *known = intern_new();

	for (size_t i = 0, end; i < n && i < SAMPLED && sample.length < SAMPLE; i = end + 1) {
		for (end = i; end < n && !ends_cell(s[end]);)
			end++;
		size_t length = end - i, room = SAMPLE - sample.length;
		bool cut = (end == n && !last) || length > room;

		if (text_is_ascii(s + i, length) || (cut && sample.length))
			continue;
		add_cell(&sample, known, s + i, length < room ? length : room);
		sample.last = !cut;
		/* A cut cell ends in part of a character, not in a line end. */
		sample.length -= cut;
	}
	intern_free(known);
	return sample;
}

static int by_weight(const void *left, const void *right)
{
	const struct fit *a = left, *b = right;

	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	return a->encoding < b->encoding ? -1 : a->encoding > b->encoding;
}

/* The fits of all models in which a sample of the text passes, the likeliest first. Returns their number. */
static size_t weigh(const char *bytes, size_t n, bool last, struct fit fits[MODELS])
{
	struct sample sample = take_sample(bytes, n, last);
	struct letters *letters = letters_new();
	size_t count = 0;

	for (size_t i = 0; i < MODELS; i++) {
		struct fit fit = fit_model(&models[i], letters, sample.bytes, sample.length, sample.last);

		if (is_good(&fit))
			fits[count++] = fit;
	}
	qsort(fits, count, sizeof(*fits), by_weight);
	free(letters);
	free(sample.bytes);
	return count;
}

/* In Chinese text nine letters of ten are common; of random letters of GB 2312 a fifth is. */
static bool is_chinese(const struct fit *fit)
{
	return fit->common > 0 && fit->common * 10 >= fit->letters * 6;
}

/* How much likelier Chinese must be than anything else: e, nearly three times. */
enum { MARGIN = 10 };

static bool is_gb18030(const char *bytes, size_t n, bool last)
{
	struct fit fits[MODELS];
	size_t count = weigh(bytes, n, last, fits);

	if (count == 0 || fits[0].encoding != ENCODING_GB18030 || !is_chinese(&fits[0]))
		return false;
	return count == 1 || fits[0].weight - fits[1].weight >= MARGIN;
}

enum encoding evidence_decide(const char *bytes, size_t n, bool last)
{
	/* Fast path: most input is valid throughout. */
	if (text_valid_prefix(bytes, n) > n - (last ? 1 : 4))
		return ENCODING_UTF8;
	struct fit utf8 = fit_utf8(bytes, n, last);

	if (is_good(&utf8))
		return ENCODING_UTF8;
	struct fit whole = fit_gb18030(bytes, n, last);

	return is_good(&whole) && is_gb18030(bytes, n, last) ? ENCODING_GB18030 : ENCODING_UNDECIDED;
}

size_t evidence_candidates(const char *bytes, size_t n, bool last, enum encoding found[EVIDENCE_MOST])
{
	struct fit fits[MODELS];
	size_t count = weigh(bytes, n, last, fits), kept = 0;
	struct fit utf8 = fit_utf8(bytes, n, last);

	if (utf8.good > utf8.bad)
		found[kept++] = ENCODING_UTF8;
	for (size_t i = 0; i < count; i++) {
		bool again = false;

		for (size_t k = 0; k < kept; k++)
			again |= found[k] == fits[i].encoding;
		if (!again)
			found[kept++] = fits[i].encoding;
	}
	return kept;
}

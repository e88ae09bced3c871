#include "import/total.h"

#include "io/encoding.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The sums of one column of numbers. */
struct column {
	int64_t all;
	int64_t part; /* since the last total row */
	bool unsure;
	bool large; /* a sum has exceeded LARGE */
};

/* Two sums up to this never overflow 64 bits when added. */
#define LARGE (INT64_MAX / 2)

/* The text that a banner begins with, in the encodings of files. */
struct banner {
	char *utf8;
	char *gb18030; /* NULL: it cannot be encoded */
	size_t utf8_length;
	size_t gb18030_length;
};

struct total {
	struct column *sums;
	size_t columns;
	char delimiter;
	struct decoder *decoder;
	struct arena *texts;
	struct banner *banners;
	size_t banner_count;
	size_t banner_capacity;
};

static const char *const words[] = {
	"合计", "总计", "小计", "汇总", "总合计", "本页合计", "本页小计", "total", "grand total", "subtotal",
};

struct total *total_new(size_t columns, char delimiter)
{
	struct total *t = mem_alloc(1, sizeof(*t));

	t->sums = mem_alloc(columns, sizeof(*t->sums));
	t->columns = columns;
	t->delimiter = delimiter ? delimiter : ',';
	t->texts = arena_new();
	return t;
}

void total_add_banner(struct total *t, const char *text)
{
	t->banners = mem_grow(t->banners, &t->banner_capacity, t->banner_count + 1, sizeof(*t->banners));
	struct banner *b = &t->banners[t->banner_count++];

	*b = (struct banner){.utf8 = mem_dup(text, strlen(text)), .utf8_length = strlen(text)};
	b->gb18030 = encoding_to_gb18030(text, &b->gb18030_length);
}

void total_free(struct total *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->banner_count; i++) {
		free(t->banners[i].utf8);
		free(t->banners[i].gb18030);
	}
	free(t->banners);
	decoder_free(t->decoder);
	arena_free(t->texts);
	free(t->sums);
	free(t);
}

/* True when a word for totals can begin with this byte, in UTF-8 or GB18030. Spares decoding nearly every row. */
static bool may_begin_word(unsigned char byte)
{
	switch (byte) {
	case 0xe5:
	case 0xba: /* 合, 小 in UTF-8; 合 in GB18030 */
	case 0xe6:
	case 0xd7: /* 总, 汇, 本; 总 */
	case 0xd0:
	case 0xbb:
	case 0xb1: /* 小, 汇, 本 */
	case 't':
	case 'T':
	case 'g':
	case 'G':
	case 's':
	case 'S':
		return true;
	default:
		return false;
	}
}

static bool is_word(const char *s, size_t n)
{
	char *cell = text_normalise(s, n);
	size_t length = strlen(cell);
	bool found = false;

	if (length && cell[length - 1] == ':')
		cell[length - 1] = '\0';
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && !found; i++)
		found = strcmp(cell, words[i]) == 0;
	free(cell);
	return found;
}

/* False for the last byte of nearly every cell. */
static bool may_end_label(unsigned char last)
{
	switch (last) {
	case 'l':
	case 0xa1:
	case 0xbb:
	case 0xc6:
	case 0xdc:
		return true;
	default:
		return false;
	}
}

/*
 * True when a text ends like the label of a subtotal, `甲店 汇总`, in UTF-8 or GB18030. The texts before differ, so the row must show that it
 * is none of the data: holds_numbers().
 */
static bool ends_like_label(const char *s, size_t n)
{
	static const char *const ends[] = {
		"汇总",
		"小计",
		"合计",
		"总计",
		" Total",
		"\xbb\xe3\xd7\xdc",
		"\xd0\xa1\xbc\xc6",
		"\xba\xcf\xbc\xc6",
		"\xd7\xdc\xbc\xc6",
	};

	while (n && s[n - 1] == ' ')
		n--;
	if (n < 4 || !may_end_label((unsigned char)s[n - 1]))
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t length = strlen(ends[i]);

		if (n > length && memcmp(s + n - length, ends[i], length) == 0)
			return true;
	}
	return false;
}

bool total_is_label(const char *s, size_t n)
{
	static const char *const ends[] = {"汇总", "小计", "合计", "总计"};

	/* Nearly every id ends with a letter or digit. */
	if (n < strlen(ends[0]) || ((unsigned char)s[n - 1] < 0x80 && s[n - 1] != ':' && s[n - 1] != ' '))
		return false;
	char *text = text_normalise(s, n);
	size_t to = 0;
	bool found = false;

	for (size_t i = 0; text[i]; i++)
		if (text[i] != ' ' && text[i] != ':')
			text[to++] = text[i];
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]) && !found; i++)
		found = to >= strlen(ends[i]) && memcmp(text + to - strlen(ends[i]), ends[i], strlen(ends[i])) == 0;
	free(text);
	return found;
}

/* True when cells hold numbers alone, and one at least. */
static bool holds_numbers(const struct total *t, const char *s, const char *end)
{
	bool digit = false;

	for (; s < end; s++) {
		digit |= *s >= '0' && *s <= '9';
		if (!(*s >= '0' && *s <= '9') && !strchr(" \t\r\n\".-%", *s) && *s != t->delimiter)
			return false;
	}
	return digit;
}

/* Bytes that may precede the text of a cell. */
static bool is_around(const struct total *t, char byte)
{
	return byte == t->delimiter || byte == '"' || byte == ' ' || byte == '\t' || byte == '=' || byte == '\'' ||
	       byte == '\r' || byte == '\n';
}

static bool is_gb18030(const struct reader *r)
{
	enum encoding encoding = ENCODING_UTF8;

	encoding_parse(reader_encoding(r), &encoding);
	return encoding == ENCODING_GB18030;
}

/* The length of the wide blank at s, U+3000, a no-break space or a BOM; 0 when there is none. The first byte nearly always decides. */
static size_t blank_length(const struct reader *r, const char *s, const char *end)
{
	static const struct {
		const char *bytes;
		bool gb18030;
	} blanks[] = {
		{"\xe3\x80\x80", false},
		{"\xc2\xa0", false},
		{"\xef\xbb\xbf", false},
		{"\xa1\xa1", true},
	};

	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
		size_t n = strlen(blanks[i].bytes);

		if (*s == blanks[i].bytes[0] && (size_t)(end - s) >= n && memcmp(s, blanks[i].bytes, n) == 0 &&
		    is_gb18030(r) == blanks[i].gb18030)
			return n;
	}
	return 0;
}

/* The first text of a record; `end` when all cells are blank. */
static const char *find_text(const struct total *t, const struct reader *r, const char *s, const char *end)
{
	while (s < end) {
		size_t n = is_around(t, *s) ? 1 : (*s & 0x80) ? blank_length(r, s, end) : 0;

		if (n == 0)
			break;
		s += n;
	}
	return s;
}

static bool begins_with(const char *s, size_t n, const char *text, size_t length)
{
	return text && n >= length && memcmp(s, text, length) == 0;
}

static bool is_banner(const struct total *t, const char *s, size_t n)
{
	for (size_t i = 0; i < t->banner_count; i++) {
		const struct banner *b = &t->banners[i];

		if (begins_with(s, n, b->utf8, b->utf8_length) || begins_with(s, n, b->gb18030, b->gb18030_length))
			return true;
	}
	return false;
}

enum total_kind total_classify(struct total *t, const struct reader *r, const struct record *record)
{
	const char *end = record->bytes + record->length;
	const char *s = find_text(t, r, record->bytes, end);

	/* Where its first cell ends is not known. */
	if (record->misquoted)
		return TOTAL_DATA;
	if (s == end)
		return TOTAL_BLANK;
	if (t->banner_count && is_banner(t, s, (size_t)(end - s)))
		return TOTAL_BANNER;
	size_t n = 0;

	/* The first and last bytes of the first cell rule out nearly every row. */
	if (!may_begin_word((unsigned char)*s)) {
		const char *cut = memchr(s, t->delimiter, (size_t)(end - s));

		if (cut && cut > s && cut[-1] != ' ' && cut[-1] != '"' && !may_end_label((unsigned char)cut[-1]))
			return TOTAL_DATA;
	}
	while (s + n < end && s[n] != t->delimiter && s[n] != '"' && s[n] != '\r' && s[n] != '\n')
		n++;
	if (ends_like_label(s, n) && holds_numbers(t, s + n, end))
		return TOTAL_ROW;
	if (!may_begin_word((unsigned char)*s))
		return TOTAL_DATA;
	if (is_gb18030(r)) {
		bool damaged;

		if (!t->decoder && !(t->decoder = decoder_new(ENCODING_GB18030)))
			return TOTAL_DATA;
		arena_clear(t->texts);
		s = decoder_decode(t->decoder, t->texts, s, n, &n, &damaged);
	}
	return is_word(s, n) ? TOTAL_ROW : TOTAL_DATA;
}

static void note_size(struct column *sums)
{
	sums->large |= sums->all > LARGE || sums->all < -LARGE || sums->part > LARGE || sums->part < -LARGE;
}

void total_add(struct total *t, size_t column, enum clean state, int64_t value)
{
	struct column *sums = &t->sums[column];

	if (state == CLEAN_BAD || (state == CLEAN_VALUE && (__builtin_add_overflow(sums->all, value, &sums->all) ||
							    __builtin_add_overflow(sums->part, value, &sums->part))))
		sums->unsure = true;
	note_size(sums);
}

bool total_join(struct total *t, const struct total *part)
{
	for (size_t i = 0; i < t->columns; i++)
		if (t->sums[i].large || part->sums[i].large)
			return false;
	for (size_t i = 0; i < t->columns; i++) {
		t->sums[i].all += part->sums[i].all;
		t->sums[i].part += part->sums[i].part;
		t->sums[i].unsure |= part->sums[i].unsure;
		note_size(&t->sums[i]);
	}
	return true;
}

void total_clear(struct total *t)
{
	memset(t->sums, 0, t->columns * sizeof(*t->sums));
}

bool total_agrees(const struct total *t, size_t column, enum clean state, int64_t value, int64_t *sum)
{
	const struct column *sums = &t->sums[column];

	*sum = sums->all;
	return state != CLEAN_VALUE || sums->unsure || value == sums->all || value == sums->part;
}

void total_end_part(struct total *t)
{
	for (size_t i = 0; i < t->columns; i++)
		t->sums[i].part = 0;
}

#include "io/encoding.h"

#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Each encoding, by its own name first, then by its other names. */
static const struct name {
	enum encoding encoding;
	const char *name;
	const char *iconv; /* as iconv_open(3) calls it; NULL for other names */
} names[] = {
	{ENCODING_UTF8, "utf-8", "UTF-8"},
	{ENCODING_UTF8, "utf8", NULL},
	{ENCODING_GB18030, "gb18030", "GB18030"},
	{ENCODING_GB18030, "gbk", NULL},
	{ENCODING_GB18030, "gb2312", NULL},
	{ENCODING_GB18030, "cp936", NULL},
	{ENCODING_UTF16, "utf-16", NULL},
	{ENCODING_UTF16, "utf16", NULL},
	{ENCODING_UTF16LE, "utf-16le", "UTF-16LE"},
	{ENCODING_UTF16BE, "utf-16be", "UTF-16BE"},
	{ENCODING_CP1252, "cp1252", "CP1252"},
	{ENCODING_CP1252, "windows-1252", NULL},
	{ENCODING_CP1252, "latin1", NULL},
	{ENCODING_CP1252, "iso-8859-1", NULL},
	{ENCODING_SHIFT_JIS, "shift_jis", "CP932"},
	{ENCODING_SHIFT_JIS, "cp932", NULL},
	{ENCODING_SHIFT_JIS, "shift-jis", NULL},
	{ENCODING_SHIFT_JIS, "sjis", NULL},
	{ENCODING_BIG5, "big5", "BIG5"},
	{ENCODING_BIG5, "cp950", NULL},
	{ENCODING_EUC_KR, "euc-kr", "UHC"},
	{ENCODING_EUC_KR, "cp949", NULL},
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

const char encoding_names[] = "utf-8, gb18030, gbk, gb2312, utf-16, utf-16le, utf-16be, cp1252, latin1, shift_jis, "
			      "big5 or euc-kr";

int encoding_parse(const char *name, enum encoding *encoding)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcasecmp(name, names[i].name) == 0) {
			*encoding = names[i].encoding;
			return 0;
		}
	return -1;
}

/* The first row of an encoding; UTF-8 while it is undecided, because all input so far is ASCII. */
static const struct name *find_name(enum encoding encoding)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].encoding == encoding)
			return &names[i];
	return &names[0];
}

const char *encoding_name(enum encoding encoding)
{
	return find_name(encoding)->name;
}

const char *encoding_iconv(enum encoding encoding)
{
	return find_name(encoding)->iconv;
}

bool encoding_is_converted(enum encoding encoding)
{
	return encoding != ENCODING_UNDECIDED && encoding != ENCODING_UTF8 && encoding != ENCODING_GB18030;
}

struct decoder {
	iconv_t cd;
};

struct decoder *decoder_new(enum encoding encoding)
{
	iconv_t cd = iconv_open("UTF-8", encoding_iconv(encoding));

	if (cd == (iconv_t)-1)
		return NULL;
	struct decoder *d = mem_alloc(1, sizeof(*d));

	d->cd = cd;
	return d;
}

void decoder_free(struct decoder *d)
{
	if (!d)
		return;
	iconv_close(d->cd);
	free(d);
}

char *decoder_decode(struct decoder *d, struct arena *a, const char *s, size_t n, size_t *length, bool *damaged)
{
	/* A byte becomes at most three: the euro sign of cp1252, half-width kana of Shift_JIS, U+FFFD for a bad byte. */
	size_t room = 3 * n + 1;
	char *text = arena_alloc(a, room + DECODER_SLACK);
	char *to = text;
	char *from = (char *)s;
	size_t left = n;

	*damaged = false;
	iconv(d->cd, NULL, NULL, NULL, NULL);
	while (left && iconv(d->cd, &from, &left, &to, &room) == (size_t)-1) {
		if (errno == E2BIG)
			break;
		memcpy(to, "\xef\xbf\xbd", 3);
		to += 3;
		room -= 3;
		from++;
		left--;
		*damaged = true;
	}
	*to = '\0';
	*length = (size_t)(to - text);
	return text;
}

char *encoding_to_gb18030(const char *s, size_t *length)
{
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	size_t left = strlen(s), room = 4 * left;
	char *text = mem_alloc(room + 1, 1);
	char *from = (char *)s, *to = text;

	if (cd == (iconv_t)-1 || iconv(cd, &from, &left, &to, &room) == (size_t)-1) {
		free(text);
		text = NULL;
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	*length = text ? (size_t)(to - text) : 0;
	return text;
}

char *encoding_readable(const char *name)
{
	size_t n = strlen(name), room = 4 * n + 1, left = room - 1, from = n;
	char *to = mem_alloc(room, 1), *at = to, *s = (char *)name;
	bool utf8 = text_valid_prefix(name, n) == n;
	iconv_t converter = iconv_open("UTF-8", utf8 ? "UTF-8" : "GB18030");

	if (converter == (iconv_t)-1 || iconv(converter, &s, &from, &at, &left) == (size_t)-1)
		at = memcpy(to, "?", 1), at++;
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	text_mask(to, to, (size_t)(at - to), "?");
	return to;
}

bool encoding_is_mojibake(const char *s)
{
	size_t n, good = 0, bad = 0;
	char *bytes = text_is_ascii(s, strlen(s)) ? NULL : encoding_to_gb18030(s, &n);
	uint32_t code;

	if (!bytes)
		return false;
	for (size_t i = 0, step; i < n; i += step ? step : 1) {
		step = text_decode(bytes + i, n - i, &code);
		good += step == 3;
		bad += step != 1 && step != 3;
	}
	free(bytes);
	return good > 0 && bad <= good;
}

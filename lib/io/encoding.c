#include "io/encoding.h"

#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int encoding_parse(const char *name, enum encoding *encoding)
{
	if (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)
		*encoding = ENCODING_UTF8;
	else if (strcasecmp(name, "gb18030") == 0 || strcasecmp(name, "gbk") == 0 || strcasecmp(name, "gb2312") == 0)
		*encoding = ENCODING_GB18030;
	else if (strcasecmp(name, "utf-16le") == 0)
		*encoding = ENCODING_UTF16LE;
	else if (strcasecmp(name, "utf-16be") == 0)
		*encoding = ENCODING_UTF16BE;
	else
		return -1;
	return 0;
}

const char *encoding_name(enum encoding encoding)
{
	switch (encoding) {
	case ENCODING_GB18030:
		return "gb18030";
	case ENCODING_UTF16LE:
		return "utf-16le";
	case ENCODING_UTF16BE:
		return "utf-16be";
	default:
		return "utf-8";
	}
}

/*
 * The length of the GB18030 character at s: 1, 2 or 4; 0 when there is none, -1 when it is truncated. Only the byte pattern is checked:
 * to tell encodings apart it does not matter whether the code point is assigned.
 */
static int gb18030_step(const unsigned char *s, size_t n)
{
	if (s[0] < 0x80)
		return 1;
	if (s[0] == 0x80 || s[0] == 0xff)
		return 0;
	if (n < 2)
		return -1;
	if ((s[1] >= 0x40 && s[1] <= 0x7e) || (s[1] >= 0x80 && s[1] <= 0xfe))
		return 2;
	if (s[1] < 0x30 || s[1] > 0x39)
		return 0;
	if (n < 4)
		return -1;
	return s[2] >= 0x81 && s[2] <= 0xfe && s[3] >= 0x30 && s[3] <= 0x39 ? 4 : 0;
}

/* How well bytes fit an encoding: the number of non-ASCII characters and of bytes that belong to no character. */
struct fit {
	size_t good;
	size_t bad;
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
	struct fit fit = {0, 0};
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

static struct fit fit_gb18030(const unsigned char *s, size_t n, bool last)
{
	struct fit fit = {0, 0};

	for (size_t i = 0; i < n;) {
		int step = gb18030_step(s + i, n - i);

		if (step < 0) {
			fit.bad += last;
			break;
		}
		fit.good += step > 1;
		fit.bad += step == 0;
		i += step ? (size_t)step : 1;
	}
	return fit;
}

enum encoding encoding_decide(const char *bytes, size_t n, bool last)
{
	/* Fast path: most input is valid throughout. */
	if (text_valid_prefix(bytes, n) > n - (last ? 1 : 4))
		return ENCODING_UTF8;
	struct fit utf8 = fit_utf8(bytes, n, last);

	if (is_good(&utf8))
		return ENCODING_UTF8;
	struct fit gb18030 = fit_gb18030((const unsigned char *)bytes, n, last);

	return is_good(&gb18030) ? ENCODING_GB18030 : ENCODING_UNDECIDED;
}

struct decoder {
	iconv_t cd;
};

struct decoder *decoder_new(void)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");

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
	/* Two bytes of GB18030 become at most three of UTF-8; one bad byte becomes U+FFFD, three bytes. */
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

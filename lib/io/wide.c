#include "io/wide.h"

#include "base/mem.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEP = 1 << 16,
	GROWTH = 3, /* bytes of UTF-8 that one byte becomes at most */
};

struct wide {
	char *name;
	iconv_t cd;
	size_t unit; /* the least bytes of a character */
	wide_source *more;
	void *context;
	char *in; /* in[0..in_end) is not converted yet */
	size_t in_end;
	size_t in_room;
	char *out; /* out[out_next..out_end) is not returned yet */
	size_t out_next;
	size_t out_end;
	bool ended;
};

enum encoding wide_order(const char *bytes, size_t n)
{
	size_t zeros[2] = {0, 0};

	for (size_t i = 0; i < n; i++)
		zeros[i % 2] += bytes[i] == '\0';
	return zeros[0] > zeros[1] ? ENCODING_UTF16BE : ENCODING_UTF16LE;
}

enum encoding wide_mark(const char *bytes, size_t n)
{
	if (n >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return ENCODING_UTF16LE;
	if (n >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return ENCODING_UTF16BE;
	return ENCODING_UNDECIDED;
}

struct wide *wide_new(const char *name, enum encoding encoding, const char *bytes, size_t n, wide_source *more,
		      void *context)
{
	iconv_t cd = iconv_open("UTF-8", encoding_iconv(encoding));

	if (cd == (iconv_t)-1)
		return NULL;
	struct wide *u = mem_alloc(1, sizeof(*u));

	u->name = mem_dup(name, strlen(name));
	u->cd = cd;
	u->unit = encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE ? 2 : 1;
	u->more = more;
	u->context = context;
	u->in_room = n + STEP;
	u->in = mem_resize(NULL, u->in_room, 1);
	u->out = mem_resize(NULL, GROWTH * u->in_room, 1);
	if (wide_mark(bytes, n) == encoding) {
		bytes += 2;
		n -= 2;
	}
	memcpy(u->in, bytes, n);
	u->in_end = n;
	return u;
}

void wide_free(struct wide *u)
{
	if (!u)
		return;
	iconv_close(u->cd);
	free(u->name);
	free(u->in);
	free(u->out);
	free(u);
}

/* Convert the buffered bytes; a truncated character at their end stays buffered. */
static void convert(struct wide *u)
{
	char *from = u->in, *to = u->out;
	size_t left = u->in_end, room = GROWTH * u->in_room;

	while (left && iconv(u->cd, &from, &left, &to, &room) == (size_t)-1) {
		if (errno == EINVAL && (!u->ended || left < u->unit))
			break;
		from += u->unit;
		left -= u->unit;
		*to++ = '\xff';
		room--;
	}
	memmove(u->in, from, left);
	u->in_end = left;
	u->out_next = 0;
	u->out_end = (size_t)(to - u->out);
}

ssize_t wide_read(struct wide *u, char *to, size_t room, struct err *e)
{
	/* Convert the initial bytes before reading more. */
	if (u->out_next == u->out_end && u->in_end)
		convert(u);
	while (u->out_next == u->out_end && !u->ended) {
		ssize_t got = u->more(u->context, u->in + u->in_end, u->in_room - u->in_end, e);

		if (got < 0)
			return -1;
		u->ended = got == 0;
		u->in_end += (size_t)got;
		convert(u);
	}
	size_t n = u->out_end - u->out_next;

	if (n == 0 && u->in_end)
		return err_set(e, "%s: truncated: UTF-16 text with an odd number of bytes", u->name);
	if (n > room)
		n = room;
	memcpy(to, u->out + u->out_next, n);
	u->out_next += n;
	return (ssize_t)n;
}

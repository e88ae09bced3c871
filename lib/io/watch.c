#include "io/watch.h"

#include "base/text.h"

#include <string.h>

/* The bytes that a character has by its first one, or 1 if it cannot begin any. */
static size_t length_of(char first)
{
	unsigned char c = (unsigned char)first;

	return c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
}

/* Complete the character that the last piece began. Returns the bytes taken. */
static size_t complete(struct watch *w, const char *bytes, size_t n)
{
	size_t need = length_of(w->rest[0]) - w->rest_length, taken = need < n ? need : n;

	memcpy(w->rest + w->rest_length, bytes, taken);
	w->rest_length += taken;
	if (taken < need)
		return taken;
	w->damaged = text_valid_prefix(w->rest, w->rest_length) < w->rest_length;
	w->rest_length = 0;
	return taken;
}

void watch_take(struct watch *w, const char *bytes, size_t n)
{
	size_t at = w->rest_length && n ? complete(w, bytes, n) : 0;

	if (w->damaged)
		return;
	w->letters = w->letters || !text_is_ascii(bytes, n);
	at += text_valid_prefix(bytes + at, n - at);
	if (at == n)
		return;
	if (n - at < length_of(bytes[at])) {
		w->rest_length = n - at;
		memcpy(w->rest, bytes + at, w->rest_length);
	} else {
		w->damaged = true;
	}
}

bool watch_is_utf8(const struct watch *w)
{
	return w->letters && !w->damaged && w->rest_length == 0;
}

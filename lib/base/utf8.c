#include "base/utf8.h"

#include <string.h>

size_t text_decode(const char *s, size_t n, uint32_t *code)
{
	const unsigned char *b = (const unsigned char *)s;
	size_t need;
	uint32_t c, least;

	if (n == 0)
		return 0;
	if (b[0] < 0x80) {
		*code = b[0];
		return 1;
	}
	if (b[0] >= 0xc2 && b[0] <= 0xdf) {
		need = 2, c = b[0] & 0x1fu, least = 0x80;
	} else if (b[0] >= 0xe0 && b[0] <= 0xef) {
		need = 3, c = b[0] & 0x0fu, least = 0x800;
	} else if (b[0] >= 0xf0 && b[0] <= 0xf4) {
		need = 4, c = b[0] & 0x07u, least = 0x10000;
	} else {
		return 0;
	}
	if (n < need)
		return 0;
	for (size_t i = 1; i < need; i++) {
		if ((b[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (b[i] & 0x3fu);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*code = c;
	return need;
}

size_t text_encode(uint32_t code, char bytes[4])
{
	if (code < 0x80) {
		bytes[0] = (char)code;
		return 1;
	}
	size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	bytes[0] = (char)(code | (0xf00u >> n & 0xff));
	return n;
}

bool text_is_hidden(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0xad || code == 0x61c || code == 0x180e ||
	       (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
	       (code >= 0xfff0 && code <= 0xffff && code != 0xfffd) || (code >= 0xe0000 && code <= 0xe0fff);
}

size_t text_mask(char *to, const char *s, size_t n, const char *mark)
{
	size_t used = 0, length = strlen(mark);

	for (size_t i = 0; i < n;) {
		uint32_t code = 0;
		size_t step = text_decode(s + i, n - i, &code);

		if (step && text_is_hidden(code)) {
			memcpy(to + used, mark, length);
			used += length;
		} else {
			step = step ? step : 1;
			memmove(to + used, s + i, step);
			used += step;
		}
		i += step;
	}
	to[used] = '\0';
	return used;
}

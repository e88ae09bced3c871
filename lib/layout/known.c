#include "layout/known.h"

#include "clean/header.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct known {
	struct intern *headers; /* normalised */
	bool begins[256];       /* by first byte: some header begins with it */
};

void known_free(struct known *k)
{
	if (!k)
		return;
	intern_free(k->headers);
	free(k);
}

static void add(struct known *k, struct text_room *plain, const char *header)
{
	size_t n = header_normalise_into(plain, header, strlen(header));

	if (n == 0)
		return;
	intern_add(k->headers, plain->bytes, n, NULL);
	k->begins[(unsigned char)plain->bytes[0]] = true;
}

struct known *known_new(const struct dialects *s)
{
	struct known *k = mem_alloc(1, sizeof(*k));
	const struct aliases *a = dialects_aliases(s);
	struct text_room plain = {NULL, 0};

	k->headers = intern_new();
	for (size_t i = 0; i < aliases_count(a); i++)
		add(k, &plain, aliases_row(a, i)->written);
	for (size_t i = 0; i < dialects_count(s); i++)
		for (size_t h = 0; h < dialect_headers(dialects_at(s, i)); h++)
			add(k, &plain, dialect_header(dialects_at(s, i), h));
	free(plain.bytes);
	return k;
}

/* The first byte rules out most cells of data: no header begins with a digit. */
static bool may_be(const struct known *k, const char *cell)
{
	unsigned char c = (unsigned char)cell[0];

	if (c >= 'A' && c <= 'Z')
		c = (unsigned char)(c - 'A' + 'a');
	return c >= 0x80 || c <= ' ' || memchr("*([{", c, 4) || k->begins[c];
}

static bool knows(void *context, const char *cell, size_t n)
{
	const struct known *k = context;
	struct text_room plain = {NULL, 0};
	bool known = false;

	if (n == 0 || !may_be(k, cell))
		return false;
	n = header_normalise_into(&plain, cell, n);
	do
		known = intern_find(k->headers, plain.bytes, n, NULL);
	while (!known && (n = header_bare(plain.bytes, n)) > 0);
	free(plain.bytes);
	return known;
}

struct sniff_words known_words(struct known *k)
{
	return (struct sniff_words){knows, k};
}

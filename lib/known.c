#include "known.h"

#include "intern.h"
#include "mem.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

struct known {
	struct intern *headers;  /* normalised */
	bool begins[256];        /* the first bytes that they have */
	struct text_room plain;
	struct text_room bare;
};

struct known *known_new(void)
{
	struct known *k = mem_alloc(1, sizeof(*k));

	k->headers = intern_new();
	return k;
}

void known_free(struct known *k)
{
	if (!k)
		return;
	intern_free(k->headers);
	free(k->plain.bytes);
	free(k->bare.bytes);
	free(k);
}

void known_add(struct known *k, const char *header)
{
	size_t n = text_normalise_into(&k->plain, header, strlen(header));

	if (n == 0)
		return;
	intern_add(k->headers, k->plain.bytes, n, NULL);
	k->begins[(unsigned char)k->plain.bytes[0]] = true;
}

void known_add_aliases(struct known *k, const struct aliases *a)
{
	for (size_t i = 0; i < aliases_count(a); i++)
		known_add(k, aliases_row(a, i)->written);
}

/* Most cells of data are told by their first byte: a digit begins no header. */
static bool may_be(const struct known *k, const char *cell)
{
	unsigned char c = (unsigned char)cell[0];

	if (c >= 'A' && c <= 'Z')
		c = (unsigned char)(c - 'A' + 'a');
	return c >= 0x80 || c <= ' ' || k->begins[c];
}

static bool knows(void *context, const char *cell, size_t n)
{
	struct known *k = context;

	if (n == 0 || !may_be(k, cell))
		return false;
	n = text_normalise_into(&k->plain, cell, n);
	if (intern_find(k->headers, k->plain.bytes, n, NULL))
		return true;
	const char *open = n && k->plain.bytes[n - 1] == ')' ? strrchr(k->plain.bytes, '(') : NULL;

	if (!open || open == k->plain.bytes)
		return false;
	n = text_normalise_into(&k->bare, k->plain.bytes, (size_t)(open - k->plain.bytes));
	return intern_find(k->headers, k->bare.bytes, n, NULL);
}

struct sniff_words known_words(struct known *k)
{
	return (struct sniff_words){knows, k};
}

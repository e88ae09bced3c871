#include "clean/header.h"

#include "base/intern.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Names and their first index. Hashed, because hundreds are looked up, and a table without line ends is one huge header. */
struct places {
	struct intern *names;
	int *first; /* by number */
};

struct headers {
	struct places plain;
	struct places bare; /* headers with parentheses at the end, without these */
	size_t count;
};

char *header_normalise(const char *name, size_t n)
{
	char *copy = mem_dup(name, n);
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		bool breaks = copy[i] == '\n' || copy[i] == '\r';
		bool wide = (to > 0 && (copy[to - 1] & 0x80)) || (copy[i + 1] & 0x80) ||
			    (copy[i] == '\r' && copy[i + 1] == '\n');

		if (!breaks || !wide)
			copy[to++] = copy[i];
	}
	char *plain = text_normalise(copy, to);

	free(copy);
	return plain;
}

static void add_place(struct places *p, const char *name, size_t place)
{
	bool fresh;
	uint32_t id = intern_add(p->names, name, strlen(name), &fresh);

	if (fresh)
		p->first[id] = (int)place;
}

struct headers *headers_new(const char *const *names, size_t n)
{
	struct headers *h = mem_alloc(1, sizeof(*h));

	*h = (struct headers){{intern_new(), mem_alloc(n, sizeof(int))}, {intern_new(), mem_alloc(n, sizeof(int))}, n};
	for (size_t i = 0; i < n; i++) {
		char *plain = header_normalise(names[i], strlen(names[i]));
		size_t length = strlen(plain);
		const char *open = strrchr(plain, '(');

		add_place(&h->plain, plain, i);
		if (open && open > plain && plain[length - 1] == ')') {
			char *bare = text_normalise(plain, (size_t)(open - plain));

			add_place(&h->bare, bare, i);
			free(bare);
		}
		free(plain);
	}
	return h;
}

void headers_free(struct headers *h)
{
	if (!h)
		return;
	intern_free(h->plain.names);
	intern_free(h->bare.names);
	free(h->plain.first);
	free(h->bare.first);
	free(h);
}

size_t headers_count(const struct headers *h)
{
	return h->count;
}

int headers_find(const struct headers *h, const char *name)
{
	size_t n = strlen(name);
	uint32_t id;

	if (intern_find(h->plain.names, name, n, &id))
		return h->plain.first[id];
	if (intern_find(h->bare.names, name, n, &id))
		return h->bare.first[id];
	return -1;
}

int header_list(const char *text, size_t n, char ***names, size_t *count)
{
	const char *end = text + n;
	size_t capacity = 0;

	*names = NULL;
	*count = 0;
	for (;;) {
		const char *bar = memchr(text, '|', (size_t)(end - text));
		char *name = text_normalise(text, (size_t)((bar ? bar : end) - text));

		*names = mem_grow(*names, &capacity, *count + 1, sizeof(**names));
		(*names)[(*count)++] = name;
		if (!name[0])
			return -1;
		if (!bar)
			return 0;
		text = bar + 1;
	}
}

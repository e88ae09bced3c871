#include "header.h"

#include "mem.h"
#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct headers {
	char **plain;
	char **bare; /* without the parentheses at the end; NULL where there are none */
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

struct headers *headers_new(const char *const *names, size_t n)
{
	struct headers *h = mem_alloc(1, sizeof(*h));

	*h = (struct headers){mem_alloc(n, sizeof(char *)), mem_alloc(n, sizeof(char *)), n};
	for (size_t i = 0; i < n; i++) {
		char *plain = header_normalise(names[i], strlen(names[i]));
		size_t length = strlen(plain);
		const char *open = strrchr(plain, '(');

		h->plain[i] = plain;
		if (open && open > plain && plain[length - 1] == ')')
			h->bare[i] = text_normalise(plain, (size_t)(open - plain));
	}
	return h;
}

void headers_free(struct headers *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->count; i++) {
		free(h->plain[i]);
		free(h->bare[i]);
	}
	free(h->plain);
	free(h->bare);
	free(h);
}

size_t headers_count(const struct headers *h)
{
	return h->count;
}

int headers_find(const struct headers *h, const char *name)
{
	for (size_t i = 0; i < h->count; i++)
		if (strcmp(h->plain[i], name) == 0)
			return (int)i;
	for (size_t i = 0; i < h->count; i++)
		if (h->bare[i] && strcmp(h->bare[i], name) == 0)
			return (int)i;
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

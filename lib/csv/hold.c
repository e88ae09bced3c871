#include "csv/hold.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct hold {
	struct arena *texts;
	struct held *rows;
	size_t count;
	size_t capacity;
};

struct hold *hold_new(void)
{
	struct hold *h = mem_alloc(1, sizeof(*h));

	h->texts = arena_new();
	return h;
}

void hold_free(struct hold *h)
{
	if (!h)
		return;
	arena_free(h->texts);
	free(h->rows);
	free(h);
}

static struct held *add_row(struct hold *h, const struct held *row)
{
	h->rows = mem_grow(h->rows, &h->capacity, h->count + 1, sizeof(*h->rows));
	h->rows[h->count] = *row;
	return &h->rows[h->count++];
}

void hold_add(struct hold *h, const struct held *row, const struct field *fields, size_t n)
{
	struct held *added = add_row(h, row);
	size_t length = n;

	for (size_t i = 0; i < n; i++)
		length += fields[i].length;
	char *to = arena_alloc(h->texts, length);

	added->cells = to;
	added->length = (uint32_t)length;
	for (size_t i = 0; i < n; i++) {
		memcpy(to, fields[i].bytes, fields[i].length);
		to += fields[i].length;
		*to++ = '\0';
	}
}

void hold_join(struct hold *h, const struct hold *part, uint64_t records)
{
	for (size_t i = 0; i < part->count; i++) {
		struct held *added = add_row(h, &part->rows[i]);
		char *to = arena_alloc(h->texts, added->length);

		memcpy(to, added->cells, added->length);
		added->cells = to;
		added->record += records;
	}
}

void hold_clear(struct hold *h)
{
	arena_clear(h->texts);
	h->count = 0;
}

size_t hold_count(const struct hold *h)
{
	return h->count;
}

struct held *hold_get(const struct hold *h, size_t i)
{
	return &h->rows[i];
}

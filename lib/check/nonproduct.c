#include "check/nonproduct.h"

#include "base/embed.h"
#include "base/mem.h"
#include "csv/table.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	char *text; /* a normalised code, or a name unchanged */
	size_t length;
	enum { EXACT, PREFIX, NAME } kind;
};

struct nonproducts {
	struct entry *entries;
	size_t count;
};

/* Read one row of the list. Returns 0, or -1 with words. */
static int take(struct entry *to, const struct table *t, size_t row, const int columns[2], struct err *e)
{
	const char *kind = table_get(t, row, columns[0]), *text = table_get(t, row, columns[1]);

	if (strcmp(kind, "exact") == 0)
		to->kind = EXACT;
	else if (strcmp(kind, "prefix") == 0)
		to->kind = PREFIX;
	else if (strcmp(kind, "name") == 0)
		to->kind = NAME;
	else
		return table_fault(t, row, "is not exact, prefix or name", kind, e);
	to->text = to->kind == NAME ? mem_dup(text, strlen(text)) : text_normalise(text, strlen(text));
	to->length = strlen(to->text);
	return 0;
}

struct nonproducts *nonproducts_new(struct err *e)
{
	struct table *t = table_read_memory("nonproducts.csv", embed_nonproducts, embed_nonproducts_size, e);
	struct nonproducts *list = mem_alloc(1, sizeof(*list));
	int columns[2] = {-1, -1};
	bool sound = t && (columns[0] = table_need(t, "kind", e)) >= 0 && (columns[1] = table_need(t, "text", e)) >= 0;

	list->entries = mem_alloc(sound ? table_rows(t) : 1, sizeof(*list->entries));
	for (size_t i = 0; sound && i < table_rows(t); i++)
		sound = take(&list->entries[list->count++], t, i, columns, e) == 0;
	table_free(t);
	if (sound)
		return list;
	nonproducts_free(list);
	return NULL;
}

void nonproducts_free(struct nonproducts *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->count; i++)
		free(list->entries[i].text);
	free(list->entries);
	free(list);
}

bool nonproducts_has_code(const struct nonproducts *list, const char *code, size_t n)
{
	char *plain = text_normalise(code, n);
	size_t length = strlen(plain);
	bool found = false;

	for (size_t i = 0; i < list->count && !found; i++) {
		const struct entry *entry = &list->entries[i];

		if (entry->kind == EXACT)
			found = strcmp(entry->text, plain) == 0;
		else if (entry->kind == PREFIX)
			found = length >= entry->length && memcmp(entry->text, plain, entry->length) == 0;
	}
	free(plain);
	return found;
}

bool nonproducts_has_name(const struct nonproducts *list, const char *name, size_t n)
{
	text_trim(&name, &n);
	for (size_t i = 0; i < list->count; i++) {
		const struct entry *entry = &list->entries[i];

		if (entry->kind == NAME && n >= entry->length && memcmp(entry->text, name, entry->length) == 0)
			return true;
	}
	return false;
}

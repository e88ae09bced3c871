#include "layout/dialects.h"

#include "clean/mapping.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* A dialect and, once a file needs it, the tables with its rows in them. */
struct entry {
	struct dialect *dialect; /* NULL: generic */
	struct aliases *aliases;
	struct values *values;
};

struct dialects {
	struct entry generic;
	struct entry *entries; /* those of the user, then the built-in ones */
	size_t count;
	size_t capacity;
	size_t own;          /* how many are of the user */
	struct table **maps; /* headers and words of the user */
	size_t map_count;
	size_t map_capacity;
};

static void free_entry(struct entry *entry)
{
	dialect_free(entry->dialect);
	aliases_free(entry->aliases);
	values_free(entry->values);
}

void dialects_free(struct dialects *s)
{
	if (!s)
		return;
	free_entry(&s->generic);
	for (size_t i = 0; i < s->count; i++)
		free_entry(&s->entries[i]);
	for (size_t i = 0; i < s->map_count; i++)
		table_free(s->maps[i]);
	free(s->entries);
	free(s->maps);
	free(s);
}

static int add_built_in(struct dialects *s, const struct embed_file *file, struct err *e)
{
	char *name = mem_printf("%s.csv", file->name);
	struct table *t = table_read_memory(name, file->bytes, *file->size, e);
	struct dialect *d = t ? dialect_new_known(file->name, t, e) : NULL;

	free(name);
	if (!d)
		return -1;
	s->entries = mem_grow(s->entries, &s->capacity, s->count + 1, sizeof(*s->entries));
	s->entries[s->count++] = (struct entry){.dialect = d};
	return 0;
}

struct dialects *dialects_new(struct err *e)
{
	struct dialects *s = mem_alloc(1, sizeof(*s));
	int status = 0;

	s->generic.aliases = aliases_new(e);
	s->generic.values = s->generic.aliases ? values_new(e) : NULL;
	if (!s->generic.values)
		status = -1;
	for (const struct embed_file *file = embed_dialects; file->name && status == 0; file++)
		status = add_built_in(s, file, e);
	if (status == 0)
		return s;
	dialects_free(s);
	return NULL;
}

/* ---- the user's ---- */

char *dialects_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t n = strlen(name);

	if (n > 4 && strcmp(name + n - 4, ".csv") == 0)
		n -= 4;
	return mem_dup(name, n);
}

static struct entry *find(const struct dialects *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(dialect_name(s->entries[i].dialect), name) == 0)
			return &s->entries[i];
	return NULL;
}

static bool is_generic(const char *name)
{
	return strcmp(name, "generic") == 0 || strcmp(name, "generic-zh") == 0 || strcmp(name, "generic-en") == 0;
}

/* Insert a dialect of the user before the built-in ones, and drop the built-in one of its name. */
static int add_own(struct dialects *s, struct dialect *d, struct err *e)
{
	struct entry *same = find(s, dialect_name(d));

	if (is_generic(dialect_name(d)) || (same && same < s->entries + s->own)) {
		err_set(e, "dialect '%s' exists already: rename the file", dialect_name(d));
		dialect_free(d);
		return -1;
	}
	if (same) {
		free_entry(same);
		memmove(same, same + 1, (size_t)(s->entries + --s->count - same) * sizeof(*same));
	}
	s->entries = mem_grow(s->entries, &s->capacity, s->count + 1, sizeof(*s->entries));
	memmove(s->entries + s->own + 1, s->entries + s->own, (s->count++ - s->own) * sizeof(*s->entries));
	s->entries[s->own++] = (struct entry){.dialect = d};
	return 0;
}

static int add_map(struct entry *entry, const struct table *t, struct err *e)
{
	return table_find(t, "word") >= 0 ? values_add(entry->values, t, e) : aliases_add(entry->aliases, t, e);
}

int dialects_add(struct dialects *s, const char *path, struct err *e)
{
	struct table *t = table_read(path, e);

	if (!t)
		return -1;
	if (table_find(t, "kind") >= 0) {
		char *name = dialects_name(path);
		struct dialect *d = dialect_new(name, t, e);

		free(name);
		return d ? add_own(s, d, e) : -1;
	}
	s->maps = mem_grow(s->maps, &s->map_capacity, s->map_count + 1, sizeof(*s->maps));
	s->maps[s->map_count++] = t;
	return add_map(&s->generic, t, e);
}

static void copy_words(const struct table *t, unsigned sides, struct out *out)
{
	int side = table_find(t, "side"), column = table_find(t, "column"), word = table_find(t, "word"),
	    value = table_find(t, "value");

	for (size_t row = 0; row < table_rows(t); row++) {
		unsigned of = SIDE_BOTH;

		side_set_parse(table_get(t, row, side), &of);
		if (!(of & sides))
			continue;
		out_cell_text(out, "word");
		out_cell_text(out, side_set_name(of & sides));
		out_cell_text(out, table_get(t, row, column));
		out_cell_text(out, table_get(t, row, word));
		out_cell_text(out, table_get(t, row, value));
		out_cell_text(out, "");
		out_cell_text(out, "");
		out_row_end(out);
	}
}

void dialects_copy_words(const struct dialects *s, const struct dialect *d, unsigned sides, struct out *out)
{
	if (d)
		dialect_copy(d, out);
	for (size_t i = 0; i < s->map_count; i++)
		if (table_find(s->maps[i], "word") >= 0)
			copy_words(s->maps[i], sides, out);
}

/* ---- what there is ---- */

const struct aliases *dialects_aliases(const struct dialects *s)
{
	return s->generic.aliases;
}

const struct values *dialects_values(const struct dialects *s)
{
	return s->generic.values;
}

size_t dialects_count(const struct dialects *s)
{
	return s->count;
}

const struct dialect *dialects_at(const struct dialects *s, size_t i)
{
	return s->entries[i].dialect;
}

const struct embed_file *dialects_table(const char *name, struct err *e)
{
	for (const struct embed_file *file = embed_dialects; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file;
	err_set(e, "no built-in dialect '%s': see --dialects", name);
	return NULL;
}

int dialects_check(const struct dialects *s, const char *name, struct err *e)
{
	if (is_generic(name) || find(s, name))
		return 0;
	return err_set(e, "no dialect '%s': see --dialects, or name a file of one", name);
}

/* ---- a file ---- */

/* Make the tables of an entry. Returns 0, or -1 with words. */
static int complete(struct dialects *s, struct entry *entry, struct err *e)
{
	if (entry->values)
		return 0;
	entry->aliases = aliases_new(e);
	entry->values = entry->aliases ? values_new(e) : NULL;
	if (!entry->values)
		return -1;
	dialect_apply(entry->dialect, entry->aliases, entry->values);
	for (size_t i = 0; i < s->map_count; i++)
		if (add_map(entry, s->maps[i], e) != 0)
			return -1;
	return 0;
}

/* Note a dialect that fits but is not the best, sorted by score, then by order. */
static void note_next(struct layout *l, const struct dialect *d, size_t known)
{
	size_t at = l->next_count;

	while (at && l->next_known[at - 1] < known)
		at--;
	if (at == LAYOUT_NEXT)
		return;
	if (l->next_count < LAYOUT_NEXT)
		l->next_count++;
	for (size_t i = l->next_count - 1; i > at; i--) {
		l->next[i] = l->next[i - 1];
		l->next_known[i] = l->next_known[i - 1];
	}
	l->next[at] = d;
	l->next_known[at] = known;
}

/* The best of the entries from..to that fit, NULL when none does. The others that fit are noted. */
static struct entry *best_of(struct dialects *s, size_t from, size_t to, const struct headers *h, struct layout *l)
{
	struct entry *best = NULL;

	for (size_t i = from; i < to; i++) {
		struct entry *entry = &s->entries[i];

		if (!dialect_fits(entry->dialect, h))
			continue;
		size_t known = dialect_score(entry->dialect, h);

		if (best && known <= l->known) {
			note_next(l, entry->dialect, known);
			continue;
		}
		if (best)
			note_next(l, best->dialect, l->known);
		best = entry;
		l->known = known;
	}
	return best;
}

static struct entry *choose(struct dialects *s, const char *file, const struct headers *h, struct layout *l,
			    struct err *e)
{
	struct entry *best = best_of(s, 0, s->own, h, l);

	if (!best)
		best = best_of(s, s->own, s->count, h, l);
	if (!best)
		return &s->generic;
	if (l->next_count && l->next_known[0] == l->known) {
		err_set(e,
			"%s: fits dialects %s and %s equally well (%zu of %zu headers): "
			"choose one with --dialect",
			file, dialect_name(best->dialect), dialect_name(l->next[0]), l->known, l->headers);
		return NULL;
	}
	return best;
}

/* Set the name and score of a file that is understood by the generic tables. */
static void name_generic(struct layout *l, const char *const *headers, size_t n)
{
	struct mapping *shipments = mapping_new(l->aliases, SIDE_SHIPMENTS, headers, n);
	struct mapping *returns = mapping_new(l->aliases, SIDE_RETURNS, headers, n);

	l->name = "generic-en";
	l->known = 0;
	for (size_t i = 0; i < n; i++) {
		if (!mapping_is_used(shipments, i) && !mapping_is_used(returns, i))
			continue;
		l->known++;
		if (!text_is_ascii(headers[i], strlen(headers[i])))
			l->name = "generic-zh";
	}
	for (size_t i = 0; i < n && l->known == 0; i++)
		if (!text_is_ascii(headers[i], strlen(headers[i])))
			l->name = "generic-zh";
	mapping_free(shipments);
	mapping_free(returns);
}

int dialects_choose(struct dialects *s, const char *name, const char *file, const char *const *headers, size_t n,
		    struct layout *l, struct err *e)
{
	struct headers *h = headers_new(headers, n);
	struct entry *entry;

	*l = (struct layout){.headers = n};
	if (!name)
		entry = choose(s, file, h, l, e);
	else
		entry = is_generic(name) ? &s->generic : find(s, name);
	if (!entry || complete(s, entry, e) != 0) {
		headers_free(h);
		return -1;
	}
	l->dialect = entry->dialect;
	l->aliases = entry->aliases;
	l->values = entry->values;
	if (l->dialect) {
		l->name = dialect_name(l->dialect);
		l->known = dialect_score(l->dialect, h);
	} else {
		name_generic(l, headers, n);
	}
	headers_free(h);
	return 0;
}

char *layout_words(const struct layout *l)
{
	return mem_printf("dialect %s (%zu of %zu headers)", l->name, l->known, l->headers);
}

int layout_check_side(const struct layout *l, enum side side, const char *file, struct err *e)
{
	if (!l->dialect || (dialect_sides(l->dialect) & side_bit(side)))
		return 0;
	return err_set(e, "%s: dialect %s makes %s, not %s", file, l->name, side_set_name(dialect_sides(l->dialect)),
		       side_name(side));
}

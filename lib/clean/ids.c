#include "clean/ids.h"

#include "base/intern.h"

#include <string.h>

static bool is_separator(char c)
{
	return c == ',' || c == ';' || c == '|';
}

/* A few ids are searched in order; beyond that, as when a stray quote swallows half a file, they are hashed. */
enum { FEW = 16 };

/* The ids of a cell so far. */
struct seen {
	const char *ids;
	size_t n; /* bytes */
	size_t count;
	struct intern *many; /* NULL while there are only a few */
};

static bool has_few(const struct seen *s, struct cell id)
{
	for (size_t from = 0; from < s->n;) {
		const char *end = memchr(s->ids + from, IDS_SEPARATOR, s->n - from);
		size_t to = end ? (size_t)(end - s->ids) : s->n;

		if (to - from == id.length && memcmp(s->ids + from, id.bytes, id.length) == 0)
			return true;
		from = to + 1;
	}
	return false;
}

/* Switch from searching to hashing. */
static void index_ids(struct seen *s)
{
	s->many = intern_new();
	for (size_t from = 0; from < s->n;) {
		const char *end = memchr(s->ids + from, IDS_SEPARATOR, s->n - from);
		size_t to = end ? (size_t)(end - s->ids) : s->n;

		intern_add(s->many, s->ids + from, to - from, NULL);
		from = to + 1;
	}
}

/* True when the id was seen before; else the caller adds it. */
static bool has(struct seen *s, struct cell id)
{
	bool fresh;

	if (s->count < FEW)
		return has_few(s, id);
	if (!s->many)
		index_ids(s);
	intern_add(s->many, id.bytes, id.length, &fresh);
	return !fresh;
}

/* Clean one id; empty when it is missing. */
static struct cell clean_one(struct cell c, struct arena *a)
{
	c = clean_id(c, a);
	if (clean_is_missing(c))
		c.length = 0;
	return c;
}

/* Turn line ends and 、 into separators first: cleaning would drop them and join two ids into a wrong one. */
static struct cell part_lines(struct cell raw, struct arena *a)
{
	static const char comma[] = "\343\200\201"; /* U+3001 */
	size_t width = sizeof(comma) - 1, n = 0;

	if (!memchr(raw.bytes, '\n', raw.length) && !memchr(raw.bytes, '\r', raw.length) &&
	    !memmem(raw.bytes, raw.length, comma, width))
		return raw;
	char *copy = arena_alloc(a, raw.length);

	for (size_t i = 0; i < raw.length; n++) {
		bool listed = raw.length - i >= width && memcmp(raw.bytes + i, comma, width) == 0;

		copy[n] = listed || raw.bytes[i] == '\n' || raw.bytes[i] == '\r' ? IDS_SEPARATOR : raw.bytes[i];
		i += listed ? width : 1;
	}
	return (struct cell){copy, n};
}

struct cell ids_clean(struct cell raw, struct arena *a, bool *several, bool *ruined)
{
	/* Full-width separators become plain ones. */
	struct cell all = clean_one(part_lines(raw, a), a);
	struct seen seen = {NULL, 0, 0, NULL};
	size_t from = 0;

	*several = false;
	*ruined = clean_is_scientific(all);
	while (from < all.length && !is_separator(all.bytes[from]))
		from++;
	if (from == all.length)
		return all;
	char *ids = arena_alloc(a, all.length);

	seen.ids = ids;
	for (from = 0; from <= all.length;) {
		size_t to = from;

		while (to < all.length && !is_separator(all.bytes[to]))
			to++;
		struct cell id = clean_one((struct cell){all.bytes + from, to - from}, a);

		from = to + 1;
		if (id.length == 0 || has(&seen, id))
			continue;
		if (clean_is_scientific(id)) {
			*ruined = true;
			intern_free(seen.many);
			return id;
		}
		if (seen.count++)
			ids[seen.n++] = IDS_SEPARATOR;
		memcpy(ids + seen.n, id.bytes, id.length);
		seen.n += id.length;
	}
	intern_free(seen.many);
	*several = seen.count > 1;
	struct cell found = {ids, seen.n};

	/* If the new ends look like a wrapper, clean once more, so that cleaning is idempotent. */
	return clean_one(found, a).length == found.length ? found : ids_clean(found, a, several, ruined);
}

#include "ids.h"

#include <string.h>

static bool is_separator(char c)
{
	return c == ',' || c == ';' || c == '|';
}

/* True when the ids written so far have this one. */
static bool has(const char *ids, size_t n, struct cell id)
{
	for (size_t from = 0; from < n;) {
		const char *end = memchr(ids + from, IDS_SEPARATOR, n - from);
		size_t to = end ? (size_t)(end - ids) : n;

		if (to - from == id.length && memcmp(ids + from, id.bytes, id.length) == 0)
			return true;
		from = to + 1;
	}
	return false;
}

/* An id without its dirt, empty where it is none. */
static struct cell clean_one(struct cell c, struct arena *a)
{
	c = clean_id(c, a);
	if (clean_is_missing(c))
		c.length = 0;
	return c;
}

/*
 * A cell whose line ends, and the commas between the items of a Chinese list, are separators: cleaning an id would drop the one and make
 * two ids a third that is none.
 */
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
	size_t from = 0, n = 0, count = 0;

	*several = false;
	*ruined = clean_is_scientific(all);
	while (from < all.length && !is_separator(all.bytes[from]))
		from++;
	if (from == all.length)
		return all;
	char *ids = arena_alloc(a, all.length);

	for (from = 0; from <= all.length;) {
		size_t to = from;

		while (to < all.length && !is_separator(all.bytes[to]))
			to++;
		struct cell id = clean_one((struct cell){all.bytes + from, to - from}, a);

		from = to + 1;
		if (id.length == 0 || has(ids, n, id))
			continue;
		if (clean_is_scientific(id)) {
			*ruined = true;
			return id;
		}
		if (count++)
			ids[n++] = IDS_SEPARATOR;
		memcpy(ids + n, id.bytes, id.length);
		n += id.length;
	}
	*several = count > 1;
	return (struct cell){ids, n};
}

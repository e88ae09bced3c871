/* Cells of ids: what is clean stays, each id stands once, and none is lost or made up. */
#include "fuzz.h"

#include "clean/ids.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The next id of a list, its length in *n; NULL behind the last. */
static const char *next_id(struct cell all, const char *at, size_t *n)
{
	const char *end = all.bytes + all.length;

	if (at > end)
		return NULL;
	const char *separator = memchr(at, IDS_SEPARATOR, (size_t)(end - at));

	*n = (size_t)((separator ? separator : end) - at);
	return at;
}

/* How often an id stands in a list. */
static size_t count(struct cell all, const char *id, size_t length)
{
	size_t found = 0, n;

	for (const char *at = all.bytes; (at = next_id(all, at, &n)) != NULL; at += n + 1)
		found += n == length && memcmp(at, id, n) == 0;
	return found;
}

static void check_list(struct cell all, bool several)
{
	size_t ids = 0, n;

	for (const char *at = all.bytes; (at = next_id(all, at, &n)) != NULL; at += n + 1, ids++)
		if (count(all, at, n) != 1)
			fuzz_fail("'%.*s' stands twice in '%.*s'", (int)n, at, (int)all.length, all.bytes);
		else if (n == 0 && all.length > 0)
			fuzz_fail("an id is empty in '%.*s'", (int)all.length, all.bytes);
	if (several != (ids > 1))
		fuzz_fail("%zu ids in '%.*s'", ids, (int)all.length, all.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct cell raw;
	bool several, ruined, again;
	char *text = fuzz_text((const char *)bytes, n, &raw.length);

	raw.bytes = text;
	struct cell ids = ids_clean(raw, a, &several, &ruined);

	if (text_valid_prefix(ids.bytes, ids.length) != ids.length)
		fuzz_fail("no longer UTF-8");
	if (!ruined && ids.length > 0) {
		check_list(ids, several);
		struct cell same = ids_clean(ids, a, &again, &ruined);

		if (ruined || again != several || same.length != ids.length ||
		    memcmp(same.bytes, ids.bytes, ids.length) != 0)
			fuzz_fail("'%.*s' is cleaned to '%.*s'", (int)ids.length, ids.bytes, (int)same.length,
				  same.bytes);
	}
	free(text);
	arena_free(a);
	return 0;
}

/* As many ids as a cell can hold: one that a stray quote makes of half a file must not take the day. */
static void made(void)
{
	enum { IDS = 1 << 18, ROOM = 8 };
	char *text = mem_alloc(IDS, ROOM);

	for (size_t i = 0; i < IDS; i++) {
		for (size_t digit = 0; digit < ROOM - 1; digit++)
			text[i * ROOM + digit] = (char)('a' + (i >> (3 * (ROOM - 2 - digit)) & 7));
		text[i * ROOM + ROOM - 1] = ',';
	}
	LLVMFuzzerTestOneInput((const uint8_t *)text, 100 * ROOM);
	struct arena *a = arena_new();
	bool several, ruined;
	struct cell ids = ids_clean((struct cell){text, (size_t)IDS * ROOM}, a, &several, &ruined);

	if (!several || ruined || ids.length != (size_t)IDS * ROOM - 1)
		fuzz_fail("%zu bytes are left of %d ids", ids.length, IDS);
	arena_free(a);
	free(text);
}

const struct fuzz_replay fuzz_replay = {NULL, made};

#include "import/fingerprint.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { KEYS = 4, IDS = 4 };

/* The fewest characters in an id of a platform or carrier; shorter ones are numbers that a shop counts by itself. */
enum { WORLDWIDE = 9 };

struct fingerprints {
	size_t columns; /* all before `source`, which is the last */
	int key[KEYS];
	size_t key_count;
	size_t key_ids; /* how many of `key` are ids, of which one must be present; they come first */
	int id[IDS];
	size_t id_count;
	int shop;
	char *bytes; /* the bytes that are hashed */
	size_t capacity;
};

static void add_key(struct fingerprints *p, enum side side, const char *column)
{
	p->key[p->key_count++] = alias_target(side, column);
}

static void add_id(struct fingerprints *p, enum side side, const char *column)
{
	int target = alias_target(side, column);

	if (target >= 0)
		p->id[p->id_count++] = target;
}

struct fingerprints *fingerprints_new(enum side side)
{
	struct fingerprints *p = mem_alloc(1, sizeof(*p));

	p->columns = (size_t)alias_target(side, COLUMN_SOURCE);
	if (side == SIDE_RETURNS) {
		add_key(p, side, COLUMN_RETURN_ID);
		p->key_ids = p->key_count;
		add_key(p, side, COLUMN_LINE_ID);
	} else {
		add_key(p, side, COLUMN_ORDER_ID);
		add_key(p, side, COLUMN_LINE_ID);
		p->key_ids = p->key_count;
		add_key(p, side, COLUMN_SHIPPED_AT);
	}
	add_key(p, side, COLUMN_SKU);
	p->shop = alias_target(side, COLUMN_SHOP);
	add_id(p, side, COLUMN_RETURN_ID);
	add_id(p, side, COLUMN_ORDER_ID);
	add_id(p, side, COLUMN_LINE_ID);
	add_id(p, side, COLUMN_TRACKING_NO);
	return p;
}

void fingerprints_free(struct fingerprints *p)
{
	if (!p)
		return;
	free(p->bytes);
	free(p);
}

/* Most cells are short: calling memcpy() would cost more than the copy. */
static inline void copy(char *to, const char *from, size_t n)
{
	uint64_t first, last;

	if (n < 8 || n > 16) {
		memcpy(to, from, n);
		return;
	}
	memcpy(&first, from, 8);
	memcpy(&last, from + n - 8, 8);
	memcpy(to, &first, 8);
	memcpy(to + n - 8, &last, 8);
}

enum { HEAD = 2 * sizeof(uint32_t) };

/* Make room for all cells of a row. */
static void make_room(struct fingerprints *p, const struct cell *cells)
{
	size_t n = p->columns * HEAD;

	for (size_t i = 0; i < p->columns; i++)
		n += cells[i].length;
	p->bytes = mem_grow(p->bytes, &p->capacity, n, 1);
}

/*
 * Append a cell as column, length and bytes, so that different rows give different bytes. A blank cell, as most are, appends nothing.
 * Returns the new end.
 */
static inline char *put(char *to, size_t column, struct cell cell)
{
	const uint32_t head[2] = {(uint32_t)column, (uint32_t)cell.length};

	if (cell.length == 0)
		return to;
	memcpy(to, head, HEAD);
	copy(to + HEAD, cell.bytes, cell.length);
	return to + HEAD + cell.length;
}

static uint64_t take_key(const struct fingerprints *p, const struct cell *cells)
{
	char *end = p->bytes;

	for (size_t i = 0; i < p->key_ids; i++)
		end = put(end, (size_t)p->key[i], cells[p->key[i]]);
	if (end == p->bytes)
		return 0;
	for (size_t i = p->key_ids; i < p->key_count; i++)
		end = put(end, (size_t)p->key[i], cells[p->key[i]]);
	uint64_t key = XXH3_64bits(p->bytes, (size_t)(end - p->bytes));

	return key ? key : 1;
}

struct fingerprint fingerprints_take(struct fingerprints *p, const struct cell *cells)
{
	struct fingerprint f = {0};
	size_t columns = p->columns;

	make_room(p, cells);
	f.key = take_key(p, cells);
	char *end = p->bytes;

	for (size_t i = 0; i < columns; i++)
		end = put(end, i, cells[i]);
	XXH128_hash_t hash = XXH3_128bits(p->bytes, (size_t)(end - p->bytes));

	f.low = hash.low64;
	f.high = hash.high64;
	f.local = p->shop >= 0 && cells[p->shop].length == 0;
	for (size_t i = 0; i < p->id_count; i++) {
		size_t length = cells[p->id[i]].length;

		f.identified |= length > 0;
		f.local &= length < WORLDWIDE;
	}
	return f;
}

#include "join/wanted.h"

#include "base/intern.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/*
 * A filter of 16 bits per id: at most 1 in 16 is set, so at most 1 in 16 unwanted ids passes it and needs a lookup.
 */
enum { BITS = 16, LEAST_BITS = 1 << 12 };

struct wanted {
	struct hash_key key;
	struct intern *ids;
	uint64_t *bits;
	size_t mask; /* number of bits - 1 */
};

struct wanted *wanted_new(void)
{
	struct wanted *w = mem_alloc(1, sizeof(*w));

	w->key = hash_key();
	w->ids = intern_new();
	return w;
}

void wanted_free(struct wanted *w)
{
	if (!w)
		return;
	intern_free(w->ids);
	free(w->bits);
	free(w);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool wanted_split(struct cell *cell, struct cell *id)
{
	while (cell->length) {
		const char *end = memchr(cell->bytes, ';', cell->length);
		size_t n = end ? (size_t)(end - cell->bytes) : cell->length;

		*id = (struct cell){cell->bytes, n};
		n += end != NULL;
		*cell = (struct cell){cell->bytes + n, cell->length - n};
		while (id->length && is_blank(id->bytes[0]))
			*id = (struct cell){id->bytes + 1, id->length - 1};
		while (id->length && is_blank(id->bytes[id->length - 1]))
			id->length--;
		if (id->length)
			return true;
	}
	return false;
}

/* True when a cell is exactly one id: no separator, no blanks around it. */
static inline bool is_single(const char *bytes, size_t n)
{
	return n && !is_blank(bytes[0]) && !is_blank(bytes[n - 1]) && !memchr(bytes, ';', n);
}

static void add_several(struct wanted *w, struct cell cell)
{
	struct cell id;

	while (wanted_split(&cell, &id))
		intern_add(w->ids, id.bytes, id.length, NULL);
}

void wanted_add(struct wanted *w, const struct cell *cells, size_t n, uint32_t *ids)
{
	struct intern_text texts[INTERN_MANY];
	uint32_t numbers[INTERN_MANY];

	for (size_t done = 0, end; done < n; done = end) {
		size_t single = 0;

		end = n - done < INTERN_MANY ? n : done + INTERN_MANY;
		for (size_t i = done; i < end; i++) {
			ids[i] = cells[i].length ? WANTED_MANY : WANTED_NONE;
			if (is_single(cells[i].bytes, cells[i].length)) {
				texts[single++] = (struct intern_text){cells[i].bytes, cells[i].length};
				ids[i] = 0;
			} else {
				add_several(w, cells[i]);
			}
		}
		intern_add_many(w->ids, texts, single, numbers);
		single = 0;
		for (size_t i = done; i < end; i++)
			if (ids[i] == 0)
				ids[i] = numbers[single++];
	}
}

/* The lowest bits of a hash give its slot in the table of ids, so the filter uses higher ones. */
static inline size_t bit_of(const struct wanted *w, uint64_t hash)
{
	return (size_t)(hash >> 24) & w->mask;
}

static inline bool may_be_wanted(const struct wanted *w, uint64_t hash)
{
	size_t bit = bit_of(w, hash);

	return w->bits[bit / 64] >> bit % 64 & 1;
}

void wanted_ready(struct wanted *w)
{
	size_t bits = LEAST_BITS;

	while (bits < BITS * wanted_count(w))
		bits *= 2;
	w->bits = mem_alloc(bits / 64, sizeof(*w->bits));
	w->mask = bits - 1;
	for (size_t i = 0; i < wanted_count(w); i++) {
		size_t length;
		const char *id = intern_get(w->ids, (uint32_t)i, &length);
		size_t bit = bit_of(w, intern_hash(&w->key, id, length));

		w->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

size_t wanted_count(const struct wanted *w)
{
	return intern_count(w->ids);
}

/* Look up at most INTERN_MANY cells. */
static void find_some(const struct wanted *w, const struct field *fields, size_t stride, size_t n, uint32_t *ids)
{
	struct intern_text texts[INTERN_MANY];
	uint64_t hashes[INTERN_MANY];
	uint32_t numbers[INTERN_MANY];
	size_t places[INTERN_MANY], likely = 0;

	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i * stride];

		ids[i] = f->length ? WANTED_MANY : WANTED_NONE;
		if (!is_single(f->bytes, f->length))
			continue;
		ids[i] = WANTED_NONE;
		hashes[likely] = intern_hash(&w->key, f->bytes, f->length);
		places[likely] = i;
		__builtin_prefetch(&w->bits[bit_of(w, hashes[likely]) / 64]);
		likely++;
	}
	size_t single = likely;

	likely = 0;
	for (size_t i = 0; i < single; i++) {
		const struct field *f = &fields[places[i] * stride];

		if (!may_be_wanted(w, hashes[i]))
			continue;
		texts[likely] = (struct intern_text){f->bytes, f->length};
		places[likely++] = places[i];
	}
	if (likely)
		intern_find_many(w->ids, texts, likely, numbers);
	for (size_t i = 0; i < likely; i++)
		ids[places[i]] = numbers[i] == INTERN_NONE ? WANTED_NONE : numbers[i];
}

/* True when at least one id of a cell is wanted. */
static bool has_wanted(const struct wanted *w, const struct field *f)
{
	uint32_t id = WANTED_MANY, number;
	struct cell cell = {f->bytes, f->length};

	return wanted_next(w, &id, &cell, &number);
}

void wanted_find(const struct wanted *w, const struct field *fields, size_t stride, size_t n, uint32_t *ids)
{
	for (size_t done = 0, end; done < n; done = end) {
		end = n - done < INTERN_MANY ? n : done + INTERN_MANY;
		find_some(w, fields + done * stride, stride, end - done, ids + done);
		for (size_t i = done; i < end; i++)
			if (ids[i] == WANTED_MANY && !has_wanted(w, &fields[i * stride]))
				ids[i] = WANTED_NONE;
	}
}

bool wanted_next(const struct wanted *w, uint32_t *id, struct cell *cell, uint32_t *number)
{
	struct cell next;

	if (*id != WANTED_MANY) {
		*number = *id;
		*id = WANTED_NONE;
		return *number != WANTED_NONE;
	}
	while (wanted_split(cell, &next))
		if (may_be_wanted(w, intern_hash(&w->key, next.bytes, next.length)) &&
		    intern_find(w->ids, next.bytes, next.length, number))
			return true;
	return false;
}

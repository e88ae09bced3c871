/* Adding rows to a table of cells. */
#include "cell/private.h"

#include "base/die.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/*
 * Shipments come roughly in order of time, and periods are numbered as they come. So a group mostly adds to its latest cell, the one of
 * the greatest period, and a greater period means a new cell. Only other periods, and returns, need the hash index, which is brought up
 * to date when it is used.
 */

/* ---- keys ---- */

uint32_t cells_period(struct cells *c, const char *label, size_t n)
{
	uint32_t id = intern_add(c->periods, label, n, NULL);

	if (id >= MOST_PERIODS)
		die("more than %d periods", MOST_PERIODS);
	return id;
}

/* Join parts by NUL bytes at offset *at of the scratch, which may move, and advance *at. Returns the length. */
static size_t join(struct cells *c, size_t *at, const struct cell_part *parts, size_t count)
{
	size_t begun = *at, n = count;

	for (size_t i = 0; i < count; i++)
		n += parts[i].length;
	c->key = mem_grow(c->key, &c->key_capacity, begun + n + 1, 1);
	char *to = c->key + begun;

	for (size_t i = 0; i < count; i++) {
		if (i)
			*to++ = '\0';
		if (parts[i].length)
			memcpy(to, parts[i].bytes, parts[i].length);
		to += parts[i].length;
	}
	*at = (size_t)(to - c->key);
	return *at - begun;
}

/* The group of each row as one string: its only dim, or its dims joined in the scratch. */
static void take_groups(struct cells *c, const struct cell_row *rows, size_t n, struct intern_text *texts)
{
	size_t end = 0, at = 0;

	for (size_t i = 0; i < n && c->dim_count == 1; i++)
		texts[i] = (struct intern_text){rows[i].dims->bytes, rows[i].dims->length};
	if (c->dim_count == 1)
		return;
	for (size_t i = 0; i < n; i++)
		texts[i].length = join(c, &end, rows[i].dims, c->dim_count);
	for (size_t i = 0; i < n; at += texts[i++].length)
		texts[i].bytes = c->key + at;
}

uint32_t cells_category(struct cells *c, const struct cell_part *cause, const struct cell_part *reason)
{
	const struct cell_part parts[2] = {*cause, *reason};
	size_t end = 0, n = join(c, &end, parts, 2);
	uint32_t id = intern_add(c->categories, c->key, n, NULL);

	if (id >= MOST_CATEGORIES)
		die("more than %d causes and reasons", MOST_CATEGORIES);
	return id;
}

/* ---- finding cells ---- */

/* Numbers are dense, so the hash must mix all bits of the key into the low ones. */
static inline size_t place_of(const struct cells *c, uint64_t key)
{
	return (size_t)intern_mix(key ^ c->secret.start, c->secret.fold) & c->mask;
}

/* Insert the cells that the index lacks. It is rebuilt larger when it gets too full for short probes. */
static void update_index(struct cells *c)
{
	if (!c->index || 2 * c->count >= c->mask) {
		free(c->index);
		c->mask = 255;
		while (c->mask < 4 * c->count)
			c->mask = c->mask * 2 + 1;
		c->index = mem_alloc(c->mask + 1, sizeof(*c->index));
		c->indexed = 0;
	}
	for (; c->indexed < c->count; c->indexed++) {
		size_t at = place_of(c, c->cells[c->indexed].key);

		while (c->index[at])
			at = (at + 1) & c->mask;
		c->index[at] = (uint32_t)c->indexed + 1;
	}
}

/* Append an empty cell. */
static struct cell_entry *append(struct cells *c, uint64_t key)
{
	if (c->count >= UINT32_MAX - 1)
		die("more than %u cells", UINT32_MAX - 1);
	c->cells = mem_grow(c->cells, &c->capacity, c->count + 1, sizeof(*c->cells));
	struct cell_entry *cell = &c->cells[c->count++];

	*cell = (struct cell_entry){key, {.first = DATE_NONE, .last = DATE_NONE}};
	free(c->order);
	c->order = NULL;
	return cell;
}

/* The cell of a key, found through the index or appended. */
static struct cell_entry *find_cell(struct cells *c, uint64_t key)
{
	update_index(c);
	for (size_t at = place_of(c, key); c->index[at]; at = (at + 1) & c->mask)
		if (c->cells[c->index[at] - 1].key == key)
			return &c->cells[c->index[at] - 1];
	return append(c, key);
}

/* ---- adding ---- */

/* Make room for all groups in `latest`. */
static void grow_latest(struct cells *c)
{
	size_t had = c->latest_capacity;

	c->latest = mem_grow(c->latest, &c->latest_capacity, intern_count(c->groups), sizeof(*c->latest));
	if (c->latest_capacity == had)
		return;
	memset(c->latest + had, 0, (c->latest_capacity - had) * sizeof(*c->latest));
}

/* Make a table ready to add to: equal keys added up, no dead cells, `latest` known. Returns 0, or -1 when a sum overflows. */
static int make_ready(struct cells *c)
{
	if (!c->settled && cells_sort(c) != 0)
		return -1;
	cells_bury(c);
	grow_latest(c);
	for (size_t i = 0; i < c->count; i++) {
		struct cell_place p = cell_key_place(c->cells[i].key);
		uint32_t *latest = &c->latest[p.group];

		if (p.category == 0 && (*latest == 0 || c->cells[*latest - 1].key < c->cells[i].key))
			*latest = (uint32_t)i + 1;
	}
	c->ready = true;
	return 0;
}

static inline int add_sums(struct cells *c, uint32_t period, uint32_t group, uint32_t category,
			   const struct cell_sums *sums)
{
	uint64_t key = cell_key(period, group, category);

	if (category)
		return cell_sums_add(&find_cell(c, key)->sums, sums);
	uint32_t latest = c->latest[group];

	if (latest && c->cells[latest - 1].key == key)
		return cell_sums_add(&c->cells[latest - 1].sums, sums);
	if (latest && c->cells[latest - 1].key > key)
		return cell_sums_add(&find_cell(c, key)->sums, sums);
	struct cell_entry *cell = append(c, key);

	c->latest[group] = (uint32_t)c->count;
	return cell_sums_add(&cell->sums, sums);
}

/* Prefetch what add_sums() will look at. */
static inline void prefetch_latest(const struct cells *c, uint32_t group)
{
	uint32_t latest = c->latest[group];

	if (!latest)
		return;
	__builtin_prefetch(&c->cells[latest - 1], 1);
	__builtin_prefetch((const char *)&c->cells[latest] - 1, 1);
}

int cells_add_rows(struct cells *c, const struct cell_row *rows, size_t n, size_t *bad)
{
	struct intern_text texts[CELL_ROWS];
	uint32_t groups[CELL_ROWS];

	*bad = 0;
	if (!c->ready && make_ready(c) != 0)
		return -1;
	take_groups(c, rows, n, texts);
	intern_add_many(c->groups, texts, n, groups);
	grow_latest(c);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].category)
			cells_prefetch_place(c, (struct cell_place){rows[i].period, groups[i], rows[i].category});
		else
			prefetch_latest(c, groups[i]);
	}
	for (size_t i = 0; i < n; i++) {
		if (add_sums(c, rows[i].period, groups[i], rows[i].category, &rows[i].sums) == 0)
			continue;
		*bad = i;
		return -1;
	}
	return 0;
}

uint32_t cells_group(struct cells *c, const struct cell_part *dims)
{
	const struct cell_row row = {.dims = dims};
	struct intern_text text;

	take_groups(c, &row, 1, &text);
	return intern_add(c->groups, text.bytes, text.length, NULL);
}

void cells_prefetch_place(const struct cells *c, struct cell_place p)
{
	if (c->index)
		__builtin_prefetch(&c->index[place_of(c, cell_key(p.period, p.group, p.category))]);
}

int cells_add_at(struct cells *c, struct cell_place p, const struct cell_sums *sums)
{
	if (!c->ready && make_ready(c) != 0)
		return -1;
	grow_latest(c);
	return add_sums(c, p.period, p.group, p.category, sums);
}

void cells_append(struct cells *c, struct cell_place p, const struct cell_sums *sums)
{
	append(c, cell_key(p.period, p.group, p.category))->sums = *sums;
	c->ready = false;
}

int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m)
{
	const struct cell_part *causes = parts + 1 + c->dim_count;
	struct cell_place place = {
		.period = cells_period(c, parts[0].bytes, parts[0].length),
		.group = cells_group(c, parts + 1),
		.category = cells_category(c, causes, causes + 1),
	};
	struct cell_sums sums = {m->shipped, m->shipped_amount, m->shipped_lines, m->shipped_sq, m->first, m->last};

	if (causes[0].length)
		sums = (struct cell_sums){m->returned,    m->returned_amount, m->returned_lines,
					  m->returned_sq, m->first,           m->last};
	return cells_add_at(c, place, &sums);
}

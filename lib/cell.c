#include "cell.h"

#include "die.h"
#include "intern.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>

/*
 * A cell is (period, group, category), three numbers of strings that are kept once. Cells are found through a hash of the three
 * numbers; rows come nearly in the order of time, so those in use at one time are few and stay in the cache however many there are
 * in all. A group of several dims is their bytes parted by NUL, so groups order as bytes as their parts do.
 */
struct spot {
	uint64_t key;      /* group and column, see spot_key() */
	uint32_t cell;     /* + 1; 0: empty */
};

struct cells {
	char *metric;
	char **dims;
	size_t dim_count;
	struct intern *periods;
	struct intern *groups;
	struct intern *categories; /* cause, NUL, reason */
	struct cell_place *places;      /* by cell */
	struct measures *measures;
	size_t count;
	size_t place_capacity;
	size_t measure_capacity;
	struct spot *spots;
	size_t mask;
	uint32_t *order;           /* NULL: as they came */
	char *key;                 /* scratch */
	size_t key_capacity;
};

/* Numbers of categories and periods share 32 bits of a key. */
enum { MOST_CATEGORIES = 1 << 15, MOST_PERIODS = 1 << 17 };

struct cells *cells_new(const char *metric, const char *const *dims, size_t n)
{
	struct cells *c = mem_alloc(1, sizeof(*c));

	c->metric = mem_dup(metric, strlen(metric));
	c->dims = mem_alloc(n, sizeof(*c->dims));
	for (size_t i = 0; i < n; i++)
		c->dims[i] = mem_dup(dims[i], strlen(dims[i]));
	c->dim_count = n;
	c->periods = intern_new();
	c->groups = intern_new();
	c->categories = intern_new();
	c->mask = 255;
	c->spots = mem_alloc(c->mask + 1, sizeof(*c->spots));
	return c;
}

void cells_free(struct cells *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->dim_count; i++)
		free(c->dims[i]);
	free(c->dims);
	free(c->metric);
	intern_free(c->periods);
	intern_free(c->groups);
	intern_free(c->categories);
	free(c->places);
	free(c->measures);
	free(c->spots);
	free(c->order);
	free(c->key);
	free(c);
}

const char *cells_metric(const struct cells *c)
{
	return c->metric;
}

size_t cells_dims(const struct cells *c)
{
	return c->dim_count;
}

const char *cells_dim(const struct cells *c, size_t i)
{
	return c->dims[i];
}

int cells_adopt_metric(struct cells *c, const char *metric, size_t n)
{
	if (*c->metric == '\0' && c->count == 0) {
		free(c->metric);
		c->metric = mem_dup(metric, n);
	}
	return strlen(c->metric) == n && memcmp(c->metric, metric, n) == 0 ? 0 : -1;
}

bool cells_have_dims(const struct cells *c, const char *const *names, size_t n)
{
	if (c->dim_count != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->dims[i], names[i]) != 0)
			return false;
	return true;
}

/* ---- adding ---- */

uint32_t cells_period(struct cells *c, const char *label, size_t n)
{
	uint32_t id = intern_add(c->periods, label, n, NULL);

	if (id >= MOST_PERIODS)
		die("more than %d periods", MOST_PERIODS);
	return id;
}

/* Parts joined by NUL bytes in the scratch. Returns their length. */
static size_t join(struct cells *c, const struct cell_part *parts, size_t count)
{
	size_t n = count;

	for (size_t i = 0; i < count; i++)
		n += parts[i].length;
	c->key = mem_grow(c->key, &c->key_capacity, n + 1, 1);
	char *to = c->key;

	for (size_t i = 0; i < count; i++) {
		if (i)
			*to++ = '\0';
		if (parts[i].length)
			memcpy(to, parts[i].bytes, parts[i].length);
		to += parts[i].length;
	}
	return (size_t)(to - c->key);
}

/* A group as one string: its only part, or its parts joined in the scratch. */
static struct cell_part group_string(struct cells *c, const struct cell_part *dims)
{
	if (c->dim_count == 1)
		return dims[0];
	size_t n = join(c, dims, c->dim_count);

	return (struct cell_part){c->key, n};
}

uint64_t cells_group_hash(struct cells *c, const struct cell_part *dims)
{
	struct cell_part s = group_string(c, dims);

	return intern_hash(s.bytes, s.length);
}

void cells_prefetch_group(const struct cells *c, uint64_t hash)
{
	intern_prefetch(c->groups, hash);
}

uint32_t cells_group_hashed(struct cells *c, uint64_t hash, const struct cell_part *dims)
{
	struct cell_part s = group_string(c, dims);

	return intern_add_hashed(c->groups, hash, s.bytes, s.length, NULL);
}

uint32_t cells_group(struct cells *c, const struct cell_part *dims)
{
	struct cell_part s = group_string(c, dims);

	return intern_add(c->groups, s.bytes, s.length, NULL);
}

uint32_t cells_category(struct cells *c, const struct cell_part *cause,
			const struct cell_part *reason)
{
	const struct cell_part parts[2] = {*cause, *reason};
	size_t n = join(c, parts, 2);
	uint32_t id = intern_add(c->categories, c->key, n, NULL);

	if (id >= MOST_CATEGORIES)
		die("more than %d causes and reasons", MOST_CATEGORIES);
	return id;
}

static inline uint64_t spot_key(uint32_t period, uint32_t group, uint32_t category)
{
	return (uint64_t)group << 32 | (uint64_t)period << 15 | category;
}

/* Fibonacci hashing: the upper bits of the product depend on all of the key. */
static inline size_t spot_at(const struct cells *c, uint64_t key)
{
	return (size_t)((key * 0x9e3779b97f4a7c15u) >> 24) & c->mask;
}

static void enlarge(struct cells *c)
{
	struct spot *old = c->spots;
	size_t size = c->mask + 1;

	c->mask = size * 2 - 1;
	c->spots = mem_alloc(c->mask + 1, sizeof(*c->spots));
	for (size_t i = 0; i < size; i++) {
		if (!old[i].cell)
			continue;
		size_t at = spot_at(c, old[i].key);

		while (c->spots[at].cell)
			at = (at + 1) & c->mask;
		c->spots[at] = old[i];
	}
	free(old);
}

void cells_prefetch_spot(const struct cells *c, uint32_t period, uint32_t group, uint32_t category)
{
	__builtin_prefetch(&c->spots[spot_at(c, spot_key(period, group, category))]);
}

void cells_prefetch_cell(const struct cells *c, uint32_t period, uint32_t group, uint32_t category)
{
	uint64_t key = spot_key(period, group, category);
	const struct spot *spot = &c->spots[spot_at(c, key)];

	/* When another cell sits there the search goes on later; most of the time it does not. */
	if (spot->cell && spot->key == key) {
		__builtin_prefetch(&c->measures[spot->cell - 1], 1);
		__builtin_prefetch((const char *)&c->measures[spot->cell - 1] + 63, 1);
	}
}

int cells_add_at(struct cells *c, uint32_t period, uint32_t group, uint32_t category,
		 const struct measures *m)
{
	uint64_t key = spot_key(period, group, category);
	size_t at = spot_at(c, key);

	for (; c->spots[at].cell; at = (at + 1) & c->mask)
		if (c->spots[at].key == key)
			return measures_add(&c->measures[c->spots[at].cell - 1], m);
	if (c->count >= UINT32_MAX - 1)
		die("more than %u cells", UINT32_MAX - 1);
	c->places = mem_grow(c->places, &c->place_capacity, c->count + 1, sizeof(*c->places));
	c->measures =
		mem_grow(c->measures, &c->measure_capacity, c->count + 1, sizeof(*c->measures));
	c->places[c->count] = (struct cell_place){period, group, category};
	c->measures[c->count++] = *m;
	c->spots[at] = (struct spot){key, (uint32_t)c->count};
	if (2 * c->count > c->mask)
		enlarge(c);
	free(c->order);
	c->order = NULL;
	return 0;
}

int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m)
{
	uint32_t period = cells_period(c, parts[0].bytes, parts[0].length);
	uint32_t group = cells_group(c, parts + 1);
	const struct cell_part *causes = parts + 1 + c->dim_count;

	return cells_add_at(c, period, group, cells_category(c, causes, causes + 1), m);
}

/* The numbers that the strings of `from` have in `into`, which gets those it lacks. Caller frees. */
static uint32_t *map_strings(struct intern *into, const struct intern *from)
{
	uint32_t *map = mem_alloc(intern_count(from), sizeof(*map));

	for (uint32_t id = 0; id < intern_count(from); id++) {
		size_t n;
		const char *bytes = intern_get(from, id, &n);

		map[id] = intern_add(into, bytes, n, NULL);
	}
	return map;
}

int cells_merge(struct cells *into, const struct cells *from, struct err *e)
{
	if (cells_adopt_metric(into, from->metric, strlen(from->metric)) != 0 ||
	    !cells_have_dims(into, (const char *const *)from->dims, from->dim_count))
		return err_set(e, "cells of different metrics or dimensions do not merge");
	uint32_t *periods = map_strings(into->periods, from->periods);
	uint32_t *groups = map_strings(into->groups, from->groups);
	uint32_t *categories = map_strings(into->categories, from->categories);
	int status = 0;

	/* Beyond these the numbers of a cell would run into one another. */
	if (intern_count(into->periods) > MOST_PERIODS ||
	    intern_count(into->categories) > MOST_CATEGORIES)
		status = err_set(e, "more than %d periods, or %d causes and reasons", MOST_PERIODS,
				 MOST_CATEGORIES);

	for (size_t i = 0; i < from->count && status == 0; i++) {
		const struct cell_place *p = &from->places[i];

		if (cells_add_at(into, periods[p->period], groups[p->group],
				 categories[p->category], &from->measures[i]) != 0)
			status = err_set(e, "a sum of the cells leaves 64 bits");
	}
	free(periods);
	free(groups);
	free(categories);
	return status;
}

/* ---- order ---- */

/* The rank of every string in byte order. Caller frees. */
static uint32_t *rank_strings(const struct intern *t)
{
	uint32_t *order = intern_order(t);
	uint32_t *rank = mem_alloc(intern_count(t), sizeof(*rank));

	for (uint32_t i = 0; i < intern_count(t); i++)
		rank[order[i]] = i;
	free(order);
	return rank;
}

struct ranked {
	uint64_t key;
	uint32_t cell;
};

/* Sort by key, a byte at a time from the lowest; bytes that all keys share cost one look. */
static void sort_ranked(struct ranked *a, size_t n)
{
	struct ranked *b = mem_alloc(n, sizeof(*b)), *from = a, *to = b;

	for (unsigned shift = 0; shift < 64; shift += 8) {
		size_t places[257] = {0};

		for (size_t i = 0; i < n; i++)
			places[(from[i].key >> shift & 0xff) + 1]++;
		if (n && places[(from[0].key >> shift & 0xff) + 1] == n)
			continue;
		for (unsigned i = 0; i < 256; i++)
			places[i + 1] += places[i];
		for (size_t i = 0; i < n; i++)
			to[places[from[i].key >> shift & 0xff]++] = from[i];
		struct ranked *swap = from;

		from = to;
		to = swap;
	}
	if (from != a)
		memcpy(a, from, n * sizeof(*a));
	free(b);
}

void cells_sort(struct cells *c)
{
	if (c->order)
		return;
	uint32_t *periods = rank_strings(c->periods);
	uint32_t *groups = rank_strings(c->groups);
	uint32_t *categories = rank_strings(c->categories);
	struct ranked *all = mem_alloc(c->count, sizeof(*all));

	for (size_t i = 0; i < c->count; i++) {
		const struct cell_place *p = &c->places[i];

		all[i].key = (uint64_t)periods[p->period] << 47 |
			     (uint64_t)groups[p->group] << 15 | categories[p->category];
		all[i].cell = (uint32_t)i;
	}
	sort_ranked(all, c->count);
	c->order = mem_alloc(c->count, sizeof(*c->order));
	for (size_t i = 0; i < c->count; i++)
		c->order[i] = all[i].cell;
	free(all);
	free(periods);
	free(groups);
	free(categories);
}

/* ---- asking ---- */

size_t cells_count(const struct cells *c)
{
	return c->count;
}

static size_t cell_at(const struct cells *c, size_t at)
{
	return c->order ? c->order[at] : at;
}

/* Part `i` of strings parted by NUL bytes. */
static const char *nth(const char *s, size_t i)
{
	while (i--)
		s += strlen(s) + 1;
	return s;
}

const struct cell_place *cells_place(const struct cells *c, size_t at)
{
	return &c->places[cell_at(c, at)];
}

size_t cells_periods(const struct cells *c)
{
	return intern_count(c->periods);
}

size_t cells_groups(const struct cells *c)
{
	return intern_count(c->groups);
}

size_t cells_categories(const struct cells *c)
{
	return intern_count(c->categories);
}

const char *cells_period_label(const struct cells *c, uint32_t period)
{
	return intern_get(c->periods, period, NULL);
}

const char *cells_group_dim(const struct cells *c, uint32_t group, size_t dim)
{
	return nth(intern_get(c->groups, group, NULL), dim);
}

const char *cells_category_part(const struct cells *c, uint32_t category, size_t part)
{
	return nth(intern_get(c->categories, category, NULL), part);
}

const char *cells_part(const struct cells *c, size_t at, size_t i)
{
	const struct cell_place *p = cells_place(c, at);

	if (i == 0)
		return cells_period_label(c, p->period);
	if (i <= c->dim_count)
		return cells_group_dim(c, p->group, i - 1);
	return cells_category_part(c, p->category, i - 1 - c->dim_count);
}

const struct measures *cells_measures(const struct cells *c, size_t at)
{
	return &c->measures[cell_at(c, at)];
}

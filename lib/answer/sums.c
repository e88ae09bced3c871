#include "answer/sums.h"

#include "base/mem.h"
#include "base/rank.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A sum and its key: period, group and category packed into as few bits as needed, period highest. */
struct entry {
	uint64_t key;
	struct sum sum;
};

struct sums {
	struct entry *entries;
	size_t count;
	size_t capacity;
	bool over; /* a sum overflowed 64 bits */
	unsigned group_bits, category_bits;
	bool sorted; /* the entries are sorted and have no duplicate keys */
	/* The index: for each period and run of 2^shift groups, the first entry. */
	uint32_t periods;
	uint32_t groups;
	uint32_t *begins;
	size_t runs; /* runs in each period */
	unsigned shift;
};

enum { FEW = 1 << 14 };

static const struct sum nothing = {0, 0, 0};

struct sums *sums_new(uint32_t periods, uint32_t groups, uint32_t categories)
{
	struct sums *s = mem_alloc(1, sizeof(*s));

	s->capacity = FEW;
	s->entries = mem_alloc(s->capacity, sizeof(*s->entries));
	s->group_bits = rank_bits(groups);
	s->category_bits = rank_bits(categories);
	s->periods = periods;
	s->groups = groups;
	s->sorted = true;
	return s;
}

void sums_free(struct sums *s)
{
	if (!s)
		return;
	free(s->entries);
	free(s->begins);
	free(s);
}

static uint64_t key_of(const struct sums *s, uint32_t period, uint32_t group, uint32_t category)
{
	return ((uint64_t)period << s->group_bits | group) << s->category_bits | category;
}

/* ---- sorting ---- */

static void sort_entries(struct sums *s)
{
	struct ranked *a = mem_alloc(s->count, sizeof(*a));
	struct entry *entries = mem_alloc(s->capacity, sizeof(*entries));
	unsigned bits = rank_bits(s->periods) + s->group_bits + s->category_bits;

	for (size_t i = 0; i < s->count; i++)
		a[i] = (struct ranked){s->entries[i].key, i};
	rank_sort(a, s->count, bits);
	for (size_t i = 0; i < s->count; i++)
		entries[i] = s->entries[a[i].place];
	free(s->entries);
	free(a);
	s->entries = entries;
}

static int add(struct sum *a, const struct sum *b)
{
	bool over = __builtin_add_overflow(a->units, b->units, &a->units);

	over |= __builtin_add_overflow(a->lines, b->lines, &a->lines);
	over |= __builtin_add_overflow(a->squares, b->squares, &a->squares);
	return over ? -1 : 0;
}

/* Sort the entries and add up those of one key. */
static void settle(struct sums *s)
{
	size_t kept = 0;

	if (s->sorted)
		return;
	sort_entries(s);
	s->sorted = true;
	for (size_t i = 0; i < s->count; i++) {
		if (kept && s->entries[kept - 1].key == s->entries[i].key)
			s->over |= add(&s->entries[kept - 1].sum, &s->entries[i].sum) != 0;
		else
			s->entries[kept++] = s->entries[i];
	}
	s->count = kept;
}

void sums_put(struct sums *s, uint32_t period, uint32_t group, uint32_t category, const struct sum *sum)
{
	uint64_t key = key_of(s, period, group, category);

	/*
	 * When full, merge before growing: months rolled up to years leave few keys, so memory grows with keys only.
	 */
	if (s->count == s->capacity) {
		settle(s);
		if (s->count > s->capacity / 2) {
			s->capacity *= 2;
			s->entries = mem_resize(s->entries, s->capacity, sizeof(*s->entries));
		}
	}
	struct entry *last = s->count ? &s->entries[s->count - 1] : NULL;

	/* Cells come sorted by key, so the key is usually that of the last entry or a larger one. */
	if (last && last->key == key) {
		s->over |= add(&last->sum, sum) != 0;
		return;
	}
	s->sorted = s->sorted && (!last || last->key < key);
	s->entries[s->count++] = (struct entry){key, *sum};
}

/* ---- the index ---- */

static size_t run_of(const struct sums *s, uint64_t key)
{
	uint64_t group = key >> s->category_bits & (((uint64_t)1 << s->group_bits) - 1);
	uint64_t period = key >> (s->category_bits + s->group_bits);

	return (size_t)period * s->runs + (size_t)(group >> s->shift);
}

static size_t count_runs(const struct sums *s)
{
	return s->groups ? ((size_t)(s->groups - 1) >> s->shift) + 1 : 0;
}

/* Build the index, with runs as short as possible while there are no more runs than entries. */
static void make_index(struct sums *s)
{
	while ((s->runs = count_runs(s)) > 1 && s->runs * s->periods > s->count)
		s->shift++;
	size_t n = s->runs * s->periods;

	s->begins = mem_alloc(n + 1, sizeof(*s->begins));
	for (size_t i = 0; i < s->count; i++)
		s->begins[run_of(s, s->entries[i].key) + 1]++;
	for (size_t i = 0; i < n; i++)
		s->begins[i + 1] += s->begins[i];
}

int sums_seal(struct sums *s)
{
	settle(s);
	if (s->over)
		return -1;
	make_index(s);
	return 0;
}

const struct sum *sums_get(const struct sums *s, uint32_t period, uint32_t group, uint32_t category)
{
	uint64_t key = key_of(s, period, group, category);
	size_t run = run_of(s, key);
	size_t low = s->begins[run], high = s->begins[run + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->entries[middle].key == key)
			return &s->entries[middle].sum;
		if (s->entries[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return &nothing;
}

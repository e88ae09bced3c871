#include "check/private.h"

#include "base/mem.h"

#include "base/crew.h"

#include <stdlib.h>
#include <string.h>

struct check_facts *check_facts_new(void)
{
	struct check_facts *f = mem_alloc(1, sizeof(*f));

	f->traced = intern_new();
	f->shops = intern_new();
	f->skus = intern_new();
	f->currencies = intern_new();
	for (size_t i = 0; i < SIDES; i++)
		f->half[i].shop_days = intern_new();
	return f;
}

static void release(struct check_facts *f)
{
	for (size_t i = 0; i < intern_count(f->skus); i++)
		free(f->sku[i].cells);
	intern_free(f->traced);
	intern_free(f->shops);
	intern_free(f->skus);
	intern_free(f->currencies);
	free(f->sku);
	free(f->hits);
	for (size_t i = 0; i < SIDES; i++) {
		struct check_half *h = &f->half[i];

		intern_free(h->shop_days);
		free(h->days);
		free(h->files);
		free(h->currencies);
		for (size_t k = 0; k < CHECK_BUCKETS; k++)
			free(h->twins.list[k]);
	}
}

void check_facts_free(struct check_facts *f)
{
	if (!f)
		return;
	release(f);
	free(f);
}

void check_facts_clear(struct check_facts *f)
{
	struct check_facts *fresh = check_facts_new();

	/* The buckets of lines keep their memory: it is most of what a part needs, and the next part reuses it. */
	for (size_t i = 0; i < SIDES; i++) {
		fresh->half[i].twins = f->half[i].twins;
		memset(fresh->half[i].twins.count, 0, sizeof(fresh->half[i].twins.count));
		memset(&f->half[i].twins, 0, sizeof(f->half[i].twins));
	}
	release(f);
	*f = *fresh;
	free(fresh);
}

/* Make room in a list for index `id`; the item is cleared when it is `fresh`. */
static void *make_room(void *list, size_t *capacity, uint32_t id, bool fresh, size_t size)
{
	if (!fresh)
		return list;
	list = mem_grow(list, capacity, (size_t)id + 1, size);
	memset((char *)list + id * size, 0, size);
	return list;
}

uint32_t check_facts_sku(struct check_facts *f, const char *bytes, size_t n)
{
	bool fresh;
	uint32_t id = intern_add(f->skus, bytes, n, &fresh);

	f->sku = make_room(f->sku, &f->sku_capacity, id, fresh, sizeof(*f->sku));
	return id;
}

void check_facts_skus(struct check_facts *f, const struct intern_text *texts, size_t n, uint32_t *ids)
{
	size_t known = intern_count(f->skus);

	intern_add_many(f->skus, texts, n, ids);
	for (; known < intern_count(f->skus); known++)
		f->sku = make_room(f->sku, &f->sku_capacity, (uint32_t)known, true, sizeof(*f->sku));
}

uint32_t check_facts_file(struct check_facts *f, const char *bytes, size_t n)
{
	bool fresh;
	uint32_t id = intern_add(f->traced, bytes, n, &fresh);

	for (size_t i = 0; i < SIDES; i++)
		f->half[i].files =
			make_room(f->half[i].files, &f->half[i].file_capacity, id, fresh, sizeof(*f->half[i].files));
	return id;
}

uint32_t check_facts_day(struct check_facts *f, enum side side, struct check_place place)
{
	struct check_half *h = &f->half[side];
	bool fresh;
	uint32_t id = intern_add(h->shop_days, (const char *)&place, sizeof(place), &fresh);

	h->days = make_room(h->days, &h->day_capacity, id, fresh, sizeof(*h->days));
	return id;
}

uint32_t check_facts_currency(struct check_facts *f, const char *bytes, size_t n)
{
	bool fresh;
	uint32_t id = intern_add(f->currencies, bytes, n, &fresh);

	for (size_t i = 0; i < SIDES; i++)
		f->half[i].currencies = make_room(f->half[i].currencies, &f->half[i].currency_capacity, id, fresh,
						  sizeof(*f->half[i].currencies));
	return id;
}

void check_tally_add(struct check_tally *t, int64_t units, struct check_trace at)
{
	if (t->rows++ == 0)
		t->first = at;
	t->units += units;
}

static void join_tally(struct check_tally *to, const struct check_tally *from, const uint32_t *traced)
{
	if (from->rows == 0)
		return;
	if (to->rows == 0)
		to->first = (struct check_trace){traced[from->first.file], from->first.record};
	to->rows += from->rows;
	to->units += from->units;
}

void check_sku_line(struct check_sku *s, enum side side, int64_t units, struct check_trace at)
{
	if (units > s->most[side]) {
		s->second[side] = s->most[side];
		s->most[side] = units;
		s->largest[side] = at;
	} else if (units < s->most[side] && units > s->second[side]) {
		s->second[side] = units;
	}
}

void check_half_top(struct check_half *h, const struct check_line *line)
{
	size_t i = CHECK_TOP;

	if (line->units <= h->tops[CHECK_TOP - 1].units)
		return;
	for (; i > 0 && line->units > h->tops[i - 1].units; i--)
		if (i < CHECK_TOP)
			h->tops[i] = h->tops[i - 1];
	h->tops[i] = *line;
}

/* ---- joining ---- */

static uint32_t *map_texts(const struct intern *from, struct check_facts *f,
			   uint32_t (*number)(struct check_facts *f, const char *bytes, size_t n))
{
	uint32_t *map = mem_alloc(intern_count(from) + 1, sizeof(*map));

	for (uint32_t i = 0; i < intern_count(from); i++) {
		size_t n;
		const char *text = intern_get(from, i, &n);

		map[i] = number(f, text, n);
	}
	return map;
}

static uint32_t add_shop(struct check_facts *f, const char *bytes, size_t n)
{
	return intern_add(f->shops, bytes, n, NULL);
}

static uint32_t add_currency(struct check_facts *f, const char *bytes, size_t n)
{
	return check_facts_currency(f, bytes, n);
}

static void join_sku(struct check_sku *to, const struct check_sku *from, const uint32_t *traced)
{
	for (enum side s = SIDE_SHIPMENTS; s <= SIDE_RETURNS; s++) {
		if (from->lines[s] == 0)
			continue;
		if (to->lines[s] == 0)
			to->first[s] = (struct check_trace){traced[from->first[s].file], from->first[s].record};
		to->units[s] += from->units[s];
		to->lines[s] += from->lines[s];
		check_sku_line(to, s, from->most[s],
			       (struct check_trace){traced[from->largest[s].file], from->largest[s].record});
		check_sku_line(to, s, from->second[s], to->largest[s]);
	}
	to->elsewhere |= from->elsewhere;
	to->named |= from->named;
	check_sku_join_cells(to, from);
}

struct maps {
	uint32_t *skus, *traced, *shops, *currencies;
};

static void join_days(struct check_facts *f, enum side side, const struct check_half *from, const struct maps *maps)
{
	for (uint32_t i = 0; i < intern_count(from->shop_days); i++) {
		struct check_place place;

		memcpy(&place, intern_get(from->shop_days, i, NULL), sizeof(place));
		place.shop = maps->shops[place.shop];
		uint32_t id = check_facts_day(f, side, place);
		struct check_day *to = &f->half[side].days[id];

		if (to->lines == 0)
			to->first = (struct check_trace){maps->traced[from->days[i].first.file],
							 from->days[i].first.record};
		to->lines += from->days[i].lines;
		to->units += from->days[i].units;
	}
}

static void join_twins(struct check_twins *to, const struct check_twins *from, const uint32_t *traced)
{
	for (size_t b = 0; b < CHECK_BUCKETS; b++) {
		size_t n = to->count[b] + from->count[b];

		if (from->count[b] == 0)
			continue;
		to->list[b] = mem_grow(to->list[b], &to->capacity[b], n, sizeof(*to->list[b]));
		for (size_t i = 0; i < from->count[b]; i++) {
			struct check_twin twin = from->list[b][i];

			twin.at.file = traced[twin.at.file];
			to->list[b][to->count[b]++] = twin;
		}
	}
}

static void join_half(struct check_facts *f, enum side side, const struct check_facts *part, const struct maps *maps)
{
	const struct check_half *from = &part->half[side];
	struct check_half *to = &f->half[side];

	for (size_t i = 0; i < CHECK_KINDS; i++)
		join_tally(&to->kinds[i], &from->kinds[i], maps->traced);
	for (uint32_t i = 0; i < intern_count(part->currencies); i++)
		join_tally(&to->currencies[maps->currencies[i]], &from->currencies[i], maps->traced);
	for (uint32_t i = 0; i < intern_count(part->traced); i++) {
		struct check_file *file = &to->files[maps->traced[i]];

		file->lines += from->files[i].lines;
		file->units += from->files[i].units;
		if (from->files[i].most <= file->most)
			continue;
		file->most = from->files[i].most;
		file->largest =
			(struct check_trace){maps->traced[from->files[i].largest.file], from->files[i].largest.record};
	}
	for (size_t i = 0; i < CHECK_TOP && from->tops[i].units; i++) {
		struct check_line line = from->tops[i];

		line.sku = maps->skus[line.sku];
		line.at.file = maps->traced[line.at.file];
		check_half_top(to, &line);
	}
	join_days(f, side, from, maps);
	join_twins(&to->twins, &from->twins, maps->traced);
}

void check_facts_join(struct check_facts *f, const struct check_facts *part, uint32_t **skus, uint32_t **traced)
{
	struct maps maps = {
		.skus = map_texts(part->skus, f, check_facts_sku),
		.traced = map_texts(part->traced, f, check_facts_file),
		.shops = map_texts(part->shops, f, add_shop),
		.currencies = map_texts(part->currencies, f, add_currency),
	};

	for (uint32_t i = 0; i < intern_count(part->skus); i++)
		join_sku(&f->sku[maps.skus[i]], &part->sku[i], maps.traced);
	for (enum side s = SIDE_SHIPMENTS; s <= SIDE_RETURNS; s++)
		join_half(f, s, part, &maps);
	free(maps.shops);
	free(maps.currencies);
	*skus = maps.skus;
	*traced = maps.traced;
}

/* ---- lines compared by their ids ---- */

void check_twins_add(struct check_twins *twins, const struct check_twin *twin)
{
	size_t b = twin->key % CHECK_BUCKETS;

	twins->list[b] = mem_grow(twins->list[b], &twins->capacity[b], twins->count[b] + 1, sizeof(*twins->list[b]));
	twins->list[b][twins->count[b]++] = *twin;
}

static int compare_twins(const void *left, const void *right)
{
	const struct check_twin *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->cells != b->cells)
		return a->cells < b->cells ? -1 : 1;
	if (a->at.file != b->at.file)
		return a->at.file < b->at.file ? -1 : 1;
	return (a->at.record > b->at.record) - (a->at.record < b->at.record);
}

/* Bits per line in each of two bit tables: keys seen once, and keys seen again. */
enum { BITS = 16 };

/*
 * Most ids occur once, and sorting them all would take longer than everything else. So keep only lines whose key hits
 * a bit that is already set: duplicates, and the few others that share their bit by chance.
 */
static size_t keep_repeated(struct check_twin *list, size_t n)
{
	size_t size = n * BITS, kept = 0;
	unsigned char *once = mem_alloc(n * BITS / 8 + 1, 1), *again = mem_alloc(n * BITS / 8 + 1, 1);

	for (size_t i = 0; i < n; i++) {
		size_t place = (size_t)(list[i].key / CHECK_BUCKETS % size);
		unsigned char bit = (unsigned char)(1 << place % 8);

		again[place / 8] |= once[place / 8] & bit;
		once[place / 8] |= bit;
	}
	for (size_t i = 0; i < n; i++) {
		size_t place = (size_t)(list[i].key / CHECK_BUCKETS % size);

		if (again[place / 8] & 1 << place % 8)
			list[kept++] = list[i];
	}
	free(once);
	free(again);
	return kept;
}

static void sort_buckets(void *context, size_t from, size_t to)
{
	struct check_twins *twins = context;

	for (size_t b = from; b < to; b++) {
		if (twins->count[b] == 0)
			continue;
		twins->count[b] = keep_repeated(twins->list[b], twins->count[b]);
		qsort(twins->list[b], twins->count[b], sizeof(*twins->list[b]), compare_twins);
	}
}

void check_twins_sort(struct check_twins *twins, unsigned threads)
{
	crew_run(sort_buckets, twins, CHECK_BUCKETS, 1, threads);
}

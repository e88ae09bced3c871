/* Merging and sorting tables of cells. */
#include "cell/private.h"

#include "base/mem.h"
#include "base/rank.h"

#include <stdlib.h>
#include <string.h>

/* ---- merging ---- */

void cells_bury(struct cells *c)
{
	size_t to = 0;

	for (size_t i = 0; i < c->count && c->dead; i++)
		if (c->cells[i].key != CELL_DEAD)
			c->cells[to++] = c->cells[i];
	c->count -= c->dead;
	c->dead = 0;
	free(c->order);
	c->order = NULL;
}

/* For each string of `from` its number in `into`, where missing strings are added. Caller frees. */
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

static void append_cells(struct cells *into, struct cells *from)
{
	uint32_t *periods = map_strings(into->periods, from->periods);
	uint32_t *groups = map_strings(into->groups, from->groups);
	uint32_t *categories = map_strings(into->categories, from->categories);

	into->cells = mem_grow(into->cells, &into->capacity, into->count + from->count, sizeof(*into->cells));
	for (size_t i = 0; i < from->count; i++) {
		struct cell_place p = cell_key_place(from->cells[i].key);
		struct cell_entry *to = &into->cells[into->count + i];

		*to = from->cells[i];
		to->key = cell_key(periods[p.period], groups[p.group], categories[p.category]);
	}
	into->count += from->count;
	free(from->cells);
	from->cells = NULL;
	from->count = from->capacity = 0;
	free(periods);
	free(groups);
	free(categories);
}

int cells_merge(struct cells *into, struct cells *from, struct err *e)
{
	if (cells_adopt_metric(into, from->metric, strlen(from->metric)) != 0 ||
	    !cells_have_dims(into, (const char *const *)from->dims, from->dim_count))
		return err_set(e, "cells of different metrics or dimensions do not merge");
	cells_forget_index(into);
	cells_forget_index(from);
	cells_bury(into);
	cells_bury(from);
	append_cells(into, from);
	into->settled = false;
	/* Larger numbers would not fit their bits of a key. */
	if (intern_count(into->periods) > MOST_PERIODS || intern_count(into->categories) > MOST_CATEGORIES)
		return err_set(e, "more than %d periods, or %d causes and reasons", MOST_PERIODS, MOST_CATEGORIES);
	return 0;
}

/* ---- order ---- */

/* The rank of each string in byte order. Caller frees. */
static uint32_t *rank_strings(const struct intern *t)
{
	uint32_t *order = intern_order(t);
	uint32_t *rank = mem_alloc(intern_count(t), sizeof(*rank));

	for (uint32_t i = 0; i < intern_count(t); i++)
		rank[order[i]] = i;
	free(order);
	return rank;
}

/* The cells sorted by the ranks of period, group and category, each with its index. Caller frees. */
static struct ranked *rank_cells(const struct cells *c)
{
	uint32_t *periods = rank_strings(c->periods);
	uint32_t *groups = rank_strings(c->groups);
	uint32_t *categories = rank_strings(c->categories);
	unsigned low = rank_bits(intern_count(c->categories));
	unsigned middle = low + rank_bits(intern_count(c->groups));
	struct ranked *all = mem_resize(NULL, c->count, sizeof(*all));

	for (size_t i = 0; i < c->count; i++) {
		struct cell_place p = cell_key_place(c->cells[i].key);

		all[i].key = (uint64_t)periods[p.period] << middle | (uint64_t)groups[p.group] << low |
			     categories[p.category];
		all[i].place = i;
	}
	free(periods);
	free(groups);
	free(categories);
	rank_sort(all, c->count, middle + rank_bits(intern_count(c->periods)));
	return all;
}

/*
 * Make the order of the cells from their ranks, and add up cells of equal keys into the first of them; the others become dead. Only
 * these few cells are touched: visiting all in sorted order would miss the cache each time.
 */
static int settle(struct cells *c, const struct ranked *all)
{
	size_t to = 0;
	int status = 0;

	c->order = mem_alloc(c->count, sizeof(*c->order));
	for (size_t i = 0; i < c->count; i++) {
		if (i && all[i].key == all[i - 1].key) {
			struct cell_entry *dead = &c->cells[all[i].place];

			status |= cell_sums_add(&c->cells[c->order[to - 1]].sums, &dead->sums);
			dead->key = CELL_DEAD;
			c->dead++;
		} else {
			c->order[to++] = (uint32_t)all[i].place;
		}
	}
	c->settled = true;
	return status;
}

int cells_sort(struct cells *c)
{
	if (c->order)
		return 0;
	struct ranked *all = rank_cells(c);
	int status = settle(c, all);

	free(all);
	return status;
}

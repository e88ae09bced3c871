/* The units of a SKU by period. */
#include "check/private.h"

#include "base/mem.h"

#include <stdlib.h>

static int compare_periods(const void *left, const void *right)
{
	const struct check_cell *a = left, *b = right;

	return (a->period > b->period) - (a->period < b->period);
}

/* Sort the cells by period and add up those of one period. */
static void settle(struct check_sku *s)
{
	uint32_t n = 0;

	if (s->cell_count == 0)
		return;
	qsort(s->cells, s->cell_count, sizeof(*s->cells), compare_periods);
	for (uint32_t i = 1; i < s->cell_count; i++) {
		if (s->cells[i].period != s->cells[n].period) {
			s->cells[++n] = s->cells[i];
			continue;
		}
		for (size_t side = 0; side < SIDES; side++)
			s->cells[n].units[side] += s->cells[i].units[side];
	}
	s->cell_count = n + 1;
}

/*
 * Append the recent cell to the list. Unsorted rows make several cells of one period: when the list is full, merge
 * these first, and grow the list only if it is still at least half full.
 */
static void put_aside(struct check_sku *s)
{
	if (s->recent.units[SIDE_SHIPMENTS] == 0 && s->recent.units[SIDE_RETURNS] == 0)
		return;
	if (s->cell_count == s->cell_capacity) {
		settle(s);
		if (s->cell_count >= s->cell_capacity / 2) {
			s->cell_capacity = s->cell_capacity ? 2 * s->cell_capacity : 4;
			s->cells = mem_resize(s->cells, s->cell_capacity, sizeof(*s->cells));
		}
	}
	s->cells[s->cell_count++] = s->recent;
}

void check_sku_units(struct check_sku *s, enum side side, int32_t period, int64_t units)
{
	if (s->recent.period != period) {
		put_aside(s);
		s->recent = (struct check_cell){.period = period};
	}
	s->recent.units[side] += units;
}

const struct check_cell *check_sku_cells(struct check_sku *s, size_t *n)
{
	put_aside(s);
	s->recent = (struct check_cell){0};
	settle(s);
	*n = s->cell_count;
	return s->cells;
}

static void join_cell(struct check_sku *to, const struct check_cell *cell)
{
	for (enum side side = SIDE_SHIPMENTS; side <= SIDE_RETURNS; side++)
		if (cell->units[side])
			check_sku_units(to, side, cell->period, cell->units[side]);
}

void check_sku_join_cells(struct check_sku *to, const struct check_sku *from)
{
	for (uint32_t i = 0; i < from->cell_count; i++)
		join_cell(to, &from->cells[i]);
	join_cell(to, &from->recent);
}

/*
 * cell: the table of cells inside; private to this folder.
 *
 * A cell is (period, group, category), three numbers of strings that are kept once, packed into a key. A group of several dims is
 * their bytes parted by NUL, a category is cause, NUL, reason, so both order as bytes as their parts do.
 */
#ifndef RETKIT_CELL_STATE_H
#define RETKIT_CELL_STATE_H

#include "cell/cell.h"
#include "base/intern.h"

/* Numbers of categories and periods share 32 bits of a key. */
enum { MOST_CATEGORIES = 1 << 15, MOST_PERIODS = 1 << 17 };

/* Less than a cache line: large tables are as fast as memory hands these out. */
struct cell_entry {
	uint64_t key; /* see cell_key() */
	struct cell_sums sums;
};

struct cells {
	char *metric;
	char **dims;
	size_t dim_count;
	struct intern *periods;
	struct intern *groups;
	struct intern *categories;
	struct cell_entry *cells;
	size_t count;
	size_t capacity;
	bool settled;    /* no two cells have one key */
	size_t dead;     /* cells that were added to another; only while there is an order, which leaves them out */
	uint32_t *order; /* places of the cells in order; NULL: as they came */
	bool ready;      /* to be added to: settled, none dead, `latest` right */
	uint32_t *index; /* a hash table of places + 1 of the first `indexed` cells; NULL: none so far */
	size_t mask;
	size_t indexed;
	uint32_t *latest; /* by group: place + 1 of its cell of shipments with the greatest key; 0: none */
	size_t latest_capacity;
	char *key; /* scratch */
	size_t key_capacity;
};

/* The columns behind a key in a file. */
enum { CELL_MEASURES = CELL_COLUMNS - CELL_SHIPPED };

static inline const char *cell_measure_name(size_t i)
{
	return cells_schema.columns[CELL_SHIPPED + i].name;
}

static inline const char *cell_key_name(enum key_column column)
{
	return cells_schema.columns[column].name;
}

static inline uint64_t cell_key(uint32_t period, uint32_t group, uint32_t category)
{
	return (uint64_t)group << 32 | (uint64_t)period << 15 | category;
}

static inline struct cell_place cell_key_place(uint64_t key)
{
	return (struct cell_place){
		.period = (uint32_t)key >> 15,
		.group = (uint32_t)(key >> 32),
		.category = (uint32_t)key & (MOST_CATEGORIES - 1),
	};
}

/* The key of a dead cell, which no other has. */
#define CELL_DEAD UINT64_MAX

/* Append a cell of a key that no other has. */
void cells_append(struct cells *c, struct cell_place place, const struct cell_sums *sums);

/* Take the dead cells out, and the order with them. */
void cells_bury(struct cells *c);

/* The cells moved or merged: what finds them by key must be made again. */
void cells_forget_index(struct cells *c);

#endif

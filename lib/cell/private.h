/*
 * cell: the inside of a table of cells; private to this folder.
 *
 * The key of a cell packs the numbers of three interned strings: period, group and category. A group is its dims joined by NUL bytes, a
 * category is cause, NUL, reason; so both sort as bytes in the order of their parts.
 *
 * cell.c holds the table, sort.c merges and sorts, add.c adds rows and uses both.
 */
#ifndef RETKIT_CELL_STATE_H
#define RETKIT_CELL_STATE_H

#include "cell/cell.h"
#include "base/intern.h"

/* The numbers of category and period share 32 bits of a key. */
enum { MOST_CATEGORIES = 1 << 15, MOST_PERIODS = 1 << 17 };

/* Less than a cache line, because large tables are bound by memory. */
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
	bool settled;    /* all keys are distinct */
	size_t dead;     /* cells that were added to another; only while there is an `order`, which omits them */
	uint32_t *order; /* indexes of the cells, sorted; NULL: not sorted */
	bool ready;      /* rows can be added: settled, none dead, `latest` up to date */
	struct hash_key secret;
	uint32_t *index; /* hash table of index + 1 of the first `indexed` cells; NULL: none yet */
	size_t mask;
	size_t indexed;
	uint32_t *latest; /* by group: index + 1 of its cell of shipments with the greatest key; 0: none */
	size_t latest_capacity;
	char *key; /* scratch */
	size_t key_capacity;
};

/* The measures in a file, after the key. */
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

/* The key of a dead cell; no live cell has it. */
#define CELL_DEAD UINT64_MAX

/* Append a cell whose key is new. */
void cells_append(struct cells *c, struct cell_place place, const struct cell_sums *sums);

/* Remove the dead cells, and drop the sorted order. */
void cells_bury(struct cells *c);

/* Drop the index and `latest`, after cells were moved or merged. */
void cells_forget_index(struct cells *c);

#endif

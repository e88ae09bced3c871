/*
 * hold: rows kept in memory while other rows pass.
 *
 * A row is a few numbers and the texts of its cells, each followed by a NUL byte. Rows stay in the order they are added in; those of the
 * parts of a file (rows.h) are added part by part.
 */
#ifndef RETKIT_HOLD_H
#define RETKIT_HOLD_H

#include "csv/field.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

#define HOLD_NO_AMOUNT INT64_MIN

struct held {
	const char *cells;
	uint64_t record; /* its number in its file */
	uint32_t length; /* of the cells, NUL bytes included */
	uint32_t file;   /* the caller's number of the file */
	int64_t amount;  /* in 1/DECIMAL_SCALE, or HOLD_NO_AMOUNT */
	int32_t qty;     /* 0: it says none */
	int32_t day;     /* DATE_NONE: it says none */
	uint32_t flags;  /* the caller's, */
	uint32_t ids[2]; /* and so are these */
};

struct hold;

struct hold *hold_new(void);
void hold_free(struct hold *h);

/* Keep a row: its numbers as in `row`, the texts of fields[0..n), none of which holds a NUL byte. */
void hold_add(struct hold *h, const struct held *row, const struct field *fields, size_t n);

/* Add the rows of a part, before which `records` records stand in its file. The part keeps its own. */
void hold_join(struct hold *h, const struct hold *part, uint64_t records);

/* Forget all rows. */
void hold_clear(struct hold *h);

size_t hold_count(const struct hold *h);

/* Row `i`; valid until one is added. Its cells are valid until hold_clear() or hold_free(). */
struct held *hold_get(const struct hold *h, size_t i);

/* The cells of a row, which has `n` of them. */
static inline void held_cells(const struct held *row, struct cell *cells, size_t n)
{
	const char *at = row->cells;

	for (size_t i = 0; i < n; i++) {
		cells[i] = (struct cell){at, strlen(at)};
		at += cells[i].length + 1;
	}
}

#endif

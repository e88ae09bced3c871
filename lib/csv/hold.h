/*
 * hold: rows buffered in memory until the rest of the input is known.
 *
 * A row is a few numbers and its cells as NUL-terminated strings. Rows keep the order in which they were added; when a file is read in
 * parts (rows.h), the parts are added one after another.
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
	uint32_t length; /* bytes of the cells, NUL bytes included */
	uint32_t file;   /* a number the caller gives the file */
	int64_t amount;  /* in 1/DECIMAL_SCALE; HOLD_NO_AMOUNT when missing */
	int32_t qty;     /* 0 when missing */
	int32_t day;     /* DATE_NONE when missing */
	uint32_t flags;  /* for the caller's use */
	uint32_t ids[2]; /* for the caller's use */
};

struct hold;

struct hold *hold_new(void);
void hold_free(struct hold *h);

/* Add a row: copies the numbers of `row` and the text of fields[0..n), none of which may contain a NUL byte. */
void hold_add(struct hold *h, const struct held *row, const struct field *fields, size_t n);

/* Append copies of the rows of a part, which starts after `records` records of its file. `part` is unchanged. */
void hold_join(struct hold *h, const struct hold *part, uint64_t records);

/* Remove all rows, keeping the memory for reuse. */
void hold_clear(struct hold *h);

size_t hold_count(const struct hold *h);

/* Row `i`. The pointer is valid until the next row is added, its cells until hold_clear() or hold_free(). */
struct held *hold_get(const struct hold *h, size_t i);

/* Split a row of `n` cells into cells[0..n), which borrow from the row. */
static inline void held_cells(const struct held *row, struct cell *cells, size_t n)
{
	const char *at = row->cells;

	for (size_t i = 0; i < n; i++) {
		cells[i] = (struct cell){at, strlen(at)};
		at += cells[i].length + 1;
	}
}

#endif

#include "sheet/rows.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOST_MERGES = 1 << 22,
	LARGEST_ROW = 1 << 26,
};

struct cell_text {
	size_t at; /* in the text of the row */
	size_t length;
	uint64_t row; /* the row that it belongs to, from 1 */
};

/* A value that the rows below take over. */
struct carried {
	char *bytes; /* NULL: none */
	size_t length;
	uint32_t last_row;
};

struct rows {
	const struct merges *merges;
	size_t next_merge;
	uint64_t row;            /* the current row, from 1 */
	uint64_t ended;          /* rows that have ended */
	struct cell_text *cells; /* by column */
	size_t columns, cells_capacity;
	char *text; /* of the cells of the row */
	size_t text_length, text_capacity;
	struct carried *carried; /* by column */
	size_t carried_columns, carried_capacity;
	size_t width; /* cells of the widest row so far */
	char *csv;
	size_t csv_start, csv_end, csv_capacity;
};

/* ---- merged ranges ---- */

bool merges_add(struct merges *m, const struct range *range)
{
	if (range->last_row <= range->first_row)
		return true;
	if (m->count == MOST_MERGES)
		return false;
	m->items = mem_grow(m->items, &m->capacity, m->count + 1, sizeof(*m->items));
	m->items[m->count++] = *range;
	return true;
}

static int by_row(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	if (x->first_row != y->first_row)
		return x->first_row < y->first_row ? -1 : 1;
	return (x->first_column > y->first_column) - (x->first_column < y->first_column);
}

static int by_column(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	if (x->first_column != y->first_column)
		return x->first_column < y->first_column ? -1 : 1;
	return (x->first_row > y->first_row) - (x->first_row < y->first_row);
}

void merges_sort(struct merges *m)
{
	if (m->count == 0)
		return;
	m->columns = mem_resize(m->columns, m->count, sizeof(*m->columns));
	memcpy(m->columns, m->items, m->count * sizeof(*m->columns));
	qsort(m->items, m->count, sizeof(*m->items), by_row);
	qsort(m->columns, m->count, sizeof(*m->columns), by_column);
}

void merges_free(struct merges *m)
{
	free(m->items);
	free(m->columns);
	*m = (struct merges){0};
}

bool merges_repeat(const struct merges *m, uint32_t row, uint32_t column)
{
	const struct range wanted = {.first_row = row, .first_column = column};
	size_t low = 0, high = m->count;

	/* The last range that begins in the column above the row. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_column(&m->columns[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && m->columns[low - 1].first_column == column && m->columns[low - 1].last_row >= row;
}

/* ---- rows ---- */

struct rows *rows_new(const struct merges *merges)
{
	struct rows *r = mem_alloc(1, sizeof(*r));

	r->merges = merges;
	r->csv = mem_grow(NULL, &r->csv_capacity, 1, 1);
	return r;
}

void rows_free(struct rows *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->carried_columns; i++)
		free(r->carried[i].bytes);
	free(r->carried);
	free(r->cells);
	free(r->text);
	free(r->csv);
	free(r);
}

bool rows_begin(struct rows *r, uint32_t row)
{
	if (row >= ROWS_MOST || row < r->ended)
		return false;
	r->row = (uint64_t)row + 1;
	r->columns = 0;
	r->text_length = 0;
	return true;
}

static void place(struct rows *r, size_t column, size_t at, size_t n)
{
	if (column >= r->columns) {
		size_t had = r->cells_capacity;

		r->cells = mem_grow(r->cells, &r->cells_capacity, column + 1, sizeof(*r->cells));
		memset(r->cells + had, 0, (r->cells_capacity - had) * sizeof(*r->cells));
		r->columns = column + 1;
	}
	r->cells[column] = (struct cell_text){at, n, r->row};
}

bool rows_cell(struct rows *r, uint32_t column, const char *bytes, size_t n)
{
	if (n == 0)
		return true;
	if (n > LARGEST_ROW - r->text_length)
		return false;
	r->text = mem_grow(r->text, &r->text_capacity, r->text_length + n, 1);
	memcpy(r->text + r->text_length, bytes, n);
	place(r, column, r->text_length, n);
	r->text_length += n;
	return true;
}

/* Fill the columns of ranges that began above, and forget those that have ended. */
static void fill_down(struct rows *r)
{
	for (size_t i = 0; i < r->carried_columns; i++) {
		struct carried *c = &r->carried[i];

		if (!c->bytes)
			continue;
		if (c->last_row >= r->row - 1) {
			rows_cell(r, (uint32_t)i, c->bytes, c->length);
			continue;
		}
		free(c->bytes);
		c->bytes = NULL;
	}
}

/* Carry the values of the ranges that begin in this row. */
static void begin_ranges(struct rows *r)
{
	const struct merges *m = r->merges;

	for (; r->next_merge < m->count && m->items[r->next_merge].first_row < r->row; r->next_merge++) {
		const struct range *range = &m->items[r->next_merge];
		size_t i = range->first_column;
		bool filled = range->first_row == r->row - 1 && i < r->columns && r->cells[i].row == r->row;

		if (!filled)
			continue;
		if (i >= r->carried_columns) {
			r->carried = mem_grow(r->carried, &r->carried_capacity, i + 1, sizeof(*r->carried));
			memset(r->carried + r->carried_columns, 0, (i + 1 - r->carried_columns) * sizeof(*r->carried));
			r->carried_columns = i + 1;
		}
		free(r->carried[i].bytes);
		r->carried[i] = (struct carried){mem_dup(r->text + r->cells[i].at, r->cells[i].length),
						 r->cells[i].length, range->last_row};
	}
}

static char *make_room(struct rows *r, size_t n)
{
	if (r->csv_start && r->csv_start == r->csv_end)
		r->csv_start = r->csv_end = 0;
	r->csv = mem_grow(r->csv, &r->csv_capacity, r->csv_end + n, 1);
	return r->csv + r->csv_end;
}

static void put(struct rows *r, char c, size_t times)
{
	memset(make_room(r, times), c, times);
	r->csv_end += times;
}

static bool needs_quotes(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] == '"' || bytes[i] == ',' || bytes[i] == '\n' || bytes[i] == '\r')
			return true;
	return false;
}

static void put_cell(struct rows *r, const char *bytes, size_t n)
{
	char *to = make_room(r, 2 * n + 2);
	size_t length = n;

	if (!needs_quotes(bytes, n)) {
		memcpy(to, bytes, n);
	} else {
		char *at = to;

		*at++ = '"';
		for (size_t i = 0; i < n; i++) {
			if (bytes[i] == '"')
				*at++ = '"';
			*at++ = bytes[i];
		}
		*at++ = '"';
		length = (size_t)(at - to);
	}
	r->csv_end += length;
}

void rows_end(struct rows *r)
{
	bool filled = r->text_length > 0;

	put(r, '\n', r->row - 1 - r->ended);
	r->ended = r->row;
	if (filled)
		fill_down(r);
	begin_ranges(r);
	if (filled && r->columns > r->width)
		r->width = r->columns;
	for (size_t i = 0; filled && i < r->width; i++) {
		if (i)
			put(r, ',', 1);
		if (i < r->columns && r->cells[i].row == r->row)
			put_cell(r, r->text + r->cells[i].at, r->cells[i].length);
	}
	put(r, '\n', 1);
}

const char *rows_text(const struct rows *r, size_t *n)
{
	*n = r->csv_end - r->csv_start;
	return r->csv + r->csv_start;
}

void rows_take(struct rows *r, size_t n)
{
	r->csv_start += n;
}

#include "cell.h"

#include "date.h"
#include "intern.h"
#include "mem.h"
#include "num.h"
#include "reader.h"

#include <stdlib.h>
#include <string.h>

enum { SUMS = 8, COLUMNS = SUMS + 2 };

static const char *const measure_names[COLUMNS] = {
	"shipped",	  "returned",	    "shipped_amount", "returned_amount", "shipped_lines",
	"returned_lines", "shipped_sq",	    "returned_sq",    "first",		 "last",
};

/* Measures 2 and 3 are amounts. */
static int is_amount(size_t i)
{
	return i == 2 || i == 3;
}

/*
 * A key is its parts, each with its closing NUL byte, in one string: keys are then compared part by
 * part as bytes, because NUL sorts below all that a part can hold.
 */
struct cells {
	char *metric;
	char **dims;
	size_t dim_count;
	struct intern *keys;
	struct measures *measures; /* by key number */
	size_t capacity;
	uint32_t *order;           /* NULL: as they came */
	char *key;                 /* scratch */
	size_t key_capacity;
};

struct cells *cells_new(const char *metric, const char *const *dims, size_t n)
{
	struct cells *c = mem_alloc(1, sizeof(*c));

	c->metric = mem_dup(metric, strlen(metric));
	c->dims = mem_alloc(n, sizeof(*c->dims));
	for (size_t i = 0; i < n; i++)
		c->dims[i] = mem_dup(dims[i], strlen(dims[i]));
	c->dim_count = n;
	c->keys = intern_new();
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
	intern_free(c->keys);
	free(c->measures);
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

int measures_add(struct measures *a, const struct measures *b)
{
	int64_t *to[SUMS] = {
		&a->shipped,	   &a->returned,       &a->shipped_amount, &a->returned_amount,
		&a->shipped_lines, &a->returned_lines, &a->shipped_sq,	   &a->returned_sq,
	};
	const int64_t from[SUMS] = {
		b->shipped,	  b->returned,	     b->shipped_amount, b->returned_amount,
		b->shipped_lines, b->returned_lines, b->shipped_sq,	b->returned_sq,
	};

	for (size_t i = 0; i < SUMS; i++)
		if (__builtin_add_overflow(*to[i], from[i], to[i]))
			return -1;
	if (b->first != DATE_NONE && (a->first == DATE_NONE || b->first < a->first))
		a->first = b->first;
	if (b->last != DATE_NONE && (a->last == DATE_NONE || b->last > a->last))
		a->last = b->last;
	return 0;
}

/* A table that has no cell yet takes the metric of its first. */
static int adopt_metric(struct cells *c, const char *metric)
{
	if (*c->metric == '\0' && cells_count(c) == 0) {
		free(c->metric);
		c->metric = mem_dup(metric, strlen(metric));
	}
	return strcmp(c->metric, metric) == 0;
}

static int same_dims(const struct cells *c, size_t n, const char *const *names)
{
	if (c->dim_count != n)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->dims[i], names[i]) != 0)
			return 0;
	return 1;
}

/* Add to the cell of a whole key. */
static int add_key(struct cells *c, const char *key, size_t n, const struct measures *m)
{
	bool fresh;
	uint32_t id = intern_add(c->keys, key, n, &fresh);

	if (!fresh)
		return measures_add(&c->measures[id], m);
	c->measures = mem_grow(c->measures, &c->capacity, (size_t)id + 1, sizeof(*c->measures));
	c->measures[id] = *m;
	free(c->order);
	c->order = NULL;
	return 0;
}

int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m)
{
	size_t count = c->dim_count + 3;
	size_t n = count;

	for (size_t i = 0; i < count; i++)
		n += parts[i].length;
	c->key = mem_grow(c->key, &c->key_capacity, n, 1);
	char *to = c->key;

	for (size_t i = 0; i < count; i++) {
		if (parts[i].length)
			memcpy(to, parts[i].bytes, parts[i].length);
		to += parts[i].length;
		*to++ = '\0';
	}
	return add_key(c, c->key, n, m);
}

int cells_merge(struct cells *into, const struct cells *from, struct err *e)
{
	if (!adopt_metric(into, from->metric) ||
	    !same_dims(into, from->dim_count, (const char *const *)from->dims))
		return err_set(e, "cells of different metrics or dimensions do not merge");
	for (uint32_t id = 0; id < intern_count(from->keys); id++) {
		size_t n;
		const char *key = intern_get(from->keys, id, &n);

		if (add_key(into, key, n, &from->measures[id]) != 0)
			return err_set(e, "a sum of the cells leaves 64 bits");
	}
	return 0;
}

static int compare_keys(const void *a, const void *b, void *context)
{
	const struct cells *c = context;
	size_t na, nb;
	const char *ka = intern_get(c->keys, *(const uint32_t *)a, &na);
	const char *kb = intern_get(c->keys, *(const uint32_t *)b, &nb);
	int sign = memcmp(ka, kb, na < nb ? na : nb);

	return sign ? sign : (na > nb) - (na < nb);
}

void cells_sort(struct cells *c)
{
	size_t n = intern_count(c->keys);

	if (c->order)
		return;
	c->order = mem_alloc(n, sizeof(*c->order));
	for (size_t i = 0; i < n; i++)
		c->order[i] = (uint32_t)i;
	qsort_r(c->order, n, sizeof(*c->order), compare_keys, c);
}

size_t cells_count(const struct cells *c)
{
	return intern_count(c->keys);
}

static uint32_t id_at(const struct cells *c, size_t at)
{
	return c->order ? c->order[at] : (uint32_t)at;
}

const char *cells_part(const struct cells *c, size_t at, size_t i)
{
	const char *part = intern_get(c->keys, id_at(c, at), NULL);

	while (i--)
		part += strlen(part) + 1;
	return part;
}

const struct measures *cells_measures(const struct cells *c, size_t at)
{
	return &c->measures[id_at(c, at)];
}

static void write_measures(const struct measures *m, struct out *o)
{
	char text[NUM_TEXT];
	char day[DATE_TEXT];

	out_cell_int(o, m->shipped);
	out_cell_int(o, m->returned);
	out_cell_text(o, decimal_print(text, m->shipped_amount));
	out_cell_text(o, decimal_print(text, m->returned_amount));
	out_cell_int(o, m->shipped_lines);
	out_cell_int(o, m->returned_lines);
	out_cell_int(o, m->shipped_sq);
	out_cell_int(o, m->returned_sq);
	out_cell_text(o, date_print(day, m->first));
	out_cell_text(o, date_print(day, m->last));
}

void cells_write(const struct cells *c, struct out *o)
{
	out_cell_text(o, "metric");
	out_cell_text(o, "period");
	for (size_t i = 0; i < c->dim_count; i++)
		out_cell_text(o, c->dims[i]);
	out_cell_text(o, "cause");
	out_cell_text(o, "reason");
	for (size_t i = 0; i < COLUMNS; i++)
		out_cell_text(o, measure_names[i]);
	out_row_end(o);
	for (size_t at = 0; at < cells_count(c); at++) {
		const char *part = intern_get(c->keys, id_at(c, at), NULL);

		out_cell_text(o, c->metric);
		for (size_t i = 0; i < c->dim_count + 3; i++) {
			out_cell_text(o, part);
			part += strlen(part) + 1;
		}
		write_measures(cells_measures(c, at), o);
		out_row_end(o);
	}
}

/* ---- reading ---- */

/* A cells file's columns in order: metric, period, dims…, cause, reason, measures. */
struct layout {
	size_t dims;
	int *columns;
	size_t count;
	struct cell_part *parts; /* scratch: one key */
};

/* Dims are whatever stands between `period` and `cause`. */
static int find_layout(const struct reader *r, struct layout *l, struct err *e)
{
	int period = reader_find(r, "period");
	int cause = reader_find(r, "cause");

	if (reader_find(r, "metric") < 0 || period < 0 || cause < period ||
	    reader_find(r, "reason") < 0 || reader_find(r, "shipped_sq") < 0)
		return err_set(e, "%s: not a table of cells as ret-tally writes it; columns are: %s",
			       reader_name(r), reader_column_list(r));
	l->dims = (size_t)(cause - period - 1);
	l->count = 2 + l->dims + 2 + COLUMNS;
	l->columns = mem_alloc(l->count, sizeof(*l->columns));
	l->parts = mem_alloc(l->dims + 3, sizeof(*l->parts));
	size_t at = 0;

	l->columns[at++] = reader_find(r, "metric");
	for (int i = period; i <= cause; i++)
		l->columns[at++] = i;
	l->columns[at++] = reader_find(r, "reason");
	for (size_t i = 0; i < COLUMNS; i++) {
		l->columns[at] = reader_find(r, measure_names[i]);
		if (l->columns[at++] < 0)
			return err_set(e, "%s: no column '%s'; there are: %s", reader_name(r),
				       measure_names[i], reader_column_list(r));
	}
	/*
	 * A column that is left out might be part of the key: cells that differ in it would be
	 * added.
	 */
	if (l->count != reader_columns(r))
		return err_set(e, "%s: columns that cells do not have; there are: %s", reader_name(r),
			       reader_column_list(r));
	return 0;
}

static int bad_cell(const struct reader *r, const struct record *record, const char *column,
		    const char *value, const char *what, struct err *e)
{
	return err_set(e, "%s:%llu: %s '%s' is not %s", reader_name(r),
		       (unsigned long long)record->line, column, value, what);
}

static int parse_measures(const struct reader *r, const struct record *record,
			  const struct field *f, struct measures *m, struct err *e)
{
	int64_t *to[SUMS] = {
		&m->shipped,	   &m->returned,       &m->shipped_amount, &m->returned_amount,
		&m->shipped_lines, &m->returned_lines, &m->shipped_sq,	   &m->returned_sq,
	};
	int32_t *days[2] = {&m->first, &m->last};
	int rounded;

	for (size_t i = 0; i < SUMS; i++) {
		int bad = is_amount(i)
				  ? decimal_parse(f[i].bytes, f[i].length, to[i], &rounded)
				  : num_parse_int(f[i].bytes, f[i].length, 0, INT64_MAX, to[i]);

		if (bad)
			return bad_cell(r, record, measure_names[i], f[i].bytes,
					is_amount(i) ? "an amount" : "a whole number", e);
	}
	for (size_t i = 0; i < 2; i++) {
		*days[i] = date_parse(f[SUMS + i].bytes, f[SUMS + i].length);
		if (*days[i] == DATE_NONE && f[SUMS + i].length)
			return bad_cell(r, record, measure_names[SUMS + i],
					f[SUMS + i].bytes, "a date", e);
	}
	return 0;
}

static int read_cell(struct reader *r, const struct layout *l, const struct record *record,
		     const struct field *f, struct cells *into, struct err *e)
{
	unsigned long long line = record->line;
	struct measures m;

	if (record->fields != reader_columns(r))
		return err_set(e, "%s:%llu: %u fields, the header has %zu", reader_name(r), line,
			       record->fields, reader_columns(r));
	for (size_t i = 0; i < l->count; i++)
		if (f[i].flags & (FIELD_NUL | FIELD_DAMAGED))
			return err_set(e, "%s:%llu: not text", reader_name(r), line);
	if (!adopt_metric(into, f[0].bytes))
		return err_set(e, "%s:%llu: cells of metric '%s' do not add to cells of '%s'",
			       reader_name(r), line, f[0].bytes, into->metric);
	for (size_t i = 0; i < l->dims + 3; i++)
		l->parts[i] = (struct cell_part){f[1 + i].bytes, f[1 + i].length};
	if (parse_measures(r, record, f + l->dims + 4, &m, e) != 0)
		return -1;
	if (cells_add(into, l->parts, &m) != 0)
		return err_set(e, "%s:%llu: a sum of the cells leaves 64 bits", reader_name(r),
			       line);
	return 0;
}

/* Make the table when there is none yet, else check that the dims are the same. */
static int agree(const struct reader *r, const struct layout *l, struct cells **into,
		 struct err *e)
{
	const char **dims = mem_alloc(l->dims, sizeof(*dims));
	int status = 0;

	for (size_t i = 0; i < l->dims; i++)
		dims[i] = reader_column(r, (size_t)l->columns[2 + i]);
	if (!*into)
		*into = cells_new("", dims, l->dims);
	else if (!same_dims(*into, l->dims, dims))
		status = err_set(e, "%s: its dimensions differ from the other cells': %s",
				 reader_name(r), reader_column_list(r));
	free(dims);
	return status;
}

static int read_cells(struct reader *r, const struct layout *l, struct cells *into,
		      struct err *e)
{
	struct batch b;
	int got;

	reader_select(r, l->columns, l->count);
	while ((got = reader_next(r, &b, e)) > 0)
		for (size_t i = 0; i < b.rows; i++)
			if (read_cell(r, l, &b.records[i], b.fields + i * b.columns, into, e) != 0)
				return -1;
	return got;
}

int cells_read(const char *path, struct cells **into, struct err *e)
{
	struct reader *r = reader_open(path, NULL, e);
	struct layout l = {0};
	int status = -1;

	if (!r)
		return -1;
	if (find_layout(r, &l, e) == 0 && agree(r, &l, into, e) == 0)
		status = read_cells(r, &l, *into, e);
	free(l.columns);
	free(l.parts);
	reader_close(r);
	return status;
}

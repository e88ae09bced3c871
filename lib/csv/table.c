#include "csv/table.h"

#include "base/mem.h"
#include "base/num.h"
#include "csv/guarded.h"
#include "csv/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct table {
	struct arena *arena;
	char *name;
	size_t columns;
	size_t rows;
	size_t capacity; /* in cells */
	size_t line_capacity;
	const char **names;
	const char **cells; /* row after row */
	uint64_t *lines;
};

static int take_row(struct table *t, const struct reader *r, const struct record *record, const struct field *fields,
		    struct err *e)
{
	if (record->fields != t->columns) {
		struct err fault;

		return err_set(e, "%s:%llu: %s", t->name, (unsigned long long)record->line,
			       reader_misfit(r, record, &fault));
	}
	t->cells = mem_grow(t->cells, &t->capacity, (t->rows + 1) * t->columns, sizeof(*t->cells));
	for (size_t c = 0; c < t->columns; c++) {
		const struct field *f = &fields[c];

		if (f->flags & (FIELD_NUL | FIELD_DAMAGED))
			return err_set(e, "%s:%llu: %s is not text", t->name, (unsigned long long)record->line,
				       t->names[c]);
		t->cells[t->rows * t->columns + c] = f->length ? arena_dup(t->arena, f->bytes, f->length) : "";
	}
	t->lines = mem_grow(t->lines, &t->line_capacity, t->rows + 1, sizeof(*t->lines));
	t->lines[t->rows++] = record->line;
	return 0;
}

static int take_rows(struct table *t, struct reader *r, struct err *e)
{
	int *all = mem_alloc(t->columns, sizeof(*all));
	struct batch b;
	int got;

	for (size_t c = 0; c < t->columns; c++)
		all[c] = (int)c;
	reader_select(r, all, t->columns);
	free(all);
	while ((got = reader_next(r, &b, e)) > 0) {
		if (guarded_refuse(r, &b, e) != 0)
			return -1;
		for (size_t i = 0; i < b.rows; i++)
			if (take_row(t, r, &b.records[i], b.fields + i * b.columns, e) != 0)
				return -1;
	}
	return got;
}

static struct table *read_all(struct reader *r, struct err *e)
{
	if (!r)
		return NULL;
	struct table *t = mem_alloc(1, sizeof(*t));
	const char *name = reader_name(r);

	t->arena = arena_new();
	t->name = mem_dup(name, strlen(name));
	t->columns = reader_columns(r);
	t->names = mem_alloc(t->columns, sizeof(*t->names));
	for (size_t c = 0; c < t->columns; c++)
		t->names[c] = arena_dup(t->arena, reader_column(r, c), strlen(reader_column(r, c)));
	int status = take_rows(t, r, e);

	reader_close(r);
	if (status != 0) {
		table_free(t);
		return NULL;
	}
	return t;
}

struct table *table_read(const char *path, struct err *e)
{
	return read_all(reader_open(path, NULL, e), e);
}

struct table *table_read_memory(const char *name, const char *bytes, size_t n, struct err *e)
{
	return read_all(reader_open_memory(name, bytes, n, NULL, e), e);
}

void table_free(struct table *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	free(t->name);
	free(t->names);
	free(t->cells);
	free(t->lines);
	free(t);
}

const char *table_name(const struct table *t)
{
	return t->name;
}

size_t table_rows(const struct table *t)
{
	return t->rows;
}

size_t table_columns(const struct table *t)
{
	return t->columns;
}

const char *table_column(const struct table *t, size_t column)
{
	return t->names[column];
}

int table_find(const struct table *t, const char *name)
{
	for (size_t c = 0; c < t->columns; c++)
		if (strcmp(t->names[c], name) == 0)
			return (int)c;
	return -1;
}

int table_need(const struct table *t, const char *name, struct err *e)
{
	int column = table_find(t, name);

	if (column >= 0)
		return column;
	char list[512] = "";

	for (size_t c = 0, at = 0; c < t->columns; c++) {
		size_t n = strlen(t->names[c]);

		if (at + n + 8 > sizeof(list)) {
			strcpy(list + at, ", …");
			break;
		}
		at = (size_t)(stpcpy(stpcpy(list + at, c ? ", " : ""), t->names[c]) - list);
	}
	return err_set(e, "%s: no column '%s'; there are: %s", t->name, name, list);
}

const char *table_get(const struct table *t, size_t row, int column)
{
	return column < 0 ? "" : t->cells[row * t->columns + (size_t)column];
}

int table_double(const struct table *t, size_t row, int column, double *value, struct err *e)
{
	const char *cell = table_get(t, row, column);

	*value = NAN;
	if (*cell && num_parse_double(cell, strlen(cell), value) != 0)
		return err_set(e, "%s:%llu: %s '%s' is not a number", t->name, (unsigned long long)table_line(t, row),
			       t->names[column], cell);
	return 0;
}

uint64_t table_line(const struct table *t, size_t row)
{
	return t->lines[row];
}

int table_fault(const struct table *t, size_t row, const char *what, const char *value, struct err *e)
{
	return err_set(e, "%s:%llu: '%s' %s", t->name, (unsigned long long)table_line(t, row), value, what);
}

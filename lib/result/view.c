#include "result/view.h"

#include "base/mem.h"
#include "words/word.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct view {
	const struct table *table;
	const struct schema *schema;
	int *places; /* position of each column; -1: missing */
	size_t first_dim;
	size_t dims;
};

/* The dimensions are the columns after the last schema column before them, up to the next schema column. */
static void find_dims(struct view *v)
{
	size_t last = v->schema->dims_before, end = table_columns(v->table);

	if (last == 0)
		return;
	while (last > 0 && v->places[last - 1] < 0)
		last--;
	v->first_dim = last > 0 ? (size_t)v->places[last - 1] + 1 : 0;
	for (size_t i = v->schema->dims_before; i < v->schema->count; i++)
		if (v->places[i] >= (int)v->first_dim && (size_t)v->places[i] < end)
			end = (size_t)v->places[i];
	v->dims = end - v->first_dim;
}

struct view *view_new(const struct table *t, const struct schema *s, uint64_t needed, struct err *e)
{
	struct view *v = mem_alloc(1, sizeof(*v));

	v->table = t;
	v->schema = s;
	v->places = mem_alloc(s->count, sizeof(*v->places));
	for (size_t i = 0; i < s->count; i++) {
		const char *name = s->columns[i].name;

		v->places[i] = !name ? -1 : needed >> i & 1 ? table_need(t, name, e) : table_find(t, name);
		if (v->places[i] < 0 && (needed >> i & 1)) {
			view_free(v);
			return NULL;
		}
	}
	find_dims(v);
	return v;
}

void view_free(struct view *v)
{
	if (!v)
		return;
	free(v->places);
	free(v);
}

bool view_has(const struct view *v, size_t column)
{
	return v->places[column] >= 0;
}

const char *view_text(const struct view *v, size_t row, size_t column)
{
	return table_get(v->table, row, v->places[column]);
}

int view_fault(const struct view *v, size_t row, size_t column, const char *what, struct err *e)
{
	return err_set(e, "%s:%" PRIu64 ": %s '%s'", table_name(v->table), table_line(v->table, row), what,
		       view_text(v, row, column));
}

/* `file:line: rate '-1' is not a rate` */
static int refuse(const struct view *v, size_t row, size_t column, const char *what, struct err *e)
{
	return err_set(e, "%s:%" PRIu64 ": %s '%s' is not %s", table_name(v->table), table_line(v->table, row),
		       v->schema->columns[column].name, view_text(v, row, column), what);
}

int view_number(const struct view *v, size_t row, size_t column, double *value, struct err *e)
{
	if (table_double(v->table, row, v->places[column], value, e) < 0)
		return -1;
	switch (v->schema->columns[column].kind) {
	case SCHEMA_COUNT:
	case SCHEMA_SUM:
		return *value >= 0 ? 0 : refuse(v, row, column, "a count of units", e);
	case SCHEMA_RATE:
	case SCHEMA_RATIO:
		return *value < 0 ? refuse(v, row, column, "a rate", e) : 0;
	default:
		return 0;
	}
}

int view_word(const struct view *v, size_t row, size_t column, size_t *place, struct err *e)
{
	const struct schema_column *c = &v->schema->columns[column];
	const char *cell = view_text(v, row, column);

	for (*place = 0; *place < word_count(c->words); ++*place)
		if (strcmp(cell, word_at(c->words, *place)->slug) == 0)
			return 0;
	return err_set(e, "%s:%" PRIu64 ": unknown %s '%s'", table_name(v->table), table_line(v->table, row), c->name,
		       cell);
}

int view_period(const struct view *v, size_t row, size_t column, struct period *p, bool *fiscal, struct err *e)
{
	const char *cell = view_text(v, row, column);
	size_t n = strlen(cell);

	*fiscal = n == strlen("FY2025") && cell[0] == 'F' && cell[1] == 'Y';
	if (period_parse(*fiscal ? cell + 2 : cell, *fiscal ? 4 : n, p) < 0)
		return view_fault(v, row, column, "not a period:", e);
	return 0;
}

size_t view_dims(const struct view *v)
{
	return v->dims;
}

const char *view_dim_name(const struct view *v, size_t i)
{
	return table_column(v->table, v->first_dim + i);
}

const char *view_dim(const struct view *v, size_t row, size_t i)
{
	return table_get(v->table, row, (int)(v->first_dim + i));
}

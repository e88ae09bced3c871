#include "cell/private.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[CELL_COLUMNS] = {
	KEY_BEGIN,
	KEY_SPLIT(false),
	[CELL_SHIPPED] = {"shipped", SCHEMA_SUM, .shown = false},
	[CELL_RETURNED] = {"returned", SCHEMA_SUM, .shown = false},
	[CELL_SHIPPED_AMOUNT] = {"shipped_amount", SCHEMA_SUM, .shown = false},
	[CELL_RETURNED_AMOUNT] = {"returned_amount", SCHEMA_SUM, .shown = false},
	[CELL_SHIPPED_LINES] = {"shipped_lines", SCHEMA_COUNT, .shown = false},
	[CELL_RETURNED_LINES] = {"returned_lines", SCHEMA_COUNT, .shown = false},
	[CELL_SHIPPED_SQ] = {"shipped_sq", SCHEMA_COUNT, .shown = false},
	[CELL_RETURNED_SQ] = {"returned_sq", SCHEMA_COUNT, .shown = false},
	[CELL_FIRST] = {"first", SCHEMA_DATE, .shown = false},
	[CELL_LAST] = {"last", SCHEMA_DATE, .shown = false},
};

const struct schema cells_schema = {"cells", 1, columns, CELL_COLUMNS, KEY_DIMS_BEFORE};

struct cells *cells_new(const char *metric, const char *const *dims, size_t n)
{
	struct cells *c = mem_alloc(1, sizeof(*c));

	c->metric = mem_dup(metric, strlen(metric));
	c->dims = mem_alloc(n, sizeof(*c->dims));
	for (size_t i = 0; i < n; i++)
		c->dims[i] = mem_dup(dims[i], strlen(dims[i]));
	c->dim_count = n;
	c->secret = hash_key();
	c->periods = intern_new();
	c->groups = intern_new();
	c->categories = intern_new();
	/* Category 0, without cause and reason, is that of shipments. */
	intern_add(c->categories, "", 1, NULL);
	c->settled = true;
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
	intern_free(c->periods);
	intern_free(c->groups);
	intern_free(c->categories);
	free(c->cells);
	free(c->order);
	free(c->index);
	free(c->latest);
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

int cells_adopt_metric(struct cells *c, const char *metric, size_t n)
{
	if (*c->metric == '\0' && c->count == 0) {
		free(c->metric);
		c->metric = mem_dup(metric, n);
	}
	return strlen(c->metric) == n && memcmp(c->metric, metric, n) == 0 ? 0 : -1;
}

bool cells_have_dims(const struct cells *c, const char *const *names, size_t n)
{
	if (c->dim_count != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->dims[i], names[i]) != 0)
			return false;
	return true;
}

void cells_forget_index(struct cells *c)
{
	free(c->index);
	free(c->latest);
	c->index = c->latest = NULL;
	c->indexed = c->latest_capacity = 0;
	c->ready = false;
}

/* ---- asking ---- */

static bool is_returns(const struct cells *c, uint32_t category)
{
	return *cells_category_part(c, category, 0) != '\0';
}

uint32_t cells_no_category(const struct cells *c)
{
	(void)c;
	return 0;
}

size_t cells_count(const struct cells *c)
{
	return c->count - c->dead;
}

static inline const struct cell_entry *cell_at(const struct cells *c, size_t at)
{
	return &c->cells[c->order ? c->order[at] : at];
}

void cells_prefetch(const struct cells *c, size_t at)
{
	if (at < cells_count(c))
		__builtin_prefetch(cell_at(c, at));
}

/* Part `i` of strings separated by NUL bytes. */
static const char *nth(const char *s, size_t i)
{
	while (i--)
		s += strlen(s) + 1;
	return s;
}

struct cell_place cells_place(const struct cells *c, size_t at)
{
	return cell_key_place(cell_at(c, at)->key);
}

size_t cells_periods(const struct cells *c)
{
	return intern_count(c->periods);
}

size_t cells_groups(const struct cells *c)
{
	return intern_count(c->groups);
}

size_t cells_categories(const struct cells *c)
{
	return intern_count(c->categories);
}

const char *cells_period_label(const struct cells *c, uint32_t period)
{
	return intern_get(c->periods, period, NULL);
}

const char *cells_group_dim(const struct cells *c, uint32_t group, size_t dim)
{
	return nth(intern_get(c->groups, group, NULL), dim);
}

const char *cells_category_part(const struct cells *c, uint32_t category, size_t part)
{
	return nth(intern_get(c->categories, category, NULL), part);
}

const char *cells_part(const struct cells *c, size_t at, size_t i)
{
	struct cell_place p = cells_place(c, at);

	if (i == 0)
		return cells_period_label(c, p.period);
	if (i <= c->dim_count)
		return cells_group_dim(c, p.group, i - 1);
	return cells_category_part(c, p.category, i - 1 - c->dim_count);
}

const struct cell_sums *cells_sums(const struct cells *c, size_t at)
{
	return &cell_at(c, at)->sums;
}

int cells_total(const struct cells *c, struct cell_sums *shipments, struct cell_sums *returns)
{
	const struct cell_sums none = {.first = DATE_NONE, .last = DATE_NONE};
	int status = 0;

	*shipments = *returns = none;
	/* In the order of memory, which is faster; the order does not matter here. */
	for (size_t i = 0; i < c->count; i++) {
		const struct cell_entry *cell = &c->cells[i];

		if (cell->key != CELL_DEAD)
			status |= cell_sums_add(is_returns(c, cell_key_place(cell->key).category) ? returns : shipments,
						&cell->sums);
	}
	return status;
}

struct measures cells_measures(const struct cells *c, size_t at)
{
	const struct cell_sums *s = &cell_at(c, at)->sums;
	struct measures m = {.first = s->first, .last = s->last};

	if (is_returns(c, cells_place(c, at).category)) {
		m.returned = s->units;
		m.returned_amount = s->amount;
		m.returned_lines = s->lines;
		m.returned_sq = s->squares;
	} else {
		m.shipped = s->units;
		m.shipped_amount = s->amount;
		m.shipped_lines = s->lines;
		m.shipped_sq = s->squares;
	}
	return m;
}

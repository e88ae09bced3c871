#include "cell_state.h"

#include "die.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>

/*
 * Cells are found through a hash of their key. Rows of shipments come nearly in the order of time, so a group mostly adds to the cell
 * it last added to: that is looked at first, which leaves the hash to the beginnings of periods.
 */

const char *const cell_measure_names[CELL_MEASURES] = {
	"shipped",	  "returned",	    "shipped_amount", "returned_amount", "shipped_lines",
	"returned_lines", "shipped_sq",	    "returned_sq",    "first",		 "last",
};

struct cells *cells_new(const char *metric, const char *const *dims, size_t n)
{
	struct cells *c = mem_alloc(1, sizeof(*c));

	c->metric = mem_dup(metric, strlen(metric));
	c->dims = mem_alloc(n, sizeof(*c->dims));
	for (size_t i = 0; i < n; i++)
		c->dims[i] = mem_dup(dims[i], strlen(dims[i]));
	c->dim_count = n;
	c->periods = intern_new();
	c->groups = intern_new();
	c->categories = intern_new();
	/* No cause, no reason: the category of number 0 is that of shipments. */
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
	free(c->recent);
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

/* ---- keys ---- */

uint32_t cells_period(struct cells *c, const char *label, size_t n)
{
	uint32_t id = intern_add(c->periods, label, n, NULL);

	if (id >= MOST_PERIODS)
		die("more than %d periods", MOST_PERIODS);
	return id;
}

/* Parts joined by NUL bytes at place *at of the scratch, which may move. Moves *at behind them. Returns their length. */
static size_t join(struct cells *c, size_t *at, const struct cell_part *parts, size_t count)
{
	size_t begun = *at, n = count;

	for (size_t i = 0; i < count; i++)
		n += parts[i].length;
	c->key = mem_grow(c->key, &c->key_capacity, begun + n + 1, 1);
	char *to = c->key + begun;

	for (size_t i = 0; i < count; i++) {
		if (i)
			*to++ = '\0';
		if (parts[i].length)
			memcpy(to, parts[i].bytes, parts[i].length);
		to += parts[i].length;
	}
	*at = (size_t)(to - c->key);
	return *at - begun;
}

/* The groups of rows as one string each: their only part, or their parts joined in the scratch. */
static void take_groups(struct cells *c, const struct cell_row *rows, size_t n,
			struct intern_text *texts)
{
	size_t end = 0, at = 0;

	for (size_t i = 0; i < n && c->dim_count == 1; i++)
		texts[i] = (struct intern_text){rows[i].dims->bytes, rows[i].dims->length};
	if (c->dim_count == 1)
		return;
	for (size_t i = 0; i < n; i++)
		texts[i].length = join(c, &end, rows[i].dims, c->dim_count);
	for (size_t i = 0; i < n; at += texts[i++].length)
		texts[i].bytes = c->key + at;
}

uint32_t cells_category(struct cells *c, const struct cell_part *cause,
			const struct cell_part *reason)
{
	const struct cell_part parts[2] = {*cause, *reason};
	size_t end = 0, n = join(c, &end, parts, 2);
	uint32_t id = intern_add(c->categories, c->key, n, NULL);

	if (id >= MOST_CATEGORIES)
		die("more than %d causes and reasons", MOST_CATEGORIES);
	return id;
}

uint32_t cells_no_category(const struct cells *c)
{
	(void)c;
	return 0;
}

/* ---- finding cells ---- */

/* Numbers are dense, so all bits of the key must reach the lowest ones. */
static inline size_t place_of(const struct cells *c, uint64_t key)
{
	return (size_t)intern_mix(key, 0x9e3779b97f4a7c15u) & c->mask;
}

void cells_forget_index(struct cells *c)
{
	free(c->index);
	free(c->recent);
	c->index = c->recent = NULL;
	c->recent_capacity = 0;
}

static void put_in_index(struct cells *c, size_t cell)
{
	size_t at = place_of(c, c->cells[cell].key);

	while (c->index[at])
		at = (at + 1) & c->mask;
	c->index[at] = (uint32_t)cell + 1;
}

/* An index with room for twice as many cells as there are. */
static int make_index(struct cells *c)
{
	if (!c->settled && cells_sort(c) != 0)
		return -1;
	cells_bury(c);
	free(c->index);
	c->mask = 255;
	while (c->mask < 4 * c->count)
		c->mask = c->mask * 2 + 1;
	c->index = mem_alloc(c->mask + 1, sizeof(*c->index));
	for (size_t i = 0; i < c->count; i++)
		put_in_index(c, i);
	return 0;
}

/* The cell of a key, made empty when it is new. NULL when a sum that had to be built for it leaves 64 bits. */
static struct cell_entry *find_cell(struct cells *c, uint64_t key)
{
	if ((!c->index || 2 * c->count > c->mask) && make_index(c) != 0)
		return NULL;
	for (size_t at = place_of(c, key); c->index[at]; at = (at + 1) & c->mask)
		if (c->cells[c->index[at] - 1].key == key)
			return &c->cells[c->index[at] - 1];
	if (c->count >= UINT32_MAX - 1)
		die("more than %u cells", UINT32_MAX - 1);
	c->cells = mem_grow(c->cells, &c->capacity, c->count + 1, sizeof(*c->cells));
	struct cell_entry *cell = &c->cells[c->count];

	*cell = (struct cell_entry){key, {.first = DATE_NONE, .last = DATE_NONE}};
	put_in_index(c, c->count++);
	free(c->order);
	c->order = NULL;
	return cell;
}

/* ---- adding ---- */

/* Room for all groups in `recent`. */
static void grow_recent(struct cells *c)
{
	size_t had = c->recent_capacity;

	c->recent = mem_grow(c->recent, &c->recent_capacity, intern_count(c->groups),
			     sizeof(*c->recent));
	if (c->recent_capacity == had)
		return;
	memset(c->recent + had, 0, (c->recent_capacity - had) * sizeof(*c->recent));
}

static inline int add_sums(struct cells *c, uint32_t period, uint32_t group, uint32_t category,
			   const struct cell_sums *sums)
{
	uint64_t key = cell_key(period, group, category);
	uint32_t recent = category == 0 ? c->recent[group] : 0;

	if (recent && c->cells[recent - 1].key == key)
		return cell_sums_add(&c->cells[recent - 1].sums, sums);
	struct cell_entry *cell = find_cell(c, key);

	if (!cell)
		return -1;
	if (category == 0)
		c->recent[group] = (uint32_t)(cell - c->cells) + 1;
	return cell_sums_add(&cell->sums, sums);
}

/* Ask memory for what add_sums() will look at. */
static inline void prefetch_recent(const struct cells *c, uint32_t group)
{
	uint32_t recent = c->recent[group];

	if (!recent)
		return;
	__builtin_prefetch(&c->cells[recent - 1], 1);
	__builtin_prefetch((const char *)&c->cells[recent] - 1, 1);
}

int cells_add_rows(struct cells *c, const struct cell_row *rows, size_t n, size_t *bad)
{
	struct intern_text texts[CELL_ROWS];
	uint32_t groups[CELL_ROWS];

	if (!c->index && make_index(c) != 0) {
		*bad = 0;
		return -1;
	}
	take_groups(c, rows, n, texts);
	intern_add_many(c->groups, texts, n, groups);
	grow_recent(c);
	for (size_t i = 0; i < n; i++)
		if (rows[i].category)
			__builtin_prefetch(&c->index[place_of(c, cell_key(rows[i].period, groups[i],
									  rows[i].category))]);
	for (size_t i = 0; i < n; i++)
		prefetch_recent(c, groups[i]);
	for (size_t i = 0; i < n; i++) {
		if (add_sums(c, rows[i].period, groups[i], rows[i].category, &rows[i].sums) == 0)
			continue;
		*bad = i;
		return -1;
	}
	return 0;
}

static bool is_returns(const struct cells *c, uint32_t category)
{
	return *cells_category_part(c, category, 0) != '\0';
}

uint32_t cells_group(struct cells *c, const struct cell_part *dims)
{
	const struct cell_row row = {.dims = dims};
	struct intern_text text;

	take_groups(c, &row, 1, &text);
	return intern_add(c->groups, text.bytes, text.length, NULL);
}

void cells_prefetch_place(const struct cells *c, struct cell_place p)
{
	if (c->index)
		__builtin_prefetch(&c->index[place_of(c, cell_key(p.period, p.group, p.category))]);
}

int cells_add_at(struct cells *c, struct cell_place p, const struct measures *m)
{
	struct cell_sums sums = {m->shipped, m->shipped_amount, m->shipped_lines, m->shipped_sq,
				 m->first, m->last};

	if (is_returns(c, p.category))
		sums = (struct cell_sums){m->returned,    m->returned_amount, m->returned_lines,
					  m->returned_sq, m->first,	      m->last};
	grow_recent(c);
	return add_sums(c, p.period, p.group, p.category, &sums);
}

int cells_add(struct cells *c, const struct cell_part *parts, const struct measures *m)
{
	const struct cell_part *causes = parts + 1 + c->dim_count;
	struct cell_place place = {
		.period = cells_period(c, parts[0].bytes, parts[0].length),
		.group = cells_group(c, parts + 1),
		.category = cells_category(c, causes, causes + 1),
	};

	return cells_add_at(c, place, m);
}

int measures_add(struct measures *a, const struct measures *b)
{
	struct cell_sums x[2] = {
		{a->shipped, a->shipped_amount, a->shipped_lines, a->shipped_sq, a->first, a->last},
		{a->returned, a->returned_amount, a->returned_lines, a->returned_sq, a->first, a->last},
	};
	const struct cell_sums y[2] = {
		{b->shipped, b->shipped_amount, b->shipped_lines, b->shipped_sq, b->first, b->last},
		{b->returned, b->returned_amount, b->returned_lines, b->returned_sq, b->first, b->last},
	};
	int status = cell_sums_add(&x[0], &y[0]) | cell_sums_add(&x[1], &y[1]);

	*a = (struct measures){
		x[0].units, x[1].units,	  x[0].amount,	x[1].amount, x[0].lines,
		x[1].lines, x[0].squares, x[1].squares, x[0].first,  x[0].last,
	};
	return status;
}

/* ---- asking ---- */

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

/* Part `i` of strings parted by NUL bytes. */
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

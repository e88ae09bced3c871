#include "clean/mapping.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

struct mapping {
	const struct aliases *aliases;
	enum side side;
	size_t targets;
	struct alias_use **uses; /* one list for each target */
	size_t *counts;
	bool *used;
	size_t headers;
};

static bool has_any(const struct headers *h, const struct alias_term *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (headers_find(h, t->headers[i]) >= 0)
			return true;
	return false;
}

static bool term_holds(const struct alias *a, const struct alias_term *t, const struct headers *h, int64_t specific)
{
	switch (t->kind) {
	case ALIAS_SPECIFIC:
		return specific >= t->least;
	case ALIAS_ALONE:
		return headers_containing(h, (const char *const *)t->headers, t->count, a->header) == 0;
	default:
		return has_any(h, t) == (t->kind == ALIAS_HAS);
	}
}

static bool terms_hold(const struct alias *a, const struct headers *h, int64_t specific)
{
	for (size_t i = 0; i < a->term_count; i++)
		if (!term_holds(a, &a->terms[i], h, specific))
			return false;
	return true;
}

/* The number of headers that are recognised without a term `specific`. */
static int64_t count_specific(const struct aliases *a, enum side side, const struct headers *h)
{
	bool *seen = mem_alloc(headers_count(h), sizeof(*seen));
	int64_t n = 0;

	for (size_t i = 0; i < aliases_count(a); i++) {
		const struct alias *row = aliases_row(a, i);

		if (!(row->sides & side_bit(side)) || row->generic || !row->column[0])
			continue;
		int at = headers_find(h, row->header);

		if (at < 0 || seen[at] || alias_target(side, row->column) < 0 || !terms_hold(row, h, 0))
			continue;
		seen[at] = true;
		n++;
	}
	free(seen);
	return n;
}

struct candidate {
	const struct alias *alias;
	size_t header;
};

/* By rank, then in the order of the file. */
static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->alias->rank != b->alias->rank)
		return a->alias->rank < b->alias->rank ? -1 : 1;
	return a->header < b->header ? -1 : a->header > b->header;
}

static void map_target(struct mapping *m, size_t target, const struct aliases *a, const struct headers *h,
		       int64_t specific)
{
	const char *name = alias_target_name(m->side, target);
	struct candidate *found = NULL;
	size_t n = 0, capacity = 0;

	for (size_t i = 0; i < aliases_count(a); i++) {
		const struct alias *row = aliases_row(a, i);
		int at;

		if (!(row->sides & side_bit(m->side)) || strcmp(row->column, name) != 0 ||
		    (at = headers_find(h, row->header)) < 0 || !terms_hold(row, h, specific))
			continue;
		found = mem_grow(found, &capacity, n + 1, sizeof(*found));
		found[n++] = (struct candidate){row, (size_t)at};
	}
	if (n == 0)
		return;
	qsort(found, n, sizeof(*found), compare_candidates);
	m->uses[target] = mem_alloc(n, sizeof(**m->uses));
	for (size_t i = 0; i < n; i++) {
		const struct alias *row = found[i].alias;

		m->uses[target][m->counts[target]++] =
			(struct alias_use){found[i].header, row->generic, row->blank, row->standin, row};
		m->used[found[i].header] = true;
		if (row->blank != ALIAS_BLANK_NEXT)
			break;
	}
	free(found);
}

struct mapping *mapping_new(const struct aliases *a, enum side side, const char *const *headers, size_t n)
{
	struct mapping *m = mem_alloc(1, sizeof(*m));
	struct headers *h = headers_new(headers, n);
	int64_t specific = count_specific(a, side, h);

	m->aliases = a;
	m->side = side;
	m->headers = n;
	m->targets = alias_target_count(side);
	m->uses = mem_alloc(m->targets, sizeof(*m->uses));
	m->counts = mem_alloc(m->targets, sizeof(*m->counts));
	m->used = mem_alloc(n, sizeof(*m->used));
	for (size_t i = 0; i < m->targets; i++)
		map_target(m, i, a, h, specific);
	headers_free(h);
	return m;
}

void mapping_free(struct mapping *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->targets; i++)
		free(m->uses[i]);
	free(m->uses);
	free(m->counts);
	free(m->used);
	free(m);
}

size_t mapping_uses(const struct mapping *m, const char *column, const struct alias_use **uses)
{
	int target = alias_target(m->side, column);

	*uses = target < 0 ? NULL : m->uses[target];
	return target < 0 ? 0 : m->counts[target];
}

bool mapping_is_used(const struct mapping *m, size_t header)
{
	return header < m->headers && m->used[header];
}

bool mapping_gives_quantity(const struct mapping *m, size_t header)
{
	static const char *const columns[] = {COLUMN_QTY, "qty_received", "qty_applied"};

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const struct alias_use *uses;
		size_t n = mapping_uses(m, columns[i], &uses);

		for (size_t u = 0; u < n; u++)
			if (uses[u].header == header)
				return true;
	}
	return false;
}

/*
 * True when a header surely feeds a column, so that it overrides the constant of the dialect: a header that the dialect or the user
 * names, or a generic one without conditions, as when the user adds a quantity to an export that has none. A generic header with
 * conditions may mean something else in this layout.
 */
static bool is_certain(const struct mapping *m, const char *column)
{
	const struct alias_use *uses;

	return mapping_uses(m, column, &uses) &&
	       (uses[0].alias->layer != ALIAS_GENERIC || uses[0].alias->term_count == 0);
}

/* True when a header feeds the quantity, even by a word as common as 数量: dialects in which that means something else ignore it. */
static bool has_quantity(const struct mapping *m)
{
	const struct alias_use *uses;

	return is_certain(m, "qty_received") || is_certain(m, "qty_applied") ||
	       (mapping_uses(m, COLUMN_QTY, &uses) && uses[0].generic);
}

const char *mapping_constant(const struct mapping *m, const char *column)
{
	if (is_certain(m, column) || (strcmp(column, COLUMN_QTY) == 0 && has_quantity(m)))
		return NULL;
	return aliases_setting(m->aliases, ALIAS_CONST, m->side, column, 0);
}

const char *mapping_date_format(const struct mapping *m, const char *column, size_t i)
{
	return aliases_setting(m->aliases, ALIAS_DATE, m->side, column, i);
}

const char *mapping_decimal(const struct mapping *m, const char *column)
{
	const char *sign = aliases_setting(m->aliases, ALIAS_DECIMAL, m->side, column, 0);

	return sign ? sign : aliases_setting(m->aliases, ALIAS_DECIMAL, m->side, "", 0);
}

const char *mapping_banner(const struct mapping *m, size_t i)
{
	return aliases_setting(m->aliases, ALIAS_SKIP, m->side, "", i);
}

int mapping_sign(const struct mapping *m)
{
	const char *sign = aliases_setting(m->aliases, ALIAS_SIGN, m->side, "", 0);

	return !sign ? 0 : strcmp(sign, "negative") == 0 ? -1 : 1;
}

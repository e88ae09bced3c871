#include "clean/alias.h"

#include "row/columns.h"
#include "base/embed.h"
#include "clean/header.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct setting {
	enum alias_setting kind;
	unsigned sides;
	char *column;
	char *text;
};

struct aliases {
	struct alias *rows;
	size_t count;
	size_t capacity;
	struct setting *settings;
	size_t setting_count;
	size_t setting_capacity;
};

/* The ranks of a layer lie below all ranks of the layer before, so that its rows win. */
enum { RANK_LIMIT = 1000000 };

static const char *const extra_shipments[] = {"belongs", "listing_no", "cancelled_at", NULL};
static const char *const extra_returns[] = {"qty_received", "qty_applied", "goods", "belongs", "listing_no", NULL};

static size_t count_names(const char *const *names)
{
	size_t n = 0;

	while (names[n])
		n++;
	return n;
}

size_t alias_target_count(enum side side)
{
	return side == SIDE_RETURNS ? count_names(columns_returns) + count_names(extra_returns)
				    : count_names(columns_shipments) + count_names(extra_shipments);
}

const char *alias_target_name(enum side side, size_t i)
{
	const char *const *names = side == SIDE_RETURNS ? columns_returns : columns_shipments;
	const char *const *extra = side == SIDE_RETURNS ? extra_returns : extra_shipments;
	size_t canonical = count_names(names);

	return i < canonical ? names[i] : extra[i - canonical];
}

int alias_target(enum side side, const char *name)
{
	size_t n = alias_target_count(side);

	for (size_t i = 0; i < n; i++)
		if (strcmp(alias_target_name(side, i), name) == 0)
			return (int)i;
	return -1;
}

static void free_alias(struct alias *a)
{
	for (size_t t = 0; t < a->term_count; t++) {
		for (size_t i = 0; i < a->terms[t].count; i++)
			free(a->terms[t].headers[i]);
		free(a->terms[t].headers);
	}
	free(a->terms);
	free(a->column);
	free(a->header);
	free(a->written);
	free(a->when);
	free(a->from);
}

void aliases_free(struct aliases *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->count; i++)
		free_alias(&a->rows[i]);
	for (size_t i = 0; i < a->setting_count; i++) {
		free(a->settings[i].column);
		free(a->settings[i].text);
	}
	free(a->settings);
	free(a->rows);
	free(a);
}

/* Split the next piece off s[0..n), up to a `mark`, and trim it. Returns false at the end. */
static bool next_piece(const char **s, size_t *n, char mark, const char **piece, size_t *length)
{
	if (!*s)
		return false;
	const char *end = memchr(*s, mark, *n);

	*piece = *s;
	*length = end ? (size_t)(end - *s) : *n;
	*n = end ? *n - *length - 1 : 0;
	*s = end ? end + 1 : NULL;
	text_trim(piece, length);
	return true;
}

static int parse_term(struct alias_term *t, const char *s, size_t n)
{
	if (n > 4 && memcmp(s, "has:", 4) == 0) {
		t->kind = ALIAS_HAS;
		return header_list(s + 4, n - 4, &t->headers, &t->count);
	}
	if (n > 3 && memcmp(s, "no:", 3) == 0) {
		t->kind = ALIAS_NO;
		return header_list(s + 3, n - 3, &t->headers, &t->count);
	}
	if (n > 6 && memcmp(s, "alone:", 6) == 0) {
		t->kind = ALIAS_ALONE;
		return header_list(s + 6, n - 6, &t->headers, &t->count);
	}
	if (n > 9 && memcmp(s, "specific:", 9) == 0) {
		t->kind = ALIAS_SPECIFIC;
		return num_parse_int(s + 9, n - 9, 1, 99, &t->least);
	}
	return -1;
}

static int parse_when(struct alias *a, const char *when)
{
	const char *s = when[0] ? when : NULL;
	const char *piece;
	size_t n = strlen(when), length, capacity = 0;

	while (next_piece(&s, &n, ';', &piece, &length)) {
		a->terms = mem_grow(a->terms, &capacity, a->term_count + 1, sizeof(*a->terms));
		struct alias_term *t = &a->terms[a->term_count++];

		*t = (struct alias_term){0};
		if (parse_term(t, piece, length) != 0)
			return -1;
	}
	a->generic = alias_is_generic(when);
	return 0;
}

bool alias_is_generic(const char *when)
{
	const char *s = when;
	const char *piece;
	size_t n = strlen(when), length;

	while (next_piece(&s, &n, ';', &piece, &length))
		if (length > 9 && memcmp(piece, "specific:", 9) == 0)
			return true;
	return false;
}

bool alias_is_target(unsigned sides, const char *column)
{
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		if ((sides & side_bit(s)) && alias_target(s, column) >= 0)
			return true;
	return false;
}

static char *dup(const char *s)
{
	return mem_dup(s, strlen(s));
}

static int parse_blank(struct alias *a, const char *blank)
{
	a->standin = strcmp(blank, "standin") == 0;
	if (strcmp(blank, "next") == 0)
		a->blank = ALIAS_BLANK_NEXT;
	else if (strcmp(blank, "down") == 0)
		a->blank = ALIAS_BLANK_DOWN;
	else if (blank[0] && !a->standin)
		return -1;
	return 0;
}

/* Read one row of a table into *a, which the caller frees also on failure. */
static int parse_row(const struct table *t, size_t row, const struct alias_columns *at, struct alias *a, struct err *e)
{
	const char *side = table_get(t, row, at->side);
	const char *header = table_get(t, row, at->header);
	const char *rank = table_get(t, row, at->rank);
	const char *blank = table_get(t, row, at->blank);
	*a = (struct alias){.sides = SIDE_BOTH};
	a->column = dup(table_get(t, row, at->column));
	a->header = header_normalise(header, strlen(header));
	a->written = dup(header);
	a->when = dup(table_get(t, row, at->when));
	a->from = dup(table_name(t));
	a->line = table_line(t, row);
	if (side[0] && side_set_parse(side, &a->sides) != 0)
		return table_fault(t, row, "is none of shipments, returns and both", side, e);
	if (a->header[0] == '\0')
		return table_fault(t, row, "is not a header", header, e);
	if (a->column[0] && !alias_is_target(a->sides, a->column))
		return table_fault(t, row, "is not a canonical column", a->column, e);
	if (rank[0] && num_parse_int(rank, strlen(rank), 0, RANK_LIMIT - 1, &a->rank) != 0)
		return table_fault(t, row, "is not a rank: a whole number from 0", rank, e);
	if (parse_blank(a, blank) != 0)
		return table_fault(t, row, "is none of next, down and standin", blank, e);
	if (parse_when(a, a->when) != 0)
		return table_fault(t, row, "is not a list of has:A|B, no:A|B, alone:A|B and specific:N separated by ;",
				   a->when, e);
	return 0;
}

static int find_columns(const struct table *t, struct alias_columns *at, struct err *e)
{
	*at = (struct alias_columns){
		.side = table_find(t, "side"),
		.column = table_need(t, "column", e),
		.header = -1,
		.rank = table_find(t, "rank"),
		.when = table_find(t, "when"),
		.blank = table_find(t, "blank"),
	};
	if (at->column < 0)
		return -1;
	at->header = table_need(t, "header", e);
	return at->header < 0 ? -1 : 0;
}

/* Make an added row override the rows of earlier layers with its header, on its sides. */
static void override(struct aliases *a, const struct alias *added)
{
	if (added->layer == ALIAS_GENERIC)
		return;
	for (size_t i = 0; i < a->count; i++)
		if (a->rows[i].layer < added->layer && strcmp(a->rows[i].header, added->header) == 0)
			a->rows[i].sides &= ~added->sides;
}

static struct alias *add_row(struct aliases *a, const struct table *t, size_t row, const struct alias_columns *at,
			     enum alias_layer layer, struct err *e)
{
	a->rows = mem_grow(a->rows, &a->capacity, a->count + 1, sizeof(*a->rows));
	struct alias *added = &a->rows[a->count++];

	if (parse_row(t, row, at, added, e) != 0)
		return NULL;
	added->layer = layer;
	added->rank -= (int64_t)layer * RANK_LIMIT;
	override(a, added);
	return added;
}

int aliases_add_row(struct aliases *a, const struct table *t, size_t row, const struct alias_columns *at, struct err *e)
{
	struct alias *added = add_row(a, t, row, at, ALIAS_DIALECT, e);

	if (!added)
		return -1;
	added->rank += (int64_t)row;
	return 0;
}

static int add_table(struct aliases *a, const struct table *t, enum alias_layer layer, struct err *e)
{
	struct alias_columns at;

	if (find_columns(t, &at, e) != 0)
		return -1;
	for (size_t row = 0; row < table_rows(t); row++)
		if (!add_row(a, t, row, &at, layer, e))
			return -1;
	return 0;
}

int aliases_add(struct aliases *a, const struct table *t, struct err *e)
{
	return add_table(a, t, ALIAS_MAP, e);
}

struct aliases *aliases_new_empty(void)
{
	return mem_alloc(1, sizeof(struct aliases));
}

struct aliases *aliases_new(struct err *e)
{
	struct aliases *a = aliases_new_empty();
	struct table *t = table_read_memory("aliases.csv", embed_aliases, embed_aliases_size, e);

	if (!t || add_table(a, t, ALIAS_GENERIC, e) != 0) {
		table_free(t);
		aliases_free(a);
		return NULL;
	}
	table_free(t);
	return a;
}

void aliases_set(struct aliases *a, enum alias_setting kind, unsigned sides, const char *column, const char *text)
{
	a->settings = mem_grow(a->settings, &a->setting_capacity, a->setting_count + 1, sizeof(*a->settings));
	a->settings[a->setting_count++] = (struct setting){kind, sides, dup(column), dup(text)};
}

const char *aliases_setting(const struct aliases *a, enum alias_setting kind, enum side side, const char *column,
			    size_t i)
{
	for (size_t s = 0; s < a->setting_count; s++) {
		const struct setting *set = &a->settings[s];

		if (set->kind == kind && (set->sides & side_bit(side)) && strcmp(set->column, column) == 0 && i-- == 0)
			return set->text;
	}
	return NULL;
}

size_t aliases_count(const struct aliases *a)
{
	return a->count;
}

const struct alias *aliases_row(const struct aliases *a, size_t i)
{
	return &a->rows[i];
}

/* Append the headers of a column that have a condition, or those that have none, to the list, behind a lead. Returns the new list; frees the old. */
static char *add_accepted(char *list, const struct aliases *a, unsigned sides, const char *column, bool conditional,
			  const char *lead)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct alias *row = &a->rows[i];

		if (!(row->sides & sides) || strcmp(row->column, column) != 0 || (row->when[0] != '\0') != conditional)
			continue;
		char *longer = mem_printf("%s%s%s", list, lead, row->written);

		free(list);
		list = longer;
		lead = ", ";
	}
	return list;
}

char *aliases_accepted(const struct aliases *a, enum side side, const char *column)
{
	char *list = add_accepted(mem_dup("", 0), a, side_bit(side), column, false, "");

	return add_accepted(list, a, side_bit(side), column, true,
			    list[0] ? "; and if the other headers fit: " : "if the other headers fit: ");
}

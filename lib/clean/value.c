#include "clean/value.h"

#include "row/columns.h"
#include "base/embed.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct value {
	unsigned sides;
	char *column;
	char *word; /* normalised */
	char *value;
};

struct values {
	struct value *rows; /* of equal words the last one wins */
	size_t count;
	size_t capacity;
};

enum { NAMED = 3, MEMORY = 4096, LATELY = 64 };

/* A small cache in front of `met`: the words of a column are few and short, so most cells are found here by one comparison. */
struct lately {
	struct text_brief brief;
	size_t length; /* 0: none */
	const char *meaning;
};

struct words {
	const struct values *values;
	enum side side;
	const char *column;
	const char *const *canonical; /* may be NULL */
	/* A cache of cells and their meanings; emptied when it gets large, as in a column of free text. */
	struct intern *met;
	const char **meaning;
	size_t capacity;
	struct lately lately[LATELY];
	uint64_t unknown;
	char *names[NAMED];
	size_t named;
};

static const char *const order_types[] = {"sale", "exchange", "reissue", "sample", "gift", "loss", "not_sale", NULL};
static const char *const gifts[] = {"0", "1", NULL};
static const char *const bases[] = {"received", "applied", "line", "imputed", NULL};
static const char *const goods[] = {"reject", "pre_ship", NULL};
static const char *const belongs[] = {"shipments", "returns", "both", "none", NULL};
/* What a status may mean besides the canonical ones; canonical.h makes them of it. */
static const char *const statuses[] = {"done", "pending", "void", "on-receipt", "partly", NULL};

/* The canonical words of a column, NULL when it is not a column of words. */
static const char *const *canonical_words(const char *column)
{
	if (strcmp(column, COLUMN_TYPE) == 0)
		return columns_types;
	if (strcmp(column, COLUMN_STATUS) == 0)
		return columns_statuses;
	if (strcmp(column, COLUMN_ORDER_TYPE) == 0)
		return order_types;
	if (strcmp(column, COLUMN_GIFT) == 0)
		return gifts;
	if (strcmp(column, COLUMN_QTY_BASIS) == 0)
		return bases;
	if (strcmp(column, "goods") == 0)
		return goods;
	if (strcmp(column, "belongs") == 0)
		return belongs;
	return NULL;
}

/* The values that a word of such a column may have. */
static const char *const *values_of(const char *column)
{
	return strcmp(column, COLUMN_STATUS) == 0 ? statuses : canonical_words(column);
}

int values_add_row(struct values *v, const struct table *t, size_t row, const struct value_columns *at, struct err *e)
{
	const char *sided = table_get(t, row, at->side);
	const char *column = table_get(t, row, at->column);
	const char *from = table_get(t, row, at->word);
	const char *to = table_get(t, row, at->value);
	const char *const *allowed = values_of(column);
	unsigned sides = SIDE_BOTH;

	if (sided[0] && side_set_parse(sided, &sides) != 0)
		return table_fault(t, row, "is none of shipments, returns and both", sided, e);
	if (!allowed)
		return table_fault(t, row,
				   "is not a column of words: type, status, order_type, gift, "
				   "qty_basis, goods, belongs",
				   column, e);
	if (!columns_has(allowed, to, strlen(to)))
		return table_fault(t, row, "is not a value of its column", to, e);
	v->rows = mem_grow(v->rows, &v->capacity, v->count + 1, sizeof(*v->rows));
	v->rows[v->count++] = (struct value){
		.sides = sides,
		.column = mem_dup(column, strlen(column)),
		.word = text_normalise(from, strlen(from)),
		.value = mem_dup(to, strlen(to)),
	};
	return 0;
}

static int add_table(struct values *v, const struct table *t, struct err *e)
{
	struct value_columns at = {.side = table_find(t, "side")};

	at.column = table_need(t, "column", e);
	at.word = at.column < 0 ? -1 : table_need(t, "word", e);
	at.value = at.word < 0 ? -1 : table_need(t, "value", e);
	if (at.value < 0)
		return -1;
	for (size_t row = 0; row < table_rows(t); row++)
		if (values_add_row(v, t, row, &at, e) != 0)
			return -1;
	return 0;
}

int values_add(struct values *v, const struct table *t, struct err *e)
{
	return add_table(v, t, e);
}

struct values *values_new_empty(void)
{
	return mem_alloc(1, sizeof(struct values));
}

struct values *values_new(struct err *e)
{
	struct values *v = values_new_empty();
	struct table *t = table_read_memory("values.csv", embed_values, embed_values_size, e);

	if (!t || add_table(v, t, e) != 0) {
		table_free(t);
		values_free(v);
		return NULL;
	}
	table_free(t);
	return v;
}

void values_free(struct values *v)
{
	if (!v)
		return;
	for (size_t i = 0; i < v->count; i++) {
		free(v->rows[i].column);
		free(v->rows[i].word);
		free(v->rows[i].value);
	}
	free(v->rows);
	free(v);
}

struct words *words_new(const struct values *v, enum side side, const char *column)
{
	struct words *w = mem_alloc(1, sizeof(*w));

	w->values = v;
	w->side = side;
	w->column = column;
	w->canonical = canonical_words(column);
	w->met = intern_new();
	return w;
}

void words_free(struct words *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->named; i++)
		free(w->names[i]);
	intern_free(w->met);
	free(w->meaning);
	free(w);
}

void words_use(struct words *w, const struct values *v)
{
	if (w->values == v)
		return;
	w->values = v;
	intern_free(w->met);
	w->met = intern_new();
	memset(w->lately, 0, sizeof(w->lately));
}

/* Look up a word that is not in the cache. */
static const char *look_up(const struct words *w, struct cell c)
{
	char *word = text_normalise(c.bytes, c.length);
	const char *found = NULL;

	for (size_t i = w->values->count; i-- > 0 && !found;) {
		const struct value *row = &w->values->rows[i];

		if ((row->sides & side_bit(w->side)) && strcmp(row->column, w->column) == 0 &&
		    strcmp(row->word, word) == 0)
			found = row->value;
	}
	for (const char *const *own = w->canonical; own && *own && !found; own++)
		if (strcmp(*own, word) == 0)
			found = *own;
	free(word);
	return found;
}

static void name(struct words *w, struct cell c)
{
	for (size_t i = 0; i < w->named; i++)
		if (strlen(w->names[i]) == c.length && memcmp(w->names[i], c.bytes, c.length) == 0)
			return;
	if (w->named < NAMED)
		w->names[w->named++] = mem_dup(c.bytes, c.length);
}

void words_miss(struct words *w, struct cell c)
{
	w->unknown++;
	name(w, c);
}

void words_join(struct words *w, const struct words *part)
{
	w->unknown += part->unknown;
	for (size_t i = 0; i < part->named; i++)
		name(w, (struct cell){part->names[i], strlen(part->names[i])});
}

void words_clear(struct words *w)
{
	w->unknown = 0;
	while (w->named)
		free(w->names[--w->named]);
}

static const char *recall(struct words *w, struct cell c)
{
	bool fresh;

	if (intern_count(w->met) >= MEMORY) {
		intern_free(w->met);
		w->met = intern_new();
	}
	uint32_t id = intern_add(w->met, c.bytes, c.length, &fresh);

	if (fresh) {
		w->meaning = mem_grow(w->meaning, &w->capacity, id + 1, sizeof(*w->meaning));
		w->meaning[id] = look_up(w, c);
	}
	return w->meaning[id];
}

const char *words_find(struct words *w, struct cell c)
{
	if (c.length > TEXT_BRIEF)
		return recall(w, c);
	struct text_brief brief = text_brief_of(c.bytes, c.length);
	struct lately *lately = &w->lately[text_brief_place(brief, c.length, LATELY)];

	if (c.length == 0 || lately->length != c.length || !text_brief_equal(lately->brief, brief))
		*lately = (struct lately){brief, c.length, recall(w, c)};
	return lately->meaning;
}

uint64_t words_unknown(const struct words *w)
{
	return w->unknown;
}

char *words_unknown_list(const struct words *w)
{
	char *list = mem_dup("", 0);

	for (size_t i = 0; i < w->named; i++) {
		char *longer = mem_printf("%s%s'%s'", list, i ? ", " : "", w->names[i]);

		free(list);
		list = longer;
	}
	return list;
}

#include "layout/dialect.h"

#include "import/feed.h"
#include "base/mem.h"
#include "base/text.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* A list of alternative headers; a file must have at least one of them. */
struct names {
	char **items;
	size_t count;
	size_t row; /* of the table */
};

struct list {
	struct names *items;
	size_t count;
	size_t capacity;
};

struct dialect_columns {
	int kind, side, column, name, value, when;
};

struct dialect {
	char *name;
	struct table *table;
	struct dialect_columns at;
	unsigned sides;
	const char *title;
	const char *grade;
	struct list keys;
	struct list nots;
	char **known; /* distinct headers that count for the score */
	size_t known_count;
	size_t known_capacity;
};

static const char *const columns[] = {"kind", "side", "column", "name", "value", "when", "note"};

static const char *get(const struct dialect *d, size_t row, int column)
{
	return table_get(d->table, row, column);
}

/* ---- rows by kind ---- */

/* The sides of a row whose side was checked; both if blank. */
static unsigned sides_of(const struct dialect *d, size_t row)
{
	unsigned sides = SIDE_BOTH;

	side_set_parse(get(d, row, d->at.side), &sides);
	return sides;
}

static int check_side(const struct dialect *d, size_t row, struct err *e)
{
	const char *word = get(d, row, d->at.side);
	unsigned sides;

	if (word[0] && side_set_parse(word, &sides) != 0)
		return table_fault(d->table, row, "is none of shipments, returns and both", word, e);
	return 0;
}

/* Count a header for the score. */
static void know(struct dialect *d, const char *header)
{
	for (size_t i = 0; i < d->known_count; i++)
		if (strcmp(d->known[i], header) == 0)
			return;
	d->known = mem_grow(d->known, &d->known_capacity, d->known_count + 1, sizeof(*d->known));
	d->known[d->known_count++] = mem_dup(header, strlen(header));
}

static int take_dialect(struct dialect *d, size_t row, struct err *e)
{
	const char *name = get(d, row, d->at.name);
	const char *value = get(d, row, d->at.value);

	if (strcmp(name, "title") == 0) {
		if (!value[0])
			return table_fault(d->table, row, "is blank", name, e);
		d->title = value;
		d->sides = sides_of(d, row);
		return 0;
	}
	if (strcmp(name, "grade") != 0)
		return table_fault(d->table, row, "is neither title nor grade", name, e);
	if (strcmp(value, "verified") != 0 && strcmp(value, "inferred") != 0)
		return table_fault(d->table, row, "is neither verified nor inferred", value, e);
	d->grade = value;
	return 0;
}

static int take_names(struct dialect *d, struct list *l, size_t row, struct err *e)
{
	const char *text = get(d, row, d->at.name);

	l->items = mem_grow(l->items, &l->capacity, l->count + 1, sizeof(*l->items));
	struct names *names = &l->items[l->count++];

	*names = (struct names){.row = row};
	if (header_list(text, strlen(text), &names->items, &names->count) != 0)
		return table_fault(d->table, row, "is not a header", text, e);
	return 0;
}

static int take_key(struct dialect *d, size_t row, struct err *e)
{
	if (take_names(d, &d->keys, row, e) != 0)
		return -1;
	const struct names *names = &d->keys.items[d->keys.count - 1];

	for (size_t i = 0; i < names->count; i++)
		know(d, names->items[i]);
	return 0;
}

/* A header may feed several columns, and a column under several conditions; an exact repetition is a mistake. */
static int take_header(struct dialect *d, struct aliases *a, size_t row, struct err *e)
{
	struct alias_columns at = {d->at.side, d->at.column, d->at.name, -1, d->at.when, d->at.value};

	if (aliases_add_row(a, d->table, row, &at, e) != 0)
		return -1;
	const struct alias *added = aliases_row(a, aliases_count(a) - 1);

	for (size_t i = 0; i + 1 < aliases_count(a); i++) {
		const struct alias *other = aliases_row(a, i);

		if ((other->sides & added->sides) && strcmp(other->header, added->header) == 0 &&
		    strcmp(other->column, added->column) == 0 && strcmp(other->when, added->when) == 0)
			return table_fault(d->table, row, "feeds its column twice", added->written, e);
	}
	if (!added->generic)
		know(d, added->header);
	return 0;
}

static int take_word(struct dialect *d, struct values *v, size_t row, struct err *e)
{
	struct value_columns at = {d->at.side, d->at.column, d->at.name, d->at.value};

	if (!get(d, row, d->at.name)[0])
		return table_fault(d->table, row, "is not a word", "", e);
	return values_add_row(v, d->table, row, &at, e);
}

static int check_column(const struct dialect *d, size_t row, struct err *e)
{
	const char *column = get(d, row, d->at.column);

	return alias_is_target(sides_of(d, row), column)
		       ? 0
		       : table_fault(d->table, row, "is not a canonical column", column, e);
}

/* A constant must be a value of its column on every side it is given for. */
static int check_constant(const struct dialect *d, const struct values *v, size_t row, struct err *e)
{
	static const enum side each[] = {SIDE_SHIPMENTS, SIDE_RETURNS};
	const char *value = get(d, row, d->at.value);
	struct cell raw = clean_text((struct cell){value, strlen(value)});

	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		int target = alias_target(each[i], get(d, row, d->at.column));

		if (!(sides_of(d, row) & side_bit(each[i])) || target < 0)
			continue;
		struct feeds *feeds = feeds_new(each[i], v);
		bool accepted = feeds_accepts(feeds, target, raw);

		feeds_free(feeds);
		if (!accepted)
			return table_fault(d->table, row, "is not a value of its column", value, e);
	}
	return 0;
}

/* A date format must be valid, and its column one of dates. */
static int check_format(const struct dialect *d, const struct values *v, size_t row, struct err *e)
{
	static const enum side each[] = {SIDE_SHIPMENTS, SIDE_RETURNS};
	const char *column = get(d, row, d->at.column), *format = get(d, row, d->at.value);
	char *text = mem_printf("%s=%s", column, format);
	bool accepted = true;
	struct err ignored;

	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		if (!(sides_of(d, row) & side_bit(each[i])) || alias_target(each[i], column) < 0)
			continue;
		struct feeds *feeds = feeds_new(each[i], v);

		accepted = accepted && feeds_date_format(feeds, text, &ignored) == 0;
		feeds_free(feeds);
	}
	free(text);
	return accepted ? 0 : table_fault(d->table, row, "is not a date format for its column", format, e);
}

/* A decimal sign must be one, and its column, if it names one, hold numbers. */
static int check_decimal(const struct dialect *d, const struct values *v, size_t row, struct err *e)
{
	static const enum side each[] = {SIDE_SHIPMENTS, SIDE_RETURNS};
	const char *column = get(d, row, d->at.column), *sign = get(d, row, d->at.value);
	char *text = mem_printf("%s%s%s", column, column[0] ? "=" : "", sign);
	bool accepted = false;
	struct err ignored;

	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		if (!(sides_of(d, row) & side_bit(each[i])))
			continue;
		struct feeds *feeds = feeds_new(each[i], v);

		accepted = accepted || feeds_decimal(feeds, text, &ignored) == 0;
		feeds_free(feeds);
	}
	free(text);
	if (strcmp(sign, ".") != 0 && strcmp(sign, ",") != 0)
		return table_fault(d->table, row, "is neither . nor , for a decimal sign", sign, e);
	return accepted ? 0 : table_fault(d->table, row, "is not a column of numbers", column, e);
}

static int take_row(struct dialect *d, struct aliases *a, struct values *v, size_t row, struct err *e)
{
	const char *kind = get(d, row, d->at.kind);
	const char *name = get(d, row, d->at.name);
	const char *value = get(d, row, d->at.value);

	if (check_side(d, row, e) != 0)
		return -1;
	if (strcmp(kind, "dialect") == 0)
		return take_dialect(d, row, e);
	if (strcmp(kind, "key") == 0)
		return take_key(d, row, e);
	if (strcmp(kind, "not") == 0)
		return take_names(d, &d->nots, row, e);
	if (strcmp(kind, "header") == 0)
		return take_header(d, a, row, e);
	if (strcmp(kind, "word") == 0)
		return take_word(d, v, row, e);
	if (strcmp(kind, "skip") == 0)
		return name[0] ? 0 : table_fault(d->table, row, "is not a text to skip by", name, e);
	if (strcmp(kind, "sign") == 0)
		return strcmp(value, "positive") == 0 || strcmp(value, "negative") == 0
			       ? 0
			       : table_fault(d->table, row, "is neither positive nor negative", value, e);
	if (strcmp(kind, "date") == 0 && !value[0])
		return table_fault(d->table, row, "is not a date format", value, e);
	if (strcmp(kind, "date") == 0)
		return check_column(d, row, e) != 0 ? -1 : check_format(d, v, row, e);
	if (strcmp(kind, "decimal") == 0)
		return check_decimal(d, v, row, e);
	if (strcmp(kind, "const") == 0)
		return check_column(d, row, e);
	return table_fault(d->table, row,
			   "is none of dialect, key, not, header, word, const, date, decimal, sign and skip", kind, e);
}

/* ---- a table ---- */

static int find_columns(struct dialect *d, struct err *e)
{
	const struct table *t = d->table;
	int *const needed[] = {&d->at.kind, &d->at.side, &d->at.column, &d->at.name, &d->at.value};

	for (size_t c = 0; c < table_columns(t); c++) {
		bool known = false;

		for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]) && !known; i++)
			known = strcmp(table_column(t, c), columns[i]) == 0;
		if (!known)
			return err_set(e,
				       "%s: column '%s' is none of a dialect's: kind, side, "
				       "column, name, value, when, note",
				       table_name(t), table_column(t, c));
	}
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if ((*needed[i] = table_need(t, columns[i], e)) < 0)
			return -1;
	d->at.when = table_find(t, "when");
	return 0;
}

static int take_rows(struct dialect *d, struct aliases *a, struct values *v, struct err *e)
{
	size_t n = table_rows(d->table);

	for (size_t row = 0; row < n; row++)
		if (take_row(d, a, v, row, e) != 0)
			return -1;
	/* Constants may use words that later rows define. */
	for (size_t row = 0; row < n; row++)
		if (strcmp(get(d, row, d->at.kind), "const") == 0 && check_constant(d, v, row, e) != 0)
			return -1;
	for (size_t row = 0; row < n; row++)
		if (d->title && get(d, row, d->at.side)[0] && sides_of(d, row) != SIDE_BOTH &&
		    !(sides_of(d, row) & d->sides))
			return table_fault(d->table, row, "is not a table that this dialect can become",
					   get(d, row, d->at.side), e);
	if (!d->title)
		return err_set(e, "%s: no 'dialect' row with a title", table_name(d->table));
	if (d->keys.count == 0)
		return err_set(e, "%s: no 'key' row: it would fit any file", table_name(d->table));
	return 0;
}

static struct dialect *begin(const char *name, struct table *t, struct err *e)
{
	struct dialect *d = mem_alloc(1, sizeof(*d));

	d->name = mem_dup(name, strlen(name));
	d->table = t;
	d->grade = "";
	if (find_columns(d, e) == 0)
		return d;
	dialect_free(d);
	return NULL;
}

struct dialect *dialect_new(const char *name, struct table *t, struct err *e)
{
	struct dialect *d = begin(name, t, e);
	struct aliases *a = aliases_new_empty();
	struct values *v = values_new_empty();
	int status = d ? take_rows(d, a, v, e) : -1;

	aliases_free(a);
	values_free(v);
	if (status == 0)
		return d;
	dialect_free(d);
	return NULL;
}

/* Take from an unchecked row only what decides whether the dialect fits. */
static int take_known(struct dialect *d, size_t row, struct text_room *plain, struct err *e)
{
	const char *kind = get(d, row, d->at.kind);
	const char *name = get(d, row, d->at.name);

	if (strcmp(kind, "dialect") == 0)
		return take_dialect(d, row, e);
	if (strcmp(kind, "key") == 0)
		return take_key(d, row, e);
	if (strcmp(kind, "not") == 0)
		return take_names(d, &d->nots, row, e);
	if (strcmp(kind, "header") == 0 && !alias_is_generic(get(d, row, d->at.when))) {
		header_normalise_into(plain, name, strlen(name));
		know(d, plain->bytes);
	}
	return 0;
}

struct dialect *dialect_new_known(const char *name, struct table *t, struct err *e)
{
	struct dialect *d = begin(name, t, e);
	struct text_room plain = {NULL, 0};
	int status = d ? 0 : -1;

	for (size_t row = 0; status == 0 && row < table_rows(d->table); row++)
		status = take_known(d, row, &plain, e);
	free(plain.bytes);
	if (status == 0)
		return d;
	dialect_free(d);
	return NULL;
}

static void free_list(struct list *l)
{
	for (size_t i = 0; i < l->count; i++) {
		for (size_t n = 0; n < l->items[i].count; n++)
			free(l->items[i].items[n]);
		free(l->items[i].items);
	}
	free(l->items);
}

void dialect_free(struct dialect *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->known_count; i++)
		free(d->known[i]);
	free(d->known);
	free_list(&d->keys);
	free_list(&d->nots);
	table_free(d->table);
	free(d->name);
	free(d);
}

const char *dialect_name(const struct dialect *d)
{
	return d->name;
}

unsigned dialect_sides(const struct dialect *d)
{
	return d->sides;
}

const char *dialect_title(const struct dialect *d)
{
	return d->title;
}

const char *dialect_grade(const struct dialect *d)
{
	return d->grade;
}

size_t dialect_headers(const struct dialect *d)
{
	return d->known_count;
}

const char *dialect_header(const struct dialect *d, size_t i)
{
	return d->known[i];
}

static char *join(const struct dialect *d, const struct list *l)
{
	char *text = mem_dup("", 0);

	for (size_t i = 0; i < l->count; i++) {
		char *longer = mem_printf("%s%s%s", text, i ? ", " : "", get(d, l->items[i].row, d->at.name));

		free(text);
		text = longer;
	}
	return text;
}

char *dialect_keys(const struct dialect *d)
{
	return join(d, &d->keys);
}

char *dialect_nots(const struct dialect *d)
{
	return join(d, &d->nots);
}

/* ---- files ---- */

static bool has_any(const struct headers *h, const struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (headers_find(h, names->items[i]) >= 0)
			return true;
	return false;
}

bool dialect_fits(const struct dialect *d, const struct headers *h)
{
	for (size_t i = 0; i < d->keys.count; i++)
		if (!has_any(h, &d->keys.items[i]))
			return false;
	for (size_t i = 0; i < d->nots.count; i++)
		if (has_any(h, &d->nots.items[i]))
			return false;
	return true;
}

size_t dialect_score(const struct dialect *d, const struct headers *h)
{
	bool *seen = mem_alloc(headers_count(h), sizeof(*seen));
	size_t n = 0;

	for (size_t i = 0; i < d->known_count; i++) {
		int at = headers_find(h, d->known[i]);

		if (at < 0 || seen[at])
			continue;
		seen[at] = true;
		n++;
	}
	free(seen);
	return n;
}

void dialect_copy(const struct dialect *d, struct out *out)
{
	static const char *const copied[] = {"word", "const", "date", "sign", "skip", NULL};
	const int at[] = {d->at.kind, d->at.side, d->at.column, d->at.name, d->at.value, d->at.when};

	for (size_t row = 0; row < table_rows(d->table); row++) {
		const char *kind = get(d, row, d->at.kind);

		if (!columns_has(copied, kind, strlen(kind)))
			continue;
		for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++)
			out_cell_text(out, get(d, row, at[i]));
		out_cell_text(out, "");
		out_row_end(out);
	}
}

void dialect_apply(const struct dialect *d, struct aliases *a, struct values *v)
{
	struct alias_columns header = {d->at.side, d->at.column, d->at.name, -1, d->at.when, d->at.value};
	struct value_columns word = {d->at.side, d->at.column, d->at.name, d->at.value};
	struct err e;

	/* Adding cannot fail: all rows were checked when they were read, or by a test. */
	for (size_t row = 0; row < table_rows(d->table); row++) {
		const char *kind = get(d, row, d->at.kind);
		const char *column = get(d, row, d->at.column);
		const char *value = get(d, row, d->at.value);
		unsigned sides = sides_of(d, row);

		if (strcmp(kind, "header") == 0)
			aliases_add_row(a, d->table, row, &header, &e);
		else if (strcmp(kind, "word") == 0)
			values_add_row(v, d->table, row, &word, &e);
		else if (strcmp(kind, "const") == 0)
			aliases_set(a, ALIAS_CONST, sides, column, value);
		else if (strcmp(kind, "date") == 0)
			aliases_set(a, ALIAS_DATE, sides, column, value);
		else if (strcmp(kind, "decimal") == 0)
			aliases_set(a, ALIAS_DECIMAL, sides, column, value);
		else if (strcmp(kind, "sign") == 0)
			aliases_set(a, ALIAS_SIGN, sides, "", value);
		else if (strcmp(kind, "skip") == 0)
			aliases_set(a, ALIAS_SKIP, SIDE_BOTH, "", get(d, row, d->at.name));
	}
}

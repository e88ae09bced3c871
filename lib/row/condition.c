#include "row/condition.h"

#include "base/date.h"
#include "row/expression.h"
#include "base/intern.h"
#include "base/mem.h"
#include "row/operand.h"
#include "csv/table.h"
#include "base/text.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum operator{ OP_IN, OP_MATCH, OP_COMPARE };

/* What a comparison looks at: a cell and the value, a cell and another cell, or the difference of two cells and the value. */
enum form { FORM_VALUE, FORM_CELLS, FORM_DIFFERENCE };

/* Lengths of 2025, 2025-06 and 2025-06-18. */
enum { YEAR = 4, MONTH = 7, DAY = 10 };

/* Up to this many values are compared one by one, which is faster than a hash lookup. */
enum { FEW = 4 };

struct condition {
	char *text; /* as the user wrote it */
	char *column;
	const char *names
		[CONDITION_COLUMNS]; /* `column`, its parts if it may be a difference, `value` if it may be a column */
	size_t name_count;
	char *parts[2]; /* of `column`, at its dash; NULL: it has none or several */
	enum operator op;
	enum comparison comparison;
	enum form form;     /* once bound */
	bool negated;       /* != and !~ */
	bool missing;       /* `COLUMN=`: the cell must be missing; `COLUMN!=`: must not */
	struct intern *set; /* OP_IN: the values */
	struct literal {    /* OP_IN: the same values if they are at most FEW */
		const char *bytes;
		size_t length;
		struct text_brief brief; /* zeros when the value is too long */
	} few[FEW];
	size_t few_count;  /* 0: there are more than FEW */
	_Atomic bool *met; /* by value: a cell had it; threads only ever set it */
	bool covers;       /* some value may be a day, month or year, which covers all times within it */
	char *value;
	size_t length;
	struct operand operand;
	struct expression *expression;
};

static const struct {
	const char *sign;
	enum operator op;
	enum comparison comparison;
	bool negated;
} operators[] = {
	/* The longer sign before its prefix. */
	{"!=", OP_IN, LESS, true},
	{"!~", OP_MATCH, LESS, true},
	{"<=", OP_COMPARE, LESS_OR_EQUAL, false},
	{">=", OP_COMPARE, GREATER_OR_EQUAL, false},
	{"=", OP_IN, LESS, false},
	{"~", OP_MATCH, LESS, false},
	{"<", OP_COMPARE, LESS, false},
	{">", OP_COMPARE, GREATER, false},
};

/* Add the comma-separated values; an empty list adds none, because it stands for the missing cell. */
static void add_list(struct condition *c, const char *list)
{
	while (*list) {
		size_t n = strcspn(list, ",");

		intern_add(c->set, list, n, NULL);
		list += n + (list[n] == ',');
	}
}

/* Add the lines of a file, or the cells of the condition's column if the file is a table that has it. */
static int add_file(struct condition *c, const char *path, struct err *e)
{
	struct table *t = table_read(path, e);

	if (!t)
		return -1;
	int column = table_find(t, c->column);

	if (column < 0 && table_columns(t) > 1) {
		err_set(e, "%s: no column '%s' in this table of %zu columns", path, c->column, table_columns(t));
		table_free(t);
		return -1;
	}
	/* A plain list has no header: its first line is a value. */
	if (column < 0)
		intern_add(c->set, table_column(t, 0), strlen(table_column(t, 0)), NULL);
	for (size_t i = 0; i < table_rows(t); i++) {
		const char *value = table_get(t, i, column < 0 ? 0 : column);

		if (*value)
			intern_add(c->set, value, strlen(value), NULL);
	}
	table_free(t);
	return 0;
}

/* The key of a short text; zeros for a longer one. */
static inline struct text_brief brief_of(const char *bytes, size_t n)
{
	return n <= TEXT_BRIEF ? text_brief_of(bytes, n) : (struct text_brief){0, 0};
}

/* Prepare the fast paths once all values are in the set. */
static void prepare_values(struct condition *c)
{
	size_t n = intern_count(c->set);

	c->met = mem_alloc(n, sizeof(*c->met));
	for (uint32_t i = 0; i < n; i++) {
		struct literal value;

		value.bytes = intern_get(c->set, i, &value.length);
		value.brief = brief_of(value.bytes, value.length);
		c->covers |= value.length == YEAR || value.length == MONTH || value.length == DAY;
		if (n <= FEW)
			c->few[c->few_count++] = value;
	}
}

static int compile(struct condition *c, const char *text, struct err *e)
{
	struct err why;

	c->expression = expression_new(c->value, &why);
	return c->expression ? 0 : err_set(e, "condition '%s': %s", text, why.words);
}

/* Split `a-b` at its only dash: it may be a difference of two columns, or one column with such a name. */
static void split_column(struct condition *c)
{
	const char *dash = strchr(c->column, '-');

	if (!dash || dash == c->column || !dash[1] || strchr(dash + 1, '-'))
		return;
	c->parts[0] = mem_dup(c->column, (size_t)(dash - c->column));
	c->parts[1] = mem_dup(dash + 1, strlen(dash + 1));
	c->names[c->name_count++] = c->parts[0];
	c->names[c->name_count++] = c->parts[1];
}

static int parse_operand(struct condition *c, const char *text, struct err *e)
{
	struct err why;

	if (operand_parse(&c->operand, c->value, c->length, &why) != 0)
		return err_set(e, "condition '%s': %s", text, why.words);
	split_column(c);
	if (c->operand.kind == OPERAND_TEXT)
		c->names[c->name_count++] = c->value;
	return 0;
}

static int parse_value(struct condition *c, const char *text, struct err *e)
{
	switch (c->op) {
	case OP_IN:
		c->set = intern_new();
		c->missing = c->length == 0;
		if (c->value[0] != '@')
			add_list(c, c->value);
		else if (add_file(c, c->value + 1, e) != 0)
			return -1;
		prepare_values(c);
		return 0;
	case OP_MATCH:
		return compile(c, text, e);
	default:
		return parse_operand(c, text, e);
	}
}

struct condition *condition_new(const char *text, struct err *e)
{
	struct condition *c = mem_alloc(1, sizeof(*c));
	size_t at = strcspn(text, "!=<>~");

	for (size_t i = 0; at && i < sizeof(operators) / sizeof(*operators); i++) {
		size_t n = strlen(operators[i].sign);

		if (strncmp(text + at, operators[i].sign, n) != 0)
			continue;
		c->text = mem_dup(text, strlen(text));
		c->column = mem_dup(text, at);
		c->names[c->name_count++] = c->column;
		c->op = operators[i].op;
		c->comparison = operators[i].comparison;
		c->negated = operators[i].negated;
		c->length = strlen(text + at + n);
		c->value = mem_dup(text + at + n, c->length);
		if (parse_value(c, text, e) == 0)
			return c;
		condition_free(c);
		return NULL;
	}
	err_set(e, "condition '%s': expected COLUMN, one of = != < <= > >= ~ !~, and a value", text);
	condition_free(c);
	return NULL;
}

void condition_free(struct condition *c)
{
	if (!c)
		return;
	expression_free(c->expression);
	intern_free(c->set);
	free(c->met);
	free(c->text);
	free(c->column);
	free(c->parts[0]);
	free(c->parts[1]);
	free(c->value);
	free(c);
}

const char *const *condition_columns(const struct condition *c, size_t *n)
{
	*n = c->name_count;
	return c->names;
}

const char *condition_file(const struct condition *c)
{
	return c->op == OP_IN && c->value[0] == '@' ? c->value + 1 : NULL;
}

static int refuse_column(const struct condition *c, const struct reader *r, struct err *e)
{
	return err_set(e, "%s: no column '%s'; there are: %s", reader_name(r), c->column, reader_column_list(r));
}

/* Check that two columns can be compared with each other. */
static int fit_columns(const struct condition *c, const char *a, const char *b, struct err *e)
{
	const enum operand_kind x = operand_column_kind(a), y = operand_column_kind(b);

	if (x == y || x == OPERAND_TEXT || y == OPERAND_TEXT)
		return 0;
	return err_set(e, "condition '%s': %s and %s are not of one kind", c->text, a, b);
}

/* `a-b > value`: dates and a duration, or numbers and a number. */
static int bind_difference(struct condition *c, const struct reader *r, struct err *e)
{
	const bool duration = c->operand.kind == OPERAND_DURATION;

	c->form = FORM_DIFFERENCE;
	if (!c->parts[0] || reader_find(r, c->parts[0]) < 0 || reader_find(r, c->parts[1]) < 0)
		return refuse_column(c, r, e);
	if (!duration && c->operand.kind != OPERAND_NUMBER)
		return err_set(
			e,
			"condition '%s': a difference is compared with a duration such as 72h or 3d, or with a number",
			c->text);
	for (size_t i = 0; i < 2; i++) {
		const enum operand_kind kind = operand_column_kind(c->parts[i]);

		if (kind != OPERAND_TEXT && kind != (duration ? OPERAND_DATE : OPERAND_NUMBER))
			return err_set(e, "condition '%s': %s holds %s", c->text, c->parts[i],
				       kind == OPERAND_DATE ? "dates, whose difference is a duration such as 72h or 3d"
							    : "no dates, and a duration is between two dates");
	}
	return 0;
}

static int bind_comparison(struct condition *c, const struct reader *r, struct err *e)
{
	struct err why;

	if (reader_find(r, c->column) < 0)
		return bind_difference(c, r, e);
	c->form = FORM_VALUE;
	if (c->operand.kind == OPERAND_TEXT && reader_find(r, c->value) >= 0) {
		c->form = FORM_CELLS;
		return fit_columns(c, c->column, c->value, e);
	}
	if (operand_fits(&c->operand, c->column, &why) != 0)
		return err_set(e, "condition '%s': %s", c->text, why.words);
	return 0;
}

int condition_bind(struct condition *c, const struct reader *r, struct err *e)
{
	if (c->op == OP_COMPARE)
		return bind_comparison(c, r, e);
	return reader_find(r, c->column) >= 0 ? 0 : refuse_column(c, r, e);
}

/* Remember that a value was met. Reads first, because a cache line that threads write to would move between them at each row. */
static inline bool meet(const struct condition *c, size_t value)
{
	if (!atomic_load_explicit(&c->met[value], memory_order_relaxed))
		atomic_store_explicit(&c->met[value], true, memory_order_relaxed);
	return true;
}

/* True when the cell is in the list, or is a time within a listed day, month or year. */
static bool is_listed(const struct condition *c, const struct field *cell)
{
	struct text_brief brief = brief_of(cell->bytes, cell->length);
	uint32_t id;

	for (size_t i = 0; i < c->few_count; i++)
		if (c->few[i].length == cell->length && text_brief_equal(c->few[i].brief, brief) &&
		    (cell->length <= TEXT_BRIEF || memcmp(c->few[i].bytes, cell->bytes, cell->length) == 0))
			return meet(c, i);
	if (!c->few_count && intern_find(c->set, cell->bytes, cell->length, &id))
		return meet(c, id);
	return c->covers && cell->length >= DAY &&
	       (intern_find(c->set, cell->bytes, DAY, &id) || intern_find(c->set, cell->bytes, MONTH, &id) ||
		intern_find(c->set, cell->bytes, YEAR, &id)) &&
	       date_is_date(cell->bytes, cell->length) && meet(c, id);
}

static bool comparison_holds(const struct condition *c, const struct field *cells)
{
	const struct field *other;

	switch (c->form) {
	case FORM_VALUE:
		return cells->length && operand_holds(&c->operand, c->comparison, cells);
	case FORM_CELLS:
		other = &cells[c->name_count - 1];
		return cells->length && other->length && operand_cells_hold(cells, c->comparison, other);
	default:
		return cells[1].length && cells[2].length &&
		       operand_difference_holds(&c->operand, c->comparison, &cells[1], &cells[2]);
	}
}

bool condition_holds(const struct condition *c, const struct field *cells, size_t *at)
{
	const struct field *cell = &cells[*at];

	*at += c->name_count;
	if (c->op == OP_COMPARE)
		return comparison_holds(c, cell);
	if (c->missing)
		return (cell->length == 0) != c->negated;
	if (cell->length == 0)
		return false;
	if (c->op == OP_IN)
		return is_listed(c, cell) != c->negated;
	return expression_matches(c->expression, cell->bytes, cell->length) != c->negated;
}

const char *condition_unmet(const struct condition *c, size_t *at)
{
	if (c->op != OP_IN || condition_file(c))
		return NULL;
	while (*at < intern_count(c->set)) {
		const size_t i = (*at)++;

		if (!atomic_load_explicit(&c->met[i], memory_order_relaxed))
			return intern_get(c->set, (uint32_t)i, NULL);
	}
	return NULL;
}

bool condition_unmet_all(const struct condition *c)
{
	const size_t n = intern_count(c->set);
	size_t unmet = 0;

	for (size_t at = 0; condition_unmet(c, &at);)
		unmet++;
	return unmet == n;
}

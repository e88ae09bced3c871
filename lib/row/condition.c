#include "row/condition.h"

#include "base/date.h"
#include "row/expression.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/period.h"
#include "csv/table.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum operator{ OP_IN, OP_LESS, OP_LESS_OR_EQUAL, OP_GREATER, OP_GREATER_OR_EQUAL, OP_MATCH };

/* Lengths of 2025, 2025-06 and 2025-06-18. */
enum { YEAR = 4, MONTH = 7, DAY = 10 };

/* Up to this many values are compared one by one, which is faster than a hash lookup. */
enum { FEW = 4 };

enum kind { KIND_TEXT, KIND_NUMBER, KIND_DATE };

/* The number of a condition. */
struct number {
	int64_t scaled; /* 1/10,000 */
	double real;
	bool exact; /* `scaled` is all of it */
};

struct condition {
	char *column;
	enum operator op;
	bool negated;       /* != and !~ */
	bool missing;       /* `COLUMN=`: the cell must be missing; `COLUMN!=`: must not */
	struct intern *set; /* OP_IN: the values */
	struct literal {    /* OP_IN: the same values if they are at most FEW */
		const char *bytes;
		size_t length;
		struct text_brief brief; /* zeros when the value is too long */
	} few[FEW];
	size_t few_count; /* 0: there are more than FEW */
	bool covers;      /* some value may be a day, month or year, which covers all times within it */
	enum kind kind;   /* how < <= > >= compare */
	char *value;
	size_t length;
	struct number number;
	struct expression *expression;
};

static const struct {
	const char *sign;
	enum operator op;
	bool negated;
} operators[] = {
	/* The longer sign before its prefix. */
	{"!=", OP_IN, true},
	{"!~", OP_MATCH, true},
	{"<=", OP_LESS_OR_EQUAL, false},
	{">=", OP_GREATER_OR_EQUAL, false},
	{"=", OP_IN, false},
	{"~", OP_MATCH, false},
	{"<", OP_LESS, false},
	{">", OP_GREATER, false},
};

/* A number without blanks or thousands separators, in 1/10,000. */
static bool as_scaled(const char *s, size_t n, int64_t *scaled, int *rounded)
{
	*rounded = 0;
	/* Fast path: most quantities are one digit. */
	if (n == 1 && s[0] >= '0' && s[0] <= '9') {
		*scaled = (s[0] - '0') * DECIMAL_SCALE;
		return true;
	}
	return decimal_parse(s, n, scaled, rounded) == 0;
}

static bool as_number(const char *s, size_t n, struct number *number)
{
	int rounded;

	number->exact = as_scaled(s, n, &number->scaled, &rounded) && !rounded;
	return num_parse_double(s, n, &number->real) == 0;
}

/* -1, 0 or 1, or 2 when the cell is no number. To four decimals, unless one of the two is too small or too large for them: p-values are. */
static int compare_number(const struct number *number, const struct field *cell)
{
	int64_t scaled;
	double real;
	int rounded;

	if (number->exact && as_scaled(cell->bytes, cell->length, &scaled, &rounded))
		return (scaled > number->scaled) - (scaled < number->scaled);
	if (num_parse_double(cell->bytes, cell->length, &real) != 0)
		return 2;
	return (real > number->real) - (real < number->real);
}

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

/*
 * True for a day, with or without a time, and for a month, which covers all its days. 2025-06 must compare as a date, because as text
 * `<=2025-06` would exclude all of June.
 */
static bool is_date(const char *s, size_t n)
{
	struct period p;

	if (n == MONTH && period_parse(s, n, &p) == 0)
		return p.kind == PERIOD_MONTH;
	return date_parse(s, n) != DATE_NONE;
}

/* True when the text has the form of a day or month: digits and dashes in the right places. */
static bool looks_like_date(const char *s, size_t n)
{
	static const char form[] = "dddd-dd-dd";

	if (n != MONTH && n < DAY)
		return false;
	for (size_t i = 0; i < n && form[i]; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return false;
	return true;
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
		if (c->length == 0)
			return err_set(e, "condition '%s': the value is missing", text);
		if (is_date(c->value, c->length))
			c->kind = KIND_DATE;
		else if (looks_like_date(c->value, c->length))
			return err_set(e, "condition '%s': no such date", text);
		else if (as_number(c->value, c->length, &c->number))
			c->kind = KIND_NUMBER;
		return 0;
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
		c->column = mem_dup(text, at);
		c->op = operators[i].op;
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
	free(c->column);
	free(c->value);
	free(c);
}

const char *condition_column(const struct condition *c)
{
	return c->column;
}

const char *condition_file(const struct condition *c)
{
	return c->op == OP_IN && c->value[0] == '@' ? c->value + 1 : NULL;
}

int condition_bind(struct condition *c, const struct reader *r, struct err *e)
{
	if (reader_find(r, c->column) >= 0)
		return 0;
	return err_set(e, "%s: no column '%s'; there are: %s", reader_name(r), c->column, reader_column_list(r));
}

static int sign_of(const char *a, const char *b, size_t n)
{
	int sign = memcmp(a, b, n);

	return (sign > 0) - (sign < 0);
}

/*
 * Compare a cell with the value as dates. Canonical dates sort in byte order except for the character between day and time, which is
 * skipped. A value that is only a day, month or minute is compared to that precision; a cell less precise than the value means the start
 * of its day or minute. The result is meaningless if the cell is not a date.
 */
static int compare_dates(const struct condition *c, const struct field *cell)
{
	static const char beginning[] = "YYYY-MM-DD 00:00:00";
	size_t n = cell->length < c->length ? cell->length : c->length;

	int sign = sign_of(cell->bytes, c->value, n < DAY ? n : DAY);

	if (sign == 0 && n > DAY)
		sign = sign_of(cell->bytes + DAY + 1, c->value + DAY + 1, n - DAY - 1);
	if (sign || cell->length >= c->length)
		return sign;
	n += n == DAY;
	return sign_of(beginning + n, c->value + n, c->length - n);
}

/* -1, 0 or 1 as the cell is less than, equal to or greater than the value; 2 when they cannot be compared. Dates: see condition_holds(). */
static int compare(const struct condition *c, const struct field *cell)
{
	switch (c->kind) {
	case KIND_DATE:
		return compare_dates(c, cell);
	case KIND_NUMBER:
		if (c->length == YEAR && date_parse(cell->bytes, cell->length) != DATE_NONE)
			return sign_of(cell->bytes, c->value, YEAR);
		return compare_number(&c->number, cell);
	case KIND_TEXT:
		break;
	}
	size_t n = cell->length < c->length ? cell->length : c->length;
	int sign = sign_of(cell->bytes, c->value, n);

	return sign ? sign : (cell->length > c->length) - (cell->length < c->length);
}

/* True when the cell is in the list, or is a time within a listed day, month or year. */
static bool is_listed(const struct condition *c, const struct field *cell)
{
	struct text_brief brief = brief_of(cell->bytes, cell->length);

	for (size_t i = 0; i < c->few_count; i++)
		if (c->few[i].length == cell->length && text_brief_equal(c->few[i].brief, brief) &&
		    (cell->length <= TEXT_BRIEF || memcmp(c->few[i].bytes, cell->bytes, cell->length) == 0))
			return true;
	if (!c->few_count && intern_find(c->set, cell->bytes, cell->length, NULL))
		return true;
	return c->covers && cell->length >= DAY &&
	       (intern_find(c->set, cell->bytes, DAY, NULL) || intern_find(c->set, cell->bytes, MONTH, NULL) ||
		intern_find(c->set, cell->bytes, YEAR, NULL)) &&
	       date_is_date(cell->bytes, cell->length);
}

static bool is_met(enum operator op, int sign)
{
	switch (op) {
	case OP_LESS:
		return sign < 0;
	case OP_LESS_OR_EQUAL:
		return sign <= 0;
	case OP_GREATER:
		return sign > 0;
	default:
		return sign >= 0;
	}
}

bool condition_holds(const struct condition *c, const struct field *cell)
{
	if (c->missing)
		return (cell->length == 0) != c->negated;
	if (cell->length == 0)
		return false;
	if (c->op == OP_IN)
		return is_listed(c, cell) != c->negated;
	if (c->op == OP_MATCH)
		return expression_matches(c->expression, cell->bytes, cell->length) != c->negated;
	int sign = compare(c, cell);

	/* Validate the date last, only for cells that would satisfy the condition: that is the expensive part. */
	return sign != 2 && is_met(c->op, sign) && (c->kind != KIND_DATE || date_is_date(cell->bytes, cell->length));
}

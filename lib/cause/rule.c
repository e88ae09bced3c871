#include "cause/rule.h"

#include "row/columns.h"
#include "base/mem.h"
#include "base/num.h"
#include "csv/table.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *const rule_field_names[RULE_FIELDS] = {COLUMN_REASON1, COLUMN_REASON2, COLUMN_NOTE, COLUMN_TYPE,
						   COLUMN_STATUS};

enum column { ID, PRIORITY, FIELD, MATCH, PATTERN, CAUSE, REASON, NOTE, COLUMNS };

static const char *const column_names[COLUMNS] = {
	"id", "priority", "field", "match", "pattern", "cause", "reason", "note",
};

enum { CODE = 1 << RULE_REASON1 | 1 << RULE_REASON2, TEXT = CODE | 1 << RULE_NOTE };

/* The words of the column `field`, each for one or several columns of returns. */
static const struct field_word {
	const char *word;
	unsigned fields;
} field_words[] = {
	{COLUMN_REASON1, 1 << RULE_REASON1},
	{COLUMN_REASON2, 1 << RULE_REASON2},
	{COLUMN_NOTE, 1 << RULE_NOTE},
	{COLUMN_TYPE, 1 << RULE_TYPE},
	{COLUMN_STATUS, 1 << RULE_STATUS},
	{"code", CODE},
	{"text", TEXT},
};

static const char *const match_words[] = {"exact", "word", "regex"};

static const char ignore_reason[] = "unclassified/ignore";

struct rules {
	struct arena *arena;
	char *name;
	struct rule *rules;
	size_t count;
};

/* A table being read. */
struct reading {
	const struct table *table;
	struct rules *rules;
	int columns[COLUMNS];
	size_t row;
	struct err *e;
};

static unsigned long long line_of(const struct reading *r)
{
	return (unsigned long long)table_line(r->table, r->row);
}

/* A trimmed cell, because a spreadsheet does not show blanks at its ends. */
static const char *take_cell(const struct reading *r, enum column column)
{
	const char *s = table_get(r->table, r->row, r->columns[column]);
	size_t n = strlen(s);

	text_trim(&s, &n);
	return arena_dup(r->rules->arena, s, n);
}

static int bind_columns(struct reading *r)
{
	for (size_t i = 0; i < table_columns(r->table); i++) {
		const char *name = table_column(r->table, i);
		size_t known = 0;

		while (known < COLUMNS && strcmp(name, column_names[known]) != 0)
			known++;
		/* Spreadsheets leave empty columns without a name. */
		if (known == COLUMNS && name[0])
			return err_set(r->e,
				       "%s: column '%s' is none of id, priority, field, match, "
				       "pattern, cause, reason, note",
				       table_name(r->table), name);
	}
	for (int i = 0; i < COLUMNS; i++) {
		r->columns[i] =
			i == NOTE ? table_find(r->table, column_names[i]) : table_need(r->table, column_names[i], r->e);
		if (r->columns[i] < 0 && i != NOTE)
			return -1;
	}
	return 0;
}

static bool is_blank_row(const struct reading *r)
{
	for (size_t i = 0; i < table_columns(r->table); i++) {
		const char *s = table_get(r->table, r->row, (int)i);
		size_t n = strlen(s);

		text_trim(&s, &n);
		if (n)
			return false;
	}
	return true;
}

static int read_priority(const struct reading *r, struct rule *rule)
{
	const char *s = take_cell(r, PRIORITY);

	if (num_parse_int(s, strlen(s), INT64_MIN, INT64_MAX, &rule->priority) != 0)
		return err_set(r->e, "%s:%llu: priority '%s' is not a whole number", table_name(r->table), line_of(r),
			       s);
	return 0;
}

static int read_field(const struct reading *r, struct rule *rule)
{
	const char *s = take_cell(r, FIELD);

	for (size_t i = 0; i < sizeof(field_words) / sizeof(*field_words); i++)
		if (strcmp(s, field_words[i].word) == 0)
			rule->fields = field_words[i].fields;
	if (!rule->fields)
		return err_set(r->e,
			       "%s:%llu: field '%s' is none of reason1, reason2, note, type, "
			       "status, code, text",
			       table_name(r->table), line_of(r), s);
	return 0;
}

static int read_match(const struct reading *r, struct rule *rule)
{
	const char *s = take_cell(r, MATCH);

	for (size_t i = 0; i < sizeof(match_words) / sizeof(*match_words); i++) {
		if (strcmp(s, match_words[i]) == 0) {
			rule->match = (enum rule_match)i;
			return 0;
		}
	}
	return err_set(r->e, "%s:%llu: match '%s' is none of exact, word, regex", table_name(r->table), line_of(r), s);
}

/* A regex is not normalised, because its letters may be operators. So it must be written in normalised form, or it could never match. */
static int check_regex(const struct reading *r, const char *s)
{
	size_t n = strlen(s), step;

	for (size_t i = 0; i < n; i += step) {
		uint32_t code;

		step = text_decode(s + i, n - i, &code);
		if (step == 0)
			return err_set(r->e, "%s:%llu: pattern '%s' is not UTF-8", table_name(r->table), line_of(r), s);
		/* Skip the common characters, which normalisation never changes: asking for each is slow. */
		if (code < 0x80 || (code >= 0x4e00 && code <= 0x9fff))
			continue;
		char *same = text_normalise(s + i, step);
		bool stays = strlen(same) == step && memcmp(same, s + i, step) == 0;

		if (!stays)
			err_set(r->e,
				"%s:%llu: regex '%s' holds '%.*s', which normalised texts "
				"never hold: write '%s'",
				table_name(r->table), line_of(r), s, (int)step, s + i, same[0] ? same : " ");
		free(same);
		if (!stays)
			return -1;
	}
	return 0;
}

static int read_pattern(const struct reading *r, struct rule *rule)
{
	const char *s = take_cell(r, PATTERN);

	if (rule->match != RULE_REGEX) {
		char *normal = text_normalise(s, strlen(s));

		s = arena_dup(r->rules->arena, normal, strlen(normal));
		free(normal);
	}
	rule->pattern = s;
	if (!s[0])
		return err_set(r->e, "%s:%llu: empty pattern", table_name(r->table), line_of(r));
	return rule->match == RULE_REGEX ? check_regex(r, s) : 0;
}

static int read_cause(const struct reading *r, struct rule *rule)
{
	const char *cause = rule->cause = take_cell(r, CAUSE);
	const char *reason = rule->reason = take_cell(r, REASON);
	size_t n = strlen(cause);

	if (!columns_has(columns_causes, cause, n))
		return err_set(r->e,
			       "%s:%llu: cause '%s' is none of quality, after_sales, logistics, "
			       "no_reason, unclassified",
			       table_name(r->table), line_of(r), cause);
	if (strncmp(reason, cause, n) != 0 || reason[n] != '/')
		return err_set(r->e, "%s:%llu: reason '%s' does not begin with '%s/'", table_name(r->table), line_of(r),
			       reason, cause);
	const char *slug = reason + n + 1;

	if (!slug[0] || slug[strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789_")])
		return err_set(r->e,
			       "%s:%llu: reason '%s': only small letters, digits and '_' may follow "
			       "the slash",
			       table_name(r->table), line_of(r), reason);
	rule->ignores = strcmp(reason, ignore_reason) == 0;
	return 0;
}

static int read_rule(struct reading *r, struct rule *rule)
{
	rule->line = table_line(r->table, r->row);
	rule->id = take_cell(r, ID);
	if (!rule->id[0])
		return err_set(r->e, "%s:%llu: empty id", table_name(r->table), line_of(r));
	if (read_priority(r, rule) != 0 || read_field(r, rule) != 0 || read_match(r, rule) != 0 ||
	    read_pattern(r, rule) != 0 || read_cause(r, rule) != 0)
		return -1;
	return 0;
}

static int compare_ids(const void *a, const void *b)
{
	const struct rule *const *x = a, *const *y = b;
	int order = strcmp((*x)->id, (*y)->id);

	return order ? order : ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* Report the first duplicate id in the order of the file. */
static int check_ids(const struct rules *rs, struct err *e)
{
	const struct rule **sorted = mem_alloc(rs->count, sizeof(*sorted));
	const struct rule *again = NULL, *first = NULL;

	for (size_t i = 0; i < rs->count; i++)
		sorted[i] = &rs->rules[i];
	qsort(sorted, rs->count, sizeof(*sorted), compare_ids);
	for (size_t i = 1; i < rs->count; i++) {
		if (strcmp(sorted[i]->id, sorted[i - 1]->id) != 0)
			continue;
		if (!again || sorted[i]->line < again->line) {
			again = sorted[i];
			first = sorted[i - 1];
		}
	}
	free(sorted);
	if (again)
		return err_set(e, "%s:%llu: id '%s' is also on line %llu", rs->name, (unsigned long long)again->line,
			       again->id, (unsigned long long)first->line);
	return 0;
}

static int compare_rules(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority < y->priority ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static int read_rules(struct reading *r)
{
	struct rules *rs = r->rules;
	size_t rows = table_rows(r->table);

	if (bind_columns(r) != 0)
		return -1;
	rs->rules = mem_alloc(rows, sizeof(*rs->rules));
	for (r->row = 0; r->row < rows; r->row++)
		if (!is_blank_row(r) && read_rule(r, &rs->rules[rs->count++]) != 0)
			return -1;
	if (rs->count == 0)
		return err_set(r->e, "%s: no rules", rs->name);
	if (check_ids(rs, r->e) != 0)
		return -1;
	qsort(rs->rules, rs->count, sizeof(*rs->rules), compare_rules);
	return 0;
}

static struct rules *take_table(struct table *t, struct err *e)
{
	struct rules *rs;

	if (!t)
		return NULL;
	rs = mem_alloc(1, sizeof(*rs));
	rs->arena = arena_new();
	rs->name = mem_dup(table_name(t), strlen(table_name(t)));
	struct reading r = {.table = t, .rules = rs, .e = e};

	if (read_rules(&r) != 0) {
		rules_free(rs);
		rs = NULL;
	}
	table_free(t);
	return rs;
}

struct rules *rules_read(const char *path, struct err *e)
{
	return take_table(table_read(path, e), e);
}

struct rules *rules_read_memory(const char *name, const char *bytes, size_t n, struct err *e)
{
	return take_table(table_read_memory(name, bytes, n, e), e);
}

void rules_free(struct rules *rs)
{
	if (!rs)
		return;
	arena_free(rs->arena);
	free(rs->name);
	free(rs->rules);
	free(rs);
}

const char *rules_name(const struct rules *rs)
{
	return rs->name;
}

size_t rules_count(const struct rules *rs)
{
	return rs->count;
}

const struct rule *rules_get(const struct rules *rs, size_t i)
{
	return &rs->rules[i];
}

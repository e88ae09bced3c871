#include "cause/classify_stats.h"

#include "row/columns.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct count {
	uint64_t rows;
	int64_t units;
};

/* The rows that one rule decided; two more lines are for rows that no rule decided. */
struct line {
	const char *cause;
	const char *reason;
	const char *rule; /* "" when none */
	struct count count;
};

struct classify_stats {
	struct line *lines; /* by place of the rule, then EMPTY and UNMATCHED */
	size_t rules;
	bool units;
	struct count all;
	uint64_t conflicts;
	uint64_t odd; /* rows whose quantity is not a whole number */
};

enum { EMPTY, UNMATCHED, WITHOUT_RULE };

static const char *const without_rule[WITHOUT_RULE] = {
	"unclassified/empty",
	"unclassified/unmatched",
};

struct classify_stats *classify_stats_new(const struct rules *rules, bool units)
{
	struct classify_stats *s = mem_alloc(1, sizeof(*s));

	s->units = units;
	s->rules = rules_count(rules);
	s->lines = mem_alloc(s->rules + WITHOUT_RULE, sizeof(*s->lines));
	for (size_t i = 0; i < s->rules; i++) {
		const struct rule *rule = rules_get(rules, i);

		s->lines[i] = (struct line){rule->cause, rule->reason, rule->id, {0, 0}};
	}
	for (size_t i = 0; i < WITHOUT_RULE; i++)
		s->lines[s->rules + i] = (struct line){"unclassified", without_rule[i], "", {0, 0}};
	return s;
}

void classify_stats_free(struct classify_stats *s)
{
	if (!s)
		return;
	free(s->lines);
	free(s);
}

static void count(struct count *to, const struct count *one)
{
	to->rows += one->rows;
	to->units += one->units;
}

void classify_stats_add(struct classify_stats *s, const struct decision *v, const int64_t *units)
{
	struct count one = {1, units ? *units : 0};
	size_t place = v->place;

	if (!v->rule) {
		bool empty = strcmp(v->reason, without_rule[EMPTY]) == 0;

		place = s->rules + (empty ? EMPTY : UNMATCHED);
	}
	count(&s->lines[place].count, &one);
	count(&s->all, &one);
	s->conflicts += v->conflict;
	s->odd += s->units && !units;
}

void classify_stats_join(struct classify_stats *s, const struct classify_stats *part)
{
	for (size_t i = 0; i < s->rules + WITHOUT_RULE; i++)
		count(&s->lines[i].count, &part->lines[i].count);
	count(&s->all, &part->all);
	s->conflicts += part->conflicts;
	s->odd += part->odd;
}

void classify_stats_clear(struct classify_stats *s)
{
	for (size_t i = 0; i < s->rules + WITHOUT_RULE; i++)
		s->lines[i].count = (struct count){0, 0};
	s->all = (struct count){0, 0};
	s->conflicts = s->odd = 0;
}

/* ` (18.2%)`, or "" if the whole is 0. Caller frees. */
static char *share(double part, double whole)
{
	return whole > 0 ? mem_printf(" (%.1f%%)", 100 * part / whole) : mem_dup("", 0);
}

char *classify_stats_words(const struct classify_stats *s)
{
	struct count unclassified = {0, 0};

	for (size_t i = 0; i < s->rules + WITHOUT_RULE; i++)
		if (strcmp(s->lines[i].cause, "unclassified") == 0)
			count(&unclassified, &s->lines[i].count);
	char *of_rows = share((double)unclassified.rows, (double)s->all.rows);
	char *of_units = share((double)unclassified.units, (double)s->all.units);
	char *units = s->units ? mem_printf(", %lld of %lld units%s", (long long)unclassified.units,
					    (long long)s->all.units, of_units)
			       : mem_dup("", 0);
	char *odd = s->odd ? mem_printf("; %llu rows without a whole qty", (unsigned long long)s->odd) : mem_dup("", 0);
	char *words = mem_printf("unclassified %llu of %llu rows%s%s; conflicts %llu%s",
				 (unsigned long long)unclassified.rows, (unsigned long long)s->all.rows, of_rows, units,
				 (unsigned long long)s->conflicts, odd);

	free(of_rows);
	free(of_units);
	free(units);
	free(odd);
	return words;
}

/* A growing text. */
struct text {
	char *bytes;
	size_t length;
	size_t capacity;
};

static void append(struct text *t, const char *s)
{
	size_t n = strlen(s);

	t->bytes = mem_grow(t->bytes, &t->capacity, t->length + n + 1, 1);
	memcpy(t->bytes + t->length, s, n + 1);
	t->length += n;
}

static void append_share(struct text *t, double part, double whole)
{
	char *words = whole > 0 ? mem_printf("  %5.1f%%", 100 * part / whole) : mem_printf("%8s", "");

	append(t, words);
	free(words);
}

/* Append rows, units and their shares, then a name. */
static void append_count(struct text *t, const struct classify_stats *s, const struct count *c, const char *name)
{
	char *words = mem_printf("%10llu", (unsigned long long)c->rows);

	append(t, words);
	free(words);
	append_share(t, (double)c->rows, (double)s->all.rows);
	if (s->units) {
		words = mem_printf("  %10lld", (long long)c->units);
		append(t, words);
		free(words);
		append_share(t, (double)c->units, (double)s->all.units);
	}
	append(t, "  ");
	append(t, name);
}

/* Entries are sorted by cause, in the order of columns_causes, then by rows of the reason, then by rows of the rule, largest first. */
struct entry {
	size_t cause;
	struct count reason;
	const struct line *line;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int names;

	if (x->cause != y->cause)
		return x->cause < y->cause ? -1 : 1;
	if (x->reason.rows != y->reason.rows)
		return x->reason.rows > y->reason.rows ? -1 : 1;
	if ((names = strcmp(x->line->reason, y->line->reason)) != 0)
		return names;
	if (x->line->count.rows != y->line->count.rows)
		return x->line->count.rows > y->line->count.rows ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* The lines with rows, sorted; their number in *n. Caller frees. */
static struct entry *sort_entries(const struct classify_stats *s, size_t *n)
{
	size_t lines = s->rules + WITHOUT_RULE;
	struct entry *entries = mem_alloc(lines, sizeof(*entries));

	*n = 0;
	for (size_t i = 0; i < lines; i++) {
		const struct line *line = &s->lines[i];
		struct entry *entry = &entries[*n];

		if (line->count.rows == 0)
			continue;
		*entry = (struct entry){.line = line};
		while (strcmp(columns_causes[entry->cause], line->cause) != 0)
			entry->cause++;
		for (size_t j = 0; j < lines; j++)
			if (strcmp(s->lines[j].reason, line->reason) == 0)
				count(&entry->reason, &s->lines[j].count);
		++*n;
	}
	qsort(entries, *n, sizeof(*entries), compare_entries);
	return entries;
}

static void append_cause(struct text *t, const struct classify_stats *s, size_t cause)
{
	struct count sum = {0, 0};

	for (size_t i = 0; i < s->rules + WITHOUT_RULE; i++)
		if (strcmp(s->lines[i].cause, columns_causes[cause]) == 0)
			count(&sum, &s->lines[i].count);
	append_count(t, s, &sum, columns_causes[cause]);
	append(t, "\n");
}

static void append_rule(struct text *t, const struct line *line, bool first)
{
	if (!line->rule[0])
		return;
	char *words = mem_printf("%s%s %llu", first ? ": " : ", ", line->rule, (unsigned long long)line->count.rows);

	append(t, words);
	free(words);
}

char *classify_stats_table(const struct classify_stats *s)
{
	struct text t = {NULL, 0, 0};
	size_t n;
	struct entry *entries = sort_entries(s, &n);

	append(&t, s->units ? "      rows   share       units   share  cause, reason: rules\n"
			    : "      rows   share  cause, reason: rules\n");
	for (size_t i = 0; i < n; i++) {
		const struct entry *entry = &entries[i];
		const struct entry *last = i ? entry - 1 : NULL;
		bool first = !last || strcmp(entry->line->reason, last->line->reason) != 0;

		if (first && last)
			append(&t, "\n");
		if (!last || entry->cause != last->cause)
			append_cause(&t, s, entry->cause);
		if (first)
			append_count(&t, s, &entry->reason, entry->line->reason);
		append_rule(&t, entry->line, first);
	}
	if (n)
		append(&t, "\n");
	append_count(&t, s, &s->all, "all\n");
	free(entries);
	return t.bytes;
}

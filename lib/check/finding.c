#include "check/finding.h"

#include "base/mem.h"
#include "result/result.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	const char *check;
	enum severity severity;
	int64_t count;
	int64_t units;
	char *example;
	char *words;
};

struct findings {
	struct finding *list;
	size_t count;
	size_t capacity;
};

static const struct schema_column columns[FINDING_COLUMNS] = {
	[FINDING_CHECK] = {"check", SCHEMA_WORD, .words = WORD_CHECK, .shown = true},
	[FINDING_SEVERITY] = {"severity", SCHEMA_WORD, .words = WORD_SEVERITY, .shown = true},
	[FINDING_COUNT] = {"count", SCHEMA_COUNT, .shown = true},
	[FINDING_UNITS] = {"units", SCHEMA_COUNT, .shown = true},
	[FINDING_EXAMPLE] = {"example_source", SCHEMA_TEXT, .shown = true},
	[FINDING_WORDS] = {"what_to_do", SCHEMA_TEXT, .shown = true},
};

const struct schema finding_schema = {"findings", 1, columns, FINDING_COLUMNS, 0};

struct findings *findings_new(void)
{
	return mem_alloc(1, sizeof(struct findings));
}

void findings_free(struct findings *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->list[i].example);
		free(f->list[i].words);
	}
	free(f->list);
	free(f);
}

void findings_add(struct findings *f, const char *check, enum severity severity, int64_t count, int64_t units,
		  char *example, char *words)
{
	f->list = mem_grow(f->list, &f->capacity, f->count + 1, sizeof(*f->list));
	f->list[f->count++] = (struct finding){check, severity, count, units, example, words};
}

size_t findings_count(const struct findings *f, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++)
		n += f->list[i].severity == severity;
	return n;
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;

	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a->units != b->units)
		return a->units > b->units ? -1 : 1;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->check, b->check);
}

void findings_write(struct findings *f, struct out *out, bool pretty, bool colour)
{
	struct result *table = result_open(&finding_schema, NULL, out, pretty);

	if (f->count)
		qsort(f->list, f->count, sizeof(*f->list), compare);
	for (size_t i = 0; i < f->count; i++) {
		const struct finding *finding = &f->list[i];

		result_set_text(table, FINDING_CHECK, finding->check);
		result_set_text(table, FINDING_SEVERITY, severity_slug(finding->severity));
		result_set_count(table, FINDING_COUNT, finding->count);
		result_set_count(table, FINDING_UNITS, finding->units);
		result_set_text(table, FINDING_EXAMPLE, finding->example ? finding->example : "");
		result_set_text(table, FINDING_WORDS, finding->words);
		result_end_row(table);
	}
	result_close(table, colour);
}

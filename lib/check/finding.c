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
	static const struct result_column columns[] = {
		{"check", RESULT_TEXT, "check"},
		{"severity", RESULT_TEXT, "severity"},
		{"count", RESULT_COUNT, "count"},
		{"units", RESULT_COUNT, "units"},
		{"example_source", RESULT_TEXT, "example"},
		{"what_to_do", RESULT_TEXT, "what to do"},
	};
	struct result *table = result_new(out, columns, sizeof(columns) / sizeof(*columns), pretty);

	if (f->count)
		qsort(f->list, f->count, sizeof(*f->list), compare);
	for (size_t i = 0; i < f->count; i++) {
		const struct finding *finding = &f->list[i];

		result_text(table, finding->check);
		result_text(table, severity_slug(finding->severity));
		result_count(table, finding->count);
		result_count(table, finding->units);
		result_text(table, finding->example ? finding->example : "");
		result_text(table, finding->words);
	}
	result_close(table, colour);
}

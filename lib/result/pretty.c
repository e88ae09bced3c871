#include "result/pretty.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"
#include "words/word.h"

#include <stdlib.h>
#include <string.h>

struct pretty {
	const char *const *names;
	size_t columns;
	struct arena *arena;
	char **cells;
	size_t count;
	size_t capacity;
};

struct pretty *pretty_new(const char *const *names, size_t columns)
{
	struct pretty *p = mem_alloc(1, sizeof(*p));

	p->names = names;
	p->columns = columns;
	p->arena = arena_new();
	return p;
}

void pretty_free(struct pretty *p)
{
	if (!p)
		return;
	arena_free(p->arena);
	free(p->cells);
	free(p);
}

/* Replace hidden characters by a middle dot: a terminal would act on them, and a line end inside a cell would break the table. */
static char *visible(struct arena *a, const char *s)
{
	static const char dot[] = "\xc2\xb7";
	size_t n = strlen(s);
	char *copy = arena_alloc(a, strlen(dot) * (n + 1));

	text_mask(copy, s, n, dot);
	return copy;
}

void pretty_cell(struct pretty *p, const char *s)
{
	p->cells = mem_grow(p->cells, &p->capacity, p->count + 1, sizeof(*p->cells));
	p->cells[p->count++] = visible(p->arena, s);
}

static bool is_number(const char *s)
{
	double value;
	size_t n = strlen(s);

	if (n && s[n - 1] == '%')
		n--;
	return num_parse_double(s, n, &value) == 0;
}

/* Align a column to the right when all its nonempty cells are numbers. */
static bool is_numeric(const struct pretty *p, size_t column)
{
	bool some = false;

	for (size_t i = column; i < p->count; i += p->columns) {
		if (!*p->cells[i])
			continue;
		if (!is_number(p->cells[i]))
			return false;
		some = true;
	}
	return some;
}

/* The colour of a verdict, a flag or a severity; NULL for any other text. */
static const char *colour_of(const char *cell)
{
	static const char *const verdicts[VERDICT_COUNT] = {
		[VERDICT_WORSE] = "\033[31m",   [VERDICT_BETTER] = "\033[32m", [VERDICT_SAME] = "\033[36m",
		[VERDICT_UNCLEAR] = "\033[33m", [VERDICT_THIN] = "\033[2m",    [VERDICT_PARTIAL] = "\033[2m",
		[VERDICT_IMMATURE] = "\033[2m", [VERDICT_NEW] = "\033[34m",    [VERDICT_GONE] = "\033[34m",
	};
	static const char *const severities[SEVERITIES] = {
		[SEVERITY_ERROR] = "\033[31m",
		[SEVERITY_WARNING] = "\033[33m",
		[SEVERITY_NOTE] = "\033[2m",
	};
	enum verdict verdict;
	enum severity severity;

	if (verdict_parse(cell, &verdict) == 0)
		return verdicts[verdict];
	return severity_parse(cell, &severity) == 0 ? severities[severity] : NULL;
}

static void pad(struct out *o, size_t n)
{
	while (n--)
		out_bytes(o, " ", 1);
}

static void write_cell(struct out *o, const char *s, size_t width, bool right, bool last, const char *colour)
{
	size_t columns = text_columns(s, strlen(s));
	size_t blank = width > columns ? width - columns : 0;

	if (right)
		pad(o, blank);
	if (colour)
		out_text(o, colour);
	out_text(o, s);
	if (colour)
		out_text(o, "\033[0m");
	if (!right && !last)
		pad(o, blank);
	out_text(o, last ? "\n" : "  ");
}

void pretty_write(const struct pretty *p, struct out *o, bool colour)
{
	size_t *width = mem_alloc(p->columns, sizeof(*width));
	bool *right = mem_alloc(p->columns, sizeof(*right));

	for (size_t c = 0; c < p->columns; c++) {
		width[c] = text_columns(p->names[c], strlen(p->names[c]));
		right[c] = is_numeric(p, c);
		for (size_t i = c; i < p->count; i += p->columns) {
			size_t n = text_columns(p->cells[i], strlen(p->cells[i]));

			if (n > width[c])
				width[c] = n;
		}
	}
	for (size_t c = 0; c < p->columns; c++)
		write_cell(o, p->names[c], width[c], right[c], c + 1 == p->columns, colour ? "\033[1m" : NULL);
	for (size_t i = 0; i < p->count; i++) {
		size_t c = i % p->columns;

		write_cell(o, p->cells[i], width[c], right[c], c + 1 == p->columns,
			   colour ? colour_of(p->cells[i]) : NULL);
	}
	free(width);
	free(right);
}

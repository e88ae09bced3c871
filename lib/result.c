#include "result.h"

#include "mem.h"
#include "num.h"
#include "pretty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct result {
	struct out *out;
	struct result_column *columns;
	size_t count;
	size_t at;
	struct pretty *pretty; /* NULL: CSV */
	char *row;             /* CSV so far, and room for more */
	size_t length;
	size_t capacity;
	const char **headings;
};

struct result *result_new(struct out *out, const struct result_column *columns, size_t n,
			  bool pretty)
{
	struct result *r = mem_alloc(1, sizeof(*r));
	size_t shown = 0;

	r->out = out;
	r->count = n;
	r->columns = mem_alloc(n, sizeof(*columns));
	memcpy(r->columns, columns, n * sizeof(*columns));
	if (!pretty) {
		for (size_t i = 0; i < n; i++)
			out_cell_text(out, columns[i].name);
		out_row_end(out);
		return r;
	}
	r->headings = mem_alloc(n, sizeof(*r->headings));
	for (size_t i = 0; i < n; i++)
		if (columns[i].heading)
			r->headings[shown++] = columns[i].heading;
	r->pretty = pretty_new(r->headings, shown);
	return r;
}

/* Behind the last cell of a row. */
static void end_row(struct result *r)
{
	r->at = 0;
	if (r->pretty)
		return;
	/* One empty cell alone would be a blank line, which is no record. */
	if (r->length == 1)
		out_text(r->out, "\"\"");
	r->row[r->length - 1] = '\n';
	out_bytes(r->out, r->row, r->length);
	r->length = 0;
}

/* Results are cells by the million: a row is put together here, a comma behind each cell, and goes out as one. */
static void put(struct result *r, const char *text, size_t n)
{
	if (r->pretty) {
		if (r->columns[r->at].heading)
			pretty_cell(r->pretty, text);
	} else {
		r->row = mem_grow(r->row, &r->capacity, r->length + 2 * n + 3, 1);
		r->length += out_quote(r->row + r->length, text, n);
		r->row[r->length++] = ',';
	}
	if (++r->at == r->count)
		end_row(r);
}

void result_text(struct result *r, const char *s)
{
	put(r, s, strlen(s));
}

void result_bytes(struct result *r, const char *s, size_t n)
{
	char *text = mem_dup(s, n);

	put(r, text, n);
	free(text);
}

void result_count(struct result *r, int64_t value)
{
	char text[NUM_TEXT];

	size_t n = num_print_int(text, value);

	text[n] = '\0';
	put(r, text, n);
}

/* Room for one character more than a number takes is always left. */
static void append(char text[NUM_TEXT], const char *unit)
{
	size_t n = strlen(text);

	if (n + strlen(unit) < NUM_TEXT)
		memcpy(text + n, unit, strlen(unit) + 1);
}

static void prepend_plus(char text[NUM_TEXT])
{
	size_t n = strlen(text);

	if (n + 1 < NUM_TEXT) {
		memmove(text + 1, text, n + 1);
		text[0] = '+';
	}
}

/* The form people read. */
static void number_for_people(char text[NUM_TEXT], enum result_kind kind, double value)
{
	switch (kind) {
	case RESULT_RATE:
		num_print_fixed(text, value * 100, 2);
		append(text, "%");
		break;
	case RESULT_PP:
		num_print_fixed(text, value * 100, 2);
		if (value > 0)
			prepend_plus(text);
		break;
	case RESULT_RATIO:
		num_print_fixed(text, value, 2);
		break;
	default:
		num_print_short(text, value, 2);
	}
}

void result_number(struct result *r, double value)
{
	enum result_kind kind = r->columns[r->at].kind;
	char text[NUM_TEXT] = "";

	if (!isfinite(value)) {
		put(r, "", 0);
		return;
	}
	if (r->pretty)
		number_for_people(text, kind, value);
	else if (kind == RESULT_RATE)
		num_print_fixed(text, value, 6);
	else if (kind == RESULT_P)
		num_print_short(text, value, 6);
	else
		num_print_fixed(text, kind == RESULT_PP ? value * 100 : value, 4);
	put(r, text, strlen(text));
}

void result_close(struct result *r, bool colour)
{
	if (r->pretty)
		pretty_write(r->pretty, r->out, colour);
	pretty_free(r->pretty);
	free(r->row);
	free(r->headings);
	free(r->columns);
	free(r);
}

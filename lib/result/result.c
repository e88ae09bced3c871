#include "result/result.h"

#include "base/crew.h"
#include "base/mem.h"
#include "base/num.h"
#include "result/pretty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows that a thread writes at a time, and how many such pieces are held until they are written out in order. */
enum { PIECE = 512, PIECES = 64 };

struct result {
	struct out *out; /* NULL: rows stay in `rows` */
	struct result_column *columns;
	size_t count;
	size_t at;
	struct pretty *pretty; /* NULL: CSV */
	char *rows;            /* CSV so far, and room for more */
	size_t length;
	size_t begin; /* of the row at hand */
	size_t capacity;
	const char **headings;
};

struct result *result_new(struct out *out, const struct result_column *columns, size_t n, bool pretty)
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
	if (r->length == r->begin + 1) {
		memcpy(r->rows + r->begin, "\"\",", 3);
		r->length = r->begin + 3;
	}
	r->rows[r->length - 1] = '\n';
	r->begin = r->length;
	if (!r->out)
		return;
	out_bytes(r->out, r->rows, r->length);
	r->length = r->begin = 0;
}

/*
 * Results are cells by the million: a row is put together here, a comma behind each cell, and goes out as one. Room for so many bytes of
 * a cell, and for what ends it.
 */
static inline char *reserve(struct result *r, size_t n)
{
	if (r->capacity - r->length < n + 3)
		r->rows = mem_grow(r->rows, &r->capacity, r->length + n + 3, 1);
	return r->rows + r->length;
}

/* Behind a cell. */
static inline void end_cell(struct result *r)
{
	if (!r->pretty)
		r->rows[r->length++] = ',';
	if (++r->at == r->count)
		end_row(r);
}

static void put_pretty(struct result *r, const char *text)
{
	if (r->columns[r->at].heading)
		pretty_cell(r->pretty, text);
	end_cell(r);
}

static void put(struct result *r, const char *text, size_t n)
{
	if (r->pretty) {
		put_pretty(r, text);
		return;
	}
	r->length += out_quote(reserve(r, 2 * n), text, n);
	end_cell(r);
}

void result_text(struct result *r, const char *s)
{
	put(r, s, strlen(s));
}

void result_bytes(struct result *r, const char *s, size_t n)
{
	/* CSV needs no NUL byte behind it, and a copy of every cell would cost more than the rest. */
	if (!r->pretty) {
		put(r, s, n);
		return;
	}
	char *text = mem_dup(s, n);

	put(r, text, n);
	free(text);
}

void result_count(struct result *r, int64_t value)
{
	char text[NUM_TEXT];

	if (r->pretty) {
		text[num_print_int(text, value)] = '\0';
		put_pretty(r, text);
		return;
	}
	/* Numbers need no quotes. */
	r->length += num_print_int(reserve(r, NUM_TEXT), value);
	end_cell(r);
}

void result_decimal(struct result *r, int64_t value)
{
	char text[NUM_TEXT];

	decimal_print(text, value);
	if (r->pretty)
		put_pretty(r, text);
	else
		put(r, text, strlen(text));
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

/* The form programs read. */
static void number_for_programs(char text[NUM_TEXT], enum result_kind kind, double value)
{
	if (kind == RESULT_RATE)
		num_print_fixed(text, value, 6);
	else if (kind == RESULT_P)
		num_print_short(text, value, 6);
	else
		num_print_fixed(text, kind == RESULT_PP ? value * 100 : value, 4);
}

void result_number(struct result *r, double value)
{
	enum result_kind kind = r->columns[r->at].kind;
	char text[NUM_TEXT] = "";

	if (r->pretty) {
		if (isfinite(value))
			number_for_people(text, kind, value);
		put_pretty(r, text);
		return;
	}
	char *to = reserve(r, NUM_TEXT);

	if (isfinite(value)) {
		number_for_programs(to, kind, value);
		r->length += strlen(to);
	}
	end_cell(r);
}

/* Rows being written, each piece of them to a result of its own. */
struct work {
	result_writer write;
	void *context;
	size_t from; /* the first row at hand */
	size_t count;
	struct result pieces[PIECES];
};

static void write_pieces(void *context, size_t from, size_t to)
{
	struct work *work = context;

	for (size_t i = from; i < to; i++)
		for (size_t k = i * PIECE; k < (i + 1) * PIECE && k < work->count; k++)
			work->write(work->context, &work->pieces[i], work->from + k);
}

void result_rows(struct result *r, size_t n, result_writer write, void *context)
{
	if (r->pretty) {
		for (size_t i = 0; i < n; i++)
			write(context, r, i);
		return;
	}
	struct work *work = mem_alloc(1, sizeof(*work));

	work->write = write;
	work->context = context;
	for (size_t i = 0; i < PIECES; i++)
		work->pieces[i] = (struct result){.columns = r->columns, .count = r->count};
	for (; work->from < n; work->from += work->count) {
		work->count = n - work->from < PIECE * PIECES ? n - work->from : PIECE * PIECES;
		size_t used = (work->count + PIECE - 1) / PIECE;

		crew_run(write_pieces, work, used, 1, crew_cores());
		for (size_t i = 0; i < used; i++) {
			out_bytes(r->out, work->pieces[i].rows, work->pieces[i].length);
			work->pieces[i].length = work->pieces[i].begin = 0;
		}
	}
	for (size_t i = 0; i < PIECES; i++)
		free(work->pieces[i].rows);
	free(work);
}

void result_close(struct result *r, bool colour)
{
	if (r->pretty)
		pretty_write(r->pretty, r->out, colour);
	pretty_free(r->pretty);
	free(r->rows);
	free(r->headings);
	free(r->columns);
	free(r);
}

#include "result/result.h"

#include "base/crew.h"
#include "base/mem.h"
#include "base/num.h"
#include "result/pretty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rows that a thread formats at a time, and the number of such pieces that are buffered to keep their order. */
enum { PIECE = 512, PIECES = 64 };

/*
 * Cells are copied in blocks of this size: most cells are short, and a copy of fixed size is faster. The next cell
 * overwrites the excess.
 */
enum { WORD = 16 };

/* A cell of the current row, in `row`. */
struct slot {
	size_t at;
	size_t length;
};

/* Slots are numbered by the columns of the schema, followed by the dimensions. */
struct result {
	const struct schema *schema;
	struct out *out;       /* NULL: rows stay in `rows` */
	struct pretty *pretty; /* NULL: CSV */
	const size_t *order;   /* the slots in table order */
	size_t count;          /* length of `order` */
	struct slot *slots;
	size_t slot_count;
	char *row; /* the cells of the current row in the order set, each followed by a NUL byte */
	size_t row_length;
	size_t row_capacity;
	char *rows; /* buffered CSV */
	size_t length;
	size_t capacity;
	size_t *order_owned;
	const char **headings;
};

/* Find the order of the slots in the table. */
static void find_order(struct result *r, const struct result_shape *shape)
{
	size_t columns = r->schema->count;

	r->order = r->order_owned = mem_alloc(r->slot_count, sizeof(*r->order_owned));
	for (size_t i = 0; i <= columns; i++) {
		for (size_t d = 0; d < shape->dim_count && i == r->schema->dims_before; d++)
			r->order_owned[r->count++] = columns + d;
		if (i < columns && r->schema->columns[i].name && !(shape->without >> i & 1))
			r->order_owned[r->count++] = i;
	}
}

static void open_pretty(struct result *r, const struct result_shape *shape)
{
	size_t columns = r->schema->count, shown = 0;

	r->headings = mem_alloc(r->count, sizeof(*r->headings));
	for (size_t i = 0; i < r->count; i++) {
		size_t slot = r->order[i];

		if (slot >= columns)
			r->headings[shown++] = shape->dims[slot - columns];
		else if (r->schema->columns[slot].shown)
			r->headings[shown++] = schema_heading(r->schema, slot);
	}
	r->pretty = pretty_new(r->headings, shown);
}

static void write_header(const struct result *r, const struct result_shape *shape)
{
	size_t columns = r->schema->count;

	for (size_t i = 0; i < r->count; i++) {
		size_t slot = r->order[i];

		out_cell_text(r->out, slot >= columns ? shape->dims[slot - columns] : r->schema->columns[slot].name);
	}
	out_row_end(r->out);
}

struct result *result_open(const struct schema *schema, const struct result_shape *shape, struct out *out, bool pretty)
{
	static const struct result_shape whole = {0};
	struct result *r = mem_alloc(1, sizeof(*r));

	shape = shape ? shape : &whole;
	r->schema = schema;
	r->out = out;
	r->slot_count = schema->count + shape->dim_count;
	r->slots = mem_alloc(r->slot_count, sizeof(*r->slots));
	find_order(r, shape);
	if (pretty)
		open_pretty(r, shape);
	else
		write_header(r, shape);
	return r;
}

/* ---- cells ---- */

/* Make room for a cell of `n` bytes. */
static inline char *begin_cell(struct result *r, size_t n)
{
	if (r->row_capacity - r->row_length < n + 1 + WORD)
		r->row = mem_grow(r->row, &r->row_capacity, r->row_length + n + 1 + WORD, 1);
	return r->row + r->row_length;
}

static inline void end_cell(struct result *r, size_t slot, size_t n)
{
	r->slots[slot] = (struct slot){r->row_length, n};
	r->row_length += n;
	r->row[r->row_length++] = '\0';
}

static void set(struct result *r, size_t slot, const char *text, size_t n)
{
	if (!r->pretty) {
		n = out_quote(begin_cell(r, 2 * n + 2), text, n);
	} else if (n) {
		memcpy(begin_cell(r, n), text, n);
	} else {
		begin_cell(r, n);
	}
	end_cell(r, slot, n);
}

void result_set_text(struct result *r, size_t column, const char *s)
{
	set(r, column, s, strlen(s));
}

void result_set_dim(struct result *r, size_t i, const char *s)
{
	set(r, r->schema->count + i, s, strlen(s));
}

void result_set_dim_bytes(struct result *r, size_t i, const char *s, size_t n)
{
	set(r, r->schema->count + i, s, n);
}

void result_set_count(struct result *r, size_t column, int64_t value)
{
	end_cell(r, column, num_print_int(begin_cell(r, NUM_TEXT), value));
}

void result_set_decimal(struct result *r, size_t column, int64_t value)
{
	end_cell(r, column, decimal_put(begin_cell(r, NUM_TEXT), value));
}

/* Append a unit to a printed number; NUM_TEXT leaves room for one more character. */
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

/* Format a number for people. */
static void number_for_people(char text[NUM_TEXT], enum schema_kind kind, double value)
{
	switch (kind) {
	case SCHEMA_RATE:
		num_print_fixed(text, value * 100, 2);
		append(text, "%");
		break;
	case SCHEMA_PP:
	case SCHEMA_PART:
		num_print_fixed(text, value * 100, 2);
		if (value > 0)
			prepend_plus(text);
		break;
	case SCHEMA_RATIO:
		num_print_fixed(text, value, 2);
		break;
	default:
		num_print_short(text, value, 2);
	}
}

/* Format a number for programs. */
static void number_for_programs(char text[NUM_TEXT], enum schema_kind kind, double value)
{
	switch (kind) {
	case SCHEMA_RATE:
		num_print_fixed(text, value, 6);
		break;
	case SCHEMA_PP:
		num_print_fixed(text, value * 100, 4);
		break;
	case SCHEMA_PART:
		num_print_fixed(text, value * 100, 6);
		break;
	case SCHEMA_RATIO:
		num_print_significant(text, value, 4);
		break;
	default:
		num_print_short(text, value, 6);
	}
}

void result_set_number(struct result *r, size_t column, double value)
{
	char *text = begin_cell(r, NUM_TEXT);

	text[0] = '\0';
	if (isfinite(value) && r->pretty)
		number_for_people(text, r->schema->columns[column].kind, value);
	else if (isfinite(value))
		number_for_programs(text, r->schema->columns[column].kind, value);
	end_cell(r, column, strlen(text));
}

/* ---- rows ---- */

static inline char *copy_words(char *to, const char *from, size_t n)
{
	for (size_t i = 0; i < n; i += WORD)
		memcpy(to + i, from + i, WORD);
	return to + n;
}

/* Assemble a whole row before writing it, because results can have millions of rows. */
static void append_row(struct result *r)
{
	/* Upper bound: `row` holds every cell that was set, and one that was set twice even twice. */
	size_t most = r->row_length + r->count + 2 + WORD;

	if (r->capacity - r->length < most)
		r->rows = mem_grow(r->rows, &r->capacity, r->length + most, 1);
	char *begin = r->rows + r->length, *to = begin;

	for (size_t i = 0; i < r->count; i++) {
		const struct slot *cell = &r->slots[r->order[i]];

		to = copy_words(to, r->row + cell->at, cell->length);
		*to++ = ',';
	}
	/* A single empty cell is quoted, because a blank line is not a record. */
	if (to == begin + 1) {
		memcpy(begin, "\"\",", 3);
		to = begin + 3;
	}
	to[-1] = '\n';
	r->length = (size_t)(to - r->rows);
}

static void show_row(const struct result *r)
{
	for (size_t i = 0; i < r->count; i++) {
		size_t slot = r->order[i];

		if (slot >= r->schema->count || r->schema->columns[slot].shown)
			pretty_cell(r->pretty, r->slots[slot].length ? r->row + r->slots[slot].at : "");
	}
}

void result_end_row(struct result *r)
{
	if (r->pretty)
		show_row(r);
	else
		append_row(r);
	memset(r->slots, 0, r->slot_count * sizeof(*r->slots));
	r->row_length = 0;
	if (!r->out || r->pretty)
		return;
	out_bytes(r->out, r->rows, r->length);
	r->length = 0;
}

/* The rows being formatted; each piece has a result of its own. */
struct work {
	result_writer write;
	void *context;
	size_t from; /* the first row of the pieces */
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

static void begin_pieces(struct work *work, const struct result *r)
{
	for (size_t i = 0; i < PIECES; i++)
		work->pieces[i] = (struct result){
			.schema = r->schema,
			.order = r->order,
			.count = r->count,
			.slots = mem_alloc(r->slot_count, sizeof(*r->slots)),
			.slot_count = r->slot_count,
		};
}

static void end_pieces(struct work *work)
{
	for (size_t i = 0; i < PIECES; i++) {
		free(work->pieces[i].slots);
		free(work->pieces[i].row);
		free(work->pieces[i].rows);
	}
	free(work);
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
	begin_pieces(work, r);
	for (; work->from < n; work->from += work->count) {
		work->count = n - work->from < PIECE * PIECES ? n - work->from : PIECE * PIECES;
		size_t used = (work->count + PIECE - 1) / PIECE;

		crew_run(write_pieces, work, used, 1, crew_cores());
		for (size_t i = 0; i < used; i++) {
			out_bytes(r->out, work->pieces[i].rows, work->pieces[i].length);
			work->pieces[i].length = 0;
		}
	}
	end_pieces(work);
}

void result_close(struct result *r, bool colour)
{
	if (r->pretty)
		pretty_write(r->pretty, r->out, colour);
	pretty_free(r->pretty);
	free(r->slots);
	free(r->row);
	free(r->rows);
	free(r->order_owned);
	free(r->headings);
	free(r);
}

/*
 * The rows of a cells file.
 *
 * Tables are written sorted by key. As long as a file is sorted, every row is a new cell that is appended without a lookup.
 */
#include "cell/intake_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "cell/metric.h"
#include "base/num.h"
#include "csv/guarded.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SUMS = CELL_MEASURES - 2, COLUMNS = CELL_MEASURES };

/* Measures 2 and 3 are amounts. */
static int is_amount(size_t i)
{
	return i == 2 || i == 3;
}

/* Dims are all columns between `period` and `cause`. */
int intake_find_layout(const struct reader *r, struct intake_layout *l, struct err *e)
{
	int period = reader_find(r, cell_key_name(KEY_PERIOD));
	int cause = reader_find(r, cell_key_name(KEY_CAUSE));

	if (reader_find(r, cell_key_name(KEY_METRIC)) < 0 || period < 0 || cause < period ||
	    reader_find(r, cell_key_name(KEY_REASON)) < 0 ||
	    reader_find(r, cells_schema.columns[CELL_SHIPPED_SQ].name) < 0)
		return err_set(e, "%s: not a table of cells as ret-tally writes it; columns are: %s", reader_name(r),
			       reader_column_list(r));
	l->dims = (size_t)(cause - period - 1);
	l->count = 2 + l->dims + 2 + COLUMNS;
	l->columns = mem_alloc(l->count, sizeof(*l->columns));
	size_t at = 0;

	l->columns[at++] = reader_find(r, cell_key_name(KEY_METRIC));
	for (int i = period; i <= cause; i++)
		l->columns[at++] = i;
	l->columns[at++] = reader_find(r, cell_key_name(KEY_REASON));
	for (size_t i = 0; i < COLUMNS; i++) {
		l->columns[at] = reader_find(r, cell_measure_name(i));
		if (l->columns[at++] < 0)
			return err_set(e, "%s: no column '%s'; there are: %s", reader_name(r), cell_measure_name(i),
				       reader_column_list(r));
	}
	/* An unknown column might be part of the key: ignoring it would add up cells that differ. */
	if (l->count != reader_columns(r))
		return err_set(e, "%s: not all of its columns are those of cells: %s", reader_name(r),
			       reader_column_list(r));
	return 0;
}

/* `file:line: column 'value' is not WHAT`. Returns -1. */
static int bad_cell(const struct reader *r, const struct record *record, const char *column, const struct field *value,
		    const char *what, struct err *e)
{
	return err_set(e, "%s:%llu: %s '%.*s' is not %s", reader_name(r), (unsigned long long)record->line, column,
		       (int)value->length, value->bytes, what);
}

/* Through a cache: a cells file has a few thousand days at most and repeats each of them many times. */
static int32_t parse_day(struct intake *in, const struct field *f)
{
	if (f->length != INTAKE_DAY_TEXT)
		return date_parse(f->bytes, f->length);
	size_t at = (size_t)((f->bytes[8] & 15) * 10 + (f->bytes[9] & 15)) % INTAKE_DAYS;

	if (memcmp(in->days[at].text, f->bytes, INTAKE_DAY_TEXT) != 0) {
		memcpy(in->days[at].text, f->bytes, INTAKE_DAY_TEXT);
		in->days[at].day = date_parse(f->bytes, f->length);
	}
	return in->days[at].day;
}

static int parse_measures(struct intake *in, const struct record *record, const struct field *f, struct measures *m,
			  struct err *e)
{
	int64_t *to[SUMS] = {
		&m->shipped,       &m->returned,       &m->shipped_amount, &m->returned_amount,
		&m->shipped_lines, &m->returned_lines, &m->shipped_sq,     &m->returned_sq,
	};
	int32_t *days[2] = {&m->first, &m->last};
	int rounded;

	for (size_t i = 0; i < SUMS; i++) {
		int bad = is_amount(i) ? decimal_parse(f[i].bytes, f[i].length, to[i], &rounded)
				       : num_parse_int(f[i].bytes, f[i].length, 0, INT64_MAX, to[i]);

		if (bad)
			return bad_cell(in->reader, record, cell_measure_name(i), &f[i],
					is_amount(i) ? "an amount" : "a whole number", e);
	}
	for (size_t i = 0; i < 2; i++) {
		*days[i] = parse_day(in, &f[SUMS + i]);
		if (*days[i] == DATE_NONE && f[SUMS + i].length)
			return bad_cell(in->reader, record, cell_measure_name(SUMS + i), &f[SUMS + i], "a date", e);
	}
	return 0;
}

/* Compare two texts as bytes. */
static int compare_parts(const struct cell_part *a, const struct cell_part *b)
{
	size_t n = a->length < b->length ? a->length : b->length;
	int sign = n ? memcmp(a->bytes, b->bytes, n) : 0;

	return sign ? sign : (a->length > b->length) - (a->length < b->length);
}

static bool is_same(const struct cell_part *a, const struct cell_part *b)
{
	return a->length == b->length && (!a->length || memcmp(a->bytes, b->bytes, a->length) == 0);
}

/* The first part of the key that differs from the previous row, with the sign of the difference; the number of parts if none does. */
static size_t find_change(const struct intake *in, int *sign)
{
	size_t i = 0, n = in->layout.dims + 3;

	*sign = in->begun ? 0 : 1;
	while (*sign == 0 && i < n && (*sign = compare_parts(&in->parts[i], &in->before[i])) == 0)
		i++;
	return i;
}

/* True when a group of the table is that of the current key. */
static bool is_group(const struct intake *in, uint32_t group)
{
	size_t n;

	if (group >= cells_groups(in->into))
		return false;
	const char *s = intern_get(in->into->groups, group, &n);

	const char *end = s + n;

	for (size_t i = 0; i < in->layout.dims; i++) {
		const struct cell_part *part = &in->parts[1 + i];

		/* Dims are separated by NUL bytes, which none of them holds. */
		if (i && (s == end || *s++ != '\0'))
			return false;
		if ((size_t)(end - s) < part->length || (part->length && memcmp(s, part->bytes, part->length) != 0))
			return false;
		s += part->length;
	}
	return s == end;
}

/*
 * The group of the current key. Groups are numbered in order of appearance and tables are sorted, so it mostly is the group of the
 * previous row or the one after it; these are tried before the lookup.
 */
static uint32_t find_group(const struct intake *in)
{
	/* The shipments of a group precede its returns. */
	bool of_cause = in->parts[1 + in->layout.dims].length != 0;
	uint32_t likely = in->last.group + !of_cause, else_likely = in->last.group + of_cause;

	if (is_group(in, likely))
		return likely;
	if (is_group(in, else_likely))
		return else_likely;
	return cells_group(in->into, in->parts + 1);
}

static struct cell_part as_part(const char *s)
{
	return (struct cell_part){s, strlen(s)};
}

static uint32_t find_category(struct intake *in)
{
	const struct cell_part *causes = in->parts + 1 + in->layout.dims;
	struct cells *c = in->into;

	if (causes[0].length == 0 && causes[1].length == 0)
		return cells_no_category(c);
	if (in->category != cells_no_category(c) && is_same(&causes[0], &in->causes[0]) &&
	    is_same(&causes[1], &in->causes[1]))
		return in->category;
	in->category = cells_category(c, &causes[0], &causes[1]);
	for (size_t i = 0; i < 2; i++)
		in->causes[i] = as_part(cells_category_part(c, in->category, i));
	return in->category;
}

/* Find the numbers of the current key. Returns true when it is known to be greater than all keys before it. */
static bool find_place(struct intake *in)
{
	struct cell_place *p = &in->last;
	size_t dims = in->layout.dims;
	int sign;
	size_t change = find_change(in, &sign);

	if (change == 0)
		p->period = cells_period(in->into, in->parts[0].bytes, in->parts[0].length);
	if (change <= dims)
		p->group = find_group(in);
	p->category = find_category(in);
	struct cell_part *swap = in->before;

	in->before = in->parts;
	in->parts = swap;
	in->begun = true;
	in->ascending = in->ascending && sign > 0;
	return in->ascending;
}

void intake_keep_key(struct intake *in)
{
	size_t dims = in->layout.dims;

	in->before[0] = as_part(cells_period_label(in->into, in->last.period));
	for (size_t i = 0; i < dims; i++)
		in->before[1 + i] = as_part(cells_group_dim(in->into, in->last.group, i));
	for (size_t i = 0; i < 2; i++)
		in->before[1 + dims + i] = as_part(cells_category_part(in->into, in->last.category, i));
}

/* True when the metric is that of the table, which takes over the metric of its first row. */
static bool is_metric(const struct intake *in, const struct field *f)
{
	const char *metric = cells_metric(in->into);

	if (!in->begun)
		return cells_adopt_metric(in->into, f->bytes, f->length) == 0;
	return strncmp(metric, f->bytes, f->length) == 0 && metric[f->length] == '\0';
}

static int metric_fault(const struct intake *in, unsigned long long line, const struct field *f, struct err *e)
{
	char *name = mem_dup(f->bytes, f->length), held[METRIC_BREAK_TEXT];

	err_set(e, "%s:%llu: cells of metric '%s' do not add to cells of '%s'%s", reader_name(in->reader), line, name,
		cells_metric(in->into), metric_print_break(held, name, cells_metric(in->into)));
	free(name);
	return -1;
}

/* Parse a row into place `at` of the rows that are added together. */
static int parse_row(struct intake *in, size_t at, const struct record *record, const struct field *f, struct err *e)
{
	const struct intake_layout *l = &in->layout;
	const struct reader *r = in->reader;
	unsigned long long line = record->line;
	struct measures m;
	uint32_t flags = 0;

	if (record->fields != reader_columns(r)) {
		struct err fault;

		return err_set(e, "%s:%llu: %s", reader_name(r), line, reader_misfit(r, record, &fault));
	}
	for (size_t i = 0; i < l->count; i++)
		flags |= f[i].flags;
	if (flags & (FIELD_NUL | FIELD_DAMAGED))
		return err_set(e, "%s:%llu: not text", reader_name(r), line);
	if (!is_metric(in, &f[0]))
		return metric_fault(in, line, &f[0], e);
	for (size_t i = 0; i < l->dims + 3; i++)
		in->parts[i] = (struct cell_part){f[1 + i].bytes, f[1 + i].length};
	if (parse_measures(in, record, f + l->dims + 4, &m, e) != 0)
		return -1;
	/* Shipments have no cause and returns have one: measures of the other side would be lost. */
	bool of_cause = f[2 + l->dims].length != 0;

	if (of_cause ? m.shipped || m.shipped_amount || m.shipped_lines || m.shipped_sq
		     : m.returned || m.returned_amount || m.returned_lines || m.returned_sq)
		return err_set(e, "%s:%llu: %s in a cell %s a cause", reader_name(r), line,
			       of_cause ? "shipments" : "returns", of_cause ? "with" : "without");
	/* Of each pair one side is 0. */
	in->sums[at] = (struct cell_sums){
		.units = m.shipped + m.returned,
		.amount = m.shipped_amount + m.returned_amount,
		.lines = m.shipped_lines + m.returned_lines,
		.squares = m.shipped_sq + m.returned_sq,
		.first = m.first,
		.last = m.last,
	};
	in->fresh[at] = find_place(in);
	in->places[at] = in->last;
	in->lines[at] = line;
	if (!in->fresh[at])
		cells_prefetch_place(in->into, in->last);
	return 0;
}

static double weigh(const struct cell_sums *s)
{
	return fabs((double)s->units) + fabs((double)s->amount) + fabs((double)s->lines) + fabs((double)s->squares);
}

/* Add the first `n` parsed rows. */
static int add_rows(struct intake *in, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		in->weight += weigh(&in->sums[i]);
		if (in->fresh[i])
			cells_append(in->into, in->places[i], &in->sums[i]);
		else if (cells_add_at(in->into, in->places[i], &in->sums[i]) != 0)
			return err_set(e, "%s:%llu: a sum of the cells leaves 64 bits", reader_name(in->reader),
				       (unsigned long long)in->lines[i]);
	}
	return 0;
}

/* True when a part comes near the limits of periods and causes: then it gives up, because only the master may report them. */
static bool is_crowded(const struct intake *in)
{
	return cells_periods(in->into) + INTAKE_ROWS > MOST_PERIODS ||
	       cells_categories(in->into) + INTAKE_ROWS > MOST_CATEGORIES;
}

/* Add a batch. The rows before a faulty one are added first, so that their errors are reported first. */
static int read_batch(struct intake *in, const struct batch *b, struct err *e)
{
	for (size_t from = 0; from < b->rows; from += INTAKE_ROWS) {
		size_t n = b->rows - from < INTAKE_ROWS ? b->rows - from : INTAKE_ROWS, good = 0;
		struct err fault;

		if (!in->reading && is_crowded(in))
			return -1;
		while (good < n && parse_row(in, good, &b->records[from + good], b->fields + (from + good) * b->columns,
					     &fault) == 0)
			good++;
		if (add_rows(in, good, e) != 0)
			return -1;
		if (good < n) {
			*e = fault;
			return -1;
		}
	}
	intake_keep_key(in);
	return 0;
}

int intake_run(void *state, struct reader *r, struct err *e)
{
	struct intake *in = state;
	struct batch b;
	int got;

	in->reader = r;
	while ((got = reader_next(r, &b, e)) > 0)
		if (guarded_refuse(r, &b, e) != 0 || read_batch(in, &b, e) != 0)
			return -1;
	return got;
}

struct intake *intake_new(const struct intake_layout *layout, struct cells *into, struct reading *reading)
{
	struct intake *in = mem_alloc(1, sizeof(*in));

	in->layout = *layout;
	in->into = into;
	in->reading = reading;
	in->ascending = cells_count(into) == 0;
	in->before = mem_alloc(layout->dims + 3, sizeof(*in->before));
	in->parts = mem_alloc(layout->dims + 3, sizeof(*in->parts));
	for (size_t i = 0; i < cells_count(into); i++)
		in->weight += weigh(cells_sums(into, i));
	return in;
}

void intake_free(struct intake *in)
{
	free(in->before);
	free(in->parts);
	free(in);
}

/* Tables of cells read from files. */
#include "cell_state.h"

#include "date.h"
#include "mem.h"
#include "num.h"
#include "reader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SUMS = CELL_MEASURES - 2, COLUMNS = CELL_MEASURES };

/* Measures 2 and 3 are amounts. */
static int is_amount(size_t i)
{
	return i == 2 || i == 3;
}

/* A cells file's columns in order: metric, period, dims…, cause, reason, measures. */
struct layout {
	size_t dims;
	int *columns;
	size_t count;
	struct cell_part *parts; /* scratch: one key */
};

/* Rows parsed together, so that the memory of their cells is asked for while others are still parsed. */
enum { ROWS = 256, DAYS = 64, DAY_TEXT = 10 };

/* A file on its way into a table. */
struct intake {
	struct reader *reader;
	struct layout layout;
	struct cells *into;
	/* Keys hardly change from row to row, or as they did in the period before: where the last one was. */
	struct cell_place last;
	uint32_t categories[2]; /* last ones without and with a cause */
	bool begun[2];          /* there was a row without, with a cause */
	/* Days met, each where the day of its month says. */
	struct {
		char text[DAY_TEXT];
		int32_t day;
	} days[DAYS];
	struct cell_place places[ROWS];
	struct measures measures[ROWS];
	uint64_t lines[ROWS];
};

/* Dims are whatever stands between `period` and `cause`. */
static int find_layout(const struct reader *r, struct layout *l, struct err *e)
{
	int period = reader_find(r, "period");
	int cause = reader_find(r, "cause");

	if (reader_find(r, "metric") < 0 || period < 0 || cause < period ||
	    reader_find(r, "reason") < 0 || reader_find(r, "shipped_sq") < 0)
		return err_set(e, "%s: not a table of cells as ret-tally writes it; columns are: %s",
			       reader_name(r), reader_column_list(r));
	l->dims = (size_t)(cause - period - 1);
	l->count = 2 + l->dims + 2 + COLUMNS;
	l->columns = mem_alloc(l->count, sizeof(*l->columns));
	l->parts = mem_alloc(l->dims + 3, sizeof(*l->parts));
	size_t at = 0;

	l->columns[at++] = reader_find(r, "metric");
	for (int i = period; i <= cause; i++)
		l->columns[at++] = i;
	l->columns[at++] = reader_find(r, "reason");
	for (size_t i = 0; i < COLUMNS; i++) {
		l->columns[at] = reader_find(r, cell_measure_names[i]);
		if (l->columns[at++] < 0)
			return err_set(e, "%s: no column '%s'; there are: %s", reader_name(r),
				       cell_measure_names[i], reader_column_list(r));
	}
	/* A column that is left out might be part of the key: cells that differ in it would be added. */
	if (l->count != reader_columns(r))
		return err_set(e, "%s: columns that cells do not have; there are: %s", reader_name(r),
			       reader_column_list(r));
	return 0;
}

static int bad_cell(const struct reader *r, const struct record *record, const char *column,
		    const struct field *value, const char *what, struct err *e)
{
	return err_set(e, "%s:%llu: %s '%.*s' is not %s", reader_name(r),
		       (unsigned long long)record->line, column, (int)value->length, value->bytes,
		       what);
}

/* A cells file has a few thousand days at most and says each of them many times. */
static int32_t parse_day(struct intake *in, const struct field *f)
{
	if (f->length != DAY_TEXT)
		return date_parse(f->bytes, f->length);
	size_t at = (size_t)((f->bytes[8] & 15) * 10 + (f->bytes[9] & 15)) % DAYS;

	if (memcmp(in->days[at].text, f->bytes, DAY_TEXT) != 0) {
		memcpy(in->days[at].text, f->bytes, DAY_TEXT);
		in->days[at].day = date_parse(f->bytes, f->length);
	}
	return in->days[at].day;
}

static int parse_measures(struct intake *in, const struct record *record, const struct field *f,
			  struct measures *m, struct err *e)
{
	int64_t *to[SUMS] = {
		&m->shipped,	   &m->returned,       &m->shipped_amount, &m->returned_amount,
		&m->shipped_lines, &m->returned_lines, &m->shipped_sq,	   &m->returned_sq,
	};
	int32_t *days[2] = {&m->first, &m->last};
	int rounded;

	for (size_t i = 0; i < SUMS; i++) {
		int bad = is_amount(i)
				  ? decimal_parse(f[i].bytes, f[i].length, to[i], &rounded)
				  : num_parse_int(f[i].bytes, f[i].length, 0, INT64_MAX, to[i]);

		if (bad)
			return bad_cell(in->reader, record, cell_measure_names[i], &f[i],
					is_amount(i) ? "an amount" : "a whole number", e);
	}
	for (size_t i = 0; i < 2; i++) {
		*days[i] = parse_day(in, &f[SUMS + i]);
		if (*days[i] == DATE_NONE && f[SUMS + i].length)
			return bad_cell(in->reader, record, cell_measure_names[SUMS + i],
					&f[SUMS + i], "a date", e);
	}
	return 0;
}

/* True when a string of the table is the part. Neither has NUL bytes. */
static bool is_part(const char *s, const struct cell_part *part)
{
	return strncmp(s, part->bytes, part->length) == 0 && s[part->length] == '\0';
}

static bool is_group(const struct intake *in, uint32_t group)
{
	if (group >= cells_groups(in->into))
		return false;
	for (size_t i = 0; i < in->layout.dims; i++)
		if (!is_part(cells_group_dim(in->into, group, i), &in->layout.parts[1 + i]))
			return false;
	return true;
}

/*
 * The numbers of the key in layout.parts. Tables are in the order of their keys, and groups are numbered as they came first: the
 * group is that of the row before or the next one most of the time, which is found without looking far.
 */
static struct cell_place find_place(struct intake *in)
{
	const struct cell_part *parts = in->layout.parts;
	const struct cell_part *causes = parts + 1 + in->layout.dims;
	struct cell_place *p = &in->last;
	struct cells *c = in->into;
	bool begun = in->begun[0] || in->begun[1];
	bool of_cause = causes[0].length != 0;

	if (!begun || !is_part(cells_period_label(c, p->period), &parts[0]))
		p->period = cells_period(c, parts[0].bytes, parts[0].length);
	p->category = in->categories[of_cause];
	if (!in->begun[of_cause] || !is_part(cells_category_part(c, p->category, 0), &causes[0]) ||
	    !is_part(cells_category_part(c, p->category, 1), &causes[1]))
		p->category = cells_category(c, &causes[0], &causes[1]);
	/* What a group shipped comes before what it got back. */
	uint32_t likely = p->group + !of_cause, else_likely = p->group + of_cause;

	if (begun && is_group(in, likely))
		p->group = likely;
	else if (begun && is_group(in, else_likely))
		p->group = else_likely;
	else
		p->group = cells_group(c, parts + 1);
	in->categories[of_cause] = p->category;
	in->begun[of_cause] = true;
	return *p;
}

/* Parse a row into place `at` of those at hand. */
static int parse_row(struct intake *in, size_t at, const struct record *record,
		     const struct field *f, struct err *e)
{
	const struct layout *l = &in->layout;
	const struct reader *r = in->reader;
	unsigned long long line = record->line;
	struct measures *m = &in->measures[at];
	uint32_t flags = 0;

	if (record->fields != reader_columns(r))
		return err_set(e, "%s:%llu: %u fields, the header has %zu", reader_name(r), line,
			       record->fields, reader_columns(r));
	for (size_t i = 0; i < l->count; i++)
		flags |= f[i].flags;
	if (flags & (FIELD_NUL | FIELD_DAMAGED))
		return err_set(e, "%s:%llu: not text", reader_name(r), line);
	if (cells_adopt_metric(in->into, f[0].bytes, f[0].length) != 0)
		return err_set(e, "%s:%llu: cells of metric '%.*s' do not add to cells of '%s'",
			       reader_name(r), line, (int)f[0].length, f[0].bytes,
			       cells_metric(in->into));
	for (size_t i = 0; i < l->dims + 3; i++)
		l->parts[i] = (struct cell_part){f[1 + i].bytes, f[1 + i].length};
	if (parse_measures(in, record, f + l->dims + 4, m, e) != 0)
		return -1;
	/* Shipments stand under no cause, returns under theirs: what stood elsewhere would be lost. */
	bool of_cause = f[2 + l->dims].length != 0;

	if (of_cause ? m->shipped || m->shipped_amount || m->shipped_lines || m->shipped_sq
		     : m->returned || m->returned_amount || m->returned_lines || m->returned_sq)
		return err_set(e, "%s:%llu: %s in a cell %s a cause", reader_name(r), line,
			       of_cause ? "shipments" : "returns", of_cause ? "with" : "without");
	in->places[at] = find_place(in);
	in->lines[at] = line;
	cells_prefetch_place(in->into, in->last);
	return 0;
}

/* Add the first `n` of the rows at hand. */
static int add_rows(struct intake *in, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		if (cells_add_at(in->into, in->places[i], &in->measures[i]) != 0)
			return err_set(e, "%s:%llu: a sum of the cells leaves 64 bits",
				       reader_name(in->reader), (unsigned long long)in->lines[i]);
	}
	return 0;
}

/* A fault of a row is told after those of the rows before it. */
static int read_batch(struct intake *in, const struct batch *b, struct err *e)
{
	for (size_t from = 0; from < b->rows; from += ROWS) {
		size_t n = b->rows - from < ROWS ? b->rows - from : ROWS, good = 0;
		struct err fault;

		while (good < n && parse_row(in, good, &b->records[from + good],
					     b->fields + (from + good) * b->columns, &fault) == 0)
			good++;
		if (add_rows(in, good, e) != 0)
			return -1;
		if (good < n) {
			*e = fault;
			return -1;
		}
	}
	return 0;
}

/* Make the table when there is none yet, else check that the dims are the same. */
static int agree(const struct reader *r, const struct layout *l, struct cells **into,
		 struct err *e)
{
	const char **dims = mem_alloc(l->dims, sizeof(*dims));
	int status = 0;

	for (size_t i = 0; i < l->dims; i++)
		dims[i] = reader_column(r, (size_t)l->columns[2 + i]);
	if (!*into)
		*into = cells_new("", dims, l->dims);
	else if (!cells_have_dims(*into, dims, l->dims))
		status = err_set(e, "%s: its dimensions differ from the other cells': %s",
				 reader_name(r), reader_column_list(r));
	free(dims);
	return status;
}

static int read_cells(struct intake *in, struct err *e)
{
	struct batch b;
	int got;

	reader_select(in->reader, in->layout.columns, in->layout.count);
	while ((got = reader_next(in->reader, &b, e)) > 0)
		if (read_batch(in, &b, e) != 0)
			return -1;
	return got;
}

int cells_read(const char *path, struct cells **into, struct err *e)
{
	struct reader *r = reader_open(path, NULL, e);
	int status = -1;

	if (!r)
		return -1;
	struct intake *in = mem_alloc(1, sizeof(*in));

	in->reader = r;
	if (find_layout(r, &in->layout, e) == 0 && agree(r, &in->layout, into, e) == 0) {
		in->into = *into;
		status = read_cells(in, e);
	}
	free(in->layout.columns);
	free(in->layout.parts);
	free(in);
	reader_close(r);
	return status;
}

/* Refuse one file under two names. Pipes and what is not there have no identity to compare. */
static int refuse_twins(char *const *paths, size_t n, struct err *e)
{
	struct stat *st = mem_alloc(n, sizeof(*st));
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		if (stat(paths[i], &st[i]) != 0 || !S_ISREG(st[i].st_mode))
			st[i] = (struct stat){0};
		for (size_t k = 0; k < i && st[i].st_ino && status == 0; k++)
			if (st[k].st_dev == st[i].st_dev && st[k].st_ino == st[i].st_ino)
				status = err_set(e, "'%s' and '%s' are the same file", paths[k],
						 paths[i]);
	}
	free(st);
	return status;
}

struct cells *cells_read_all(char *const *paths, size_t n, struct err *e)
{
	struct cells *cells = NULL;
	int status = refuse_twins(paths, n, e);

	if (n == 0)
		status = cells_read("-", &cells, e);
	for (size_t i = 0; i < n && status == 0; i++)
		status = cells_read(paths[i], &cells, e);
	if (status == 0)
		return cells;
	cells_free(cells);
	return NULL;
}

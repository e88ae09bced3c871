/*
 * Tables of cells read from files.
 *
 * Tables are written in the order of their keys. While a file keeps to it every row is a new cell behind those so far, and nothing has to
 * be looked for; the parts of a large file that do so follow one another, and what they make together is settled.
 */
#include "cell_state.h"

#include "date.h"
#include "mem.h"
#include "num.h"
#include "parts.h"
#include "reader.h"

#include <math.h>
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
};

/* Rows parsed together, so that the memory of their cells is asked for while others are still parsed. */
enum { ROWS = 256, DAYS = 64, DAY_TEXT = 10, FEW = 1 << 18 };

/* Files read into one table. */
struct reading {
	struct cells *cells; /* NULL: none yet */
	unsigned threads;
	size_t distinct;     /* cells when no two had one key the last time */
};

/* Sums of less than this in all, of whatever sign, add up within 64 bits in any order. */
#define SAFE_WEIGHT 0x1p62

/* A file on its way into a table, or a part of one into a table of its own. */
struct intake {
	struct reader *reader;
	struct layout layout;
	struct cells *into;
	struct reading *reading; /* NULL: of a part */
	bool joined;    /* the part was: all strings it has are strings of the master's */
	bool ascending; /* the table is what was read here, each key greater than the one before */
	double weight;  /* of all measures in the table */
	/* The row before, while there is one: keys hardly change, or as they did in the period before. */
	bool begun;
	struct cell_place last;
	struct cell_part *before; /* its key */
	struct cell_part *parts;  /* scratch: the key at hand */
	struct cell_part causes[2]; /* the last cause and reason but for none; owned by the table */
	uint32_t category;          /* theirs; that of shipments: there were none */
	/* Days met, each where the day of its month says. */
	struct {
		char text[DAY_TEXT];
		int32_t day;
	} days[DAYS];
	struct cell_place places[ROWS];
	struct cell_sums sums[ROWS];
	uint64_t lines[ROWS];
	bool fresh[ROWS]; /* it is greater than all before it */
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

/* The order of two texts as bytes. */
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

/* The first part of the key at hand that differs from that of the row before, and how; the number of parts: none does. */
static size_t find_change(const struct intake *in, int *sign)
{
	size_t i = 0, n = in->layout.dims + 3;

	*sign = in->begun ? 0 : 1;
	while (*sign == 0 && i < n && (*sign = compare_parts(&in->parts[i], &in->before[i])) == 0)
		i++;
	return i;
}

/* True when a group of the table is that of the key at hand. */
static bool is_group(const struct intake *in, uint32_t group)
{
	size_t n;

	if (group >= cells_groups(in->into))
		return false;
	const char *s = intern_get(in->into->groups, group, &n);

	const char *end = s + n;

	for (size_t i = 0; i < in->layout.dims; i++) {
		const struct cell_part *part = &in->parts[1 + i];

		/* The dims are parted by NUL bytes, which none of them has. */
		if (i && (s == end || *s++ != '\0'))
			return false;
		if ((size_t)(end - s) < part->length ||
		    (part->length && memcmp(s, part->bytes, part->length) != 0))
			return false;
		s += part->length;
	}
	return s == end;
}

/*
 * Groups are numbered as they came first, and tables are in the order of their keys: a group is that of the row before or the next one
 * most of the time, which is found without looking far.
 */
static uint32_t find_group(const struct intake *in)
{
	/* What a group shipped comes before what it got back. */
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

/* The numbers of the key at hand. Tells whether it is greater than all before it, if that is known. */
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

/* The key of the row before as the table has it: what it was read from goes. */
static void keep_key(struct intake *in)
{
	size_t dims = in->layout.dims;

	in->before[0] = as_part(cells_period_label(in->into, in->last.period));
	for (size_t i = 0; i < dims; i++)
		in->before[1 + i] = as_part(cells_group_dim(in->into, in->last.group, i));
	for (size_t i = 0; i < 2; i++)
		in->before[1 + dims + i] =
			as_part(cells_category_part(in->into, in->last.category, i));
}

/* A table takes the metric of its first row. */
static bool is_metric(const struct intake *in, const struct field *f)
{
	const char *metric = cells_metric(in->into);

	if (!in->begun)
		return cells_adopt_metric(in->into, f->bytes, f->length) == 0;
	return strncmp(metric, f->bytes, f->length) == 0 && metric[f->length] == '\0';
}

/* Parse a row into place `at` of those at hand. */
static int parse_row(struct intake *in, size_t at, const struct record *record,
		     const struct field *f, struct err *e)
{
	const struct layout *l = &in->layout;
	const struct reader *r = in->reader;
	unsigned long long line = record->line;
	struct measures m;
	uint32_t flags = 0;

	if (record->fields != reader_columns(r))
		return err_set(e, "%s:%llu: %u fields, the header has %zu", reader_name(r), line,
			       record->fields, reader_columns(r));
	for (size_t i = 0; i < l->count; i++)
		flags |= f[i].flags;
	if (flags & (FIELD_NUL | FIELD_DAMAGED))
		return err_set(e, "%s:%llu: not text", reader_name(r), line);
	if (!is_metric(in, &f[0]))
		return err_set(e, "%s:%llu: cells of metric '%.*s' do not add to cells of '%s'",
			       reader_name(r), line, (int)f[0].length, f[0].bytes,
			       cells_metric(in->into));
	for (size_t i = 0; i < l->dims + 3; i++)
		in->parts[i] = (struct cell_part){f[1 + i].bytes, f[1 + i].length};
	if (parse_measures(in, record, f + l->dims + 4, &m, e) != 0)
		return -1;
	/* Shipments stand under no cause, returns under theirs: what stood elsewhere would be lost. */
	bool of_cause = f[2 + l->dims].length != 0;

	if (of_cause ? m.shipped || m.shipped_amount || m.shipped_lines || m.shipped_sq
		     : m.returned || m.returned_amount || m.returned_lines || m.returned_sq)
		return err_set(e, "%s:%llu: %s in a cell %s a cause", reader_name(r), line,
			       of_cause ? "shipments" : "returns", of_cause ? "with" : "without");
	/* One side of each is 0. */
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
	return fabs((double)s->units) + fabs((double)s->amount) + fabs((double)s->lines) +
	       fabs((double)s->squares);
}

/* Add the first `n` of the rows at hand. */
static int add_rows(struct intake *in, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		in->weight += weigh(&in->sums[i]);
		if (in->fresh[i])
			cells_append(in->into, in->places[i], &in->sums[i]);
		else if (cells_add_at(in->into, in->places[i], &in->sums[i]) != 0)
			return err_set(e, "%s:%llu: a sum of the cells leaves 64 bits",
				       reader_name(in->reader), (unsigned long long)in->lines[i]);
	}
	return 0;
}

/* Too many periods and causes end the program, but it is not known to a part whether something else does before. */
static bool is_crowded(const struct intake *in)
{
	return cells_periods(in->into) + ROWS > MOST_PERIODS ||
	       cells_categories(in->into) + ROWS > MOST_CATEGORIES;
}

/* A fault of a row is told after those of the rows before it. */
static int read_batch(struct intake *in, const struct batch *b, struct err *e)
{
	for (size_t from = 0; from < b->rows; from += ROWS) {
		size_t n = b->rows - from < ROWS ? b->rows - from : ROWS, good = 0;
		struct err fault;

		if (!in->reading && is_crowded(in))
			return -1;
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
	keep_key(in);
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

static int run_rows(void *state, struct reader *r, struct err *e)
{
	struct intake *in = state;
	struct batch b;
	int got;

	in->reader = r;
	while ((got = reader_next(r, &b, e)) > 0)
		if (read_batch(in, &b, e) != 0)
			return -1;
	return got;
}

/* ---- large files ---- */

static struct intake *intake_new(const struct layout *layout, struct cells *into,
				 struct reading *reading)
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

static void intake_free(struct intake *in)
{
	free(in->before);
	free(in->parts);
	free(in);
}

/* An empty table of the same dims. */
static struct cells *cells_like(const struct cells *c)
{
	return cells_new("", (const char *const *)c->dims, c->dim_count);
}

static void *fork_intake(void *master, struct err *e)
{
	const struct intake *from = master;

	(void)e;
	return intake_new(&from->layout, cells_like(from->into), NULL);
}

static void free_part(void *state)
{
	struct intake *part = state;

	cells_free(part->into);
	intake_free(part);
}

/*
 * Strings of a part that was joined may stay: the master has them, and the next part has most of them again. Those of another the master
 * may never get.
 */
static void clear_part(void *state)
{
	struct intake *part = state;

	if (!part->joined) {
		struct cells *empty = cells_like(part->into);

		cells_free(part->into);
		part->into = empty;
		part->category = cells_no_category(empty);
	}
	part->joined = part->begun = false;
	part->ascending = true;
	part->weight = 0;
}

/* True when the first cell of a part, by its key, is behind the last one of the master. Both are in order. */
static bool follows(const struct cells *master, const struct cells *part)
{
	int sign = 0;

	if (cells_count(master) == 0)
		return true;
	for (size_t i = 0; i < cells_dims(part) + 3 && sign == 0; i++)
		sign = strcmp(cells_part(master, cells_count(master) - 1, i), cells_part(part, 0, i));
	return sign < 0;
}

/* Sums that could leave 64 bits were added one by one: this cannot fail. */
static void settle(struct cells *c)
{
	if (!c->settled)
		cells_sort(c);
}

/* Cells that wait to be added up take no more memory than those there are, or little. */
static void settle_many(struct reading *reading)
{
	struct cells *c = reading->cells;
	size_t usual = reading->distinct > FEW ? reading->distinct : FEW;

	if (c->count / 2 > usual)
		settle(c);
	cells_bury(c);
	if (c->settled)
		reading->distinct = c->count;
}

/*
 * What one thread might have refused it shall refuse: sums that could leave 64 bits, more periods and causes than there may be, and
 * another metric.
 */
static bool join_part(void *master, void *state, const struct reader_place *before)
{
	struct intake *in = master, *part = state;
	struct cells *c = in->into;
	struct err ignored;

	(void)before;
	if (cells_count(part->into) == 0)
		return true;
	if (in->weight + part->weight >= SAFE_WEIGHT ||
	    cells_periods(c) + cells_periods(part->into) > MOST_PERIODS ||
	    cells_categories(c) + cells_categories(part->into) > MOST_CATEGORIES)
		return false;
	bool ascending = in->ascending && part->ascending && follows(c, part->into);

	if (cells_merge(c, part->into, &ignored) != 0)
		return false;
	c->settled = ascending;
	part->joined = true;
	in->ascending = ascending;
	in->weight += part->weight;
	settle_many(in->reading);
	in->last = cells_place(c, cells_count(c) - 1);
	in->begun = true;
	keep_key(in);
	return true;
}

/* ---- files ---- */

/* Read a file. Its cells may stand beside those of the same keys until cells_sort(). */
static int read_file(const char *path, struct reading *reading, struct err *e)
{
	struct reader *r = reader_open(path, NULL, e);
	struct layout layout = {0, NULL, 0};
	int status = -1;

	if (r && find_layout(r, &layout, e) == 0 && agree(r, &layout, &reading->cells, e) == 0) {
		struct intake *in = intake_new(&layout, reading->cells, reading);
		struct parts_job job = {
			.threads = reading->threads,
			.master = in,
			.fork = fork_intake,
			.run = run_rows,
			.join = join_part,
			.clear = clear_part,
			.free = free_part,
		};

		reader_select(r, layout.columns, layout.count);
		status = parts_run(&job, r, e);
		intake_free(in);
	}
	free(layout.columns);
	reader_close(r);
	return status;
}

int cells_read(const char *path, unsigned threads, struct cells **into, struct err *e)
{
	struct reading reading = {*into, threads, 0};
	int status = read_file(path, &reading, e);

	*into = reading.cells;
	if (status == 0)
		settle(*into);
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

struct cells *cells_read_all(char *const *paths, size_t n, unsigned threads, struct err *e)
{
	struct reading reading = {NULL, threads, 0};
	int status = refuse_twins(paths, n, e);

	if (n == 0)
		status = read_file("-", &reading, e);
	for (size_t i = 0; i < n && status == 0; i++)
		status = read_file(paths[i], &reading, e);
	if (status == 0) {
		settle(reading.cells);
		return reading.cells;
	}
	cells_free(reading.cells);
	return NULL;
}

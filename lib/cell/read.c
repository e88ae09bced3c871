/* Reading cells files, large ones in parts by several threads. */
#include "cell/intake_private.h"

#include "base/mem.h"
#include "cell/metric.h"
#include "csv/parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Up to this many cells may have equal keys that are not added up yet. */
enum { FEW = 1 << 18 };

/* A run that reads files into one table. */
struct reading {
	struct cells *cells; /* NULL: none yet */
	unsigned threads;
	size_t distinct; /* how many cells there were when all keys were last distinct */
};

/* Sums whose absolute values total less than this cannot overflow, in whatever order they are added. */
#define SAFE_WEIGHT 0x1p62

/* Create the table if there is none yet, else check that the dims are the same. */
static int agree(const struct reader *r, const struct intake_layout *l, struct cells **into, struct err *e)
{
	const char **dims = mem_alloc(l->dims, sizeof(*dims));
	int status = 0;

	for (size_t i = 0; i < l->dims; i++)
		dims[i] = reader_column(r, (size_t)l->columns[2 + i]);
	if (!*into)
		*into = cells_new("", dims, l->dims);
	else if (!cells_have_dims(*into, dims, l->dims))
		status = err_set(e, "%s: its dimensions differ from those of the other cells: %s", reader_name(r),
				 reader_column_list(r));
	free(dims);
	return status;
}

/* ---- large files ---- */

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
 * Keep the strings of a part that was joined: the master has them too, and the next part needs most of them again. Drop those of a part
 * that was not joined, because the master may never see them.
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

/* True when the first key of a part is greater than the last key of the master; both must be sorted. */
static bool follows(const struct cells *master, const struct cells *part)
{
	int sign = 0;

	if (cells_count(master) == 0)
		return true;
	for (size_t i = 0; i < cells_dims(part) + 3 && sign == 0; i++)
		sign = strcmp(cells_part(master, cells_count(master) - 1, i), cells_part(part, 0, i));
	return sign < 0;
}

/* Make all keys distinct. Cannot fail, because parts whose sums might overflow were not joined. */
static void settle(struct cells *c)
{
	if (!c->settled)
		cells_sort(c);
}

/* Add up equal keys once they may take more memory than the distinct ones. */
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
 * Join a part, unless reading its rows one by one might fail: when sums may overflow 64 bits, when there may be too many periods or
 * causes, or when the metric differs. Then the part is read again, and fails with the right line.
 */
static bool join_part(void *master, void *state, const struct reader_place *before)
{
	struct intake *in = master, *part = state;
	struct cells *c = in->into;
	struct err ignored;

	(void)before;
	if (cells_count(part->into) == 0)
		return true;
	if (in->weight + part->weight >= SAFE_WEIGHT || cells_periods(c) + cells_periods(part->into) > MOST_PERIODS ||
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
	intake_keep_key(in);
	return true;
}

/* ---- files ---- */

/* Read a file. Equal keys may stay separate until settle(). */
static int read_file(const char *path, struct reading *reading, struct err *e)
{
	struct reader *r = reader_open(path, NULL, e);
	struct intake_layout layout = {0, NULL, 0};
	int status = -1;

	if (r && intake_find_layout(r, &layout, e) == 0 && agree(r, &layout, &reading->cells, e) == 0) {
		struct intake *in = intake_new(&layout, reading->cells, reading);
		struct parts_job job = {
			.threads = reading->threads,
			.master = in,
			.fork = fork_intake,
			.run = intake_run,
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

/* Fail when two paths name one file. Pipes and missing files have no identity to compare. */
static int check_distinct(char *const *paths, size_t n, struct err *e)
{
	struct stat *st = mem_alloc(n, sizeof(*st));
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		if (stat(paths[i], &st[i]) != 0 || !S_ISREG(st[i].st_mode))
			st[i] = (struct stat){0};
		for (size_t k = 0; k < i && st[i].st_ino && status == 0; k++)
			if (st[k].st_dev == st[i].st_dev && st[k].st_ino == st[i].st_ino)
				status = err_set(e, "'%s' and '%s' are the same file", paths[k], paths[i]);
	}
	free(st);
	return status;
}

/* Cells that count orders can only be added if no order is in both, which is unknown when they share a period. */
static int read_orders(const char *path, struct reading *reading, struct err *e)
{
	struct cells *more = NULL;
	char held[METRIC_BREAK_TEXT];
	int status = cells_read(path, reading->threads, &more, e);

	if (status == 0 && strcmp(cells_metric(more), cells_metric(reading->cells)) != 0)
		status = err_set(e, "%s: its cells of metric '%s' do not add to cells of '%s'%s", path,
				 cells_metric(more), cells_metric(reading->cells),
				 metric_print_break(held, cells_metric(more), cells_metric(reading->cells)));
	for (uint32_t i = 0; status == 0 && i < cells_periods(more); i++) {
		const char *label = cells_period_label(more, i);

		if (intern_find(reading->cells->periods, label, strlen(label), NULL))
			status = err_set(e,
					 "%s: its cells of '%s' count orders of %s, as earlier ones do; an "
					 "order may be in both: count the rows of both in one go",
					 path, cells_metric(more), label);
	}
	if (status == 0)
		status = cells_merge(reading->cells, more, e);
	cells_free(more);
	return status;
}

struct cells *cells_read_all(char *const *paths, size_t n, unsigned threads, struct err *e)
{
	struct reading reading = {NULL, threads, 0};
	int status = check_distinct(paths, n, e);

	if (n == 0)
		status = read_file("-", &reading, e);
	for (size_t i = 0; i < n && status == 0; i++) {
		bool orders = i && metric_unit_of(cells_metric(reading.cells)) == METRIC_ORDER;

		status = (orders ? read_orders : read_file)(paths[i], &reading, e);
	}
	if (status == 0) {
		settle(reading.cells);
		return reading.cells;
	}
	cells_free(reading.cells);
	return NULL;
}

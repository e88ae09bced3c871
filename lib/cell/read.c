/* Tables of cells read from files; the parts of a large one by several threads. */
#include "cell/intake_private.h"

#include "base/mem.h"
#include "cell/metric.h"
#include "csv/parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* So many cells may always wait to be added up. */
enum { FEW = 1 << 18 };

/* Files read into one table. */
struct reading {
	struct cells *cells; /* NULL: none yet */
	unsigned threads;
	size_t distinct; /* cells when no two had one key the last time */
};

/* Sums of less than this in all, of whatever sign, add up within 64 bits in any order. */
#define SAFE_WEIGHT 0x1p62

/* Make the table when there is none yet, else check that the dims are the same. */
static int agree(const struct reader *r, const struct intake_layout *l, struct cells **into, struct err *e)
{
	const char **dims = mem_alloc(l->dims, sizeof(*dims));
	int status = 0;

	for (size_t i = 0; i < l->dims; i++)
		dims[i] = reader_column(r, (size_t)l->columns[2 + i]);
	if (!*into)
		*into = cells_new("", dims, l->dims);
	else if (!cells_have_dims(*into, dims, l->dims))
		status = err_set(e, "%s: its dimensions differ from the other cells': %s", reader_name(r),
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

/* Read a file. Its cells may stand beside those of the same keys until cells_sort(). */
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
				status = err_set(e, "'%s' and '%s' are the same file", paths[k], paths[i]);
	}
	free(st);
	return status;
}

/* Cells of orders add up only where no order stands in both, which cells of one period cannot say. */
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
					 "%s: its cells of '%s' count orders of %s, as those before do; an "
					 "order may stand in both: count the rows of both in one go",
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
	int status = refuse_twins(paths, n, e);

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

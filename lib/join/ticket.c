#include "join/ticket.h"

#include "base/intern.h"
#include "base/mem.h"
#include "row/ticket.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* The columns with a meaning here; all others are only passed through. */
enum { QTY, AMOUNT, TYPE, STATUS, RECEIVED, FINISHED, APPLIED, ORDER_ID, LINE_ID, UNDERSTOOD };

static const char *const understood[UNDERSTOOD] = {
	COLUMN_QTY,         COLUMN_AMOUNT,     COLUMN_TYPE,     COLUMN_STATUS,  COLUMN_RECEIVED_AT,
	COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, COLUMN_ORDER_ID, COLUMN_LINE_ID,
};

struct tickets {
	struct hold *rows;
	struct rows_column *columns; /* all columns of the first file; owns the names */
	size_t column_count;
	int places[UNDERSTOOD]; /* indexes into `columns`, or -1 */
	char **files;
	size_t file_count;
	size_t file_capacity;
	struct wanted *orders;
	struct wanted *lines;
};

/* The state of reading: the master adds to the tickets' rows, a part to its own. */
struct intake {
	struct tickets *tickets;
	struct hold *rows;
	struct rows_job *job; /* the master's */
	uint64_t read_before; /* rows of the files before this one */
	struct row_day last_day;
};

static void take_columns(struct tickets *t, const struct reader *r)
{
	t->column_count = reader_columns(r);
	t->columns = mem_alloc(t->column_count, sizeof(*t->columns));
	for (size_t i = 0; i < t->column_count; i++) {
		const char *name = reader_column(r, i);

		t->columns[i].name = mem_dup(name, strlen(name));
	}
	for (int i = 0; i < UNDERSTOOD; i++)
		t->places[i] = reader_find(r, understood[i]);
}

static bool has_columns_of(const struct tickets *t, const struct reader *r)
{
	if (reader_columns(r) != t->column_count)
		return false;
	for (size_t i = 0; i < t->column_count; i++)
		if (strcmp(reader_column(r, i), t->columns[i].name) != 0)
			return false;
	return true;
}

/* Select all columns of the file; the job gets them only now, when the header has been read. */
static void select_all(struct intake *in, struct reader *r)
{
	const struct tickets *t = in->tickets;
	int *all = mem_alloc(t->column_count, sizeof(*all));

	for (size_t i = 0; i < t->column_count; i++)
		all[i] = (int)i;
	reader_select(r, all, t->column_count);
	free(all);
	in->job->columns = t->columns;
	in->job->column_count = t->column_count;
	rows_place_units(in->job, t->places[QTY]);
}

static int begin_file(void *context, struct reader *r, struct err *e)
{
	struct intake *in = context;
	struct tickets *t = in->tickets;
	const char *name = reader_name(r), *slash = strrchr(name, '/');

	if (!t->columns)
		take_columns(t, r);
	if (!has_columns_of(t, r))
		return err_set(e, "%s: its header differs from the first file's: %s", name, reader_column_list(r));
	if (t->places[ORDER_ID] < 0 && t->places[LINE_ID] < 0)
		return err_set(e, "%s: no column 'order_id' or 'line_id'; there are: %s", name, reader_column_list(r));
	select_all(in, r);
	name = slash ? slash + 1 : name;
	t->files = mem_grow(t->files, &t->file_capacity, t->file_count + 1, sizeof(*t->files));
	t->files[t->file_count++] = mem_dup(name, strlen(name));
	in->read_before = in->job->counts.read;
	return 0;
}

static const struct field *get(const struct tickets *t, const struct row *row, int which)
{
	static const struct field absent = {field_blank, 0, FIELD_ABSENT};

	return t->places[which] < 0 ? &absent : &row->fields[t->places[which]];
}

/* Read the measures of a return that counts; empty ones are allowed. */
static enum fate measure(struct intake *in, const struct row *row, const struct ticket_cells *c, struct held *held)
{
	int64_t units = 0;
	enum fate fate;
	size_t which;

	if ((c->qty->length && (fate = row_qty(row, c->qty, &units)) != FATE_COUNTS) ||
	    (c->amount->length && (fate = row_amount(row, c->amount, &held->amount)) != FATE_COUNTS))
		return fate;
	held->qty = (int32_t)units;
	if (ticket_dated_by(c) == TICKET_DATES)
		return FATE_COUNTS;
	return ticket_day(row, c, &in->last_day, &held->day, &which);
}

/*
 * Read the measures of a ticket that does not count. Unreadable ones are no fault, because it is passed through
 * unchanged.
 */
static void read_measures(struct intake *in, const struct ticket_cells *c, struct held *held)
{
	size_t which = ticket_dated_by(c);
	int64_t units;

	if (c->qty->length && row_read_qty(c->qty, &units))
		held->qty = (int32_t)units;
	else if (c->qty->length)
		held->flags |= TICKET_QTY_UNREAD;
	if (c->amount->length && !row_read_amount(c->amount, &held->amount))
		held->amount = HOLD_NO_AMOUNT;
	if (which < TICKET_DATES)
		row_read_day(&in->last_day, c->dates[which], &held->day);
}

static enum rows_fate take_row(void *context, const struct row *row, struct err *e)
{
	struct intake *in = context;
	const struct tickets *t = in->tickets;
	const struct ticket_cells cells = {get(t, row, TYPE),
					   get(t, row, STATUS),
					   get(t, row, QTY),
					   get(t, row, AMOUNT),
					   {get(t, row, RECEIVED), get(t, row, FINISHED), get(t, row, APPLIED)}};
	struct held held = {.record = row->record->number,
			    .file = (uint32_t)t->file_count - 1,
			    .amount = HOLD_NO_AMOUNT,
			    .day = DATE_NONE};
	enum fate fate = ticket_judge(row, &cells, &ticket_scope_back);

	(void)e;
	if (fate == FATE_COUNTS) {
		held.flags |= TICKET_BACK;
		fate = measure(in, row, &cells, &held);
	} else if (fate != FATE_REJECTED) {
		read_measures(in, &cells, &held);
	}
	if (fate == FATE_REJECTED)
		return ROWS_REJECTED;
	hold_add(in->rows, &held, row->fields, t->column_count);
	return ROWS_KEPT;
}

/* ---- parts of a large file ---- */

static void *fork_intake(const void *context, struct err *e)
{
	const struct intake *in = context;
	struct intake *part = mem_alloc(1, sizeof(*part));

	(void)e;
	*part = *in;
	part->rows = hold_new();
	return part;
}

static bool join_intake(void *context, const void *part)
{
	struct intake *in = context;
	const struct intake *from = part;

	hold_join(in->rows, from->rows, in->job->counts.read - in->read_before);
	return true;
}

static void clear_intake(void *part)
{
	struct intake *in = part;

	hold_clear(in->rows);
}

static void free_intake(void *part)
{
	struct intake *in = part;

	hold_free(in->rows);
	free(in);
}

static const struct rows_sharing sharing = {fork_intake, join_intake, clear_intake, free_intake};

/* Collect the order ids or the line ids of the `n` rows starting at `from`. */
static void collect(struct tickets *t, struct wanted *w, int place, int which, size_t from, size_t n)
{
	struct cell *row = mem_alloc((size_t)place + 1, sizeof(*row)), cells[INTERN_MANY];
	uint32_t ids[INTERN_MANY];

	for (size_t i = 0; i < n; i++) {
		held_cells(hold_get(t->rows, from + i), row, (size_t)place + 1);
		cells[i] = row[place];
	}
	wanted_add(w, cells, n, ids);
	for (size_t i = 0; i < n; i++)
		hold_get(t->rows, from + i)->ids[which] = ids[i];
	free(row);
}

static struct wanted *collect_ids(struct tickets *t, int place, int which)
{
	struct wanted *w = wanted_new();
	size_t n = hold_count(t->rows);

	for (size_t i = 0; i < n; i += INTERN_MANY) {
		size_t some = n - i < INTERN_MANY ? n - i : INTERN_MANY;

		if (place >= 0)
			collect(t, w, place, which, i, some);
		for (size_t k = i; place < 0 && k < i + some; k++)
			hold_get(t->rows, k)->ids[which] = WANTED_NONE;
	}
	wanted_ready(w);
	return w;
}

struct tickets *tickets_read(char *const *paths, size_t n, const struct join_reading *reading, struct rows_counts *read,
			     struct err *e)
{
	struct tickets *t = mem_alloc(1, sizeof(*t));
	struct rows_job job = {.options = reading->options,
			       .rejects = reading->rejects,
			       .account = reading->account,
			       .side = SIDE_RETURNS,
			       .file = begin_file,
			       .row = take_row,
			       .threads = reading->threads,
			       .sharing = &sharing};
	struct intake in = {.tickets = t, .job = &job};

	in.rows = t->rows = hold_new();
	job.context = &in;
	if (rows_run(&job, paths, n, e) != 0) {
		tickets_free(t);
		return NULL;
	}
	*read = job.counts;
	t->orders = collect_ids(t, t->places[ORDER_ID], TICKET_ORDER);
	t->lines = collect_ids(t, t->places[LINE_ID], TICKET_LINE);
	return t;
}

void tickets_free(struct tickets *t)
{
	if (!t)
		return;
	hold_free(t->rows);
	for (size_t i = 0; i < t->column_count; i++)
		free((char *)t->columns[i].name);
	free(t->columns);
	for (size_t i = 0; i < t->file_count; i++)
		free(t->files[i]);
	free(t->files);
	wanted_free(t->orders);
	wanted_free(t->lines);
	free(t);
}

size_t tickets_columns(const struct tickets *t)
{
	return t->column_count;
}

const char *tickets_column(const struct tickets *t, size_t i)
{
	return t->columns[i].name;
}

int tickets_find(const struct tickets *t, const char *name)
{
	for (size_t i = 0; i < t->column_count; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

size_t tickets_count(const struct tickets *t)
{
	return hold_count(t->rows);
}

const struct held *tickets_get(const struct tickets *t, size_t i)
{
	return hold_get(t->rows, i);
}

const char *tickets_file(const struct tickets *t, const struct held *row)
{
	return t->files[row->file];
}

const struct wanted *tickets_orders(const struct tickets *t)
{
	return t->orders;
}

const struct wanted *tickets_lines(const struct tickets *t)
{
	return t->lines;
}

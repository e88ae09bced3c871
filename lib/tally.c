#include "tally.h"

#include "columns.h"
#include "date.h"
#include "mem.h"
#include "num.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The columns read of each side; the dims come behind them. */
enum { SHIP_QTY, SHIP_AT, SHIP_AMOUNT, SHIP_STATUS, SHIP_GIFT, SHIP_TYPE, SHIP_COLUMNS };

static const struct rows_column shipment_columns[SHIP_COLUMNS] = {
	{"qty", true}, {"shipped_at", true}, {"amount", false}, {"status", false}, {"gift", false},
	{"order_type", false},
};

enum {
	RETURN_QTY,
	RETURN_RECEIVED,
	RETURN_FINISHED,
	RETURN_APPLIED,
	RETURN_SHIPPED,
	RETURN_AMOUNT,
	RETURN_TYPE,
	RETURN_STATUS,
	RETURN_CAUSE,
	RETURN_REASON,
	RETURN_COLUMNS,
};

static const struct rows_column return_columns[RETURN_COLUMNS] = {
	{"qty", true},	   {"received_at", false}, {"finished_at", false}, {"applied_at", false},
	{"shipped_at", false}, {"amount", false},  {"type", false},	   {"status", false},
	{"cause", false},  {"reason", false},
};

const char *tally_skip_name(size_t skip)
{
	static const char *const names[] = {"void", "pending", "gift"};

	return skip < TALLY_SKIP_TYPE ? names[skip] : columns_types[skip - TALLY_SKIP_TYPE];
}

enum { LABELS = 1024 };

/* The tally of one input. */
struct task {
	const struct tally_plan *plan;
	struct tally_input input;
	struct cells *cells;
	struct rejects *rejects;
	struct tally_report report;
	struct rows_job job;
	struct cell_part *parts;
	size_t columns; /* of the side; the dims follow */
	struct {
		int32_t day;
		char text[PERIOD_TEXT];
	} labels[LABELS];
	int status;
	struct err error;
};

/*
 * The label of a day's period; days repeat, so a small table of those just seen saves most of the
 * work.
 */
static const char *label_of(struct task *t, int32_t day)
{
	size_t at = (uint32_t)day % LABELS;

	if (t->labels[at].text[0] == '\0' || t->labels[at].day != day) {
		struct period p = period_of_day(t->plan->period, day, 1);

		t->labels[at].day = day;
		period_print(t->labels[at].text, &p);
	}
	return t->labels[at].text;
}

static bool is(const struct field *f, const char *word)
{
	return strcmp(f->bytes, word) == 0;
}

static enum rows_fate skip(struct task *t, size_t why)
{
	t->report.skipped[why]++;
	return ROWS_SKIPPED;
}

/* Set parts and add. */
static enum rows_fate add(struct task *t, const struct row *row, int32_t period_day,
			  const char *cause, const char *reason, const struct measures *m,
			  struct err *e)
{
	size_t dims = t->plan->dim_count;
	const char *label = label_of(t, period_day);

	t->parts[0] = (struct cell_part){label, strlen(label)};
	for (size_t i = 0; i < dims; i++) {
		const struct field *f = &row->fields[t->columns + i];

		t->parts[1 + i] = (struct cell_part){f->bytes, f->length};
	}
	t->parts[1 + dims] = (struct cell_part){cause, strlen(cause)};
	t->parts[2 + dims] = (struct cell_part){reason, strlen(reason)};
	if (cells_add(t->cells, t->parts, m) != 0 || measures_add(&t->report.sum, m) != 0) {
		err_set(e, "%s:%llu: a sum of the cells leaves 64 bits", reader_name(row->reader),
			(unsigned long long)row->record->line);
		return ROWS_FAILED;
	}
	return ROWS_KEPT;
}

/* A quantity whose square still fits. Returns 0, or -1 when the row was refused. */
static int parse_qty(struct task *t, const struct row *row, const struct field *f, int64_t *qty)
{
	if (num_parse_int(f->bytes, f->length, 1, INT32_MAX, qty) == 0)
		return 0;
	rows_reject(&t->job, row, "qty", "'%s' is not a whole number from 1 to %d", f->bytes,
		    INT32_MAX);
	return -1;
}

static int parse_amount(struct task *t, const struct row *row, const struct field *f,
			int64_t *amount)
{
	int rounded = 0;

	*amount = 0;
	if (f->length == 0 || (decimal_parse(f->bytes, f->length, amount, &rounded) == 0 && !rounded))
		return 0;
	rows_reject(&t->job, row, "amount", "'%s' is not an amount of at most 4 decimals", f->bytes);
	return -1;
}

/* A day out of a date cell. Returns 0, or -1 when the row was refused. */
static int parse_day(struct task *t, const struct row *row, const char *column,
		     const struct field *f, int32_t *day)
{
	*day = date_parse(f->bytes, f->length);
	if (*day != DATE_NONE)
		return 0;
	if (f->length)
		rows_reject(&t->job, row, column, "'%s' is not a date like 2025-06-18", f->bytes);
	else
		rows_reject(&t->job, row, column, "is empty");
	return -1;
}

static enum rows_fate tally_shipment(void *context, const struct row *row, struct err *e)
{
	struct task *t = context;
	const struct field *f = row->fields;
	const struct field *status = &f[SHIP_STATUS];
	struct measures m = {.shipped_lines = 1};
	int32_t day;

	if (is(status, "void"))
		return skip(t, TALLY_SKIP_VOID);
	if (is(status, "pending"))
		return skip(t, TALLY_SKIP_PENDING);
	if (status->length && !is(status, "done"))
		return rows_reject(&t->job, row, "status", "'%s' is not done, pending or void",
				   status->bytes);
	if (is(&f[SHIP_GIFT], "1"))
		return skip(t, TALLY_SKIP_GIFT);
	if (parse_qty(t, row, &f[SHIP_QTY], &m.shipped) != 0 ||
	    parse_amount(t, row, &f[SHIP_AMOUNT], &m.shipped_amount) != 0 ||
	    parse_day(t, row, "shipped_at", &f[SHIP_AT], &day) != 0)
		return ROWS_REJECTED;
	if (is(&f[SHIP_TYPE], "exchange") || is(&f[SHIP_TYPE], "reissue"))
		t->report.replaced += m.shipped;
	m.shipped_sq = m.shipped * m.shipped;
	m.first = m.last = day;
	return add(t, row, day, "", "", &m, e);
}

/* The day a return is dated by: the first of its three dates that is there. */
static int return_day(struct task *t, const struct row *row, int32_t *day)
{
	static const char *const names[] = {"received_at", "finished_at", "applied_at"};

	for (size_t i = 0; i < 3; i++) {
		const struct field *f = &row->fields[RETURN_RECEIVED + i];

		if (f->length == 0)
			continue;
		if (parse_day(t, row, names[i], f, day) != 0)
			return -1;
		t->report.dated[i]++;
		return 0;
	}
	rows_reject(&t->job, row, NULL, "no date: received_at, finished_at and applied_at are empty");
	return -1;
}

/* ROWS_KEPT when the ticket is a return; skipped or refused otherwise. */
static enum rows_fate judge_ticket(struct task *t, const struct row *row)
{
	const struct field *status = &row->fields[RETURN_STATUS];
	const struct field *type = &row->fields[RETURN_TYPE];

	if (is(status, "void"))
		return skip(t, TALLY_SKIP_VOID);
	if (is(status, "pending"))
		return skip(t, TALLY_SKIP_PENDING);
	if (status->length && !is(status, "done"))
		return rows_reject(&t->job, row, "status", "'%s' is not done, pending or void",
				   status->bytes);
	if (type->length == 0 || is(type, "return") || is(type, "exchange"))
		return ROWS_KEPT;
	for (size_t i = 0; columns_types[i]; i++)
		if (is(type, columns_types[i]))
			return skip(t, TALLY_SKIP_TYPE + i);
	return rows_reject(&t->job, row, "type", "'%s' is no type of ticket; see retkit(7)",
			   type->bytes);
}

static enum rows_fate tally_return(void *context, const struct row *row, struct err *e)
{
	struct task *t = context;
	const struct field *f = row->fields;
	struct measures m = {.returned_lines = 1};
	enum rows_fate fate = judge_ticket(t, row);
	int32_t day, shipped;

	if (fate != ROWS_KEPT)
		return fate;
	if (parse_qty(t, row, &f[RETURN_QTY], &m.returned) != 0 ||
	    parse_amount(t, row, &f[RETURN_AMOUNT], &m.returned_amount) != 0 ||
	    return_day(t, row, &day) != 0)
		return ROWS_REJECTED;
	shipped = day;
	if (t->plan->by_ship_date &&
	    parse_day(t, row, "shipped_at", &f[RETURN_SHIPPED], &shipped) != 0)
		return ROWS_REJECTED;
	if (f[RETURN_CAUSE].length && !columns_has(columns_causes, f[RETURN_CAUSE].bytes,
						   f[RETURN_CAUSE].length))
		return rows_reject(&t->job, row, "cause", "'%s' is no cause; see ret-classify(1)",
				   f[RETURN_CAUSE].bytes);
	m.returned_sq = m.returned * m.returned;
	m.first = m.last = day;
	bool classified = f[RETURN_CAUSE].length != 0;

	return add(t, row, shipped, classified ? f[RETURN_CAUSE].bytes : "unclassified",
		   classified ? f[RETURN_REASON].bytes : "unclassified/unread", &m, e);
}

/* The columns of a side with the dims behind them. */
static struct rows_column *wanted_columns(const struct task *t)
{
	const struct rows_column *fixed =
		t->input.side == TALLY_SHIPMENTS ? shipment_columns : return_columns;
	struct rows_column *columns =
		mem_alloc(t->columns + t->plan->dim_count, sizeof(*columns));

	memcpy(columns, fixed, t->columns * sizeof(*columns));
	for (size_t i = 0; i < t->plan->dim_count; i++)
		columns[t->columns + i] = (struct rows_column){t->plan->dims[i], true};
	return columns;
}

static void run_task(struct task *t)
{
	bool shipments = t->input.side == TALLY_SHIPMENTS;

	t->columns = shipments ? SHIP_COLUMNS : RETURN_COLUMNS;
	struct rows_column *columns = wanted_columns(t);
	char *path = (char *)t->input.path;

	t->parts = mem_alloc(t->plan->dim_count + 3, sizeof(*t->parts));
	t->report.sum.first = t->report.sum.last = DATE_NONE;
	t->job = (struct rows_job){
		.columns = columns,
		.column_count = t->columns + t->plan->dim_count,
		.options = t->plan->reading,
		.rejects = t->rejects,
		.row = shipments ? tally_shipment : tally_return,
		.context = t,
	};
	t->status = rows_run(&t->job, &path, 1, &t->error);
	t->report.rows = t->job.counts;
	free(columns);
	free(t->parts);
}

struct crew {
	struct task **tasks;
	size_t count;
	atomic_size_t next;
};

static void *work(void *context)
{
	struct crew *crew = context;

	for (size_t i; (i = atomic_fetch_add(&crew->next, 1)) < crew->count;)
		run_task(crew->tasks[i]);
	return NULL;
}

static void run_tasks(struct task **tasks, size_t n, unsigned threads)
{
	struct crew crew = {.tasks = tasks, .count = n};
	pthread_t *helpers = mem_alloc(threads, sizeof(*helpers));
	size_t started = 0;

	/* A thread that cannot be had is no failure: the others do its work. */
	while (started + 1 < threads && started + 1 < n &&
	       pthread_create(&helpers[started], NULL, work, &crew) == 0)
		started++;
	work(&crew);
	while (started)
		pthread_join(helpers[--started], NULL);
	free(helpers);
}

static void add_report(struct tally_report *to, const struct tally_report *from)
{
	to->rows.read += from->rows.read;
	to->rows.kept += from->rows.kept;
	to->rows.skipped += from->rows.skipped;
	to->rows.rejected += from->rows.rejected;
	for (size_t i = 0; i < TALLY_SKIPS; i++)
		to->skipped[i] += from->skipped[i];
	for (size_t i = 0; i < 3; i++)
		to->dated[i] += from->dated[i];
	to->replaced += from->replaced;
}

/* Join the tasks' results in the order of the inputs. */
static int join(struct cells *cells, struct task **tasks, size_t n, struct rejects *rejects,
		struct tally_report reports[2], struct err *e)
{
	int status = 0;

	for (size_t i = 0; i < n; i++) {
		struct task *t = tasks[i];
		struct tally_report *report = &reports[t->input.side];

		rejects_absorb(rejects, t->rejects);
		if (status == 0 && t->status != 0) {
			*e = t->error;
			status = -1;
		}
		if (status == 0)
			status = cells_merge(cells, t->cells, e);
		add_report(report, &t->report);
		if (status == 0 && measures_add(&report->sum, &t->report.sum) != 0)
			status = err_set(e, "a sum of the rows leaves 64 bits");
		cells_free(t->cells);
		free(t);
	}
	return status;
}

/* What went in must have come out: the cells sum to the rows kept. */
static int check_sums(const struct cells *cells, const struct tally_report reports[2],
		      struct err *e)
{
	struct measures want = reports[TALLY_SHIPMENTS].sum;
	struct measures got = {.first = DATE_NONE, .last = DATE_NONE};
	int bad = measures_add(&want, &reports[TALLY_RETURNS].sum);

	for (size_t i = 0; i < cells_count(cells); i++)
		bad |= measures_add(&got, cells_measures(cells, i));
	if (bad || memcmp(&got, &want, sizeof(got)) != 0)
		return err_set(e, "the cells do not sum to the rows kept: a fault of this program");
	return 0;
}

struct cells *tally_run(const struct tally_plan *plan, const struct tally_input *inputs, size_t n,
			struct rejects *rejects, struct tally_report reports[2], struct err *e)
{
	const char *metric = plan->by_ship_date ? TALLY_METRIC_SHIPPED : TALLY_METRIC;
	struct cells *cells = cells_new(metric, plan->dims, plan->dim_count);
	struct task **tasks = mem_alloc(n, sizeof(struct task *));

	for (size_t i = 0; i < 2; i++)
		reports[i] = (struct tally_report){.sum = {.first = DATE_NONE, .last = DATE_NONE}};
	for (size_t i = 0; i < n; i++) {
		tasks[i] = mem_alloc(1, sizeof(**tasks));
		tasks[i]->plan = plan;
		tasks[i]->input = inputs[i];
		tasks[i]->cells = cells_new(metric, plan->dims, plan->dim_count);
		tasks[i]->rejects = rejects_collector(rejects);
	}
	run_tasks(tasks, n, plan->threads);
	int status = join(cells, tasks, n, rejects, reports, e);

	free(tasks);
	if (status != 0 || check_sums(cells, reports, e) != 0) {
		cells_free(cells);
		return NULL;
	}
	cells_sort(cells);
	return cells;
}

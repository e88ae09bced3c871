/* The rows of one input, or of a part of one, on their way into cells. */
#include "tally/counting_private.h"
#include "tally/row_private.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct rows_column shipment_columns[SHIP_COLUMNS] = {
	{"qty", true},     {"shipped_at", true}, {"amount", false},
	{"status", false}, {"gift", false},      {"order_type", false},
};

static const struct rows_column return_columns[RETURN_COLUMNS] = {
	{"qty", true},     {"received_at", false}, {"finished_at", false}, {"applied_at", false}, {"shipped_at", false},
	{"amount", false}, {"type", false},        {"status", false},      {"cause", false},      {"reason", false},
};

const char *tally_skip_name(size_t skip)
{
	static const char *const names[TALLY_SKIP_TYPE] = {
		"filtered",       "void",
		"pending",        "gift",
		"done",           "replacement",
		"low-amount",     "excluded-line",
		"other-quantity", "no-order-id",
		"no-amount",      "other-reason",
		"outside-window", "outside-validity",
		"too-late",       "after-as-of",
		"no-ordered-at",  "no-paid-at",
		"no-shipped-at",  "no-signed-at",
		"no-applied-at",  "no-received-at",
		"no-finished-at",
	};

	return skip < TALLY_SKIP_TYPE ? names[skip] : columns_types[skip - TALLY_SKIP_TYPE];
}

int tally_task_add(void *context, struct err *e)
{
	struct tally_task *t = context;
	size_t n = t->row_count, bad = 0;
	bool over = cells_add_rows(t->cells, t->rows, n, &bad) != 0;
	size_t sound = over ? bad : n;

	t->row_count = 0;
	for (size_t i = 0; i < sound; i++) {
		if (cell_sums_add(&t->report.sum, &t->rows[i].sums) == 0)
			continue;
		over = true;
		bad = i;
		break;
	}
	if (over)
		return err_set(e, "%s:%llu: a sum of the cells leaves 64 bits", t->name,
			       (unsigned long long)t->records[bad]->line);
	return 0;
}

/* ROWS_KEPT when a row's status lets it count; skipped or refused otherwise. */
static enum rows_fate judge_status(struct tally_task *t, const struct row *row, const struct field *status)
{
	if (status->length == 0 || field_is(status, "done"))
		return ROWS_KEPT;
	if (field_is(status, "void"))
		return skip(t, TALLY_SKIP_VOID);
	if (field_is(status, "pending"))
		return skip(t, TALLY_SKIP_PENDING);
	return rows_reject(&t->job, row, "status", "'%.*s' is not done, pending or void", (int)status->length,
			   status->bytes);
}

static enum rows_fate tally_shipment(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	struct cell_sums *m = next_sums(t);
	int32_t day;

	if (!is_wanted(t, row))
		return skip(t, TALLY_SKIP_FILTERED);
	enum rows_fate fate = judge_status(t, row, &f[SHIP_STATUS]);

	if (fate != ROWS_KEPT)
		return fate;
	if (field_is(&f[SHIP_GIFT], "1"))
		return skip(t, TALLY_SKIP_GIFT);
	if (f[SHIP_GIFT].length && !field_is(&f[SHIP_GIFT], "0"))
		return rows_reject(&t->job, row, "gift", "'%.*s' is not 1, 0 or empty", (int)f[SHIP_GIFT].length,
				   f[SHIP_GIFT].bytes);
	if (parse_qty(t, row, &f[SHIP_QTY], &m->units) != 0 || parse_amount(t, row, &f[SHIP_AMOUNT], &m->amount) != 0 ||
	    parse_day(t, row, "shipped_at", &f[SHIP_AT], &day) != 0)
		return ROWS_REJECTED;
	if (field_is(&f[SHIP_TYPE], "exchange") || field_is(&f[SHIP_TYPE], "reissue"))
		t->report.replaced += m->units;
	m->lines = 1;
	m->squares = m->units * m->units;
	m->first = m->last = day;
	return add(t, row, day, cells_no_category(t->cells), e);
}

/* The day a return is dated by: the first of its three dates that is there, and which one that is. */
static int return_day(struct tally_task *t, const struct row *row, int32_t *day, size_t *which)
{
	static const char *const names[] = {"received_at", "finished_at", "applied_at"};

	for (size_t i = 0; i < 3; i++) {
		const struct field *f = &row->fields[RETURN_RECEIVED + i];

		if (f->length == 0)
			continue;
		if (parse_day(t, row, names[i], f, day) != 0)
			return -1;
		*which = i;
		return 0;
	}
	rows_reject(&t->job, row, NULL, "no date: received_at, finished_at and applied_at are empty");
	return -1;
}

/* ROWS_KEPT when the ticket is a return; skipped or refused otherwise. */
static enum rows_fate judge_ticket(struct tally_task *t, const struct row *row)
{
	const struct field *type = &row->fields[RETURN_TYPE];
	enum rows_fate fate = judge_status(t, row, &row->fields[RETURN_STATUS]);

	if (fate != ROWS_KEPT)
		return fate;
	if (type->length == 0 || field_is(type, "return") || field_is(type, "exchange"))
		return ROWS_KEPT;
	for (size_t i = 0; columns_types[i]; i++)
		if (field_is(type, columns_types[i]))
			return skip(t, TALLY_SKIP_TYPE + i);
	return rows_reject(&t->job, row, "type", "'%.*s' is no type of ticket; see retkit(7)", (int)type->length,
			   type->bytes);
}

static enum rows_fate tally_return(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	struct cell_sums *m = next_sums(t);
	int32_t day, shipped;
	uint32_t category = 0;
	size_t which;

	if (!is_wanted(t, row))
		return skip(t, TALLY_SKIP_FILTERED);
	enum rows_fate fate = judge_ticket(t, row);

	if (fate != ROWS_KEPT)
		return fate;
	if (parse_qty(t, row, &f[RETURN_QTY], &m->units) != 0 ||
	    parse_amount(t, row, &f[RETURN_AMOUNT], &m->amount) != 0 || return_day(t, row, &day, &which) != 0)
		return ROWS_REJECTED;
	shipped = day;
	if (t->plan->by_ship_date && parse_day(t, row, "shipped_at", &f[RETURN_SHIPPED], &shipped) != 0)
		return ROWS_REJECTED;
	fate = categorise(t, row, m->units, &category, e);
	if (fate != ROWS_KEPT)
		return fate;
	m->lines = 1;
	m->squares = m->units * m->units;
	m->first = m->last = day;
	t->report.dated[which]++;
	return add(t, row, shipped, category, e);
}

/* The columns of a side, then the dims, then those of the conditions, then the texts to classify. Their number in *n. Caller frees. */
static struct rows_column *wanted_columns(struct tally_task *t, size_t *n)
{
	enum sides_kind side = t->input.kind;
	const struct tally_plan *plan = t->plan;
	struct rows_column *columns;

	t->columns = t->way->count;
	t->where_column = t->columns + plan->dim_count;
	t->text_column = t->where_column + plan->where_counts[side];
	*n = t->text_column + (t->classifier ? RULE_FIELDS : 0);
	columns = mem_alloc(*n, sizeof(*columns));
	memcpy(columns, t->way->columns, t->columns * sizeof(*columns));
	for (size_t i = 0; i < plan->dim_count; i++)
		columns[t->columns + i] = (struct rows_column){plan->dims[i], true};
	for (size_t i = t->where_column; i < t->text_column; i++)
		columns[i] = (struct rows_column){condition_column(plan->wheres[side][i - t->where_column]), true};
	for (size_t i = t->text_column; i < *n; i++)
		columns[i] = (struct rows_column){rule_field_names[i - t->text_column], false};
	return columns;
}

/* A file must have what its rows are counted by, and one whose returns are to be classified something to do it by. */
static int begin_file(void *context, struct reader *r, struct err *e)
{
	const struct tally_task *t = context;

	if (t->counting && tally_metric_check_columns(t, r, e) != 0)
		return -1;
	for (size_t i = 0; i <= RULE_NOTE; i++)
		if (!t->classifier || reader_find(r, rule_field_names[i]) >= 0)
			return 0;
	return err_set(e, CLASSIFY_NO_TEXT, reader_name(r), reader_column_list(r));
}

/* Run the job over the task's part of its file, or over all of it. */
static int run_job(struct tally_task *t)
{
	struct reader *r = t->whole ? reader_open_part(t->whole, t->from, t->to, &t->error)
				    : reader_open(t->input.path, t->plan->reading, &t->error);

	if (!r)
		return -1;
	t->name = reader_name(r);
	int status = rows_run_reader(&t->job, r, &t->error);

	t->end = reader_offset(r);
	t->lines = reader_lines(r);
	t->encoding = reader_decision(r);
	reader_close(r);
	return status;
}

/* A classifier of the task's own. Returns 0, or -1 with words. */
static int begin_classifying(struct tally_task *t)
{
	const struct classifier *whole = t->plan->classifier;

	if (!whole || t->input.kind != SIDES_RETURNS)
		return 0;
	t->classifier = classifier_fork(whole, &t->error);
	if (!t->classifier)
		return -1;
	t->found = classify_stats_new(classifier_rules(whole), true);
	t->rule_categories = mem_alloc(rules_count(classifier_rules(whole)), sizeof(*t->rule_categories));
	return 0;
}

static void end_classifying(struct tally_task *t)
{
	classifier_free(t->classifier);
	free(t->rule_categories);
	t->classifier = NULL;
	t->rule_categories = NULL;
}

static const struct tally_way ways[] = {
	[SIDES_SHIPMENTS] = {shipment_columns, SHIP_COLUMNS, tally_shipment},
	[SIDES_RETURNS] = {return_columns, RETURN_COLUMNS, tally_return},
};

void tally_task_run(struct tally_task *t)
{
	size_t column_count;

	if (!t->way)
		t->way = &ways[t->input.kind];

	t->status = begin_classifying(t);
	if (t->status != 0)
		return;
	struct rows_column *columns = wanted_columns(t, &column_count);

	t->parts = mem_alloc(CELL_ROWS * t->plan->dim_count + 1, sizeof(*t->parts));
	t->report.sum.first = t->report.sum.last = DATE_NONE;
	t->job = (struct rows_job){
		.columns = columns,
		.column_count = column_count,
		.options = t->plan->reading,
		.rejects = t->rejects,
		.file = begin_file,
		.row = t->way->row,
		.batch = tally_task_add,
		.context = t,
	};
	t->status = run_job(t);
	t->report.rows = t->job.counts;
	end_classifying(t);
	free(columns);
	free(t->parts);
}

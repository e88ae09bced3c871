/* Runs a task from its input to its cells, and merges its results into the whole. */
#include "tally/task_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

struct tally_task *tally_task_new(const struct tally_plan *plan, const struct sides_file *input,
				  const struct tally_way *way, const char *metric, const struct rejects *rejects)
{
	struct tally_task *t = mem_alloc(1, sizeof(*t));

	t->plan = plan;
	t->input = *input;
	t->way = way;
	t->cells = cells_new(metric, plan->dims, plan->dim_count);
	t->rejects = rejects_collector(rejects);
	return t;
}

void tally_task_free(struct tally_task *t)
{
	cells_free(t->cells);
	classify_stats_free(t->found);
	if (t->rejects)
		rejects_discard(t->rejects);
	free(t->job.tally);
	free(t->name);
	free(t);
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

/* The *n columns to read: of the side, dims, columns of conditions, texts to classify. Caller frees. */
static struct rows_column *wanted_columns(struct tally_task *t, size_t *n)
{
	enum side side = t->input.kind;
	const struct tally_plan *plan = t->plan;
	struct rows_column *columns;

	t->columns = t->way->count;
	t->where_column = t->columns + plan->dim_count;
	columns = mem_alloc(t->where_column + plan->where_counts[side] * CONDITION_COLUMNS + RULE_FIELDS,
			    sizeof(*columns));
	memcpy(columns, t->way->columns, t->columns * sizeof(*columns));
	for (size_t i = 0; i < plan->dim_count; i++)
		columns[t->columns + i] = (struct rows_column){plan->dims[i], true};
	t->text_column = t->where_column;
	for (size_t i = 0; i < plan->where_counts[side]; i++) {
		const char *const *names = condition_columns(plan->wheres[side][i], n);

		for (size_t k = 0; k < *n; k++)
			columns[t->text_column++] = (struct rows_column){names[k], *n == 1};
	}
	*n = t->text_column + (t->classifier ? RULE_FIELDS : 0);
	for (size_t i = t->text_column; i < *n; i++)
		columns[i] = (struct rows_column){rule_field_names[i - t->text_column], false};
	return columns;
}

/* Check that a file has the columns to count by, and some text to classify by where returns are classified. */
static int begin_file(void *context, struct reader *r, struct err *e)
{
	const struct tally_task *t = context;

	if (t->way->file && t->way->file(t, r, e) != 0)
		return -1;
	for (size_t i = 0; i < t->plan->where_counts[t->input.kind]; i++)
		if (condition_bind(t->plan->wheres[t->input.kind][i], r, e) != 0)
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
	t->name = mem_dup(reader_name(r), strlen(reader_name(r)));
	int status = rows_run_reader(&t->job, r, &t->error);

	t->end = reader_offset(r);
	t->lines = reader_lines(r);
	t->encoding = reader_decision(r);
	reader_close(r);
	return status;
}

/* Give the task its own classifier, because a classifier has state. Returns 0, or -1 with words. */
static int begin_classifying(struct tally_task *t)
{
	const struct classifier *whole = t->plan->classifier;

	if (!whole || t->input.kind != SIDE_RETURNS)
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

void tally_task_run(struct tally_task *t)
{
	size_t column_count;

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
		.account = t->plan->account,
		.units = COLUMN_QTY,
	};
	t->status = run_job(t);
	t->report.rows = t->job.counts;
	end_classifying(t);
	free(columns);
	free(t->parts);
}

static void add_report(struct tally_report *to, const struct tally_report *from)
{
	to->rows.read += from->rows.read;
	to->rows.kept += from->rows.kept;
	to->rows.skipped += from->rows.skipped;
	to->rows.rejected += from->rows.rejected;
}

int tally_task_join(struct cells **cells, struct tally_task *t, uint64_t lines, uint64_t records,
		    struct rejects *rejects, struct tally_report *report, struct err *e)
{
	int status = 0;

	rejects_absorb(rejects, t->rejects, lines, records);
	t->rejects = NULL;
	if (t->status != 0) {
		*e = t->error;
		status = -1;
	}
	/* The first cells are moved, not merged: that is faster. */
	if (status == 0 && cells_count(*cells) == 0) {
		struct cells *empty = *cells;

		*cells = t->cells;
		t->cells = empty;
	} else if (status == 0) {
		status = cells_merge(*cells, t->cells, e);
	}
	add_report(report, &t->report);
	if (t->found)
		classify_stats_join(t->plan->found, t->found);
	if (status == 0 && cell_sums_add(&report->sum, &t->report.sum) != 0)
		status = err_set(e, "a sum of the rows leaves 64 bits");
	return status;
}

void tally_tasks_account(struct tally_task *const *tasks, size_t n)
{
	struct tally_task *first = tasks[0];
	struct account *account = first->plan->account;

	if (!account)
		return;
	for (size_t i = 1; i < n; i++)
		account_add(first->job.tally, tasks[i]->job.tally, TALLY_REASONS);
	account_file(account, first->input.kind, first->name, first->job.tally);
}

/* Self-check: the cells of each side must sum to the rows kept. */
static int check_sums(const struct cells *cells, const struct tally_report reports[2], struct err *e)
{
	struct cell_sums sums[2];
	int bad = cells_total(cells, &sums[SIDE_SHIPMENTS], &sums[SIDE_RETURNS]);

	for (size_t side = 0; side < 2; side++)
		bad |= memcmp(&sums[side], &reports[side].sum, sizeof(sums[side])) != 0;
	if (bad)
		return err_set(e, "the cells do not sum to the rows kept: a fault of this program");
	return 0;
}

struct cells *tally_finish(struct cells *cells, int status, const struct tally_report reports[2], struct err *e)
{
	if (status == 0 && cells_sort(cells) != 0)
		status = err_set(e, "a sum of the cells leaves 64 bits");
	if (status == 0 && check_sums(cells, reports, e) == 0)
		return cells;
	cells_free(cells);
	return NULL;
}

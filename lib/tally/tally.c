#include "tally/tally.h"

#include "base/crew.h"
#include "base/date.h"
#include "base/mem.h"
#include "tally/task_private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Smaller parts than this are not worth a thread. */
enum { LEAST_PART = 4 << 20 };

static void run_tasks(void *context, size_t from, size_t to)
{
	struct tally_task **tasks = context;

	for (size_t i = from; i < to; i++)
		tally_task_run(tasks[i]);
}

/* The tasks of all inputs; tasks of one input are adjacent and in order. */
struct plan {
	struct tally_task **tasks;
	size_t count;
	size_t capacity;
	struct reader **wholes; /* by input: the reader of one that is cut into parts, else NULL */
};

static struct tally_task *new_task(const struct tally_plan *plan, const struct sides_file *input,
				   const struct rejects *rejects)
{
	return tally_task_new(plan, input, &tally_rate_ways[input->kind],
			      plan->by_ship_date ? TALLY_METRIC_SHIPPED : TALLY_METRIC, rejects);
}

static struct tally_task *add_task(struct plan *p, struct tally_task *t)
{
	p->tasks = mem_grow(p->tasks, &p->capacity, p->count + 1, sizeof(struct tally_task *));
	return p->tasks[p->count++] = t;
}

static bool is_large(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 2 * LEAST_PART;
}

/*
 * Cut a large file into parts at line starts. A file that cannot be opened or cut gets a single task, which reports
 * the error when it reads the file.
 */
static void cut_input(struct plan *p, const struct tally_plan *plan, const struct sides_file *input,
		      const struct rejects *rejects, size_t at, bool many)
{
	struct reader *whole = NULL;
	struct err ignored;
	uint64_t size = 0, from, to;

	/* Many files keep all threads busy uncut, and each cut file would stay open. */
	if (!many && plan->threads > 1 && strcmp(input->path, "-") != 0 && is_large(input->path))
		whole = reader_open(input->path, plan->reading, &ignored);
	if (whole)
		size = reader_size(whole);
	uint64_t parts = size / LEAST_PART < 2 * plan->threads ? size / LEAST_PART : 2 * plan->threads;

	if (parts < 2) {
		reader_close(whole);
		add_task(p, new_task(plan, input, rejects));
		return;
	}
	p->wholes[at] = whole;
	from = reader_offset(whole);
	for (uint64_t i = 1; i <= parts; i++, from = to) {
		if (i == parts || reader_guess(whole, size / parts * i, &to, &ignored) != 0)
			to = UINT64_MAX;
		if (to <= from)
			continue;
		struct tally_task *t = add_task(p, new_task(plan, input, rejects));

		t->whole = whole;
		t->from = from;
		t->to = to;
		if (to == UINT64_MAX)
			break;
	}
}

/*
 * True when the parts [first, last) of an input fit together: none failed, each begins where the previous one ended,
 * and all detected the same encoding.
 */
static bool fit_together(const struct plan *p, size_t first, size_t last)
{
	enum encoding encoding = ENCODING_UNDECIDED;

	for (size_t i = first; i < last; i++) {
		const struct tally_task *t = p->tasks[i];

		if (t->status != 0 || (i > first && t->from != p->tasks[i - 1]->end))
			return false;
		if (t->encoding == ENCODING_UNDECIDED)
			continue;
		if (encoding != ENCODING_UNDECIDED && encoding != t->encoding)
			return false;
		encoding = t->encoding;
	}
	return true;
}

/* Merge the tasks [first, last) of one input; when the parts do not fit together, read the whole input again. */
static int join_input(struct cells **cells, struct plan *p, size_t first, size_t last, struct rejects *rejects,
		      struct tally_report reports[2], struct err *e)
{
	const struct tally_task *t = p->tasks[first];
	struct tally_report *report = &reports[t->input.kind];
	int status = 0;

	if (t->whole && !fit_together(p, first, last)) {
		struct tally_task *again = new_task(t->plan, &t->input, rejects);

		tally_task_run(again);
		status = tally_task_join(cells, again, 0, 0, rejects, report, e);
		if (status == 0)
			tally_tasks_account(&again, 1);
		tally_task_free(again);
		return status;
	}
	uint64_t lines = t->whole ? reader_lines(t->whole) : 0, records = 0;

	for (size_t i = first; i < last && status == 0; i++) {
		status = tally_task_join(cells, p->tasks[i], lines, records, rejects, report, e);
		lines += p->tasks[i]->lines;
		records += p->tasks[i]->report.rows.read;
	}
	if (status == 0)
		tally_tasks_account(p->tasks + first, last - first);
	return status;
}

/* Merge the results in the order of the inputs; stop at the first that failed. */
static int join(struct cells **cells, struct plan *p, struct rejects *rejects, struct tally_report reports[2],
		struct err *e)
{
	int status = 0;

	for (size_t first = 0, last; first < p->count && status == 0; first = last) {
		for (last = first + 1;
		     last < p->count && p->tasks[last]->whole && p->tasks[last]->whole == p->tasks[first]->whole;)
			last++;
		status = join_input(cells, p, first, last, rejects, reports, e);
	}
	return status;
}

struct cells *tally_run(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			struct rejects *rejects, struct tally_report reports[2], struct err *e)
{
	if (plan->metric)
		return tally_run_metric(plan, inputs, n, rejects, reports, e);
	const char *metric = plan->by_ship_date ? TALLY_METRIC_SHIPPED : TALLY_METRIC;
	struct cells *cells = cells_new(metric, plan->dims, plan->dim_count);
	struct plan p = {.wholes = mem_alloc(n, sizeof(struct reader *))};

	for (size_t i = 0; i < 2; i++)
		reports[i] = (struct tally_report){.sum = {.first = DATE_NONE, .last = DATE_NONE}};
	for (size_t i = 0; i < n; i++)
		cut_input(&p, plan, &inputs[i], rejects, i, n >= 8 * (size_t)plan->threads);
	crew_run(run_tasks, p.tasks, p.count, 1, plan->threads);
	int status = join(&cells, &p, rejects, reports, e);

	for (size_t i = 0; i < p.count; i++)
		tally_task_free(p.tasks[i]);
	for (size_t i = 0; i < n; i++)
		reader_close(p.wholes[i]);
	free(p.tasks);
	free(p.wholes);
	return tally_finish(cells, status, reports, e);
}

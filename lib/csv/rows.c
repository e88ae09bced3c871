#include "csv/rows.h"

#include "base/mem.h"
#include "csv/parts.h"

#include <stdarg.h>
#include <stdlib.h>

static int bind(const struct rows_job *job, struct reader *r, struct err *e)
{
	int *columns = mem_alloc(job->column_count, sizeof(*columns));
	int status = 0;

	for (size_t i = 0; i < job->column_count && status == 0; i++) {
		columns[i] = reader_find(r, job->columns[i].name);
		if (columns[i] < 0 && job->columns[i].required)
			status = err_set(e, "%s: no column '%s'; there are: %s", reader_name(r), job->columns[i].name,
					 reader_column_list(r));
	}
	if (status == 0)
		reader_select(r, columns, job->column_count);
	free(columns);
	return status;
}

enum rows_fate rows_reject(struct rows_job *job, const struct row *row, const char *column, const char *format, ...)
{
	char words[512];
	va_list arguments;

	va_start(arguments, format);
	err_print(words, sizeof(words), format, arguments);
	va_end(arguments);
	rejects_add(job->rejects, row->reader, row->record, column, "%s", words);
	return ROWS_REJECTED;
}

/* Reject a row that no tool can use. Returns ROWS_KEPT when it is sound. */
static inline enum rows_fate check(struct rows_job *job, const struct row *row, size_t columns)
{
	if (row->record->fields != columns)
		return rows_reject(job, row, NULL, "%u fields, the header has %zu", row->record->fields, columns);
	uint32_t flags = 0;

	for (size_t i = 0; i < job->column_count; i++)
		flags |= row->fields[i].flags;
	if (!(flags & (FIELD_NUL | FIELD_DAMAGED)))
		return ROWS_KEPT;
	for (size_t i = 0; i < job->column_count; i++) {
		if (row->fields[i].flags & FIELD_NUL)
			return rows_reject(job, row, job->columns[i].name, "holds a NUL byte");
		if (row->fields[i].flags & FIELD_DAMAGED)
			return rows_reject(job, row, job->columns[i].name, "is not %s text",
					   reader_encoding(row->reader));
	}
	return ROWS_KEPT;
}

static int run_batch(struct rows_job *job, struct reader *r, const struct batch *b, struct err *e)
{
	size_t columns = reader_columns(r);

	if (job->ahead)
		job->ahead(job->context, b);
	for (size_t i = 0; i < b->rows; i++) {
		struct row row = {job, r, &b->records[i], b->fields + i * b->columns};
		enum rows_fate fate = b->sound ? ROWS_KEPT : check(job, &row, columns);

		if (fate == ROWS_KEPT)
			fate = job->row(job->context, &row, e);
		job->counts.read++;
		switch (fate) {
		case ROWS_KEPT:
			job->counts.kept++;
			break;
		case ROWS_SKIPPED:
			job->counts.skipped++;
			break;
		case ROWS_REJECTED:
			job->counts.rejected++;
			break;
		case ROWS_FAILED:
			return -1;
		}
	}
	return job->batch ? job->batch(job->context, e) : 0;
}

/* Bind the columns of a file and announce it to the tool. */
static int begin_file(struct rows_job *job, struct reader *r, struct err *e)
{
	return bind(job, r, e) == 0 && (!job->file || job->file(job->context, r, e) == 0) ? 0 : -1;
}

/* Process the rows of a reader whose columns are selected. */
static int run_rows(void *context, struct reader *r, struct err *e)
{
	struct rows_job *job = context;
	struct batch batch;
	int got;

	while ((got = reader_next(r, &batch, e)) > 0)
		if (run_batch(job, r, &batch, e) != 0)
			return -1;
	return got;
}

int rows_run_reader(struct rows_job *job, struct reader *r, struct err *e)
{
	return begin_file(job, r, e) == 0 ? run_rows(job, r, e) : -1;
}

/* ---- parts: the state of a part is a job with its own context, collector of rejected rows and counts ---- */

static void *fork_job(void *master, struct err *e)
{
	const struct rows_job *from = master;
	void *context = from->sharing->fork(from->context, e);

	if (!context)
		return NULL;
	struct rows_job *job = mem_alloc(1, sizeof(*job));

	*job = *from;
	job->context = context;
	job->rejects = rejects_collector(from->rejects);
	job->counts = (struct rows_counts){0};
	return job;
}

static bool join_job(void *master, void *part, const struct reader_place *before)
{
	struct rows_job *to = master, *from = part;

	if (!to->sharing->join(to->context, from->context))
		return false;
	rejects_take(to->rejects, from->rejects, before->lines, before->records);
	to->counts.read += from->counts.read;
	to->counts.kept += from->counts.kept;
	to->counts.skipped += from->counts.skipped;
	to->counts.rejected += from->counts.rejected;
	return true;
}

static void clear_job(void *part)
{
	struct rows_job *job = part;

	rejects_clear(job->rejects);
	job->counts = (struct rows_counts){0};
	job->sharing->clear(job->context);
}

static void free_job(void *part)
{
	struct rows_job *job = part;

	rejects_discard(job->rejects);
	job->sharing->free(job->context);
	free(job);
}

static int run_file(struct rows_job *job, const char *path, struct err *e)
{
	struct parts_job shared = {
		.threads = job->threads,
		.master = job,
		.fork = job->sharing ? fork_job : NULL,
		.run = run_rows,
		.join = join_job,
		.clear = clear_job,
		.free = free_job,
	};
	struct reader *r = reader_open(path, job->options, e);
	int status = r ? begin_file(job, r, e) : -1;

	if (status == 0)
		status = parts_run(&shared, r, e);
	reader_close(r);
	return status;
}

int rows_run(struct rows_job *job, char *const *paths, size_t n, struct err *e)
{
	if (n == 0)
		return run_file(job, "-", e);
	for (size_t i = 0; i < n; i++)
		if (run_file(job, paths[i], e) != 0)
			return -1;
	return 0;
}

#include "row/rows.h"

#include "base/mem.h"
#include "base/num.h"
#include "csv/guarded.h"
#include "csv/parts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void rows_place_units(struct rows_job *job, int place)
{
	job->units_at = job->account && account_is_wanted(job->account) ? place : -1;
}

/* The index of the quantity among the fields of a file, or -1. If no column selects it yet, it is appended to them. */
static int place_units(const struct rows_job *job, const struct reader *r, int *columns, size_t *n)
{
	if (!job->units || !job->account || !account_is_wanted(job->account))
		return -1;
	for (size_t i = 0; i < *n; i++)
		if (strcmp(job->columns[i].name, job->units) == 0)
			return (int)i;
	int column = reader_find(r, job->units);

	if (column < 0)
		return -1;
	columns[*n] = column;
	return (int)(*n)++;
}

/* A column is missing. One header that holds other delimiters is an export that no one has imported. */
static int fail_column(const struct reader *r, const char *name, struct err *e)
{
	const char *found = reader_columns(r) == 1 ? strpbrk(reader_column(r, 0), ";\t|") : NULL;

	if (!found)
		return err_set(e, "%s: no column '%s'; there are: %s", reader_name(r), name, reader_column_list(r));
	return err_set(e, "%s: no column '%s'; its cells are separated by %s, not by commas: read it with ret-import",
		       reader_name(r), name,
		       *found == ';'   ? "semicolons"
		       : *found == '|' ? "bars"
				       : "tabs");
}

static int bind(struct rows_job *job, struct reader *r, struct err *e)
{
	size_t n = job->column_count;
	int *columns = mem_alloc(n + 1, sizeof(*columns));
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		columns[i] = reader_find(r, job->columns[i].name);
		if (columns[i] < 0 && job->columns[i].required)
			status = fail_column(r, job->columns[i].name, e);
	}
	job->units_at = status == 0 ? place_units(job, r, columns, &n) : -1;
	if (status == 0)
		reader_select(r, columns, n);
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
	if (row->record->fields != columns) {
		struct err fault;

		return rows_reject(job, row, NULL, "%s", reader_misfit(row->reader, row->record, &fault));
	}
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

/* ---- the account ---- */

static void begin_tally(struct rows_job *job)
{
	job->tally = job->account ? mem_alloc(account_reasons(job->account), sizeof(*job->tally)) : NULL;
}

/* Count a row. Its quantity may be the invalid cell, and in a row with the wrong number of fields its position is unknown. */
static inline void count_row(const struct rows_job *job, const struct row *row, size_t reason)
{
	struct account_count *count = &job->tally[reason];
	const struct field *f = job->units_at < 0 ? NULL : &row->fields[job->units_at];
	int64_t units;

	if (f && row->record->fields == reader_columns(row->reader) &&
	    num_parse_int(f->bytes, f->length, -INT32_MAX, INT32_MAX, &units) == 0)
		account_count_units(count, units);
	else
		account_count_row(count);
}

void rows_note(const struct row *row, size_t reason)
{
	if (row->job->tally)
		count_row(row->job, row, reason);
}

static inline void count_fate(const struct rows_job *job, const struct row *row, enum rows_fate fate)
{
	if (job->tally)
		count_row(job, row,
			  fate == ROWS_KEPT       ? ACCOUNT_ROWS_KEPT
			  : fate == ROWS_REJECTED ? ACCOUNT_ROWS_REJECTED
						  : job->reason);
}

/* ---- a second header ---- */

/* The length of a record without its line end. */
static inline size_t text_length(const struct record *record)
{
	size_t n = record->length;

	while (n > 0 && (record->bytes[n - 1] == '\n' || record->bytes[n - 1] == '\r'))
		n--;
	return n;
}

/* The length of the cell at the start of s[0..n). */
static size_t cell_length(const char *s, size_t n, char delimiter)
{
	const char *end = memchr(s, delimiter, n);

	return end ? (size_t)(end - s) : n;
}

/* True when the record has that cell. */
static bool has_cell(const struct record *record, const char *cell, size_t length, char delimiter)
{
	size_t n = text_length(record);

	for (size_t at = 0; at <= n;) {
		size_t own = cell_length(record->bytes + at, n - at, delimiter);

		if (own == length && memcmp(record->bytes + at, cell, length) == 0)
			return true;
		at += own + 1;
	}
	return false;
}

/* True for a row with the names of the header: then it is as long, which rules out nearly all others at once. */
static inline bool is_header(const struct rows_job *job, const struct reader *r, const struct record *record)
{
	const size_t whole = job->header->length;

	/* Line ends are up to two bytes long. */
	if (record->length + 2 < whole || record->length > whole + 2)
		return false;
	size_t n = text_length(record);
	char delimiter = reader_delimiter(r);

	if (n != text_length(job->header) || reader_columns(r) < 2)
		return false;
	for (size_t at = 0; at <= n;) {
		size_t length = cell_length(record->bytes + at, n - at, delimiter);

		if (!has_cell(job->header, record->bytes + at, length, delimiter))
			return false;
		at += length + 1;
	}
	return true;
}

static int fail_header(const struct reader *r, const struct record *record, struct err *e)
{
	return err_set(e, "%s:%llu: a second header: tables were joined end to end; name each as a file of its own",
		       reader_name(r), (unsigned long long)record->line);
}

/* ---- records ---- */

static int run_batch(struct rows_job *job, struct reader *r, const struct batch *b, struct err *e)
{
	size_t columns = reader_columns(r);

	if (job->ahead)
		job->ahead(job->context, b);
	for (size_t i = 0; i < b->rows; i++) {
		struct row row = {job, r, &b->records[i], b->fields + i * b->columns};

		if (is_header(job, r, row.record))
			return fail_header(r, row.record, e);
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
		count_fate(job, &row, fate);
	}
	return job->batch ? job->batch(job->context, e) : 0;
}

/* Bind the columns of a file and announce it to the tool. */
static int begin_file(struct rows_job *job, struct reader *r, struct err *e)
{
	job->header = reader_header(r);
	return bind(job, r, e) == 0 && (!job->file || job->file(job->context, r, e) == 0) ? 0 : -1;
}

/* Process the rows of a reader whose columns are selected. */
static int run_rows(void *context, struct reader *r, struct err *e)
{
	struct rows_job *job = context;
	struct batch batch;
	int got;

	while ((got = reader_next(r, &batch, e)) > 0)
		if (guarded_refuse(r, &batch, e) != 0 || run_batch(job, r, &batch, e) != 0)
			return -1;
	return got;
}

int rows_run_reader(struct rows_job *job, struct reader *r, struct err *e)
{
	begin_tally(job);
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
	begin_tally(job);
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
	if (to->tally)
		account_add(to->tally, from->tally, account_reasons(to->account));
	return true;
}

static void clear_job(void *part)
{
	struct rows_job *job = part;

	rejects_clear(job->rejects);
	job->counts = (struct rows_counts){0};
	if (job->tally)
		memset(job->tally, 0, account_reasons(job->account) * sizeof(*job->tally));
	job->sharing->clear(job->context);
}

static void free_job(void *part)
{
	struct rows_job *job = part;

	rejects_discard(job->rejects);
	job->sharing->free(job->context);
	free(job->tally);
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

	begin_tally(job);
	int status = r ? begin_file(job, r, e) : -1;

	if (status == 0)
		status = parts_run(&shared, r, e);
	if (status == 0 && job->account)
		account_file(job->account, job->side, reader_name(r), job->tally);
	free(job->tally);
	job->tally = NULL;
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

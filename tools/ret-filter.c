/* ret-filter: keep the rows that meet every condition. */
#include "row/columns.h"
#include "row/condition.h"
#include "base/die.h"
#include "io/encoding.h"
#include "io/excel.h"
#include "base/mem.h"
#include "base/option.h"
#include "io/out.h"
#include "io/progress.h"
#include "row/request.h"
#include "result/result.h"
#include "row/rows.h"
#include "row/unmet.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPT_EXPECT = 256, OPT_COLUMNS, OPT_PRETTY, OPT_DELIMITER };

static const struct option_row rows[] = {
	{'v', "invert", NULL, "keep the rows that do not meet all conditions"},
	{OPT_EXPECT, "expect", NULL, "exit 1 when no row is kept"},
	{OPT_COLUMNS, "columns", "NAME,...", "print these columns only, as UTF-8, instead of whole rows"},
	{OPT_PRETTY, "pretty", NULL, "print the columns as a table to read in a terminal"},
	{OPT_DELIMITER, "delimiter", "C|tab", "separator of the cells, instead of detecting it"},
	REQUEST_ROWS,
};

static const struct program program = {
	"ret-filter",
	"[-qv] [--columns NAME,... [--pretty]] [--excel] [--expect] [--delimiter C|tab]\n"
	" [--encoding NAME] [--rejects FILE] [--max-rejects N|P%] [--account FILE] [-j N] [-o FILE]\n"
	" CONDITION... [--] [FILE...]",
	"keep the rows that meet every condition",
	rows,
	sizeof(rows) / sizeof(*rows),
};

/* The fates of rows in the account. */
enum { NOT_MET = ACCOUNT_OWN, REASONS };

static const struct account_reason reasons[REASONS] = {
	[ACCOUNT_ROWS_KEPT] = {ACCOUNT_KEPT, ""},
	[ACCOUNT_ROWS_REJECTED] = {ACCOUNT_REJECTED, ""},
	[NOT_MET] = {ACCOUNT_SKIPPED, "filtered"},
};

struct filter {
	struct condition **conditions;
	size_t count;
	struct rows_column *columns; /* the columns of the conditions, then those to print */
	size_t looked;               /* number of columns of the conditions */
	size_t printed;              /* number of columns to print */
	struct result *table;        /* the columns printed; NULL: print whole rows */
	bool colour;
	struct out *out;
	char *header; /* of the first file, without its line end */
	bool invert;
	const char *run; /* kept records that are adjacent in memory and not written yet */
	size_t run_length;
	bool ended;             /* the last record written had a line end */
	enum encoding encoding; /* of the records written; undecided while all are ASCII */
	bool excel;             /* the guard for spreadsheets writes the mark, and needs UTF-8 */
	bool rewrites;          /* the file's cells are not separated by commas, or are guarded: write its rows anew */
	size_t file_columns;
};

/* The length of a record without its line end. */
static size_t trim_end(const struct record *record)
{
	size_t n = record->length;

	while (n && (record->bytes[n - 1] == '\n' || record->bytes[n - 1] == '\r'))
		n--;
	return n;
}

/* Write records; if the last record before them had no line end, because its file ended without one, add it first. */
static void write_records(struct filter *f, const char *bytes, size_t n)
{
	if (n == 0)
		return;
	if (!f->ended)
		out_text(f->out, "\n");
	out_bytes(f->out, bytes, n);
	f->ended = bytes[n - 1] == '\n' || bytes[n - 1] == '\r';
}

/* Flush the run of records: called at the end of a batch, whose bytes become invalid, and when a record is not adjacent. */
static int write_run(void *context, struct err *e)
{
	struct filter *f = context;

	(void)e;
	write_records(f, f->run, f->run_length);
	f->run_length = 0;
	return 0;
}

/* Add a record to the run: records that are adjacent in the file are written with one call. */
static inline void pass(struct filter *f, const struct record *record)
{
	if (f->run_length && f->run + f->run_length != record->bytes)
		write_run(f, NULL);
	if (f->run_length == 0)
		f->run = record->bytes;
	f->run_length += record->length;
}

/*
 * Select all columns of a file whose rows are written anew, behind those of the conditions and one that rows.h may have added for the
 * units. Returns its header as CSV, without a line end. Caller frees.
 */
static char *begin_rewriting(struct filter *f, struct reader *r)
{
	size_t own = f->count + 1, n = reader_columns(r);
	int *columns = mem_alloc(own + n, sizeof(*columns));
	struct out *header = out_open_memory();
	size_t length;

	for (size_t i = 0; i < f->count; i++)
		columns[i] = reader_find(r, f->columns[i].name);
	columns[f->count] = reader_find(r, COLUMN_QTY);
	for (size_t i = 0; i < n; i++) {
		columns[own + i] = (int)i;
		out_cell_text(header, reader_column(r, i));
	}
	reader_select(r, columns, own + n);
	free(columns);
	f->file_columns = n;
	out_row_end(header);
	const char *bytes = out_memory(header, &length);
	char *line = mem_dup(bytes, length - 1);

	out_abandon(header);
	return line;
}

/* Write the cells of a row, of which none may be damaged. */
static enum rows_fate rewrite(struct filter *f, const struct row *row)
{
	const struct field *fields = row->fields + f->count + 1;

	for (size_t i = 0; i < f->file_columns; i++) {
		const char *column = reader_column(row->reader, i);

		if (fields[i].flags & FIELD_NUL)
			return rows_reject(row->job, row, column, "holds a NUL byte");
		if (fields[i].flags & FIELD_DAMAGED)
			return rows_reject(row->job, row, column, "is not %s text", reader_encoding(row->reader));
	}
	if (!f->ended)
		out_text(f->out, "\n");
	for (size_t i = 0; i < f->file_columns; i++)
		out_cell(f->out, fields[i].bytes, fields[i].length);
	out_row_end(f->out);
	f->ended = true;
	return ROWS_KEPT;
}

static int begin_file(void *context, struct reader *r, struct err *e)
{
	struct filter *f = context;
	const struct record *header = reader_header(r);

	for (size_t i = 0; i < f->count; i++)
		if (condition_bind(f->conditions[i], r, e) != 0)
			return -1;
	if (f->table)
		return 0;
	f->rewrites = f->excel || reader_delimiter(r) != ',';
	char *line = f->rewrites ? begin_rewriting(f, r) : mem_dup(header->bytes, trim_end(header));
	bool first = !f->header, same = first || strcmp(f->header, line) == 0;

	if (first)
		f->header = line;
	else
		free(line);
	if (!same)
		return err_set(e, "%s: its header differs from the first file's: %s", reader_name(r),
			       reader_column_list(r));
	if (first && reader_has_bom(r) && !f->excel)
		out_text(f->out, "\xef\xbb\xbf");
	if (first && f->rewrites)
		out_format(f->out, "%s\n", f->header);
	else if (first)
		write_records(f, header->bytes, header->length);
	return 0;
}

/*
 * Records are written unchanged, or anew as UTF-8, so two encodings in one output would make text that is valid in neither; ASCII is valid in both.
 * Returns false when this record's encoding differs from that of the records before it.
 */
static bool has_same_encoding(struct filter *f, const struct row *row)
{
	enum encoding encoding = reader_decision(row->reader);

	if (f->rewrites && encoding != ENCODING_UNDECIDED)
		encoding = ENCODING_UTF8;
	if (encoding == ENCODING_UNDECIDED || encoding == f->encoding ||
	    field_is_ascii(row->record->bytes, row->record->length))
		return true;
	if (f->encoding != ENCODING_UNDECIDED)
		return false;
	f->encoding = encoding;
	return true;
}

static enum rows_fate fail_encoding(struct filter *f, const struct reader *r, struct err *e)
{
	write_run(f, e);
	err_set(e, "%s: the encoding is %s, but the rows before are %s", reader_name(r),
		encoding_name(reader_decision(r)), encoding_name(f->encoding));
	return ROWS_FAILED;
}

static enum rows_fate filter_row(void *context, const struct row *row, struct err *e)
{
	struct filter *f = context;
	bool holds = true;
	size_t at = 0;

	for (size_t i = 0; i < f->count && holds; i++)
		holds = condition_holds(f->conditions[i], row->fields, &at);
	if (holds == f->invert)
		return rows_skip(row, NOT_MET);
	if (!f->table) {
		if (!has_same_encoding(f, row))
			return fail_encoding(f, row->reader, e);
		if (f->rewrites)
			return rewrite(f, row);
		pass(f, row->record);
	}
	for (size_t i = 0; i < f->printed; i++)
		result_set_dim_bytes(f->table, i, row->fields[f->looked + i].bytes, row->fields[f->looked + i].length);
	if (f->table)
		result_end_row(f->table);
	return ROWS_KEPT;
}

/* ---- parts of a large file ---- */

static void clear_part(void *context)
{
	struct filter *f = context;

	out_clear(f->out);
	f->run_length = 0;
	f->ended = true;
	f->encoding = ENCODING_UNDECIDED;
}

static void *fork_filter(const void *context, struct err *e)
{
	struct filter *f = mem_alloc(1, sizeof(*f));

	(void)e;
	*f = *(const struct filter *)context;
	f->out = out_open_memory();
	return f;
}

static bool join_filter(void *context, const void *part)
{
	struct filter *f = context;
	const struct filter *from = part;
	size_t n;
	const char *bytes = out_memory(from->out, &n);

	if (from->encoding != ENCODING_UNDECIDED) {
		if (f->encoding != ENCODING_UNDECIDED && f->encoding != from->encoding)
			return false;
		f->encoding = from->encoding;
	}
	write_records(f, bytes, n);
	return true;
}

static void free_filter(void *part)
{
	struct filter *f = part;

	out_abandon(f->out);
	free(f);
}

static const struct rows_sharing sharing = {fork_filter, join_filter, clear_part, free_filter};

/* Append the columns `a,b,c` to print to those of the conditions. */
static void take_columns(struct filter *f, const char *list)
{
	f->columns = mem_resize(f->columns, f->looked + strlen(list) + 1, sizeof(*f->columns));
	while (*list) {
		size_t n = strcspn(list, ",");

		if (n == 0)
			die("--columns: an empty column name");
		f->columns[f->looked + f->printed++] = (struct rows_column){mem_dup(list, n), true};
		list += n + (list[n] == ',');
	}
}

static void open_table(struct filter *f, bool pretty)
{
	/* The schema has no columns of its own, because the user chooses them. */
	static const struct schema schema = {"rows", 1, NULL, 0, 0};
	const char **names = mem_alloc(f->printed, sizeof(*names));

	for (size_t i = 0; i < f->printed; i++)
		names[i] = f->columns[f->looked + i].name;
	f->table = result_open(&schema, &(struct result_shape){.dims = names, .dim_count = f->printed}, f->out, pretty);
	free(names);
}

/* Take the conditions: all operands before the first that contains no operator. Returns their number. */
static size_t take_conditions(struct filter *f, char *const *operands, size_t n, struct err *e)
{
	f->conditions = mem_alloc(n, sizeof(struct condition *));
	f->columns = mem_alloc(n * CONDITION_COLUMNS, sizeof(*f->columns));
	while (f->count < n && strpbrk(operands[f->count], "=<>~")) {
		struct condition *c = condition_new(operands[f->count], e);

		if (!c)
			die("%s", e->words);
		size_t names;
		const char *const *name = condition_columns(c, &names);

		f->conditions[f->count++] = c;
		for (size_t i = 0; i < names; i++)
			f->columns[f->looked++] = (struct rows_column){name[i], false};
	}
	if (f->count == 0)
		die("no condition; try --help");
	return f->count;
}

static int finish(struct filter *f, struct rows_job *job, bool quiet, struct err *e)
{
	if (!quiet)
		warn("read %llu = kept %llu + filtered %llu + rejected %llu", (unsigned long long)job->counts.read,
		     (unsigned long long)job->counts.kept, (unsigned long long)job->counts.skipped,
		     (unsigned long long)job->counts.rejected);
	for (size_t i = 0; i < f->count; i++)
		condition_free(f->conditions[i]);
	free(f->conditions);
	if (f->table)
		result_close(f->table, f->colour);
	for (size_t i = 0; i < f->printed; i++)
		free((char *)f->columns[f->looked + i].name);
	free(f->columns);
	free(f->header);
	if (row_request_close(job->rejects, job->account, job->counts.read, e) != 0) {
		out_abandon(f->out);
		return -1;
	}
	return out_close(f->out, e);
}

struct request {
	struct row_request rows;
	const char *columns;
	bool expect, pretty;
	char **operands; /* conditions, then files; operands after `--` are files whatever they contain */
	size_t count;
	size_t before_dashes; /* number of operands before `--` */
};

static void parse(struct request *q, struct filter *f, int argc, char **argv)
{
	struct options o;
	struct err e;

	q->operands = mem_alloc((size_t)argc, sizeof(*q->operands));
	option_begin_in_order(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;) {
		switch (id) {
		case OPTION_OPERAND:
			q->operands[q->count++] = (char *)o.value;
			break;
		case 'v':
			f->invert = true;
			break;
		case OPT_EXPECT:
			q->expect = true;
			break;
		case OPT_COLUMNS:
			q->columns = o.value;
			break;
		case OPT_PRETTY:
			q->pretty = true;
			break;
		case OPT_DELIMITER:
			if (sniff_parse_delimiter(o.value, &q->rows.reading.delimiter, &e) != 0)
				die("%s", e.words);
			break;
		default:
			row_request_take(&q->rows, &o, id);
		}
	}
	q->before_dashes = q->count;
	while (o.index < argc)
		q->operands[q->count++] = argv[o.index++];
}

/* True for a column that a condition or --columns names: the delimiter that gives more of them is that of the file. */
static bool names_column(void *context, const char *cell, size_t n)
{
	const struct filter *f = context;

	for (size_t i = 0; i < f->count + f->printed; i++)
		if (strlen(f->columns[i].name) == n && memcmp(f->columns[i].name, cell, n) == 0)
			return true;
	return false;
}

static void abandon(struct filter *f, struct rows_job *job)
{
	row_request_abandon(job->rejects, job->account);
	out_abandon(f->out);
}

/* Refuse an output that would replace one of the inputs. Dies with words. */
static void open_outputs(struct filter *f, struct rows_job *job, const struct request *q, char *const *files, size_t n)
{
	struct err e;

	for (size_t i = 0; i < f->count; i++)
		if (row_request_protect(&q->rows, condition_file(f->conditions[i]), &e) != 0)
			die("%s", e.words);
	if (row_request_protect_rows(&q->rows, files, n, &e) == 0 &&
	    row_request_open(&q->rows, reasons, REASONS, &job->rejects, &job->account, &e) == 0 &&
	    (f->out = row_request_out(&q->rows, &e)))
		return;
	abandon(f, job);
	die("%s", e.words);
}

int main(int argc, char **argv)
{
	struct filter f = {.ended = true};
	struct request q = {.columns = ""};
	struct err e;

	row_request_begin(&q.rows);
	parse(&q, &f, argc, argv);
	size_t conditions = take_conditions(&f, q.operands, q.before_dashes, &e);
	char **files = q.operands + conditions;
	size_t n = q.count - conditions;

	take_columns(&f, q.columns);
	if (q.pretty && !f.printed)
		die("--pretty needs --columns");
	if (excel_check(q.rows.excel, q.pretty, &e) != 0)
		die("%s", e.words);
	f.excel = q.rows.excel;
	const struct sniff_words words = {names_column, &f};

	q.rows.reading.words = &words;
	q.rows.reading.header_row = 1;
	f.colour = !q.rows.output && isatty(STDOUT_FILENO);
	struct rows_job job = {
		.columns = f.columns,
		.column_count = f.looked + f.printed,
		.options = &q.rows.reading,
		.file = begin_file,
		.row = filter_row,
		.batch = write_run,
		.context = &f,
		.side = SIDES,
		.units = COLUMN_QTY,
		.threads = q.rows.threads,
		.sharing = f.printed ? NULL : &sharing,
	};
	open_outputs(&f, &job, &q, files, n);
	if (f.printed)
		open_table(&f, q.pretty);
	row_request_show_progress(&q.rows);
	progress_expect_all(q.rows.reading.progress, files, n);
	if (rows_run(&job, files, n, &e) != 0) {
		abandon(&f, &job);
		die("%s", e.words);
	}
	if (!q.rows.quiet)
		unmet_tell(f.conditions, f.count, files, n, &q.rows.reading);
	if (finish(&f, &job, q.rows.quiet, &e) != 0)
		die("%s", e.words);
	free(q.operands);
	progress_free(q.rows.reading.progress);
	die_closing(q.expect && job.counts.kept == 0 ? STATUS_NO : STATUS_DONE);
}

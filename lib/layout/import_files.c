#include "layout/import_files.h"

#include "layout/book.h"
#include "row/condition.h"
#include "row/unmet.h"
#include "base/die.h"
#include "layout/explain.h"
#include "layout/exports.h"
#include "layout/lookalike.h"
#include "row/columns.h"
#include "import/import.h"
#include "base/mem.h"
#include "io/out.h"
#include "import/overlap.h"
#include "csv/parts.h"
#include "csv/rejects.h"
#include "row/remarks.h"

#include <stdlib.h>

/* The state of a run; a part of a file has a copy with an import, output and rejects of its own. */
struct files {
	const struct import_plan *plan;
	struct dialects *dialects;
	struct condition **conditions;
	struct import *import;
	bool many;               /* there are several files */
	struct overlap *overlap; /* NULL: duplicates are kept */
	struct out *out;
	struct rejects *rejects;
	struct account *account;
	struct remarks *remarks;

	/* The current file. */
	struct reader *reader;
	struct layout layout;
	const struct mapping *mapping;
	bool chosen; /* conditions choose its rows by the sign of their quantity */
	size_t own;  /* number of columns for the import; those for the conditions follow */
};

/* Print a message about a file, unless it is NULL, and free it. */
static void tell(const struct reader *r, char *words)
{
	if (words)
		warn("%s: %s", reader_name(r), words);
	free(words);
}

/* ---- importing ---- */

/* True when a condition is on a quantity column, so that it may choose rows by their sign. */
static bool chooses_direction(const struct files *f, const struct reader *r, const struct mapping *m)
{
	for (size_t i = 0; i < f->plan->wheres.count; i++) {
		size_t n;
		const char *const *names = condition_columns(f->conditions[i], &n);

		for (size_t k = 0; k < n; k++) {
			int header = reader_find(r, names[k]);

			if (header >= 0 && mapping_gives_quantity(m, (size_t)header))
				return true;
		}
	}
	return false;
}

static int bind_conditions(struct files *f, struct reader *r, struct err *e)
{
	for (size_t i = 0; i < f->plan->wheres.count; i++)
		if (condition_bind(f->conditions[i], r, e) != 0)
			return -1;
	return 0;
}

/* Select the columns for the import, then those for the conditions. Returns the number of the former. */
static size_t select_columns(struct files *f, struct reader *r)
{
	size_t wheres = f->plan->wheres.count, n;
	const int *columns;
	size_t own = import_columns(f->import, &columns), count = own;
	int *all = mem_alloc(own + wheres * CONDITION_COLUMNS, sizeof(*all));

	for (size_t i = 0; i < own; i++)
		all[i] = columns[i];
	for (size_t i = 0; i < wheres; i++) {
		const char *const *names = condition_columns(f->conditions[i], &n);

		for (size_t k = 0; k < n; k++)
			all[count++] = reader_find(r, names[k]);
	}
	reader_select(r, all, count);
	free(all);
	return own;
}

static int import_rows(void *context, struct reader *r, struct err *e)
{
	struct files *f = context;
	size_t wheres = f->plan->wheres.count;
	struct batch batch;
	int got;

	import_read(f->import, r);
	while ((got = reader_next(r, &batch, e)) > 0) {
		for (size_t i = 0; i < batch.rows; i++) {
			const struct field *fields = batch.fields + i * batch.columns;
			size_t at = f->own;
			bool wanted = true;

			for (size_t c = 0; c < wheres && wanted; c++)
				wanted = condition_holds(f->conditions[c], fields, &at);
			if (import_row(f->import, &batch.records[i], fields, wanted, e) != 0)
				return -1;
		}
		import_end_batch(f->import);
	}
	return got;
}

/* Make the import; output and rejects must be open. Returns 0, or -1 with words. */
static int make_import(struct files *f, struct err *e)
{
	const struct import_plan *plan = f->plan;

	f->import = import_new(plan->side, f->layout.values, f->out, f->rejects);
	import_remarks(f->import, f->remarks);
	import_know_headers(f->import, plan->reading.words);
	if (plan->trim_sku)
		import_trim_sku(f->import);
	if (plan->wheres.count)
		import_has_conditions(f->import);
	if (plan->order_day)
		import_use_order_day(f->import);
	for (size_t i = 0; i < plan->formats.count; i++)
		if (import_date_format(f->import, plan->formats.items[i], e) != 0)
			return -1;
	if (plan->utc_offset && import_utc_offset(f->import, plan->utc_offset, e) != 0)
		return -1;
	for (size_t i = 0; i < plan->decimals.count; i++)
		if (import_decimal(f->import, plan->decimals.items[i], e) != 0)
			return -1;
	if (f->overlap)
		import_overlaps(f->import, f->overlap);
	for (size_t i = 0; i < plan->constants.count; i++)
		if (import_constant(f->import, plan->constants.items[i], e) != 0)
			return -1;
	return 0;
}

/* ---- parts of a large file, each into an import of its own ---- */

static void free_part(void *context)
{
	struct files *part = context;

	import_free(part->import);
	rejects_discard(part->rejects);
	out_abandon(part->out);
	free(part);
}

static void *fork_part(void *master, struct err *e)
{
	struct files *part = mem_alloc(1, sizeof(*part));

	*part = *(const struct files *)master;
	part->out = out_open_memory();
	part->rejects = rejects_collector(part->rejects);
	if (make_import(part, e) != 0) {
		free_part(part);
		return NULL;
	}
	import_make_part(part->import);
	import_begin(part->import, part->reader, part->mapping, reader_delimiter(part->reader), part->chosen);
	return part;
}

static bool join_part(void *master, void *part, const struct reader_place *before)
{
	struct files *f = master, *from = part;

	return import_join(f->import, from->import, before);
}

static void clear_part(void *context)
{
	struct files *part = context;

	import_clear(part->import);
}

/* ---- a file ---- */

static int import_mapped(struct files *f, struct err *e)
{
	struct parts_job job = {
		.threads = f->plan->threads,
		.master = f,
		.fork = fork_part,
		.run = import_rows,
		.join = join_part,
		.clear = clear_part,
		.free = free_part,
	};

	f->chosen = chooses_direction(f, f->reader, f->mapping);
	import_begin(f->import, f->reader, f->mapping, reader_delimiter(f->reader), f->chosen);
	f->own = select_columns(f, f->reader);
	if (import_is_serial(f->import))
		job.fork = NULL;
	int status = parts_run(&job, f->reader, e);

	/* A part that was read again left its own reader behind, which is closed. */
	import_read(f->import, f->reader);
	return status == 0 ? import_finish(f->import, e) : status;
}

static int import_mapped_file(struct files *f, struct reader *r, const struct mapping *m, struct err *e)
{
	const char *missing[CANONICAL_REQUIRED];
	size_t lacking = import_missing(f->import, m, missing);

	if (!f->plan->quiet)
		tell(r, layout_words(&f->layout));
	if (lacking)
		return explain_tell_missing(&f->layout, f->plan->side, r, m, missing, lacking, e);
	if (bind_conditions(f, r, e) != 0)
		return -1;
	explain_tell_standins(f->plan->side, r, m, f->plan->quiet, f->remarks);
	explain_tell_twice(r, m, f->remarks);
	lookalike_tell(&f->layout, f->plan->side, r, m, f->remarks);
	if (f->plan->side == SIDE_SHIPMENTS)
		lookalike_tell_undated(&f->layout, r, f->remarks);
	import_use_values(f->import, f->layout.values);
	f->reader = r;
	f->mapping = m;
	bool untyped = f->plan->side == SIDE_RETURNS && lookalike_lacks_type(&f->layout, m) &&
		       !import_has_constant(f->import, COLUMN_TYPE);
	int status = import_mapped(f, e);

	if (status == 0 && f->plan->verbose)
		explain_tell_mapping(f->plan->side, r, m);
	if (untyped)
		import_note_no_type(f->import);
	import_end(f->import);
	const struct remark remark = {.kind = REMARK_NO_TYPE,
				      .file = reader_name(r),
				      .rows = import_file_account(f->import)->counts[ACCOUNT_ROWS_KEPT].rows};

	if (untyped && status == 0 && remark.rows)
		remarks_tell(f->remarks, &remark);
	return status;
}

/* True when the headers of a sheet give all columns that the table needs. */
static bool sheet_fits(void *context, const struct reader *r)
{
	struct files *f = context;
	const struct import_plan *plan = f->plan;
	const char **headers = explain_headers(r);
	size_t n = reader_columns(r);
	struct layout layout;
	struct err ignored;
	bool fits = dialects_choose(f->dialects, plan->dialect, reader_name(r), headers, n, &layout, &ignored) == 0 &&
		    layout_check_side(&layout, plan->side, reader_name(r), &ignored) == 0;

	if (fits) {
		struct mapping *m = mapping_new(layout.aliases, plan->side, headers, n);
		const char *missing[CANONICAL_REQUIRED];

		fits = import_missing(f->import, m, missing) == 0;
		mapping_free(m);
	}
	free(headers);
	return fits;
}

/* Open a file, or the sheet of a workbook that fits the table. */
static struct reader *open_input(struct files *f, char *path, struct err *e)
{
	bool chosen;

	book_tell_hidden(path, &f->plan->reading);
	char *sheet = book_choose(path, &f->plan->reading, sheet_fits, f, &chosen, e);
	struct reader *r = sheet ? reader_open(sheet, &f->plan->reading, e) : NULL;

	if (r && chosen)
		remarks_tell(f->remarks, &(struct remark){.kind = REMARK_SHEET_CHOSEN, .file = reader_name(r)});
	if (r)
		explain_tell_header(r, f->remarks);
	free(sheet);
	return r;
}

/* Of several files, report the account of this one and its duplicates. */
static void tell_file(const struct files *f, const struct reader *r)
{
	const struct import_account *account = import_file_account(f->import);
	struct remark remark;

	if (!f->plan->quiet)
		tell(r, import_account_words(account));
	if (f->overlap && overlap_remark(f->overlap, account->counts[ACCOUNT_ROWS_KEPT].rows, &remark))
		(f->plan->quiet ? remarks_add : remarks_tell)(f->remarks, &remark);
	if (f->overlap && overlap_unidentified_remark(f->overlap, &remark))
		remarks_tell(f->remarks, &remark);
}

/* A file was read to its end. */
static void account_for(const struct files *f, const struct reader *r)
{
	const struct import_account *account = import_file_account(f->import);
	struct account_count counts[IMPORT_REASONS];

	rejects_end_file(f->rejects, reader_name(r), account->read);
	import_account_table(account, counts);
	account_file(f->account, f->plan->side, reader_name(r), counts);
}

static int import_file(struct files *f, char *path, struct err *e)
{
	const struct import_plan *plan = f->plan;
	struct reader *r = open_input(f, path, e);
	struct mapping *m = NULL;

	if (!r)
		return -1;
	size_t n = reader_columns(r);
	const char **headers = explain_headers(r);
	int status = dialects_choose(f->dialects, plan->dialect, reader_name(r), headers, n, &f->layout, e);

	if (status == 0)
		status = layout_check_side(&f->layout, plan->side, reader_name(r), e);
	if (status == 0) {
		m = mapping_new(f->layout.aliases, plan->side, headers, n);
		status = import_mapped_file(f, r, m, e);
		explain_tell_encoding(r, plan->reading.encoding != NULL, plan->verbose, f->remarks);
	}
	if (status == 0)
		account_for(f, r);
	if (status == 0 && f->many)
		tell_file(f, r);
	mapping_free(m);
	free(headers);
	reader_close(r);
	return status;
}

static void tell_summary(const struct files *f)
{
	const struct import_account *account = import_account(f->import);
	const uint64_t offsets = account->counts[NOTE_OFFSET].rows;
	char *words = import_account_words(account);
	char *unknown = import_unknown_words(f->import);

	warn("%s%s", words, unknown);
	if (f->plan->verbose && offsets)
		warn("%llu times lost their UTC offset: the wall clock of the export is kept",
		     (unsigned long long)offsets);
	free(words);
	free(unknown);
}

static void remark_reject(void *remarks, const struct remark *remark)
{
	remarks_add(remarks, remark);
}

static int begin(struct files *f, struct err *e)
{
	const struct import_plan *plan = f->plan;

	f->conditions = mem_alloc(plan->wheres.count, sizeof(*f->conditions));
	for (size_t i = 0; i < plan->wheres.count; i++)
		if (!(f->conditions[i] = condition_new(plan->wheres.items[i], e)))
			return -1;
	f->layout.values = dialects_values(f->dialects);
	f->rejects = rejects_new(plan->rejects, plan->limit, plan->output, e);
	if (f->rejects && plan->limit_each && rejects_limit_each(f->rejects, plan->limit_each, e) != 0)
		return -1;
	if (f->rejects)
		f->account = account_new(import_reasons, IMPORT_REASONS, plan->account, plan->output, plan->rejects, e);
	if (f->account) {
		const char *const others[] = {plan->output, plan->rejects, plan->account};

		f->remarks = remarks_new(plan->side, plan->remarks, others, 3, e);
	}
	f->out = f->remarks ? out_open(plan->output, e) : NULL;
	if (!f->out)
		return -1;
	if (plan->excel)
		out_excel(f->out);
	rejects_tell(f->rejects, remark_reject, f->remarks);
	return make_import(f, e);
}

/* Finish the run: put the output in place, or keep the old file if anything failed. */
static int end(struct files *f, int status, struct err *e)
{
	uint64_t read = f->import ? import_account(f->import)->read : 0;
	struct remark changed;

	if (status == 0 && !f->plan->quiet)
		tell_summary(f);
	if (status == 0 && f->overlap && overlap_changed_remark(f->overlap, &changed))
		remarks_tell(f->remarks, &changed);
	import_free(f->import);
	overlap_free(f->overlap);
	if (status != 0) {
		rejects_abandon(f->rejects);
		account_abandon(f->account);
		remarks_abandon(f->remarks);
	} else {
		status = account_close(f->account, rejects_close(f->rejects, read, e), e);
		status = remarks_close(f->remarks, status, e);
	}
	if (status == 0)
		return out_close(f->out, e);
	out_abandon(f->out);
	return -1;
}

static void free_conditions(struct files *f)
{
	for (size_t i = 0; f->conditions && i < f->plan->wheres.count; i++)
		condition_free(f->conditions[i]);
	free(f->conditions);
}

int import_files(const struct import_plan *plan, struct dialects *dialects, char *const *paths, size_t n, struct err *e)
{
	struct files f = {.plan = plan, .dialects = dialects, .many = n > 1};
	int status = book_refuse_inputs("--rejects", plan->rejects, paths, n, e);

	if (status == 0)
		status = book_refuse_inputs("--account", plan->account, paths, n, e);
	if (status == 0)
		status = book_refuse_inputs("--remarks", plan->remarks, paths, n, e);
	if (status == 0)
		status = book_refuse_inputs("-o", plan->output, paths, n, e);
	if (f.many && plan->overlaps != IMPORT_OVERLAPS_KEEP)
		f.overlap = overlap_new(plan->side, plan->overlaps == IMPORT_OVERLAPS_ANY, n);
	if (status == 0)
		status = begin(&f, e);
	for (size_t i = 0; i < n && status == 0; i++)
		status = import_file(&f, paths[i], e);
	if (status == 0 && plan->listed)
		status = exports_unchanged(plan->listed, plan->folder, plan->side, e);
	if (status == 0 && !plan->quiet)
		unmet_tell(f.conditions, plan->wheres.count, paths, n, &plan->reading);
	status = end(&f, status, e);
	free_conditions(&f);
	return status;
}

#include "cause/classify_rows.h"

#include "base/mem.h"
#include "base/num.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

const struct account_reason classify_reasons[CLASSIFY_REASONS] = {
	[ACCOUNT_ROWS_KEPT] = {ACCOUNT_KEPT, ""},
	[ACCOUNT_ROWS_REJECTED] = {ACCOUNT_REJECTED, ""},
	[CLASSIFY_NOTE_UNCLASSIFIED] = {ACCOUNT_NOTE, "unclassified"},
	[CLASSIFY_NOTE_CONFLICT] = {ACCOUNT_NOTE, "conflict"},
};

/* The columns that are written: last, or in the place of those the input has. */
enum added { CAUSE, REASON, RULE, CONFLICT, ADDED };

static const char *const added_names[ADDED] = {COLUMN_CAUSE, COLUMN_REASON, "rule", "conflict"};

/* One column of the input. */
struct column {
	char *name;
	int added; /* which of the added columns it is, or -1 */
};

/* What a rule adds to a row behind the input's columns, line end included; without a conflict and with one. */
struct tail {
	char *texts[2];
	size_t lengths[2];
};

struct classify_rows {
	const struct rules *rules;
	struct classifier *classifier;
	struct classify_stats *stats;
	struct out *out;
	struct rows_job *job;   /* at hand */
	struct column *columns; /* of the first file */
	struct rows_column *wanted;
	size_t count;
	bool present[ADDED];
	struct tail *tails;     /* one a rule; NULL: the input has some of the added columns */
	int texts[RULE_FIELDS]; /* columns, -1 where there is none */
	int qty;
};

/* Most rows are written as they stand, and what comes behind them is one of few texts. */
static void make_tails(struct classify_rows *run)
{
	size_t rules = rules_count(run->rules);

	run->tails = mem_alloc(rules, sizeof(*run->tails));
	for (size_t i = 0; i < 2 * rules; i++) {
		const struct rule *rule = rules_get(run->rules, i / 2);
		struct tail *tail = &run->tails[i / 2];
		struct out *out = out_open_memory();
		const char *const cells[] = {"", rule->cause, rule->reason, rule->id, i % 2 ? "1" : "0"};

		for (size_t k = 0; k < sizeof(cells) / sizeof(*cells); k++)
			out_cell_text(out, cells[k]);
		out_row_end(out);
		const char *bytes = out_memory(out, &tail->lengths[i % 2]);

		tail->texts[i % 2] = mem_dup(bytes, tail->lengths[i % 2]);
		out_abandon(out);
	}
}

static int take_columns(struct classify_rows *run, const struct reader *r, struct err *e)
{
	bool any = false;

	for (int i = 0; i < RULE_FIELDS; i++)
		run->texts[i] = reader_find(r, rule_field_names[i]);
	if (run->texts[RULE_REASON1] < 0 && run->texts[RULE_REASON2] < 0 && run->texts[RULE_NOTE] < 0)
		return err_set(e, CLASSIFY_NO_TEXT, reader_name(r), reader_column_list(r));
	run->qty = reader_find(r, COLUMN_QTY);
	run->stats = classify_stats_new(run->rules, run->qty >= 0);
	run->count = reader_columns(r);
	run->columns = mem_alloc(run->count, sizeof(*run->columns));
	run->wanted = mem_alloc(run->count, sizeof(*run->wanted));
	for (size_t i = 0; i < run->count; i++) {
		const char *name = reader_column(r, i);

		run->columns[i] = (struct column){mem_dup(name, strlen(name)), -1};
		run->wanted[i] = (struct rows_column){run->columns[i].name, false};
		for (int a = 0; a < ADDED; a++) {
			if (run->present[a] || strcmp(name, added_names[a]) != 0)
				continue;
			run->columns[i].added = a;
			run->present[a] = any = true;
		}
	}
	if (!any)
		make_tails(run);
	return 0;
}

static void write_header(const struct classify_rows *run)
{
	for (size_t i = 0; i < run->count; i++)
		out_cell_text(run->out, run->columns[i].name);
	for (int a = 0; a < ADDED; a++)
		if (!run->present[a])
			out_cell_text(run->out, added_names[a]);
	out_row_end(run->out);
}

/* All columns are wanted, whatever their names: the job learns of them when the header is known. */
static void select_all(struct classify_rows *run, struct reader *r)
{
	int *all = mem_alloc(run->count, sizeof(*all));

	for (size_t i = 0; i < run->count; i++)
		all[i] = (int)i;
	reader_select(r, all, run->count);
	free(all);
	run->job->columns = run->wanted;
	run->job->column_count = run->count;
	rows_place_units(run->job, run->qty);
}

static int begin_file(void *context, struct reader *r, struct err *e)
{
	struct classify_rows *run = context;

	if (!run->columns) {
		if (take_columns(run, r, e) != 0)
			return -1;
		write_header(run);
	}
	bool same = reader_columns(r) == run->count;

	for (size_t i = 0; i < run->count && same; i++)
		same = strcmp(reader_column(r, i), run->columns[i].name) == 0;
	if (!same)
		return err_set(e, "%s: its header differs from the first file's: %s", reader_name(r),
			       reader_column_list(r));
	select_all(run, r);
	return 0;
}

/* The record as it stands, its line end replaced by the cells that are added. */
static inline void write_plain(const struct classify_rows *run, const struct record *record, const struct decision *v)
{
	const struct tail *tail = &run->tails[v->place];
	size_t n = record->length - strlen("\n"), added = tail->lengths[v->conflict];

	n -= n && record->bytes[n - 1] == '\r';
	out_bytes(run->out, record->bytes, n);
	out_bytes(run->out, tail->texts[v->conflict], added);
}

static void write_row(const struct classify_rows *run, const struct row *row, const struct decision *v)
{
	const char *cells[ADDED] = {v->cause, v->reason, v->rule ? v->rule->id : "", v->conflict ? "1" : "0"};

	for (size_t i = 0; i < run->count; i++) {
		if (run->columns[i].added >= 0)
			out_cell_text(run->out, cells[run->columns[i].added]);
		else
			out_cell(run->out, row->fields[i].bytes, row->fields[i].length);
	}
	for (int a = 0; a < ADDED; a++)
		if (!run->present[a])
			out_cell_text(run->out, cells[a]);
	out_row_end(run->out);
}

static enum rows_fate classify_row(void *context, const struct row *row, struct err *e)
{
	struct classify_rows *run = context;
	struct classify_text texts[RULE_FIELDS] = {{"", 0}};
	struct decision verdict;
	int64_t units;
	bool whole = false;

	for (int i = 0; i < RULE_FIELDS; i++) {
		const struct field *f = run->texts[i] < 0 ? NULL : &row->fields[run->texts[i]];

		texts[i] = f ? (struct classify_text){f->bytes, f->length} : (struct classify_text){"", 0};
	}
	if (classifier_decide(run->classifier, texts, &verdict, e) != 0)
		return ROWS_FAILED;
	if (run->qty >= 0) {
		const struct field *qty = &row->fields[run->qty];

		whole = num_parse_int(qty->bytes, qty->length, 0, INT32_MAX, &units) == 0;
	}
	classify_stats_add(run->stats, &verdict, whole ? &units : NULL);
	if (verdict.conflict)
		rows_note(row, CLASSIFY_NOTE_CONFLICT);
	if (strcmp(verdict.cause, "unclassified") == 0)
		rows_note(row, CLASSIFY_NOTE_UNCLASSIFIED);
	if (row->record->plain && run->tails && verdict.rule)
		write_plain(run, row->record, &verdict);
	else
		write_row(run, row, &verdict);
	return ROWS_KEPT;
}

/* ---- parts of a large file ---- */

static void clear_part(void *context)
{
	struct classify_rows *part = context;

	out_clear(part->out);
	classify_stats_clear(part->stats);
}

static void *fork_run(const void *context, struct err *e)
{
	const struct classify_rows *run = context;
	struct classifier *classifier = classifier_fork(run->classifier, e);

	if (!classifier)
		return NULL;
	struct classify_rows *part = mem_alloc(1, sizeof(*part));

	*part = *run;
	part->classifier = classifier;
	part->stats = classify_stats_new(run->rules, run->qty >= 0);
	part->out = out_open_memory();
	return part;
}

static bool join_run(void *context, const void *part)
{
	const struct classify_rows *from = part;
	struct classify_rows *run = context;
	size_t n;
	const char *bytes = out_memory(from->out, &n);

	out_bytes(run->out, bytes, n);
	classify_stats_join(run->stats, from->stats);
	return true;
}

static void free_part(void *context)
{
	struct classify_rows *part = context;

	classify_stats_free(part->stats);
	classifier_free(part->classifier);
	out_abandon(part->out);
	free(part);
}

static const struct rows_sharing sharing = {fork_run, join_run, clear_part, free_part};

struct classify_rows *classify_rows_new(const struct rules *rules, struct classifier *classifier, struct out *out)
{
	struct classify_rows *run = mem_alloc(1, sizeof(*run));

	run->rules = rules;
	run->classifier = classifier;
	run->out = out;
	return run;
}

int classify_rows_run(struct classify_rows *run, struct rows_job *job, char *const *paths, size_t n, struct err *e)
{
	job->context = run;
	job->file = begin_file;
	job->row = classify_row;
	job->sharing = &sharing;
	job->side = SIDE_RETURNS;
	run->job = job;
	return rows_run(job, paths, n, e);
}

const struct classify_stats *classify_rows_stats(const struct classify_rows *run)
{
	return run->stats;
}

void classify_rows_free(struct classify_rows *run)
{
	if (!run)
		return;
	for (size_t i = 0; run->tails && i < rules_count(run->rules); i++) {
		free(run->tails[i].texts[0]);
		free(run->tails[i].texts[1]);
	}
	free(run->tails);
	classify_stats_free(run->stats);
	for (size_t i = 0; i < run->count; i++)
		free(run->columns[i].name);
	free(run->columns);
	free(run->wanted);
	free(run);
}

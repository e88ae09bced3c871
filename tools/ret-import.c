/* ret-import: exports of ERP systems and platforms into canonical tables. */
#include "condition.h"
#include "crew.h"
#include "dialects.h"
#include "die.h"
#include "embed.h"
#include "explain.h"
#include "import.h"
#include "inspect.h"
#include "mem.h"
#include "option.h"
#include "out.h"
#include "parts.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

enum {
	OPT_AS = 256,
	OPT_MAP,
	OPT_ENCODING,
	OPT_DELIMITER,
	OPT_WHERE,
	OPT_CONST,
	OPT_TRIM_SKU,
	OPT_DATE_FORMAT,
	OPT_ORDER_DAY,
	OPT_REJECTS,
	OPT_MAX_REJECTS,
	OPT_DETECT,
	OPT_EXPLAIN,
	OPT_PRETTY,
	OPT_DIALECT,
	OPT_DIALECTS,
	OPT_PRINT_DIALECT,
	OPT_ALIASES,
	OPT_VALUES,
};

static const struct option_row rows[] = {
	{OPT_AS, "as", "shipments|returns", "the table to make"},
	{OPT_DIALECT, "dialect", "NAME", "the layout of the files (default: told from their headers)"},
	{OPT_MAP, "map", "FILE", "a dialect, headers or words of your own, before those built in"},
	{OPT_ENCODING, "encoding", "NAME", "read input as utf-8 or gb18030 instead of deciding"},
	{OPT_DELIMITER, "delimiter", "C|tab", "what parts the cells of the input (default ,)"},
	{OPT_WHERE, "where", "CONDITION", "only rows for which it holds, in headers of the export"},
	{OPT_CONST, "const", "COLUMN=VALUE", "one value for a column in all rows"},
	{OPT_TRIM_SKU, "trim-sku", NULL, "take blanks off both ends of SKUs"},
	{OPT_DATE_FORMAT, "date-format", "[COLUMN=]FORMAT", "how dates are written, as in strptime(3)"},
	{OPT_ORDER_DAY, "date-from-order-id", NULL, "the day in the order's id where ordered_at is blank"},
	{OPT_REJECTS, "rejects", "FILE", "write refused rows to FILE"},
	{OPT_MAX_REJECTS, "max-rejects", "N|P%", "refused rows that are borne (default 0)"},
	{OPT_DETECT, "detect", NULL, "tell what each file can become, and stop"},
	{OPT_EXPLAIN, "explain", NULL, "tell how each file is understood, and stop"},
	{OPT_PRETTY, "pretty", NULL, "for a person: aligned columns (of --explain and --dialects)"},
	{OPT_DIALECTS, "dialects", NULL, "list the dialects, and stop"},
	{OPT_PRINT_DIALECT, "print-dialect", "NAME", "print the table of a dialect built in, and stop"},
	{OPT_ALIASES, "aliases", NULL, "print the table of headers built in, and stop"},
	{OPT_VALUES, "values", NULL, "print the table of words built in, and stop"},
	{'v', "verbose", NULL, "tell how each file was read"},
	{'j', "jobs", "N", "threads (default: the number of cores)"},
	{'q', "quiet", NULL, "no summary on stderr"},
	{'o', "output", "FILE", "write to FILE, whole or not at all"},
};

static const struct program program = {
	"ret-import",
	"--as shipments|returns [-qv] [--dialect NAME] [--map FILE]... [--encoding NAME]\n"
	"  [--delimiter C|tab] [--where CONDITION]... [--const COLUMN=VALUE]... [--trim-sku]\n"
	"  [--date-format [COLUMN=]FORMAT]... [--date-from-order-id]\n"
	"  [--rejects FILE] [--max-rejects N|P%] [-j N] [-o FILE] [FILE...]\n"
	"--detect | --explain [--pretty] [--dialect NAME] [--map FILE]... [--encoding NAME]\n"
	"  [--delimiter C|tab] [-o FILE] [FILE...]\n"
	"--dialects [--pretty] [--map FILE]... [-o FILE]\n"
	"--print-dialect NAME | --aliases | --values [-o FILE]",
	"exports of ERP systems and platforms into canonical tables",
	rows,
	sizeof(rows) / sizeof(*rows),
};

struct list {
	const char **items;
	size_t count;
	size_t capacity;
};

struct settings {
	int mode; /* 0: import; OPT_DETECT and the like */
	enum side side;
	bool side_given;
	const char *dialect; /* NULL: choose */
	const char *printed; /* the value of such a mode */
	struct list maps;
	struct list wheres;
	struct list constants;
	struct list formats;
	bool order_day;
	struct reader_options reading;
	bool trim_sku;
	const char *rejects;
	const char *limit;
	const char *output;
	unsigned threads;
	bool pretty;
	bool verbose;
	bool quiet;
};

/* What a run works with. */
struct run {
	const struct settings *settings;
	struct dialects *dialects;
	struct condition **conditions;
	struct import *import;
	struct out *out;
	struct rejects *rejects;

	/* The file at hand. */
	struct reader *reader;
	struct layout layout;
	const struct mapping *mapping;
	bool chosen;        /* conditions choose the direction of its rows */
	size_t own;         /* columns of the import; those of the conditions follow */
};

static void list_add(struct list *l, const char *item)
{
	l->items = mem_grow(l->items, &l->capacity, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = item;
}

static char parse_delimiter(const char *word)
{
	if (strcmp(word, "tab") == 0)
		return '\t';
	if (strlen(word) != 1 || (unsigned char)word[0] >= 0x80 || strchr("\"\r\n", word[0]))
		die("--delimiter '%s' is neither one ASCII character nor tab", word);
	return word[0];
}

static int read_tables(struct run *run, struct err *e)
{
	const struct settings *s = run->settings;

	run->dialects = dialects_new(e);
	if (!run->dialects)
		return -1;
	for (size_t i = 0; i < s->maps.count; i++)
		if (dialects_add(run->dialects, s->maps.items[i], e) != 0)
			return -1;
	return s->dialect ? dialects_check(run->dialects, s->dialect, e) : 0;
}

/* Say words about a file, if any, and free them. */
static void tell(const struct reader *r, char *words)
{
	if (words)
		warn("%s: %s", reader_name(r), words);
	free(words);
}

/* ---- importing ---- */

/*
 * True when a condition is on a column that gives the quantity, so that it chooses the direction
 * of rows.
 */
static bool chooses_direction(const struct run *run, const struct reader *r,
			      const struct mapping *m)
{
	for (size_t i = 0; i < run->settings->wheres.count; i++) {
		int header = reader_find(r, condition_column(run->conditions[i]));

		if (header >= 0 && mapping_gives_quantity(m, (size_t)header))
			return true;
	}
	return false;
}

static int bind_conditions(struct run *run, struct reader *r, struct err *e)
{
	for (size_t i = 0; i < run->settings->wheres.count; i++)
		if (condition_bind(run->conditions[i], r, e) != 0)
			return -1;
	return 0;
}

/* Select the columns of the import, then those of the conditions. Returns how many come first. */
static size_t select_columns(struct run *run, struct reader *r)
{
	size_t wheres = run->settings->wheres.count;
	const int *columns;
	size_t own = import_columns(run->import, &columns);
	int *all = mem_alloc(own + wheres, sizeof(*all));

	for (size_t i = 0; i < own; i++)
		all[i] = columns[i];
	for (size_t i = 0; i < wheres; i++)
		all[own + i] = reader_find(r, condition_column(run->conditions[i]));
	reader_select(r, all, own + wheres);
	free(all);
	return own;
}

static int import_rows(void *context, struct reader *r, struct err *e)
{
	struct run *run = context;
	size_t wheres = run->settings->wheres.count;
	struct batch batch;
	int got;

	import_read(run->import, r);
	while ((got = reader_next(r, &batch, e)) > 0) {
		for (size_t i = 0; i < batch.rows; i++) {
			const struct field *fields = batch.fields + i * batch.columns;
			bool wanted = true;

			for (size_t c = 0; c < wheres && wanted; c++)
				wanted = condition_holds(run->conditions[c], &fields[run->own + c]);
			if (import_row(run->import, &batch.records[i], fields, wanted, e) != 0)
				return -1;
		}
	}
	return got;
}

/* Make the import of a run, which has where to write to. Returns 0, or -1 with words. */
static int make_import(struct run *run, struct err *e)
{
	const struct settings *s = run->settings;

	run->import = import_new(s->side, run->layout.values, run->out, run->rejects);
	if (s->trim_sku)
		import_trim_sku(run->import);
	if (s->order_day)
		import_use_order_day(run->import);
	for (size_t i = 0; i < s->formats.count; i++)
		if (import_date_format(run->import, s->formats.items[i], e) != 0)
			return -1;
	for (size_t i = 0; i < s->constants.count; i++)
		if (import_constant(run->import, s->constants.items[i], e) != 0)
			return -1;
	return 0;
}

/* ---- parts of a large file, each into a run of its own ---- */

static void free_part(void *context)
{
	struct run *part = context;

	import_free(part->import);
	rejects_discard(part->rejects);
	out_abandon(part->out);
	free(part);
}

static void *fork_run(void *master, struct err *e)
{
	struct run *part = mem_alloc(1, sizeof(*part));

	*part = *(const struct run *)master;
	part->out = out_open_memory();
	part->rejects = rejects_collector(part->rejects);
	if (make_import(part, e) != 0) {
		free_part(part);
		return NULL;
	}
	import_make_part(part->import);
	import_begin(part->import, part->reader, part->mapping, part->settings->reading.delimiter,
		     part->chosen);
	return part;
}

static bool join_run(void *master, void *part, const struct reader_place *before)
{
	struct run *run = master, *from = part;

	return import_join(run->import, from->import, before);
}

static void clear_part(void *context)
{
	struct run *part = context;

	import_clear(part->import);
}

/* ---- a file ---- */

static int import_mapped(struct run *run, struct err *e)
{
	struct parts_job job = {
		.threads = run->settings->threads,
		.master = run,
		.fork = fork_run,
		.run = import_rows,
		.join = join_run,
		.clear = clear_part,
		.free = free_part,
	};

	run->chosen = chooses_direction(run, run->reader, run->mapping);
	import_begin(run->import, run->reader, run->mapping, run->settings->reading.delimiter,
		     run->chosen);
	run->own = select_columns(run, run->reader);
	if (import_is_serial(run->import))
		job.fork = NULL;
	int status = parts_run(&job, run->reader, e);

	/* The reader of a part that was read again is gone. */
	import_read(run->import, run->reader);
	return status == 0 ? import_finish(run->import, e) : status;
}

static int import_mapped_file(struct run *run, struct reader *r, const struct mapping *m,
			      struct err *e)
{
	const char *missing = import_missing(run->import, m);

	if (!run->settings->quiet)
		tell(r, layout_words(&run->layout));
	if (missing)
		return explain_tell_missing(run->layout.aliases, run->settings->side, r,
					    run->settings->reading.delimiter, missing, e);
	if (bind_conditions(run, r, e) != 0)
		return -1;
	if (!run->settings->quiet)
		tell(r, explain_standins(run->settings->side, r, m));
	tell(r, explain_twice(r, m));
	import_use_values(run->import, run->layout.values);
	run->reader = r;
	run->mapping = m;
	int status = import_mapped(run, e);

	if (status == 0 && run->settings->verbose)
		explain_tell_mapping(run->settings->side, r, m);
	import_end(run->import);
	return status;
}

static int import_file(struct run *run, const char *path, struct err *e)
{
	const struct settings *s = run->settings;
	struct reader *r = reader_open(path, &s->reading, e);
	struct mapping *m = NULL;

	if (!r)
		return -1;
	size_t n = reader_columns(r);
	const char **headers = explain_headers(r);
	int status = dialects_choose(run->dialects, s->dialect, reader_name(r), headers, n,
				     &run->layout, e);

	if (status == 0)
		status = layout_check_side(&run->layout, s->side, reader_name(r), e);
	if (status == 0) {
		m = mapping_new(run->layout.aliases, s->side, headers, n);
		status = import_mapped_file(run, r, m, e);
	}
	mapping_free(m);
	free(headers);
	reader_close(r);
	return status;
}

static void tell_summary(const struct run *run)
{
	const struct account *account = import_account(run->import);
	char *words = account_words(account);
	char *unknown = import_unknown_words(run->import);

	warn("%s%s", words, unknown);
	if (run->settings->verbose && account->offsets)
		warn("%llu times lost their offset: the wall clock of the export stays",
		     (unsigned long long)account->offsets);
	free(words);
	free(unknown);
}

static int begin_import(struct run *run, struct err *e)
{
	const struct settings *s = run->settings;

	run->conditions = mem_alloc(s->wheres.count, sizeof(*run->conditions));
	for (size_t i = 0; i < s->wheres.count; i++)
		if (!(run->conditions[i] = condition_new(s->wheres.items[i], e)))
			return -1;
	run->layout.values = dialects_values(run->dialects);
	run->rejects = rejects_new(s->rejects, s->limit, s->output, e);
	run->out = run->rejects ? out_open(s->output, e) : NULL;
	if (!run->out)
		return -1;
	return make_import(run, e);
}

/* Put the output in place, or leave what was there when anything failed before. */
static int end_import(struct run *run, int status, struct err *e)
{
	uint64_t read = run->import ? import_account(run->import)->read : 0;

	if (status == 0 && !run->settings->quiet)
		tell_summary(run);
	import_free(run->import);
	if (status != 0)
		rejects_abandon(run->rejects);
	else
		status = rejects_close(run->rejects, read, e);
	if (status == 0)
		return out_close(run->out, e);
	out_abandon(run->out);
	return -1;
}

static int run_import(struct run *run, char *const *paths, size_t n, struct err *e)
{
	if (!run->settings->side_given)
		return err_set(e, "--as shipments or --as returns is needed; try --help");
	int status = rejects_refuse_inputs(run->settings->rejects, paths, n, e);

	if (status == 0)
		status = begin_import(run, e);
	for (size_t i = 0; i < n && status == 0; i++)
		status = import_file(run, paths[i], e);
	return end_import(run, status, e);
}

/* What is told of files, or of the dialects, without importing. */
static int run_inspect(struct run *run, char *const *paths, size_t n, struct err *e)
{
	const struct settings *s = run->settings;
	struct inspection in = {
		.dialects = run->dialects,
		.dialect = s->dialect,
		.sides = s->side_given ? s->side : SIDE_BOTH,
		.reading = &s->reading,
		.pretty = s->pretty,
		.output = s->output,
	};

	if (s->mode == OPT_DIALECTS)
		return inspect_dialects(&in, e);
	return s->mode == OPT_DETECT ? inspect_detect(&in, paths, n, e)
				     : inspect_explain(&in, paths, n, e);
}

static void take_option(struct settings *s, const struct options *o, int id)
{
	switch (id) {
	case OPT_AS:
		if (side_parse(o->value, &s->side) != 0 || s->side == SIDE_BOTH)
			die("--as '%s' is neither shipments nor returns", o->value);
		s->side_given = true;
		break;
	case OPT_DIALECT: s->dialect = o->value; break;
	case OPT_MAP: list_add(&s->maps, o->value); break;
	case OPT_WHERE: list_add(&s->wheres, o->value); break;
	case OPT_CONST: list_add(&s->constants, o->value); break;
	case OPT_ENCODING: s->reading.encoding = o->value; break;
	case OPT_DELIMITER: s->reading.delimiter = parse_delimiter(o->value); break;
	case OPT_DATE_FORMAT: list_add(&s->formats, o->value); break;
	case OPT_ORDER_DAY: s->order_day = true; break;
	case OPT_TRIM_SKU: s->trim_sku = true; break;
	case OPT_REJECTS: s->rejects = o->value; break;
	case OPT_MAX_REJECTS: s->limit = o->value; break;
	case OPT_PRETTY: s->pretty = true; break;
	case 'j': s->threads = (unsigned)option_int(o, "jobs", 1, 256); break;
	case 'v': s->verbose = true; break;
	case 'q': s->quiet = true; break;
	case 'o': s->output = o->value; break;
	default:
		s->mode = id;
		s->printed = o->value;
		break;
	}
}

int main(int argc, char **argv)
{
	static char *const standard_input[] = {"-"};
	struct settings s = {.side = SIDE_SHIPMENTS, .threads = crew_cores()};
	struct run run = {.settings = &s};
	struct options o;
	struct err e;
	int status;

	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;)
		take_option(&s, &o, id);
	bool any = argc > o.index;
	char *const *paths = any ? argv + o.index : standard_input;
	size_t n = any ? (size_t)(argc - o.index) : 1;

	if (s.mode == OPT_ALIASES)
		status = inspect_print(s.output, embed_aliases, embed_aliases_size, &e);
	else if (s.mode == OPT_VALUES)
		status = inspect_print(s.output, embed_values, embed_values_size, &e);
	else if (s.mode == OPT_PRINT_DIALECT)
		status = inspect_print_dialect(s.output, s.printed, &e);
	else if (read_tables(&run, &e) != 0)
		status = -1;
	else if (s.mode)
		status = run_inspect(&run, paths, n, &e);
	else {
		s.reading.progress = s.quiet ? NULL : progress_new(s.output);
		progress_expect_all(s.reading.progress, paths, n);
		status = run_import(&run, paths, n, &e);
	}
	progress_free(s.reading.progress);
	dialects_free(run.dialects);
	if (status != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}

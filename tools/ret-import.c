/* ret-import: exports of ERP systems and platforms into canonical tables. */
#include "book.h"
#include "condition.h"
#include "detect.h"
#include "crew.h"
#include "die.h"
#include "embed.h"
#include "explain.h"
#include "import.h"
#include "known.h"
#include "mem.h"
#include "option.h"
#include "out.h"
#include "parts.h"
#include "progress.h"
#include "table.h"
#include "workbook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	OPT_AS = 256,
	OPT_MAP,
	OPT_ENCODING,
	OPT_DELIMITER,
	OPT_HEADER_ROW,
	OPT_SHEET,
	OPT_WHERE,
	OPT_CONST,
	OPT_TRIM_SKU,
	OPT_OVERLAPS,
	OPT_REJECTS,
	OPT_MAX_REJECTS,
	OPT_MAX_REJECTS_EACH,
	OPT_DETECT,
	OPT_ALIASES,
	OPT_VALUES,
};

static const struct option_row rows[] = {
	{OPT_AS, "as", "shipments|returns", "the table to make"},
	{OPT_MAP, "map", "FILE", "headers or words of your own, before those built in"},
	{OPT_ENCODING, "encoding", "NAME", "read input as that encoding instead of deciding"},
	{OPT_DELIMITER, "delimiter", "C|tab", "what parts the cells, instead of deciding"},
	{OPT_HEADER_ROW, "header-row", "N", "the row of the header, instead of deciding"},
	{OPT_SHEET, "sheet", "NAME|N", "the sheet of an .xlsx workbook, by name or number"},
	{OPT_WHERE, "where", "CONDITION", "only rows for which it holds, in headers of the export"},
	{OPT_CONST, "const", "COLUMN=VALUE", "one value for a column in all rows"},
	{OPT_TRIM_SKU, "trim-sku", NULL, "take blanks off both ends of SKUs"},
	{OPT_OVERLAPS, "overlaps", "once|any|keep", "rows that stand in two files (default once)"},
	{OPT_REJECTS, "rejects", "FILE", "write refused rows to FILE"},
	{OPT_MAX_REJECTS, "max-rejects", "N|P%", "refused rows that are borne (default 0)"},
	{OPT_MAX_REJECTS_EACH, "max-rejects-each", "N|P%", "the same of each file"},
	{OPT_DETECT, "detect", NULL, "tell what each file can become, and stop"},
	{OPT_ALIASES, "aliases", NULL, "print the table of headers built in, and stop"},
	{OPT_VALUES, "values", NULL, "print the table of words built in, and stop"},
	{'v', "verbose", NULL, "tell how each file was read"},
	{'j', "jobs", "N", "threads (default: the number of cores)"},
	{'q', "quiet", NULL, "no summary on stderr"},
	{'o', "output", "FILE", "write to FILE, whole or not at all"},
};

static const struct program program = {
	"ret-import",
	"--as shipments|returns [-qv] [--map FILE]... [--encoding NAME]\n"
	"  [--delimiter C|tab] [--header-row N] [--sheet NAME|N] [--where CONDITION]...\n"
	"  [--const COLUMN=VALUE]... [--trim-sku] [--overlaps once|any|keep] [--rejects FILE]\n"
	"  [--max-rejects N|P%] [--max-rejects-each N|P%] [-j N] [-o FILE] [FILE...]\n"
	"--detect [--map FILE]... [--encoding NAME] [--delimiter C|tab] [--header-row N]\n"
	"  [--sheet NAME|N] [-o FILE] [FILE...]\n"
	"--aliases | --values [-o FILE]",
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
	int mode; /* 0: import; OPT_DETECT, OPT_ALIASES, OPT_VALUES */
	enum side side;
	bool side_given;
	struct list maps;
	struct list wheres;
	struct list constants;
	struct reader_options reading;
	bool trim_sku;
	enum overlaps { OVERLAPS_ONCE, OVERLAPS_ANY, OVERLAPS_KEEP } overlaps;
	const char *rejects;
	const char *limit;
	const char *limit_each;
	const char *output;
	unsigned threads;
	bool verbose;
	bool quiet;
};

/* What a run works with. */
struct run {
	const struct settings *settings;
	struct aliases *aliases;
	struct known *known;
	struct sniff_words words;
	struct values *values;
	struct condition **conditions;
	struct import *import;
	bool many;               /* files */
	struct overlap *overlap; /* NULL: no two files are compared */
	struct out *out;
	struct rejects *rejects;

	/* The file at hand. */
	struct reader *reader;
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

static enum overlaps parse_overlaps(const char *word)
{
	static const char *const words[] = {"once", "any", "keep"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(word, words[i]) == 0)
			return (enum overlaps)i;
	die("--overlaps '%s' is none of once, any and keep", word);
}

/* A user's table holds headers, or words where it has a column of that name. */
static int read_map(struct run *run, const char *path, struct err *e)
{
	struct table *t = table_read(path, e);
	int status = -1;

	if (t && table_find(t, "word") >= 0)
		status = values_add(run->values, t, e);
	else if (t)
		status = aliases_add(run->aliases, t, e);
	table_free(t);
	return status;
}

static int read_tables(struct run *run, struct err *e)
{
	const struct list *maps = &run->settings->maps;

	run->aliases = aliases_new(e);
	run->values = run->aliases ? values_new(e) : NULL;
	if (!run->values)
		return -1;
	for (size_t i = 0; i < maps->count; i++)
		if (read_map(run, maps->items[i], e) != 0)
			return -1;
	run->known = known_new();
	known_add_aliases(run->known, run->aliases);
	run->words = known_words(run->known);
	return 0;
}

/* The headers of a file. Caller frees the array, not the names. */
static const char **headers_of(const struct reader *r)
{
	const char **headers = mem_alloc(reader_columns(r), sizeof(*headers));

	for (size_t i = 0; i < reader_columns(r); i++)
		headers[i] = reader_column(r, i);
	return headers;
}

/* Say words about a file, if any, and free them. */
static void tell(const struct reader *r, char *words)
{
	if (words)
		warn("%s: %s", reader_name(r), words);
	free(words);
}

/* Tell what the file has and what is accepted for a required column. Returns -1 with what to do. */
static int tell_missing(const struct run *run, const struct reader *r, const char *column,
			struct err *e)
{
	const struct settings *s = run->settings;

	char **accepted = explain_accepted(run->aliases, s->side, column);

	tell(r, explain_missing(r, column));
	for (size_t i = 0; accepted[i]; i++) {
		warn("%s", accepted[i]);
		free(accepted[i]);
	}
	free(accepted);
	return explain_remedy(run->aliases, s->side, r, column, e);
}

/* ---- importing ---- */

/*
 * True when a condition is on a column that gives the quantity, so that it chooses the direction
 * of rows.
 */
static bool chooses_direction(const struct run *run, const struct reader *r,
			      const struct mapping *m)
{
	static const char *const columns[] = {"qty", "qty_received", "qty_applied"};

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const struct alias_use *uses;
		size_t n = mapping_uses(m, columns[i], &uses);

		for (size_t c = 0; c < run->settings->wheres.count; c++)
			for (size_t u = 0; u < n; u++)
				if (strcmp(condition_column(run->conditions[c]),
					   reader_column(r, uses[u].header)) == 0)
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

	run->import = import_new(s->side, run->values, run->out, run->rejects);
	if (s->trim_sku)
		import_trim_sku(run->import);
	if (run->overlap)
		import_overlaps(run->import, run->overlap);
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
	import_begin(part->import, part->reader, part->mapping, reader_delimiter(part->reader),
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
	import_begin(run->import, run->reader, run->mapping, reader_delimiter(run->reader), run->chosen);
	run->own = select_columns(run, run->reader);
	int status = parts_run(&job, run->reader, e);

	/* The reader of a part that was read again is gone. */
	import_read(run->import, run->reader);
	return status;
}

/* Of many files, what this one gave, and which of its rows stand in others. */
static void tell_file(const struct run *run, const struct reader *r)
{
	const struct account *account = import_file_account(run->import);

	if (!run->settings->quiet) {
		tell(r, account_words(account));
		if (run->overlap)
			tell(r, overlap_words(run->overlap, account->kept));
	}
	if (run->overlap)
		tell(r, overlap_untold_words(run->overlap));
}

/* True when the headers of a sheet give all columns that the table needs. */
static bool sheet_fits(void *context, const struct reader *r)
{
	struct run *run = context;
	const char **headers = headers_of(r);
	struct mapping *m =
		mapping_new(run->aliases, run->settings->side, headers, reader_columns(r));
	bool fits = !import_missing(run->import, m);

	mapping_free(m);
	free(headers);
	return fits;
}

/* Open a file, of a workbook the sheet that becomes the table. */
static struct reader *open_input(struct run *run, const char *path, struct err *e)
{
	bool chosen;
	char *sheet = book_choose(path, &run->settings->reading, sheet_fits, run, &chosen, e);
	struct reader *r = sheet ? reader_open(sheet, &run->settings->reading, e) : NULL;

	if (r && chosen)
		warn("%s: the sheet that is read", reader_name(r));
	if (r)
		tell(r, explain_header(r));
	free(sheet);
	return r;
}

static int import_file(struct run *run, const char *path, struct err *e)
{
	const struct settings *s = run->settings;
	struct reader *r = open_input(run, path, e);

	if (!r)
		return -1;
	const char **headers = headers_of(r);
	struct mapping *m = mapping_new(run->aliases, s->side, headers, reader_columns(r));
	const char *missing = import_missing(run->import, m);

	int status = missing ? tell_missing(run, r, missing, e) : bind_conditions(run, r, e);

	if (status == 0) {
		tell(r, explain_twice(r, m));
		run->reader = r;
		run->mapping = m;
		status = import_mapped(run, e);
	}
	if (status == 0 && s->verbose) {
		tell(r, explain_form(r));
		tell(r, explain_mapping(s->side, r, m));
		tell(r, explain_left(r, m));
	}
	import_end(run->import);
	if (status == 0)
		rejects_end_file(run->rejects, reader_name(r), import_file_account(run->import)->read);
	if (status == 0 && run->many)
		tell_file(run, r);
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
	run->rejects = rejects_new(s->rejects, s->limit, s->output, e);
	if (run->rejects && s->limit_each && rejects_limit_each(run->rejects, s->limit_each, e) != 0)
		return -1;
	run->out = run->rejects ? out_open(s->output, e) : NULL;
	if (!run->out)
		return -1;
	return make_import(run, e);
}

/* Put the output in place, or leave what was there when anything failed before. */
static int end_import(struct run *run, int status, struct err *e)
{
	uint64_t read = run->import ? import_account(run->import)->read : 0;
	char *changed = NULL;

	if (status == 0 && !run->settings->quiet)
		tell_summary(run);
	if (status == 0 && run->overlap && (changed = overlap_changed_words(run->overlap)))
		warn("%s", changed);
	free(changed);
	overlap_free(run->overlap);
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
	static char *const standard_input[] = {"-"};
	int status;

	if (!run->settings->side_given)
		return err_set(e, "--as shipments or --as returns is needed; try --help");
	if (n == 0) {
		paths = standard_input;
		n = 1;
	}
	run->many = n > 1;
	if (run->many && run->settings->overlaps != OVERLAPS_KEEP)
		run->overlap = overlap_new(run->settings->side, run->settings->overlaps == OVERLAPS_ANY, n);
	status = rejects_refuse_inputs(run->settings->rejects, paths, n, e);
	if (status == 0)
		status = begin_import(run, e);
	for (size_t i = 0; i < n && status == 0; i++)
		status = import_file(run, paths[i], e);
	return end_import(run, status, e);
}

/* ---- detecting ---- */

static void detect_row(struct run *run, const char *path, const char *kind, const char *encoding,
		       const char *columns)
{
	out_cell_text(run->out, path);
	out_cell_text(run->out, kind);
	out_cell_text(run->out, encoding);
	out_cell_text(run->out, columns);
	out_row_end(run->out);
}

/*
 * One file. One that is no table is unknown; words say why. Returns -1 when it cannot be opened
 * at all.
 */
static int detect_file(struct run *run, const char *path)
{
	struct err e;
	struct batch batch;
	struct reader *r = reader_open(path, &run->settings->reading, &e);

	if (!r) {
		warn("%s", e.words);
		detect_row(run, path, "unknown", "", "");
		return strcmp(path, "-") == 0 || workbook_mark(path) || access(path, R_OK) == 0 ? 0 : -1;
	}
	const char **headers = headers_of(r);
	size_t n = reader_columns(r);
	unsigned sides = detect_sides(run->aliases, run->values, headers, n);
	char *columns = detect_columns(run->aliases, sides, headers, n);

	/* A header in ASCII says nothing about the encoding: look at some rows as well. */
	if (reader_next(r, &batch, &e) < 0)
		warn("%s", e.words);
	detect_row(run, strcmp(path, "-") == 0 ? path : reader_name(r), detect_name(sides),
		   reader_encoding(r), columns);
	free(columns);
	free(headers);
	reader_close(r);
	return 0;
}

/* An input: a file, or each sheet of a workbook. */
static int detect_input(struct run *run, const char *path)
{
	size_t n;
	char **paths = book_paths(path, &run->settings->reading, &n);
	int status = 0;

	for (size_t i = 0; i < n; i++)
		if (detect_file(run, paths[i]) != 0)
			status = -1;
	book_free_paths(paths);
	return status;
}

static int run_detect(struct run *run, char *const *paths, size_t n, struct err *e)
{
	static char *const standard_input[] = {"-"};
	size_t lost = 0;

	if (n == 0) {
		paths = standard_input;
		n = 1;
	}
	run->out = out_open(run->settings->output, e);
	if (!run->out)
		return -1;
	out_text(run->out, "file,kind,encoding,columns\n");
	for (size_t i = 0; i < n; i++)
		lost += detect_input(run, paths[i]) != 0;
	if (out_close(run->out, e) != 0)
		return -1;
	return lost ? err_set(e, "%zu of %zu files cannot be opened", lost, n) : 0;
}

static int print_table(const struct settings *s, const char *bytes, size_t n, struct err *e)
{
	struct out *out = out_open(s->output, e);

	if (!out)
		return -1;
	out_bytes(out, bytes, n);
	return out_close(out, e);
}

static void take_option(struct settings *s, const struct options *o, int id)
{
	switch (id) {
	case OPT_AS:
		if (side_parse(o->value, &s->side) != 0 || s->side == SIDE_BOTH)
			die("--as '%s' is neither shipments nor returns", o->value);
		s->side_given = true;
		break;
	case OPT_MAP: list_add(&s->maps, o->value); break;
	case OPT_WHERE: list_add(&s->wheres, o->value); break;
	case OPT_CONST: list_add(&s->constants, o->value); break;
	case OPT_ENCODING: s->reading.encoding = o->value; break;
	case OPT_DELIMITER: s->reading.delimiter = parse_delimiter(o->value); break;
	case OPT_HEADER_ROW: s->reading.header_row = (uint64_t)option_int(o, "header-row", 1, 1000); break;
	case OPT_SHEET: s->reading.sheet = o->value; break;
	case OPT_TRIM_SKU: s->trim_sku = true; break;
	case OPT_OVERLAPS: s->overlaps = parse_overlaps(o->value); break;
	case OPT_REJECTS: s->rejects = o->value; break;
	case OPT_MAX_REJECTS: s->limit = o->value; break;
	case OPT_MAX_REJECTS_EACH: s->limit_each = o->value; break;
	case 'j': s->threads = (unsigned)option_int(o, "jobs", 1, 256); break;
	case 'v': s->verbose = true; break;
	case 'q': s->quiet = true; break;
	case 'o': s->output = o->value; break;
	default: s->mode = id; break;
	}
}

int main(int argc, char **argv)
{
	struct settings s = {.side = SIDE_SHIPMENTS, .threads = crew_cores()};
	struct run run = {.settings = &s};

	s.reading.workbooks = true;
	s.reading.words = &run.words;
	struct options o;
	struct err e;
	int status;

	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;)
		take_option(&s, &o, id);
	char *const *paths = argv + o.index;
	size_t n = (size_t)(argc - o.index);

	if (s.mode == OPT_ALIASES)
		status = print_table(&s, embed_aliases, embed_aliases_size, &e);
	else if (s.mode == OPT_VALUES)
		status = print_table(&s, embed_values, embed_values_size, &e);
	else if (read_tables(&run, &e) != 0)
		status = -1;
	else if (s.mode == OPT_DETECT)
		status = run_detect(&run, paths, n, &e);
	else {
		s.reading.progress = s.quiet ? NULL : progress_new(s.output);
		progress_expect_all(s.reading.progress, paths, n);
		status = run_import(&run, paths, n, &e);
	}
	progress_free(s.reading.progress);
	known_free(run.known);
	aliases_free(run.aliases);
	values_free(run.values);
	if (status != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}

/* ret-import: convert exports of ERP systems and platforms into canonical tables. */
#include "layout/book.h"
#include "layout/exports.h"
#include "base/crew.h"
#include "layout/dialects.h"
#include "base/die.h"
#include "base/embed.h"
#include "layout/inspect.h"
#include "layout/make_dialect.h"
#include "layout/import_files.h"
#include "layout/known.h"
#include "base/option.h"
#include "io/place.h"
#include "io/progress.h"

#include <stdlib.h>
#include <string.h>

enum {
	OPT_AS = 256,
	OPT_MAP,
	OPT_ENCODING,
	OPT_EXCEL,
	OPT_DELIMITER,
	OPT_HEADER_ROW,
	OPT_SHEET,
	OPT_WHERE,
	OPT_CONST,
	OPT_TRIM_SKU,
	OPT_DATE_FORMAT,
	OPT_DECIMAL,
	OPT_UTC_OFFSET,
	OPT_ORDER_DAY,
	OPT_OVERLAPS,
	OPT_REJECTS,
	OPT_MAX_REJECTS,
	OPT_MAX_REJECTS_EACH,
	OPT_ACCOUNT,
	OPT_REMARKS,
	OPT_DETECT,
	OPT_EXPLAIN,
	OPT_FOLDER,
	OPT_LISTED,
	OPT_SKIP_UNREADABLE,
	OPT_PRETTY,
	OPT_DIALECT,
	OPT_DIALECTS,
	OPT_PRINT_DIALECT,
	OPT_MAKE_DIALECT,
	OPT_ALIASES,
	OPT_VALUES,
};

static const struct option_row rows[] = {
	{OPT_AS, "as", "shipments|returns", "the table to make"},
	{OPT_DIALECT, "dialect", "NAME|FILE", "layout of the files (default: detected from their headers)"},
	{OPT_MAP, "map", "FILE", "your own dialect, headers or words; they override built-in ones"},
	{OPT_ENCODING, "encoding", "NAME", "read the input in this encoding instead of detecting it"},
	{OPT_DELIMITER, "delimiter", "C|tab", "separator of the cells, instead of detecting it"},
	{OPT_HEADER_ROW, "header-row", "N", "row of the header, instead of detecting it"},
	{OPT_SHEET, "sheet", "NAME|N", "sheet of a workbook, by name or number"},
	{OPT_WHERE, "where", "CONDITION", "import only rows that meet it; it names headers of the export"},
	{OPT_CONST, "const", "COLUMN=VALUE", "one value for a column in all rows"},
	{OPT_TRIM_SKU, "trim-sku", NULL, "trim blanks off both ends of SKUs"},
	{OPT_DATE_FORMAT, "date-format", "[COLUMN=]FORMAT", "how dates are written, as in strptime(3)"},
	{OPT_DECIMAL, "decimal", "[COLUMN=]SIGN", "the decimal sign, a point or a comma, of numbers such as 1,000"},
	{OPT_UTC_OFFSET, "utc-offset", "OFFSET", "convert times with a UTC offset to this one, such as +08:00"},
	{OPT_ORDER_DAY, "date-from-order-id", NULL, "fill a blank ordered_at from the date in the order id"},
	{OPT_EXCEL, "excel", NULL, "guard the table for spreadsheets, which then open it unchanged"},
	{OPT_OVERLAPS, "overlaps", "once|any|keep", "duplicate rows of overlapping files (default once)"},
	{OPT_REJECTS, "rejects", "FILE", "write rejected rows to FILE"},
	{OPT_MAX_REJECTS, "max-rejects", "N|P%", "rejected rows allowed (default 0)"},
	{OPT_MAX_REJECTS_EACH, "max-rejects-each", "N|P%", "rejected rows allowed in each file"},
	{OPT_ACCOUNT, "account", "FILE", "write what became of the rows to FILE, as a table"},
	{OPT_REMARKS, "remarks", "FILE", "write what there is to say of the files to FILE, as a table"},
	{OPT_DETECT, "detect", NULL, "print what each file can become, and stop"},
	{OPT_EXPLAIN, "explain", NULL, "print how each file is understood, and stop"},
	{OPT_FOLDER, "folder", "DIR", "list what is in a folder of exports and what each is, and stop"},
	{OPT_SKIP_UNREADABLE, "skip-unreadable", NULL, "with --folder: list what cannot be read instead of failing"},
	{OPT_LISTED, "listed", "FILE", "with --folder: import the exports of the side that FILE lists"},
	{OPT_PRETTY, "pretty", NULL, "aligned columns for people (of --explain and --dialects)"},
	{OPT_DIALECTS, "dialects", NULL, "list the dialects, and stop"},
	{OPT_PRINT_DIALECT, "print-dialect", "NAME", "print the table of a built-in dialect, and stop"},
	{OPT_MAKE_DIALECT, "make-dialect", "TITLE", "print a dialect of an export and its --map files, and stop"},
	{OPT_ALIASES, "aliases", NULL, "print the built-in table of headers, and stop"},
	{OPT_VALUES, "values", NULL, "print the built-in table of words, and stop"},
	{'v', "verbose", NULL, "report how each file was read"},
	{'j', "jobs", "N", "number of threads (default: the number of cores)"},
	{'q', "quiet", NULL, "print no summary and no progress on stderr"},
	{'o', "output", "FILE", "write to FILE, whole or not at all"},
};

static const struct program program = {
	"ret-import",
	"--as shipments|returns [-qv] [--dialect NAME|FILE] [--map FILE]... [--encoding NAME]\n"
	"  [--delimiter C|tab] [--header-row N] [--sheet NAME|N] [--where CONDITION]...\n"
	"  [--const COLUMN=VALUE]... [--trim-sku]\n"
	"  [--date-format [COLUMN=]FORMAT]... [--decimal [COLUMN=]SIGN]... [--date-from-order-id]\n"
	"  [--utc-offset OFFSET] [--overlaps once|any|keep]\n"
	"  [--rejects FILE] [--max-rejects N|P%] [--max-rejects-each N|P%] [--account FILE]\n"
	"  [--remarks FILE] [--excel] [-j N] [-o FILE] [FILE... | --folder DIR --listed FILE]\n"
	"--detect | --explain [--pretty] [--dialect NAME|FILE] [--map FILE]... [--encoding NAME]\n"
	"  [--delimiter C|tab] [--header-row N] [--sheet NAME|N] [-o FILE] [FILE...]\n"
	"--folder DIR [--skip-unreadable] [--pretty] [--dialect NAME|FILE] [--map FILE]... [-o FILE]\n"
	"--dialects [--pretty] [--map FILE]... [-o FILE]\n"
	"--make-dialect TITLE [--as shipments|returns] [--dialect NAME|FILE] [--map FILE]...\n"
	"  [--const COLUMN=VALUE]... [--date-format [COLUMN=]FORMAT]... [--encoding NAME]\n"
	"  [--delimiter C|tab] [--header-row N] [--sheet NAME|N] [-o FILE] [FILE]\n"
	"--print-dialect NAME | --aliases | --values [-o FILE]",
	"exports of ERP systems and platforms into canonical tables",
	rows,
	sizeof(rows) / sizeof(*rows),
};

struct settings {
	int mode; /* 0: import; else OPT_DETECT or the like */
	struct import_plan plan;
	bool side_given;
	bool skip_unreadable;
	const char *printed; /* the value of that option */
	struct option_values maps;
	char *dialect; /* the name of that of a file */
	bool pretty;
};

/* The built-in tables and those of --map, which are read before any input file. */
struct tables {
	struct dialects *dialects;
	struct known *known;
	struct sniff_words words;
};

static char parse_delimiter(const char *word)
{
	char delimiter;
	struct err e;

	if (sniff_parse_delimiter(word, &delimiter, &e) != 0)
		die("%s", e.words);
	return delimiter;
}

static enum import_overlap_kind parse_overlaps(const char *word)
{
	static const char *const words[] = {"once", "any", "keep"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(word, words[i]) == 0)
			return (enum import_overlap_kind)i;
	die("--overlaps '%s' is not once, any or keep", word);
}

static int read_tables(struct tables *t, const struct settings *s, struct err *e)
{
	t->dialects = dialects_new(e);
	if (!t->dialects)
		return -1;
	for (size_t i = 0; i < s->maps.count; i++)
		if (dialects_add(t->dialects, s->maps.items[i], e) != 0)
			return -1;
	t->known = known_new(t->dialects);
	t->words = known_words(t->known);
	return s->plan.dialect ? dialects_check(t->dialects, s->plan.dialect, e) : 0;
}

static int run_import(struct tables *t, struct settings *s, char *const *paths, size_t n, struct err *e)
{
	if (!s->side_given)
		return err_set(e, "--as shipments or --as returns is needed; try --help");
	const struct place_output outputs[] = {{"--rejects", s->plan.rejects},
					       {"--account", s->plan.account},
					       {"--remarks", s->plan.remarks},
					       {"-o", s->plan.output}};

	for (size_t i = 0; i < s->maps.count; i++)
		if (place_protect(s->maps.items[i], outputs, sizeof(outputs) / sizeof(*outputs), e) != 0)
			return -1;
	s->plan.reading.progress = s->plan.quiet ? NULL : progress_new(s->plan.output);
	progress_expect_all(s->plan.reading.progress, paths, n);
	int status = import_files(&s->plan, t->dialects, paths, n, e);

	progress_free(s->plan.reading.progress);
	return status;
}

static int import_listed(struct tables *t, struct settings *s, struct err *e)
{
	size_t n;
	char **paths = exports_paths(s->plan.listed, s->plan.folder, s->plan.side, &n, e);
	int status = !paths  ? -1
		     : n > 0 ? run_import(t, s, paths, n, e)
			     : err_set(e, "%s: no export of %s is listed", s->plan.listed, side_name(s->plan.side));

	if (paths)
		book_free_paths(paths);
	return status;
}

/* Print tables about files or dialects without importing. */
static int run_inspect(struct tables *t, const struct settings *s, char *const *paths, size_t n, struct err *e)
{
	struct inspection in = {
		.dialects = t->dialects,
		.dialect = s->plan.dialect,
		.sides = s->side_given ? side_bit(s->plan.side) : SIDE_BOTH,
		.reading = &s->plan.reading,
		.pretty = s->pretty,
		.output = s->plan.output,
	};

	if (s->mode == OPT_MAKE_DIALECT) {
		const struct make_dialect make = {&in, s->printed, &s->plan.constants, &s->plan.formats};

		return n > 1 ? err_set(e, "--make-dialect is made of one export")
		       : book_refuse_inputs("-o", s->plan.output, paths, n, e) != 0 ? -1
										    : make_dialect(&make, paths[0], e);
	}
	if (s->mode == OPT_DIALECTS)
		return inspect_dialects(&in, e);
	if (s->mode == OPT_FOLDER)
		return exports_list(&in, s->plan.folder, s->skip_unreadable, e);
	if (book_refuse_inputs("-o", s->plan.output, paths, n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		book_tell_hidden(paths[i], &s->plan.reading);
	return s->mode == OPT_DETECT ? inspect_detect(&in, paths, n, e) : inspect_explain(&in, paths, n, e);
}

/* A dialect by name, or one in a file, which is read as a map. */
static void take_dialect(struct settings *s, const struct options *o)
{
	size_t n = strlen(o->value);

	s->plan.dialect = o->value;
	if (n < 4 || strcmp(o->value + n - 4, ".csv") != 0)
		return;
	option_keep(&s->maps, o);
	free(s->dialect);
	s->plan.dialect = s->dialect = dialects_name(o->value);
}

static void take_option(struct settings *s, const struct options *o, int id)
{
	struct import_plan *p = &s->plan;

	switch (id) {
	case OPT_AS:
		if (side_parse(o->value, &p->side) != 0)
			die("--as '%s' is neither shipments nor returns", o->value);
		s->side_given = true;
		break;
	case OPT_DIALECT:
		take_dialect(s, o);
		break;
	case OPT_MAP:
		option_keep(&s->maps, o);
		break;
	case OPT_WHERE:
		option_keep(&p->wheres, o);
		break;
	case OPT_CONST:
		option_keep(&p->constants, o);
		break;
	case OPT_ENCODING:
		p->reading.encoding = o->value;
		break;
	case OPT_DELIMITER:
		p->reading.delimiter = parse_delimiter(o->value);
		break;
	case OPT_HEADER_ROW:
		p->reading.header_row = (uint64_t)option_int(o, "header-row", 1, 1000);
		break;
	case OPT_SHEET:
		p->reading.sheet = o->value;
		break;
	case OPT_DATE_FORMAT:
		option_keep(&p->formats, o);
		break;
	case OPT_DECIMAL:
		option_keep(&p->decimals, o);
		break;
	case OPT_UTC_OFFSET:
		p->utc_offset = o->value;
		break;
	case OPT_ORDER_DAY:
		p->order_day = true;
		break;
	case OPT_TRIM_SKU:
		p->trim_sku = true;
		break;
	case OPT_OVERLAPS:
		p->overlaps = parse_overlaps(o->value);
		break;
	case OPT_REJECTS:
		p->rejects = o->value;
		break;
	case OPT_MAX_REJECTS:
		p->limit = o->value;
		break;
	case OPT_MAX_REJECTS_EACH:
		p->limit_each = o->value;
		break;
	case OPT_ACCOUNT:
		p->account = o->value;
		break;
	case OPT_REMARKS:
		p->remarks = o->value;
		break;
	case OPT_EXCEL:
		p->excel = true;
		break;
	case OPT_FOLDER:
		s->plan.folder = o->value;
		break;
	case OPT_LISTED:
		s->plan.listed = o->value;
		break;
	case OPT_SKIP_UNREADABLE:
		s->skip_unreadable = true;
		break;
	case OPT_PRETTY:
		s->pretty = true;
		break;
	case 'j':
		p->threads = (unsigned)option_int(o, "jobs", 1, 256);
		break;
	case 'v':
		p->verbose = true;
		break;
	case 'q':
		p->quiet = true;
		break;
	case 'o':
		p->output = o->value;
		break;
	default:
		s->mode = id;
		s->printed = o->value;
		break;
	}
}

/* A folder stands in the place of operands. */
static void check_folder(struct settings *s, int operands)
{
	if (s->plan.folder && (s->mode || operands))
		die("--folder names all that is read; give no files and nothing else to print");
	if (!s->plan.folder && (s->plan.listed || s->skip_unreadable))
		die("--listed and --skip-unreadable are of use with --folder only");
	if (s->plan.folder && !s->plan.listed)
		s->mode = OPT_FOLDER;
	if (s->mode && (s->plan.account || s->plan.remarks || s->plan.rejects || s->plan.excel))
		die("--account, --remarks, --rejects and --excel are of an import; this run only prints");
}

int main(int argc, char **argv)
{
	static char *const standard_input[] = {"-"};
	struct settings s = {.plan = {.side = SIDE_SHIPMENTS, .threads = crew_cores()}};
	struct tables tables = {0};
	struct options o;
	struct err e;
	int status;

	s.plan.reading.workbooks = true;
	s.plan.reading.words = &tables.words;
	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;)
		take_option(&s, &o, id);
	check_folder(&s, argc - o.index);
	bool any = argc > o.index;
	char *const *paths = any ? argv + o.index : standard_input;
	size_t n = any ? (size_t)(argc - o.index) : 1;

	if (s.mode == OPT_ALIASES)
		status = inspect_print(s.plan.output, embed_aliases, embed_aliases_size, &e);
	else if (s.mode == OPT_VALUES)
		status = inspect_print(s.plan.output, embed_values, embed_values_size, &e);
	else if (s.mode == OPT_PRINT_DIALECT)
		status = inspect_print_dialect(s.plan.output, s.printed, &e);
	else if (read_tables(&tables, &s, &e) != 0)
		status = -1;
	else if (s.plan.listed)
		status = import_listed(&tables, &s, &e);
	else if (s.mode)
		status = run_inspect(&tables, &s, paths, n, &e);
	else
		status = run_import(&tables, &s, paths, n, &e);
	free(s.dialect);
	known_free(tables.known);
	dialects_free(tables.dialects);
	if (status != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}

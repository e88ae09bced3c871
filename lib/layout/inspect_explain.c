/* How a file is understood: its form, dialect and headers, and the rows that are not data. */
#include "layout/inspect_private.h"

#include "import/canonical.h"
#include "layout/detect.h"
#include "base/die.h"
#include "layout/book.h"
#include "layout/explain.h"
#include "layout/lookalike.h"
#include "clean/mapping.h"
#include "base/mem.h"
#include "io/out.h"
#include "result/result.h"
#include "import/total.h"

#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[EXPLAIN_COLUMNS] = {
	[EXPLAIN_FILE] = {"file", SCHEMA_TEXT, .shown = true},
	[EXPLAIN_ITEM] = {"item", SCHEMA_TEXT, .shown = true},
	[EXPLAIN_HEADER] = {"header", SCHEMA_TEXT, .shown = true},
	[EXPLAIN_SIDE] = {"side", SCHEMA_TEXT, .shown = true},
	[EXPLAIN_COLUMN] = {"column", SCHEMA_TEXT, .shown = true},
	[EXPLAIN_VALUE] = {"value", SCHEMA_TEXT, .shown = true},
	[EXPLAIN_BY] = {"by", SCHEMA_TEXT, .shown = true},
};

const struct schema explain_schema = {"explain", 1, columns, EXPLAIN_COLUMNS, 0};

/* The current file. */
struct file {
	const char *path;
	struct reader *reader;
	const char **headers;
	size_t count;
	struct headers *found; /* an index of the headers */
	struct layout layout;
	unsigned sides;
	struct mapping *maps[2]; /* one for each side; NULL: not asked for, or impossible */
	struct result *table;
};

static const enum side side_at[] = {SIDE_SHIPMENTS, SIDE_RETURNS};

/* The rows of one kind: how many, and the lines of the first few. */
enum { NAMED = 5 };

struct lines {
	uint64_t count;
	uint64_t first[NAMED];
};

static void row(const struct file *f, const char *item, const char *header, const char *side, const char *column,
		const char *value, const char *by)
{
	result_set_text(f->table, EXPLAIN_FILE, f->path);
	result_set_text(f->table, EXPLAIN_ITEM, item);
	result_set_text(f->table, EXPLAIN_HEADER, header);
	result_set_text(f->table, EXPLAIN_SIDE, side);
	result_set_text(f->table, EXPLAIN_COLUMN, column);
	result_set_text(f->table, EXPLAIN_VALUE, value);
	result_set_text(f->table, EXPLAIN_BY, by);
	result_end_row(f->table);
}

/* The same with a value and a reason, which are freed. */
static void fact(const struct file *f, const char *item, char *value, char *by)
{
	row(f, item, "", "", "", value, by ? by : "");
	free(value);
	free(by);
}

/* ---- headers ---- */

static char *by_words(const struct alias *a)
{
	static const char *const layers[] = {"generic", "dialect", "map"};

	return mem_printf("%s %s:%llu", layers[a->layer], a->from, (unsigned long long)a->line);
}

static const char *blank_words(const struct alias_use *use)
{
	if (use->standin)
		return "stand-in";
	switch (use->blank) {
	case ALIAS_BLANK_NEXT:
		return "if blank the next";
	case ALIAS_BLANK_DOWN:
		return "if blank the row above";
	default:
		return "";
	}
}

/* The use of a header by a column of a mapping (may be NULL), NULL when there is none. */
static const struct alias_use *find_use(const struct mapping *m, const char *column, size_t header)
{
	const struct alias_use *uses;
	size_t n = m ? mapping_uses(m, column, &uses) : 0;

	for (size_t i = 0; i < n; i++)
		if (uses[i].header == header)
			return &uses[i];
	return NULL;
}

/* Write the columns of one side that a header feeds; those that it feeds on both sides are written once, with the first. */
static bool tell_uses(const struct file *f, size_t side, size_t header)
{
	bool any = false;

	for (size_t i = 0; f->maps[side] && i < alias_target_count(side_at[side]); i++) {
		const char *column = alias_target_name(side_at[side], i);
		const struct alias_use *use = find_use(f->maps[side], column, header);
		const struct alias_use *other = find_use(f->maps[!side], column, header);

		any |= use != NULL;
		if (!use || (side && other && other->alias == use->alias))
			continue;
		char *by = by_words(use->alias);

		row(f, "header", f->headers[header],
		    side_set_name(other && other->alias == use->alias ? SIDE_BOTH : side_bit(side_at[side])), column,
		    blank_words(use), by);
		free(by);
	}
	return any;
}

/* The row of a table that says to ignore a header; NULL when the header is simply unknown. */
static const struct alias *find_left(const struct file *f, size_t header)
{
	const struct aliases *a = f->layout.aliases;

	for (size_t i = aliases_count(a); i-- > 0;) {
		const struct alias *alias = aliases_row(a, i);

		if (!alias->column[0] && alias->sides && headers_find(f->found, alias->header) == (int)header)
			return alias;
	}
	return NULL;
}

static void tell_left(const struct file *f, size_t header)
{
	const struct alias *alias = find_left(f, header);
	char *by = alias ? by_words(alias) : NULL;
	bool any = false;

	for (size_t side = 0; side < 2 && !alias; side++) {
		const char *column =
			f->maps[side] ? lookalike_column(&f->layout, side_at[side], f->maps[side], f->headers[header])
				      : NULL;

		if (column)
			row(f, "left", f->headers[header], side_name(side_at[side]), column, "may be it", "");
		any |= column != NULL;
	}
	if (!any)
		row(f, "left", f->headers[header], "", "", "", by ? by : "");
	free(by);
}

static void tell_headers(const struct file *f)
{
	for (size_t i = 0; i < f->count; i++) {
		size_t first = (size_t)reader_find(f->reader, f->headers[i]);
		bool shipments = tell_uses(f, 0, i);
		bool returns = tell_uses(f, 1, i);

		if (first < i) {
			char *words = mem_printf("in columns %zu and %zu; the first is read", first + 1, i + 1);

			row(f, "twice", f->headers[i], "", "", words, "");
			free(words);
		} else if (!shipments && !returns) {
			tell_left(f, i);
		}
	}
}

/* ---- constants, formats and missing columns ---- */

static void tell_settings(const struct file *f, size_t side)
{
	const struct mapping *m = f->maps[side];
	const char *name = side_name(side_at[side]);
	const char *text;

	for (size_t i = 0; i < alias_target_count(side_at[side]); i++) {
		const char *column = alias_target_name(side_at[side], i);

		if ((text = mapping_constant(m, column)) != NULL)
			row(f, "const", "", name, column, text, f->layout.name);
		for (size_t n = 0; (text = mapping_date_format(m, column, n)) != NULL; n++)
			row(f, "date", "", name, column, text, f->layout.name);
	}
	struct canonical *c = canonical_new(side_at[side], f->layout.values);
	const char *missing[CANONICAL_REQUIRED];
	size_t n;

	n = canonical_missing(c, m, missing);
	for (size_t i = 0; i < n; i++)
		row(f, "missing", "", name, missing[i], "", "");
	canonical_free(c);
}

/* ---- rows ---- */

static void note_line(struct lines *l, uint64_t line)
{
	if (l->count < NAMED)
		l->first[l->count] = line;
	l->count++;
}

/* `line 3`, `lines 3, 9`, `lines 3, 9, 12, 40, 77, …`. Caller frees. */
static char *line_words(const struct lines *l)
{
	char *text = mem_dup(l->count > 1 ? "lines" : "line", l->count > 1 ? 5 : 4);

	for (size_t i = 0; i < l->count && i < NAMED; i++) {
		char *longer = mem_printf("%s%s %llu%s", text, i ? "," : "", (unsigned long long)l->first[i],
					  i + 1 == NAMED && l->count > NAMED ? ", …" : "");

		free(text);
		text = longer;
	}
	return text;
}

static void tell_lines(const struct file *f, const char *item, const struct lines *l)
{
	if (l->count)
		fact(f, item, mem_printf("%llu", (unsigned long long)l->count), line_words(l));
}

static int read_rows(const struct file *f, uint64_t *rows, struct lines kinds[TOTAL_BANNER + 1], struct err *e)
{
	const struct mapping *m = f->maps[0] ? f->maps[0] : f->maps[1];
	struct total *total = total_new(0, reader_delimiter(f->reader));
	struct batch batch;
	int got;

	for (size_t i = 0; m && mapping_banner(m, i); i++)
		total_add_banner(total, mapping_banner(m, i));
	while ((got = reader_next(f->reader, &batch, e)) > 0) {
		*rows += batch.rows;
		for (size_t i = 0; i < batch.rows; i++) {
			const struct record *record = &batch.records[i];

			note_line(&kinds[total_classify(total, f->reader, record)], record->line);
		}
	}
	total_free(total);
	return got;
}

/* ---- a file ---- */

static void tell_form(const struct file *f)
{
	const struct reader *r = f->reader;
	char delimiter = reader_delimiter(r);

	fact(f, "encoding", mem_printf("%s", reader_encoding(r)), NULL);
	fact(f, "byte order mark", mem_printf("%s", reader_has_bom(r) ? "yes" : "no"), NULL);
	fact(f, "delimiter", delimiter == '\t' ? mem_printf("tab") : mem_printf("%c", delimiter), NULL);
	fact(f, "header row", mem_printf("%llu", (unsigned long long)reader_header_row(r)),
	     mem_printf("%zu columns", f->count));
}

static void tell_dialect(const struct file *f)
{
	const struct layout *l = &f->layout;

	row(f, "dialect", "", detect_name(f->sides), "", l->name, "");
	fact(f, "known", mem_printf("%zu of %zu headers", l->known, l->headers), NULL);
	for (size_t i = 0; i < l->next_count; i++)
		fact(f, "fits too", mem_printf("%s", dialect_name(l->next[i])),
		     mem_printf("%zu of %zu headers", l->next_known[i], l->headers));
}

static void map_sides(struct file *f, unsigned asked)
{
	f->sides = detect_sides(&f->layout, f->headers, f->count);
	unsigned wanted = f->sides & asked ? f->sides & asked : asked;

	if (f->layout.dialect && (wanted & dialect_sides(f->layout.dialect)))
		wanted &= dialect_sides(f->layout.dialect);
	for (size_t i = 0; i < 2; i++)
		if (wanted & side_bit(side_at[i]))
			f->maps[i] = mapping_new(f->layout.aliases, side_at[i], f->headers, f->count);
}

static int explain_reader(const struct inspection *in, struct file *f, struct err *e)
{
	struct lines kinds[TOTAL_BANNER + 1] = {0};
	uint64_t rows = 0;

	if (dialects_choose(in->dialects, in->dialect, f->path, f->headers, f->count, &f->layout, e) != 0)
		return -1;
	map_sides(f, in->sides);
	/* The encoding is certain only after the last row. */
	int status = read_rows(f, &rows, kinds, e);

	tell_form(f);
	tell_dialect(f);
	tell_headers(f);
	for (size_t i = 0; i < 2; i++)
		if (f->maps[i])
			tell_settings(f, i);
	fact(f, "rows", mem_printf("%llu", (unsigned long long)rows), NULL);
	tell_lines(f, "total rows", &kinds[TOTAL_ROW]);
	tell_lines(f, "banners", &kinds[TOTAL_BANNER]);
	tell_lines(f, "blank rows", &kinds[TOTAL_BLANK]);
	return status;
}

static int explain_table(const struct inspection *in, struct result *table, const char *path)
{
	struct file f = {.path = path, .table = table};
	struct err e;

	f.reader = reader_open(path, in->reading, &e);
	if (!f.reader) {
		warn("%s", e.words);
		return -1;
	}
	f.headers = explain_headers(f.reader);
	f.count = reader_columns(f.reader);
	f.found = headers_new(f.headers, f.count);
	int status = explain_reader(in, &f, &e);

	if (status != 0)
		warn("%s", e.words);
	mapping_free(f.maps[0]);
	mapping_free(f.maps[1]);
	headers_free(f.found);
	free(f.headers);
	reader_close(f.reader);
	return status;
}

int inspect_explain(const struct inspection *in, char *const *paths, size_t n, struct err *e)
{
	size_t all;
	struct out *out = out_open(in->output, e);

	if (!out)
		return -1;
	struct result *table = result_open(&explain_schema, NULL, out, in->pretty);

	const size_t lost = inspect_each(in, paths, n, explain_table, NULL, table, &all);

	result_close(table, false);
	if (out_close(out, e) != 0)
		return -1;
	return lost ? err_set(e, "%zu of %zu files cannot be understood", lost, all) : 0;
}

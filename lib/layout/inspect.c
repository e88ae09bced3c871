#include "layout/inspect_private.h"

#include "layout/book.h"
#include "layout/detect.h"
#include "base/die.h"
#include "layout/explain.h"
#include "base/mem.h"
#include "io/out.h"
#include "result/result.h"
#include "sheet/workbook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct schema_column dialects_columns[DIALECTS_COLUMNS] = {
	[DIALECTS_NAME] = {"name", SCHEMA_TEXT, .shown = true},
	[DIALECTS_SIDES] = {"sides", SCHEMA_TEXT, .shown = true},
	[DIALECTS_TITLE] = {"title", SCHEMA_TEXT, .shown = true},
	[DIALECTS_GRADE] = {"grade", SCHEMA_TEXT, .shown = true},
	[DIALECTS_HEADERS] = {"headers", SCHEMA_COUNT, .shown = true},
	[DIALECTS_KEYS] = {"keys", SCHEMA_TEXT, .shown = true},
	[DIALECTS_NOTS] = {"nots", SCHEMA_TEXT, .shown = false},
};

const struct schema dialects_schema = {"dialects", 1, dialects_columns, DIALECTS_COLUMNS, 0};

static const struct schema_column detected_columns[DETECT_COLUMNS] = {
	[DETECT_FILE] = {"file", SCHEMA_TEXT, .shown = true},
	[DETECT_KIND] = {"kind", SCHEMA_TEXT, .shown = true},
	[DETECT_ENCODING] = {"encoding", SCHEMA_TEXT, .shown = true},
	[DETECT_DIALECT] = {"dialect", SCHEMA_TEXT, .shown = true},
	[DETECT_FOUND] = {"columns", SCHEMA_TEXT, .shown = true},
};

const struct schema detect_schema = {"detect", 1, detected_columns, DETECT_COLUMNS, 0};

/* ---- dialects ---- */

int inspect_print(const char *output, const char *bytes, size_t n, struct err *e)
{
	struct out *out = out_open(output, e);

	if (!out)
		return -1;
	out_bytes(out, bytes, n);
	return out_close(out, e);
}

int inspect_print_dialect(const char *output, const char *name, struct err *e)
{
	const struct embed_file *file = dialects_table(name, e);

	return file ? inspect_print(output, file->bytes, *file->size, e) : -1;
}

int inspect_dialects(const struct inspection *in, struct err *e)
{
	struct out *out = out_open(in->output, e);

	if (!out)
		return -1;
	struct result *table = result_open(&dialects_schema, NULL, out, in->pretty);

	for (size_t i = 0; i < dialects_count(in->dialects); i++) {
		const struct dialect *d = dialects_at(in->dialects, i);
		char *keys = dialect_keys(d), *nots = dialect_nots(d);

		result_set_text(table, DIALECTS_NAME, dialect_name(d));
		result_set_text(table, DIALECTS_SIDES, side_set_name(dialect_sides(d)));
		result_set_text(table, DIALECTS_TITLE, dialect_title(d));
		result_set_text(table, DIALECTS_GRADE, dialect_grade(d));
		result_set_count(table, DIALECTS_HEADERS, (int64_t)dialect_headers(d));
		result_set_text(table, DIALECTS_KEYS, keys);
		result_set_text(table, DIALECTS_NOTS, nots);
		result_end_row(table);
		free(keys);
		free(nots);
	}
	result_close(table, false);
	return out_close(out, e);
}

/* ---- which tables a file can become ---- */

static void detect_row(struct result *table, const char *path, const char *kind, const char *encoding,
		       const char *dialect, const char *columns)
{
	result_set_text(table, DETECT_FILE, path);
	result_set_text(table, DETECT_KIND, kind);
	result_set_text(table, DETECT_ENCODING, encoding);
	result_set_text(table, DETECT_DIALECT, dialect);
	result_set_text(table, DETECT_FOUND, columns);
	result_end_row(table);
}

/* Returns -1 when it cannot be read. */
static int detect_reader(const struct inspection *in, struct result *table, const char *path, struct reader *r)
{
	const char **headers = explain_headers(r);
	size_t n = reader_columns(r);
	struct layout layout;
	struct batch batch;
	struct err e;
	char *columns = NULL;
	unsigned sides = 0;

	if (dialects_choose(in->dialects, in->dialect, path, headers, n, &layout, &e) == 0) {
		sides = detect_sides(&layout, headers, n);
		columns = detect_columns(&layout, sides, headers, n);
	} else {
		warn("%s", e.words);
		layout.name = "";
	}
	/* A header in ASCII does not show the encoding: look at some rows as well. */
	bool lost = reader_next(r, &batch, &e) < 0;

	if (lost)
		warn("%s", e.words);
	detect_row(table, strcmp(path, "-") == 0 ? path : reader_name(r), detect_name(sides), reader_encoding(r),
		   layout.name, columns ? columns : "");
	free(columns);
	free(headers);
	return lost && e.kind == ERR_IO ? -1 : 0;
}

/* Returns -1 when it cannot be opened or read, whatever it is. */
static int detect_table(const struct inspection *in, struct result *table, const char *path)
{
	struct err e;
	struct reader *r = reader_open(path, in->reading, &e);

	if (!r) {
		warn("%s", e.words);
		detect_row(table, path, "unknown", "", "", "");
		return e.kind == ERR_IO ? -1 : 0;
	}
	int status = detect_reader(in, table, path, r);

	reader_close(r);
	return status;
}

static void detect_unreadable(struct result *table, const char *path)
{
	detect_row(table, path, "unknown", "", "", "");
}

size_t inspect_each(const struct inspection *in, char *const *paths, size_t n,
		    int (*one)(const struct inspection *, struct result *, const char *path),
		    void (*unreadable)(struct result *, const char *path), struct result *table, size_t *all)
{
	size_t lost = 0;

	*all = 0;
	for (size_t i = 0; i < n; i++) {
		size_t count;
		struct err why;
		char **tables = book_paths(paths[i], in->reading, &count, &why);

		if (!tables) {
			warn("%s", why.words);
			if (unreadable)
				unreadable(table, paths[i]);
			lost++;
		}
		for (size_t k = 0; k < count; k++)
			lost += one(in, table, tables[k]) != 0;
		*all += tables ? count : 1;
		if (tables)
			book_free_paths(tables);
	}
	return lost;
}

int inspect_detect(const struct inspection *in, char *const *paths, size_t n, struct err *e)
{
	size_t all;
	struct out *out = out_open(in->output, e);

	if (!out)
		return -1;
	struct result *table = result_open(&detect_schema, NULL, out, false);

	const size_t lost = inspect_each(in, paths, n, detect_table, detect_unreadable, table, &all);

	result_close(table, false);
	if (out_close(out, e) != 0)
		return -1;
	return lost ? err_set(e, "%zu of %zu files cannot be read", lost, all) : 0;
}

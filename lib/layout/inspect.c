#include "layout/inspect.h"

#include "layout/detect.h"
#include "base/die.h"
#include "layout/explain.h"
#include "base/mem.h"
#include "io/out.h"
#include "result/result.h"
#include "io/workbook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	static const struct result_column columns[] = {
		{"name", RESULT_TEXT, "name"},   {"sides", RESULT_TEXT, "sides"},      {"title", RESULT_TEXT, "title"},
		{"grade", RESULT_TEXT, "grade"}, {"headers", RESULT_COUNT, "headers"}, {"keys", RESULT_TEXT, "keys"},
		{"nots", RESULT_TEXT, NULL},
	};
	struct out *out = out_open(in->output, e);

	if (!out)
		return -1;
	struct result *table = result_new(out, columns, sizeof(columns) / sizeof(columns[0]), in->pretty);

	for (size_t i = 0; i < dialects_count(in->dialects); i++) {
		const struct dialect *d = dialects_at(in->dialects, i);
		char *keys = dialect_keys(d), *nots = dialect_nots(d);

		result_text(table, dialect_name(d));
		result_text(table, side_set_name(dialect_sides(d)));
		result_text(table, dialect_title(d));
		result_text(table, dialect_grade(d));
		result_count(table, (int64_t)dialect_headers(d));
		result_text(table, keys);
		result_text(table, nots);
		free(keys);
		free(nots);
	}
	result_close(table, false);
	return out_close(out, e);
}

/* ---- which tables a file can become ---- */

static void detect_row(struct out *out, const char *path, const char *kind, const char *encoding, const char *dialect,
		       const char *columns)
{
	out_cell_text(out, path);
	out_cell_text(out, kind);
	out_cell_text(out, encoding);
	out_cell_text(out, dialect);
	out_cell_text(out, columns);
	out_row_end(out);
}

static void detect_reader(const struct inspection *in, struct out *out, const char *path, struct reader *r)
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
	/* A header in ASCII says nothing about the encoding: look at some rows as well. */
	if (reader_next(r, &batch, &e) < 0)
		warn("%s", e.words);
	detect_row(out, strcmp(path, "-") == 0 ? path : reader_name(r), detect_name(sides), reader_encoding(r),
		   layout.name, columns ? columns : "");
	free(columns);
	free(headers);
}

/* Returns -1 when it cannot be opened at all. */
static int detect_file(const struct inspection *in, struct out *out, const char *path)
{
	struct err e;
	struct reader *r = reader_open(path, in->reading, &e);

	if (!r) {
		warn("%s", e.words);
		detect_row(out, path, "unknown", "", "", "");
		return strcmp(path, "-") == 0 || workbook_mark(path) || access(path, R_OK) == 0 ? 0 : -1;
	}
	detect_reader(in, out, path, r);
	reader_close(r);
	return 0;
}

int inspect_detect(const struct inspection *in, char *const *paths, size_t n, struct err *e)
{
	size_t lost = 0;

	struct out *out = out_open(in->output, e);

	if (!out)
		return -1;
	out_text(out, "file,kind,encoding,dialect,columns\n");
	for (size_t i = 0; i < n; i++)
		lost += detect_file(in, out, paths[i]) != 0;
	if (out_close(out, e) != 0)
		return -1;
	return lost ? err_set(e, "%zu of %zu files cannot be opened", lost, n) : 0;
}

#include "layout/make_dialect.h"

#include "base/mem.h"
#include "clean/mapping.h"
#include "import/feed.h"
#include "io/out.h"
#include "layout/detect.h"
#include "layout/explain.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* The export, and where the dialect goes. */
struct making {
	const struct make_dialect *of;
	const char **headers;
	size_t count;
	struct layout layout;
	unsigned sides;
	struct mapping *maps[SIDES]; /* NULL: it cannot become that table */
	struct out *out;
};

static void row(struct out *out, const char *kind, unsigned sides, const char *column, const char *name,
		const char *value, const char *when)
{
	out_cell_text(out, kind);
	out_cell_text(out, sides ? side_set_name(sides) : "");
	out_cell_text(out, column);
	out_cell_text(out, name);
	out_cell_text(out, value);
	out_cell_text(out, when);
	out_cell_text(out, "");
	out_row_end(out);
}

/* ---- keys ---- */

/* True for the columns without which there is no table. */
static bool is_needed(const char *column)
{
	static const char *const needed[] = {
		COLUMN_SKU,         COLUMN_QTY,         "qty_received",    "qty_applied", COLUMN_SHIPPED_AT,
		COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, NULL,
	};

	return columns_has(needed, column, strlen(column));
}

/* True when the header is named by a map, or is the first of a column that the table needs. */
static bool is_key(const struct making *m, enum side side, size_t header)
{
	const struct alias_use *uses;

	for (size_t i = 0; m->maps[side] && i < alias_target_count(side); i++) {
		const char *column = alias_target_name(side, i);
		size_t n = mapping_uses(m->maps[side], column, &uses);

		for (size_t u = 0; u < n; u++)
			if (uses[u].header == header &&
			    (uses[u].alias->layer == ALIAS_MAP || (u == 0 && is_needed(column))))
				return true;
	}
	return false;
}

/* ---- headers ---- */

static const char *blank_name(const struct alias_use *use)
{
	if (use->standin)
		return "standin";
	return use->blank == ALIAS_BLANK_NEXT ? "next" : use->blank == ALIAS_BLANK_DOWN ? "down" : "";
}

/* One row for each header of each column, in the order in which the column tries them. */
static void write_columns(const struct making *m, enum side side)
{
	const struct alias_use *uses;

	for (size_t i = 0; m->maps[side] && i < alias_target_count(side); i++) {
		const char *column = alias_target_name(side, i);
		size_t n = mapping_uses(m->maps[side], column, &uses);

		for (size_t u = 0; u < n; u++)
			row(m->out, "header", side_bit(side), column, m->headers[uses[u].header], blank_name(&uses[u]),
			    "");
	}
}

static bool is_used(const struct making *m, size_t header)
{
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		if (m->maps[s] && mapping_is_used(m->maps[s], header))
			return true;
	return false;
}

static void write_headers(const struct making *m)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->headers[i][0] && (is_key(m, SIDE_SHIPMENTS, i) || is_key(m, SIDE_RETURNS, i)))
			row(m->out, "key", 0, "", m->headers[i], "", "");
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		write_columns(m, s);
	for (size_t i = 0; i < m->count; i++)
		if (m->headers[i][0] && !is_used(m, i))
			row(m->out, "header", SIDE_BOTH, "", m->headers[i], "", "");
}

/* ---- constants and dates ---- */

/* Write one COLUMN=VALUE for each side that has the column. */
static void write_setting(const struct making *m, const char *kind, const char *text)
{
	const char *equals = strchr(text, '=');
	char *column = mem_dup(text, (size_t)(equals - text));

	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		if (m->maps[s] && alias_target(s, column) >= 0)
			row(m->out, kind, side_bit(s), column, "", equals + 1, "");
	free(column);
}

/* A format without a column is that of every column of dates that the file feeds. */
static void write_format(const struct making *m, const char *format)
{
	const struct alias_use *uses;
	struct err ignored;

	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++) {
		struct feeds *feeds = m->maps[s] ? feeds_new(s, m->layout.values) : NULL;

		for (size_t i = 0; feeds && i < alias_target_count(s); i++) {
			char *text = mem_printf("%s=%s", alias_target_name(s, i), format);

			if (mapping_uses(m->maps[s], alias_target_name(s, i), &uses) &&
			    feeds_date_format(feeds, text, &ignored) == 0)
				row(m->out, "date", side_bit(s), alias_target_name(s, i), "", format, "");
			free(text);
		}
		feeds_free(feeds);
	}
}

static int write_settings(const struct making *m, struct err *e)
{
	const struct option_values *constants = m->of->constants, *formats = m->of->formats;
	enum side side = m->maps[SIDE_SHIPMENTS] ? SIDE_SHIPMENTS : SIDE_RETURNS;
	struct feeds *feeds = feeds_new(side, m->layout.values);
	int status = 0;

	for (size_t i = 0; i < constants->count && status == 0; i++)
		if ((status = feeds_constant(feeds, constants->items[i], e)) == 0)
			write_setting(m, "const", constants->items[i]);
	for (size_t i = 0; i < formats->count && status == 0; i++) {
		if ((status = feeds_date_format(feeds, formats->items[i], e)) != 0)
			break;
		if (strchr(formats->items[i], '='))
			write_setting(m, "date", formats->items[i]);
		else
			write_format(m, formats->items[i]);
	}
	feeds_free(feeds);
	return status;
}

/* ---- the dialect ---- */

static int write_dialect(const struct making *m, struct err *e)
{
	out_text(m->out, "kind,side,column,name,value,when,note\n");
	row(m->out, "dialect", m->sides, "", "title", m->of->title, "");
	row(m->out, "dialect", 0, "", "grade", "verified", "");
	write_headers(m);
	if (write_settings(m, e) != 0)
		return -1;
	dialects_copy_words(m->of->in->dialects, m->layout.dialect, m->sides, m->out);
	return 0;
}

static int understand(struct making *m, const char *path, struct err *e)
{
	const struct inspection *in = m->of->in;

	if (dialects_choose(in->dialects, in->dialect, path, m->headers, m->count, &m->layout, e) != 0)
		return -1;
	m->sides = detect_sides(&m->layout, m->headers, m->count) & in->sides;
	if (!m->sides)
		return err_set(e, "%s: no table can be made of it yet: --explain says which columns are missing", path);
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		if (m->sides & side_bit(s))
			m->maps[s] = mapping_new(m->layout.aliases, s, m->headers, m->count);
	return 0;
}

int make_dialect(const struct make_dialect *make, const char *path, struct err *e)
{
	struct reader *r = reader_open(path, make->in->reading, e);

	if (!r)
		return -1;
	struct making m = {.of = make, .headers = explain_headers(r), .count = reader_columns(r)};
	int status = understand(&m, path, e);

	if (status == 0) {
		size_t n;

		m.out = out_open_memory();
		status = write_dialect(&m, e);
		const char *bytes = out_memory(m.out, &n);

		if (status == 0)
			status = inspect_print(make->in->output, bytes, n, e);
		out_abandon(m.out);
	}
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		mapping_free(m.maps[s]);
	free(m.headers);
	reader_close(r);
	return status;
}

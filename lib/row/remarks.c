#include "row/remarks.h"

#include "base/mem.h"
#include "io/encoding.h"
#include "io/out.h"
#include "io/place.h"
#include "result/result.h"

#include <stdlib.h>

struct remarks {
	enum side side;
	struct out *out; /* NULL: not asked for */
	struct result *table;
};

static const struct schema_column columns[REMARKS_COLUMNS] = {
	[REMARKS_SIDE] = {"side", SCHEMA_WORD, .shown = false},
	[REMARKS_FILE] = {"file", SCHEMA_TEXT, .shown = false},
	[REMARKS_LINE] = {"line", SCHEMA_COUNT, .shown = false},
	[REMARKS_REMARK] = {"remark", SCHEMA_WORD, .shown = false},
	[REMARKS_ROWS] = {"rows", SCHEMA_COUNT, .shown = false},
	[REMARKS_COLUMN] = {"column", SCHEMA_TEXT, .shown = false},
	[REMARKS_VALUE] = {"value", SCHEMA_TEXT, .shown = false},
	[REMARKS_OTHER] = {"other", SCHEMA_TEXT, .shown = false},
	[REMARKS_OTHER_ROWS] = {"other_rows", SCHEMA_COUNT, .shown = false},
};

const struct schema remarks_schema = {"remarks", 1, columns, REMARKS_COLUMNS, 0};

struct remarks *remarks_new(enum side side, const char *path, const char *const *others, size_t n, struct err *e)
{
	struct out *out = NULL;

	for (size_t i = 0; path && i < n; i++)
		if ((i == 0 || others[i]) && place_is_same(path, others[i])) {
			err_set(e, "--remarks '%s' is also another output", path);
			return NULL;
		}
	if (path && !(out = out_open(path, e)))
		return NULL;
	struct remarks *r = mem_alloc(1, sizeof(*r));

	r->side = side;
	r->out = out;
	r->table = out ? result_open(&remarks_schema, NULL, out, false) : NULL;
	return r;
}

static void set_text(struct result *table, size_t column, const char *text)
{
	if (text && *text)
		result_set_text(table, column, text);
}

static void set_name(struct result *table, size_t column, const char *name)
{
	char *shown = name ? encoding_readable(name) : NULL;

	set_text(table, column, shown);
	free(shown);
}

static void set_count(struct result *table, size_t column, uint64_t count)
{
	if (count)
		result_set_count(table, column, (int64_t)count);
}

void remarks_add(struct remarks *r, const struct remark *remark)
{
	if (!r || !r->table)
		return;
	result_set_text(r->table, REMARKS_SIDE, side_name(r->side));
	set_name(r->table, REMARKS_FILE, remark->file);
	set_count(r->table, REMARKS_LINE, remark->line);
	result_set_text(r->table, REMARKS_REMARK, remark_slug(remark->kind));
	set_count(r->table, REMARKS_ROWS, remark->rows);
	set_text(r->table, REMARKS_COLUMN, remark->column);
	set_text(r->table, REMARKS_VALUE, remark->value);
	set_name(r->table, REMARKS_OTHER, remark->other);
	set_count(r->table, REMARKS_OTHER_ROWS, remark->other_rows);
	result_end_row(r->table);
}

void remarks_tell(struct remarks *r, const struct remark *remark)
{
	remark_warn(remark);
	remarks_add(r, remark);
}

int remarks_close(struct remarks *r, int status, struct err *e)
{
	struct err ignored;

	if (r->out) {
		result_close(r->table, false);
		/* Keep the words of the earlier error. */
		if (out_close(r->out, status == 0 ? e : &ignored) != 0)
			status = -1;
	}
	free(r);
	return status;
}

void remarks_abandon(struct remarks *r)
{
	if (!r)
		return;
	if (r->out) {
		result_close(r->table, false);
		out_abandon(r->out);
	}
	free(r);
}

#include "sheet/private.h"

#include "base/mem.h"
#include "base/num.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum workbook_kind workbook_kind(const char *bytes, size_t n)
{
	if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		return WORKBOOK_XLSX;
	if (n >= 4 && memcmp(bytes, "\xd0\xcf\x11\xe0", 4) == 0)
		return WORKBOOK_XLS;
	return WORKBOOK_NONE;
}

const char *workbook_mark(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return NULL;
	for (const char *mark = strchr(path, '#'); mark; mark = strchr(mark + 1, '#')) {
		char *book = mem_dup(path, (size_t)(mark - path));
		bool found = mark[1] && stat(book, &st) == 0 && S_ISREG(st.st_mode);

		free(book);
		if (found)
			return mark;
	}
	return NULL;
}

static int find_kind(struct workbook *w, struct err *e)
{
	char first[4];
	FILE *file = fopen(w->path, "rbe");

	if (!file)
		return err_set_io(e, "%s: %s", w->path, strerror(errno));
	w->kind = workbook_kind(first, fread(first, 1, sizeof(first), file));
	fclose(file);
	return 0;
}

struct workbook *workbook_open(const char *path, struct err *e)
{
	struct workbook *w = mem_alloc(1, sizeof(*w));

	w->path = mem_dup(path, strlen(path));
	int status = find_kind(w, e);

	if (status == 0)
		status = w->kind == WORKBOOK_XLS ? xls_list(w, e) : xlsx_list(w, e);
	if (status == 0 && w->count == 0)
		status = err_set(e, "%s: the workbook has no sheets", path);
	if (status == 0 && w->count > SHEETS_MOST)
		status = err_set(e, "%s: the workbook has more than %d sheets", path, SHEETS_MOST);
	if (status == 0)
		return w;
	workbook_free(w);
	return NULL;
}

void workbook_free(struct workbook *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->count; i++) {
		free(w->tabs[i].name);
		free(w->tabs[i].part);
	}
	free(w->tabs);
	free(w->formats.kinds);
	free(w->strings);
	xls_free(w->xls);
	free(w->path);
	free(w);
}

size_t workbook_sheets(const struct workbook *w)
{
	return w->count;
}

bool workbook_since_1904(const struct workbook *w)
{
	return w->since_1904;
}

const char *workbook_sheet(const struct workbook *w, size_t i)
{
	return w->tabs[i].name;
}

enum workbook_state workbook_state(const struct workbook *w, size_t i)
{
	return w->tabs[i].state;
}

/* The names of the sheets of these states, each a bit. Caller frees. */
static char *join_names(const struct workbook *w, unsigned states)
{
	size_t n = 1;

	for (size_t i = 0; i < w->count; i++)
		n += strlen(w->tabs[i].name) + 2;
	char *list = mem_alloc(n, 1), *to = list;

	for (size_t i = 0; i < w->count; i++)
		if (states & 1U << w->tabs[i].state)
			to = stpcpy(stpcpy(to, to > list ? ", " : ""), w->tabs[i].name);
	return list;
}

char *workbook_list(const struct workbook *w, enum workbook_state state)
{
	return join_names(w, 1U << state);
}

int workbook_find(const struct workbook *w, const char *sheet, size_t *i, struct err *e)
{
	int64_t number;

	for (*i = 0; *i < w->count; ++*i)
		if (strcmp(w->tabs[*i].name, sheet) == 0)
			return 0;
	if (num_parse_int(sheet, strlen(sheet), 1, (int64_t)w->count, &number) == 0) {
		*i = (size_t)number - 1;
		return 0;
	}
	char *list = join_names(w, 1U << WORKBOOK_SHOWN | 1U << WORKBOOK_HIDDEN);

	err_set(e, "%s: no sheet '%s'; there are: %s", w->path, sheet, list);
	free(list);
	return -1;
}

/* ---- a sheet ---- */

struct sheet {
	struct merges merges;
	struct rows *rows;
	struct xlsx_sheet *xlsx; /* one of these */
	struct xls_sheet *xls;
};

struct sheet *sheet_open(const struct workbook *w, size_t i, struct err *e)
{
	const struct tab *tab = &w->tabs[i];

	if (tab->state == WORKBOOK_CHART) {
		err_set(e, "%s: '%s' is a chart or macro, not a sheet of cells", w->path, tab->name);
		return NULL;
	}
	struct sheet *s = mem_alloc(1, sizeof(*s));

	if (w->kind == WORKBOOK_XLS)
		s->xls = xls_open(w, tab, &s->merges, e);
	else
		s->xlsx = xlsx_open(w, tab, &s->merges, e);
	if (!s->xlsx && !s->xls) {
		sheet_close(s);
		return NULL;
	}
	merges_sort(&s->merges);
	s->rows = rows_new(&s->merges);
	return s;
}

void sheet_close(struct sheet *s)
{
	if (!s)
		return;
	xlsx_close(s->xlsx);
	xls_close(s->xls);
	rows_free(s->rows);
	merges_free(&s->merges);
	free(s);
}

ssize_t sheet_read(struct sheet *s, char *to, size_t room, struct err *e)
{
	size_t n;
	const char *text = rows_text(s->rows, &n);
	int more = 1;

	while (n == 0 && more > 0) {
		more = s->xls ? xls_step(s->xls, s->rows, e) : xlsx_step(s->xlsx, s->rows, e);
		text = rows_text(s->rows, &n);
	}
	if (more < 0)
		return -1;
	if (n > room)
		n = room;
	memcpy(to, text, n);
	rows_take(s->rows, n);
	return (ssize_t)n;
}

bool sheet_repeats(const struct sheet *s, uint64_t row, size_t column)
{
	return row > 0 && row <= ROWS_MOST && column < ROWS_COLUMNS_MOST && s->merges.count &&
	       merges_repeat(&s->merges, (uint32_t)row - 1, (uint32_t)column);
}

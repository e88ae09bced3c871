#include "report/data.h"

#include "answer/bridges.h"
#include "answer/rate.h"
#include "answer/yoy.h"
#include "base/mem.h"
#include "base/num.h"
#include "check/finding.h"
#include "row/account.h"
#include "row/remarks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A column of numbers and the variable that receives its value. */
struct number {
	size_t column;
	double *value;
};

/* Read numbers of a row. Returns 0, or -1 with words. */
static int read_numbers(const struct view *v, size_t row, const struct number *numbers, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		*numbers[i].value = NAN;
		if (*view_text(v, row, numbers[i].column) != '\0' &&
		    view_number(v, row, numbers[i].column, numbers[i].value, e) != 0)
			return -1;
	}
	return 0;
}

#define READ(v, row, numbers, e) read_numbers(v, row, numbers, sizeof(numbers) / sizeof(*(numbers)), e)

/* Open a table and its view. Returns NULL with words, and frees the table, when either fails. */
static struct view *open_view(struct table **table, const char *path, const struct schema *schema, uint64_t needed,
			      struct err *e)
{
	*table = table_read(path, e);
	return *table ? view_new(*table, schema, needed, e) : NULL;
}

static uint64_t all_but(const struct schema *schema, uint64_t without)
{
	uint64_t needed = 0;

	for (size_t i = 0; i < schema->count; i++)
		if (schema->columns[i].name && !schema->columns[i].optional)
			needed |= SCHEMA_SET(i);
	return needed & ~without;
}

static const char *name_of(const struct view *v, size_t row)
{
	return view_dims(v) ? view_dim(v, row, 0) : "";
}

/* ---- ret-yoy ---- */

static int read_change(const struct view *v, size_t row, struct change *c, struct err *e)
{
	size_t verdict;
	const struct number numbers[] = {
		{YOY_SHIPPED, &c->shipped},
		{YOY_RETURNED, &c->returned},
		{YOY_SHIPPED_BEFORE, &c->shipped_before},
		{YOY_RETURNED_BEFORE, &c->returned_before},
		{YOY_RATE, &c->rate},
		{YOY_LOW, &c->low},
		{YOY_HIGH, &c->high},
		{YOY_RATE_BEFORE, &c->rate_before},
		{YOY_CHANGE, &c->points},
		{YOY_CHANGE_LOW, &c->points_low},
		{YOY_CHANGE_HIGH, &c->points_high},
		{YOY_P, &c->p},
		{YOY_Q, &c->q},
	};

	c->period = view_text(v, row, KEY_PERIOD);
	c->name = name_of(v, row);
	c->cause = view_text(v, row, KEY_CAUSE);
	c->reason = view_text(v, row, KEY_REASON);
	if (view_word(v, row, YOY_VERDICT, &verdict, e) != 0)
		return -1;
	c->verdict = (enum verdict)verdict;
	return READ(v, row, numbers, e);
}

int changes_read(struct changes *c, const char *path, struct err *e)
{
	int status = 0;

	*c = (struct changes){NULL, NULL, 0};
	struct view *v = open_view(&c->table, path, &yoy_schema, all_but(&yoy_schema, 0), e);

	if (!v)
		return -1;
	c->count = table_rows(c->table);
	c->rows = mem_alloc(c->count, sizeof(*c->rows));
	for (size_t i = 0; i < c->count && status == 0; i++)
		status = read_change(v, i, &c->rows[i], e);
	view_free(v);
	return status;
}

void changes_free(struct changes *c)
{
	free(c->rows);
	if (c->table)
		table_free(c->table);
}

size_t changes_tested(const struct changes *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->count; i++)
		n += isnan(c->rows[i].q) ? 0 : 1;
	return n;
}

/* ---- ret-bridge --total ---- */

static int read_moved(const struct view *v, size_t row, struct moved *m, struct err *e)
{
	const struct number numbers[] = {
		{TOTAL_RETURNED, &m->returned},
		{TOTAL_RETURNED_BEFORE, &m->returned_before},
		{TOTAL_RATE, &m->rate},
		{TOTAL_RATE_BEFORE, &m->rate_before},
		{TOTAL_CHANGE_PP, &m->points},
		{TOTAL_MIX_PP, &m->mix},
		{TOTAL_ASSORTMENT_PP, &m->assortment},
		{TOTAL_RATE_PP, &m->same},
		{TOTAL_RATE_LOW_PP, &m->same_low},
		{TOTAL_RATE_HIGH_PP, &m->same_high},
		{TOTAL_Q, &m->q},
	};

	m->name = name_of(v, row);
	m->cause = view_text(v, row, KEY_CAUSE);
	m->reason = view_text(v, row, KEY_REASON);
	m->flag = view_text(v, row, TOTAL_FLAG);
	return READ(v, row, numbers, e);
}

int moves_read(struct moves *m, const char *path, struct err *e)
{
	int status = 0;

	*m = (struct moves){NULL, NULL, 0};
	struct view *v = open_view(&m->table, path, &bridge_total_schema, all_but(&bridge_total_schema, 0), e);

	if (!v)
		return -1;
	m->count = table_rows(m->table);
	m->rows = mem_alloc(m->count, sizeof(*m->rows));
	for (size_t i = 0; i < m->count && status == 0; i++)
		status = read_moved(v, i, &m->rows[i], e);
	view_free(v);
	return status;
}

void moves_free(struct moves *m)
{
	free(m->rows);
	if (m->table)
		table_free(m->table);
}

/* ---- ret-rate ---- */

static int read_rated(const struct view *v, size_t row, struct rated *r, struct err *e)
{
	const struct number numbers[] = {
		{RATE_SHIPPED, &r->shipped}, {RATE_RETURNED, &r->returned}, {RATE_RATE, &r->rate},
		{RATE_LOW, &r->low},         {RATE_HIGH, &r->high},         {RATE_SHARE, &r->share},
	};

	r->period = view_text(v, row, KEY_PERIOD);
	r->cause = view_text(v, row, KEY_CAUSE);
	r->reason = view_text(v, row, KEY_REASON);
	r->flag = view_text(v, row, RATE_FLAG);
	return READ(v, row, numbers, e);
}

int rates_read(struct rates *r, const char *path, struct err *e)
{
	int status = 0;

	*r = (struct rates){NULL, NULL, 0};
	struct view *v = open_view(&r->table, path, &rate_schema, all_but(&rate_schema, 0), e);

	if (!v)
		return -1;
	r->count = table_rows(r->table);
	r->rows = mem_alloc(r->count, sizeof(*r->rows));
	for (size_t i = 0; i < r->count && status == 0; i++)
		status = read_rated(v, i, &r->rows[i], e);
	view_free(v);
	return status;
}

void rates_free(struct rates *r)
{
	free(r->rows);
	if (r->table)
		table_free(r->table);
}

const struct rated *rates_find(const struct rates *r, const char *period)
{
	for (size_t i = r->count; i-- > 0;)
		if (strcmp(r->rows[i].period, period) == 0)
			return &r->rows[i];
	return NULL;
}

/* ---- ret-check ---- */

static int read_fault(const struct view *v, size_t row, struct fault *f, struct err *e)
{
	size_t severity;
	const struct number numbers[] = {{FINDING_COUNT, &f->count}, {FINDING_UNITS, &f->units}};

	f->check = view_text(v, row, FINDING_CHECK);
	f->example = view_text(v, row, FINDING_EXAMPLE);
	f->advice = view_text(v, row, FINDING_WORDS);
	if (view_word(v, row, FINDING_SEVERITY, &severity, e) != 0)
		return -1;
	f->severity = (enum severity)severity;
	return READ(v, row, numbers, e);
}

int faults_read(struct faults *f, const char *path, struct err *e)
{
	int status = 0;

	*f = (struct faults){NULL, NULL, 0};
	struct view *v = open_view(&f->table, path, &finding_schema, all_but(&finding_schema, 0), e);

	if (!v)
		return -1;
	f->count = table_rows(f->table);
	f->rows = mem_alloc(f->count, sizeof(*f->rows));
	for (size_t i = 0; i < f->count && status == 0; i++)
		status = read_fault(v, i, &f->rows[i], e);
	view_free(v);
	return status;
}

void faults_free(struct faults *f)
{
	free(f->rows);
	if (f->table)
		table_free(f->table);
}

size_t faults_count(const struct faults *f, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++)
		n += f->rows[i].severity == severity;
	return n;
}

/* ---- accounts ---- */

static int read_entry(const struct view *v, size_t row, struct entry *entry, struct err *e)
{
	static const char *const fates[] = {FATE_KEPT, FATE_SKIPPED, FATE_REJECTED, FATE_NOTE};
	const char *units = view_text(v, row, ACCOUNT_UNITS);
	double rows;
	bool known = false;

	entry->side = view_text(v, row, ACCOUNT_SIDE);
	entry->file = view_text(v, row, ACCOUNT_FILE);
	entry->fate = view_text(v, row, ACCOUNT_FATE);
	entry->reason = view_text(v, row, ACCOUNT_REASON);
	for (size_t i = 0; i < sizeof(fates) / sizeof(*fates); i++)
		known |= strcmp(entry->fate, fates[i]) == 0;
	if (!known)
		return view_fault(v, row, ACCOUNT_FATE, "no fate of rows is called", e);
	if (view_number(v, row, ACCOUNT_ROWS, &rows, e) != 0)
		return -1;
	entry->rows = (int64_t)rows;
	entry->units = 0;
	/* Units may be negative, unlike other counts. */
	if (*units != '\0' && num_parse_int(units, strlen(units), INT64_MIN, INT64_MAX, &entry->units) != 0)
		return view_fault(v, row, ACCOUNT_UNITS, "not a whole number:", e);
	return 0;
}

int ledger_read(struct ledger *l, const char *path, struct err *e)
{
	int status = 0;

	*l = (struct ledger){NULL, NULL, 0};
	struct view *v = open_view(&l->table, path, &account_schema, all_but(&account_schema, 0), e);

	if (!v)
		return -1;
	l->count = table_rows(l->table);
	l->rows = mem_alloc(l->count, sizeof(*l->rows));
	for (size_t i = 0; i < l->count && status == 0; i++)
		status = read_entry(v, i, &l->rows[i], e);
	view_free(v);
	if (status == 0 && l->count == 0)
		return err_set(e, "%s: no account of any file is in it", path);
	return status;
}

void ledger_free(struct ledger *l)
{
	free(l->rows);
	if (l->table)
		table_free(l->table);
}

static bool fits(const char *asked, const char *is)
{
	return !asked || strcmp(asked, is) == 0;
}

int64_t ledger_rows(const struct ledger *l, const char *side, const char *file, const char *fate, const char *reason)
{
	int64_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		if (fits(side, l->rows[i].side) && fits(file, l->rows[i].file) && fits(fate, l->rows[i].fate) &&
		    fits(reason, l->rows[i].reason))
			n += l->rows[i].rows;
	return n;
}

int64_t ledger_units(const struct ledger *l, const char *side, const char *fate, const char *reason)
{
	int64_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		if (fits(side, l->rows[i].side) && fits(fate, l->rows[i].fate) && fits(reason, l->rows[i].reason))
			n += l->rows[i].units;
	return n;
}

int64_t ledger_read_rows(const struct ledger *l, const char *side, const char *file)
{
	return ledger_rows(l, side, file, NULL, NULL) - ledger_rows(l, side, file, FATE_NOTE, NULL);
}

/* ---- remarks ---- */

static int read_remark(const struct view *v, size_t row, struct remark *remark, struct err *e)
{
	double line, rows, others;
	const struct number numbers[] = {{REMARKS_LINE, &line}, {REMARKS_ROWS, &rows}, {REMARKS_OTHER_ROWS, &others}};

	if (remark_parse(view_text(v, row, REMARKS_REMARK), &remark->kind) != 0)
		return view_fault(v, row, REMARKS_REMARK, "no remark is called", e);
	if (READ(v, row, numbers, e) != 0)
		return -1;
	remark->file = view_text(v, row, REMARKS_FILE);
	remark->line = isnan(line) ? 0 : (uint64_t)line;
	remark->rows = isnan(rows) ? 0 : (uint64_t)rows;
	remark->column = view_text(v, row, REMARKS_COLUMN);
	remark->value = view_text(v, row, REMARKS_VALUE);
	remark->other = view_text(v, row, REMARKS_OTHER);
	remark->other_rows = isnan(others) ? 0 : (uint64_t)others;
	return 0;
}

int remark_list_read(struct remark_list *l, const char *path, struct err *e)
{
	int status = 0;

	*l = (struct remark_list){NULL, NULL, 0};
	struct view *v = open_view(&l->table, path, &remarks_schema, all_but(&remarks_schema, 0), e);

	if (!v)
		return -1;
	l->count = table_rows(l->table);
	l->rows = mem_alloc(l->count, sizeof(*l->rows));
	for (size_t i = 0; i < l->count && status == 0; i++)
		status = read_remark(v, i, &l->rows[i], e);
	view_free(v);
	return status;
}

void remark_list_free(struct remark_list *l)
{
	free(l->rows);
	if (l->table)
		table_free(l->table);
}

/* Reading definitions from a table. */
#include "cell/metric_private.h"

#include "row/columns.h"
#include "base/date.h"
#include "base/num.h"

#include <stdio.h>
#include <string.h>

static const char *const picks[] = {"first", "last", NULL};
static const char *const grades[] = {"A", "B", "C", "own", NULL};
static const char *const exclusions[] = {"gift", "replacement", NULL};

enum column {
	NAME,
	VERSION,
	TITLE_ZH,
	TITLE_EN,
	UNIT,
	TYPES,
	STATUSES,
	REASONS,
	PICK,
	QUANTITY,
	DATED,
	EVENT,
	DENOMINATOR,
	DENOMINATOR_STATUSES,
	EXCLUDE,
	WINDOW,
	LAG,
	WITHIN,
	MIN_N,
	VALID_FROM,
	VALID_TO,
	REPLACES,
	GRADE,
	SOURCE,
	NOTE,
	COLUMNS
};

static const char *const column_names[COLUMNS] = {
	"name",     "version", "title_zh", "title_en", "unit",  "types",       "statuses",
	"reasons",  "pick",    "quantity", "dated",    "event", "denominator", "denominator_statuses",
	"exclude",  "window",  "lag",      "within",   "min_n", "valid_from",  "valid_to",
	"replaces", "grade",   "source",   "note",
};

/* A table being read. */
struct reading {
	const struct table *table;
	struct metrics *metrics;
	int columns[COLUMNS];
	size_t row;
	struct err *e;
};

static const char *cell(const struct reading *r, enum column column)
{
	return table_get(r->table, r->row, r->columns[column]);
}

static const char *keep(const struct reading *r, enum column column)
{
	const char *s = cell(r, column);

	return arena_dup(r->metrics->arena, s, strlen(s));
}

/* `file:line: column 'value' what`. Returns -1. */
static int fault(const struct reading *r, enum column column, const char *value, const char *what)
{
	return err_set(r->e, "%s:%llu: %s '%s' %s", table_name(r->table),
		       (unsigned long long)table_line(r->table, r->row), column_names[column], value, what);
}

static int fault_of_words(const struct reading *r, enum column column, const char *value, const char *const *words)
{
	char list[256] = "is none of";

	for (size_t i = 0, at = strlen(list); words[i] && at < 200; i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s %s", i ? "," : "", words[i]);
	return fault(r, column, value, list);
}

/* The next item of a list separated by `|`, its length in *n. NULL after the last. */
static const char *next_item(const char **list, size_t *n)
{
	const char *item = *list;

	if (!item)
		return NULL;
	*n = strcspn(item, "|");
	*list = item[*n] ? item + *n + 1 : NULL;
	return item;
}

/* Read a list of words as bits; `missing` if the cell is empty. */
static int read_bits(const struct reading *r, enum column column, const char *const *words, unsigned missing,
		     unsigned *bits)
{
	const char *list = cell(r, column);
	size_t n;

	*bits = *list ? 0 : missing;
	if (!*list)
		return 0;
	for (const char *item; (item = next_item(&list, &n)) != NULL;) {
		int place = metric_place(words, item, n);

		if (place < 0)
			return fault_of_words(r, column, cell(r, column), words);
		*bits |= 1u << place;
	}
	return 0;
}

/* Read one word; `missing` if the cell is empty, which is a fault if that is negative. */
static int read_word(const struct reading *r, enum column column, const char *const *words, int missing, int *place)
{
	const char *s = cell(r, column);

	*place = *s ? metric_place(words, s, strlen(s)) : missing;
	return *place < 0 ? fault_of_words(r, column, s, words) : 0;
}

static int read_dates(const struct reading *r, enum column column, struct metric_dating *dating)
{
	const char *list = cell(r, column);
	size_t n;

	*dating = (struct metric_dating){0};
	if (!*list)
		return 0;
	for (const char *item; (item = next_item(&list, &n)) != NULL;) {
		int place = metric_place(metric_dates, item, n);

		for (size_t i = 0; place >= 0 && i < dating->count; i++)
			if (dating->dates[i] == (enum metric_date)place)
				return fault(r, column, cell(r, column), "names a date twice");
		if (place < 0)
			return fault_of_words(r, column, cell(r, column), metric_dates);
		dating->dates[dating->count++] = (enum metric_date)place;
	}
	return 0;
}

static int read_count(const struct reading *r, enum column column, int64_t most, int64_t *value)
{
	const char *s = cell(r, column);

	*value = 0;
	if (*s && num_parse_int(s, strlen(s), 0, most, value) != 0)
		return fault(r, column, s, "is not a whole number, or too large");
	return 0;
}

static int read_day(const struct reading *r, enum column column, int32_t *day)
{
	const char *s = cell(r, column);

	*day = date_parse(s, strlen(s));
	if (*s && *day == DATE_NONE)
		return fault(r, column, s, "is not a date like 2025-06-18");
	return 0;
}

static bool is_name(const char *s)
{
	return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static int read_name(const struct reading *r, struct metric *m)
{
	int64_t version;
	int unit;

	m->name = keep(r, NAME);
	m->titles[LANG_ZH] = keep(r, TITLE_ZH);
	m->titles[LANG_EN] = keep(r, TITLE_EN);
	if (!is_name(m->name))
		return fault(r, NAME, m->name, "may hold only a-z, 0-9 and -");
	if (num_parse_int(cell(r, VERSION), strlen(cell(r, VERSION)), 1, 9999, &version) != 0)
		return fault(r, VERSION, cell(r, VERSION), "is not a whole number from 1 to 9999");
	m->version = (int)version;
	if (!*m->titles[LANG_ZH] || !*m->titles[LANG_EN])
		return fault(r, NAME, m->name, "lacks a title in Chinese or English");
	if (read_word(r, UNIT, metric_units, -1, &unit) != 0)
		return -1;
	m->unit = (enum metric_unit)unit;
	return 0;
}

static int read_reasons(const struct reading *r, struct metric *m)
{
	const char *list = cell(r, REASONS);
	const char **reasons = arena_alloc(r->metrics->arena, (strlen(list) + 1) * sizeof(*reasons));
	size_t n;

	m->reasons = reasons;
	if (!*list)
		return 0;
	for (const char *item; (item = next_item(&list, &n)) != NULL;) {
		size_t cause = strcspn(item, "/|");

		if (!columns_has(columns_causes, item, cause) || cause + 1 == n)
			return fault(r, REASONS, cell(r, REASONS),
				     "is not a list of causes and reasons such as quality|after_sales/wrong_item");
		reasons[m->reason_count++] = arena_dup(r->metrics->arena, item, n);
	}
	return 0;
}

static int read_numerator(const struct reading *r, struct metric *m)
{
	int pick;

	if (read_bits(r, TYPES, columns_types, ~0u, &m->types) != 0 ||
	    read_bits(r, STATUSES, columns_statuses, 1, &m->statuses) != 0 ||
	    read_bits(r, QUANTITY, metric_quantities, 0, &m->quantities) != 0 || read_reasons(r, m) != 0 ||
	    read_word(r, PICK, picks, 0, &pick) != 0 || read_dates(r, DATED, &m->dated) != 0 ||
	    read_dates(r, EVENT, &m->event) != 0)
		return -1;
	m->last_reason = pick == 1;
	if (*cell(r, PICK) && m->unit != METRIC_ORDER)
		return fault(r, PICK, cell(r, PICK), "applies to orders only: lines are counted one by one");
	if (m->dated.count == 0)
		return fault(r, DATED, "", "names no date");
	return 0;
}

/* Read the denominator. The rate is a cohort when returns are dated by the sale. */
static int read_denominator(const struct reading *r, struct metric *m)
{
	if (read_dates(r, DENOMINATOR, &m->against) != 0 ||
	    read_bits(r, DENOMINATOR_STATUSES, columns_statuses, 1, &m->against_statuses) != 0)
		return -1;
	for (size_t i = 0; i < m->against.count; i++)
		if (m->against.dates[i] > METRIC_SIGNED)
			return fault(r, DENOMINATOR, cell(r, DENOMINATOR),
				     "may name only ordered_at, paid_at, shipped_at and signed_at");
	if (m->against.count == 0)
		return fault(r, DENOMINATOR, "", "names no date");
	m->cohort = m->dated.dates[0] <= METRIC_SIGNED;
	if (m->cohort && (m->dated.count > 1 || m->dated.dates[0] != m->against.dates[0]))
		return fault(r, DATED, cell(r, DATED),
			     "is neither the date of the denominator nor a date of the return");
	for (size_t i = 0; i < m->dated.count && !m->cohort; i++)
		if (m->dated.dates[i] <= METRIC_SIGNED)
			return fault(r, DATED, cell(r, DATED), "mixes dates of the sale and of the return");
	if (!m->cohort && m->event.count)
		return fault(r, EVENT, cell(r, EVENT), "applies only to returns dated by their sale");
	if (!m->cohort)
		m->event = m->dated;
	if (m->event.count == 0)
		m->event = (struct metric_dating){{METRIC_RECEIVED, METRIC_FINISHED, METRIC_APPLIED}, 3};
	for (size_t i = 0; i < m->event.count; i++)
		if (m->event.dates[i] <= METRIC_SIGNED)
			return fault(r, EVENT, cell(r, EVENT), "may name only applied_at, received_at and finished_at");
	return 0;
}

static int read_exclusions(const struct reading *r, struct metric *m)
{
	const char *list = cell(r, EXCLUDE);
	size_t n;

	if (!*list)
		return 0;
	for (const char *item; (item = next_item(&list, &n)) != NULL;) {
		int place = metric_place(exclusions, item, n), rounded = 0;

		if (place == 0)
			m->no_gifts = true;
		else if (place == 1)
			m->no_replacements = true;
		else if (n <= 6 || memcmp(item, "below:", 6) != 0 ||
			 decimal_parse(item + 6, n - 6, &m->below, &rounded) != 0 || rounded || m->below <= 0)
			return fault(r, EXCLUDE, cell(r, EXCLUDE), "may list only gift, replacement and below:AMOUNT");
	}
	return 0;
}

/* `2m` is calendar months, `90d` days. */
static int read_within(const struct reading *r, struct metric *m)
{
	const char *s = cell(r, WITHIN);
	size_t n = strlen(s);
	int64_t value = -1;

	if (n && (num_parse_int(s, n - 1, 0, 3660, &value) != 0 || !strchr("md", s[n - 1])))
		return fault(r, WITHIN, s, "is not a number of days or months such as 90d or 2m");
	if (n && !m->cohort)
		return fault(r, WITHIN, s, "applies only to returns dated by their sale");
	m->within = (int)value;
	m->within_months = n && s[n - 1] == 'm';
	return 0;
}

static int read_window(const struct reading *r, struct metric *m)
{
	int64_t window, lag;

	if (read_count(r, WINDOW, 3660, &window) != 0 || read_count(r, LAG, 3660, &lag) != 0 ||
	    read_count(r, MIN_N, INT32_MAX, &m->min_n) != 0 || read_within(r, m) != 0)
		return -1;
	m->window = (int)window;
	m->lag = (int)lag;
	if (lag && !window)
		return fault(r, LAG, cell(r, LAG), "needs a window");
	return 0;
}

static int read_validity(const struct reading *r, struct metric *m)
{
	int grade;

	if (read_day(r, VALID_FROM, &m->valid_from) != 0 || read_day(r, VALID_TO, &m->valid_to) != 0 ||
	    read_word(r, GRADE, grades, -1, &grade) != 0)
		return -1;
	if (m->valid_to != DATE_NONE && m->valid_to < m->valid_from)
		return fault(r, VALID_TO, cell(r, VALID_TO), "comes before valid_from");
	m->replaces = keep(r, REPLACES);
	m->grade = keep(r, GRADE);
	m->source = keep(r, SOURCE);
	m->note = keep(r, NOTE);
	return 0;
}

static int read_metric(const struct reading *r, struct metric *m)
{
	*m = (struct metric){0};
	if (read_name(r, m) != 0 || read_numerator(r, m) != 0 || read_denominator(r, m) != 0 ||
	    read_exclusions(r, m) != 0 || read_window(r, m) != 0 || read_validity(r, m) != 0)
		return -1;
	if (metric_find_version(r->metrics, m->name, strlen(m->name), m->version))
		return fault(r, NAME, m->name, "is already defined in that version");
	return 0;
}

static int bind_columns(struct reading *r)
{
	for (size_t i = 0; i < table_columns(r->table); i++) {
		size_t known = 0;

		while (known < COLUMNS && strcmp(table_column(r->table, i), column_names[known]) != 0)
			known++;
		if (known == COLUMNS)
			return err_set(r->e, "%s: column '%s' is not a column of definitions; see ret-tally(1)",
				       table_name(r->table), table_column(r->table, i));
	}
	for (int i = 0; i < COLUMNS; i++) {
		bool needed = i <= UNIT || i == DATED || i == DENOMINATOR || i == GRADE;

		r->columns[i] =
			needed ? table_need(r->table, column_names[i], r->e) : table_find(r->table, column_names[i]);
		if (needed && r->columns[i] < 0)
			return -1;
	}
	return 0;
}

int metric_read_table(struct metrics *ms, struct table *t, struct err *e)
{
	struct reading r = {.table = t, .metrics = ms, .e = e};
	struct metric m;
	int status = t ? bind_columns(&r) : -1;

	for (; status == 0 && r.row < table_rows(t); r.row++) {
		status = read_metric(&r, &m);
		if (status != 0)
			break;
		ms->list = mem_grow(ms->list, &ms->capacity, ms->count + 1, sizeof(*ms->list));
		ms->list[ms->count++] = m;
	}
	table_free(t);
	return status;
}

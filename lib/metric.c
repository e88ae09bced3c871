#include "metric.h"

#include "columns.h"
#include "date.h"
#include "embed.h"
#include "mem.h"
#include "num.h"
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const metric_units[] = {"qty", "line", "order", "amount", NULL};
const char *const metric_dates[] = {
	"ordered_at", "paid_at", "shipped_at", "signed_at", "applied_at", "received_at",
	"finished_at", NULL,
};
const char *const metric_quantities[] = {"received", "applied", "line", "imputed", NULL};

/* The dates that cells of a cohort may be named after: what was sold has them too. */
static const char *const cohorts[] = {"ordered", "paid", "shipped", "signed", NULL};
static const char *const picks[] = {"first", "last", NULL};
static const char *const grades[] = {"A", "B", "C", "own", NULL};
static const char *const exclusions[] = {"gift", "replacement", NULL};

enum column {
	NAME, VERSION, TITLE_ZH, TITLE_EN, UNIT, TYPES, STATUSES, REASONS, PICK, QUANTITY, DATED,
	EVENT, DENOMINATOR, DENOMINATOR_STATUSES, EXCLUDE, WINDOW, LAG, WITHIN, MIN_N, VALID_FROM,
	VALID_TO, REPLACES, GRADE, SOURCE, NOTE, COLUMNS
};

static const char *const column_names[COLUMNS] = {
	"name", "version", "title_zh", "title_en", "unit", "types", "statuses", "reasons", "pick",
	"quantity", "dated", "event", "denominator", "denominator_statuses", "exclude", "window",
	"lag", "within", "min_n", "valid_from", "valid_to", "replaces", "grade", "source", "note",
};

struct metrics {
	struct arena *arena;
	struct metric *list;
	size_t count;
	size_t capacity;
};

/* ---- reading ---- */

/* One table while it is read. */
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
		       (unsigned long long)table_line(r->table, r->row), column_names[column],
		       value, what);
}

static int fault_of_words(const struct reading *r, enum column column, const char *value,
			  const char *const *words)
{
	char list[256] = "is none of";

	for (size_t i = 0, at = strlen(list); words[i] && at < 200; i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s %s", i ? "," : "",
				       words[i]);
	return fault(r, column, value, list);
}

static int place_of(const char *const *words, const char *s, size_t n)
{
	for (int i = 0; words[i]; i++)
		if (strlen(words[i]) == n && memcmp(words[i], s, n) == 0)
			return i;
	return -1;
}

/* The next of a list parted by `|`: its length in *n. NULL behind the last. */
static const char *next_item(const char **list, size_t *n)
{
	const char *item = *list;

	if (!item)
		return NULL;
	*n = strcspn(item, "|");
	*list = item[*n] ? item + *n + 1 : NULL;
	return item;
}

/* A list of words as bits; `missing` where the cell is empty. */
static int read_bits(const struct reading *r, enum column column, const char *const *words,
		     unsigned missing, unsigned *bits)
{
	const char *list = cell(r, column);
	size_t n;

	*bits = *list ? 0 : missing;
	if (!*list)
		return 0;
	for (const char *item; (item = next_item(&list, &n)) != NULL;) {
		int place = place_of(words, item, n);

		if (place < 0)
			return fault_of_words(r, column, cell(r, column), words);
		*bits |= 1u << place;
	}
	return 0;
}

/* One word; `missing` where the cell is empty, and below 0 it must not be. */
static int read_word(const struct reading *r, enum column column, const char *const *words,
		     int missing, int *place)
{
	const char *s = cell(r, column);

	*place = *s ? place_of(words, s, strlen(s)) : missing;
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
		int place = place_of(metric_dates, item, n);

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
	m->titles[METRIC_ZH] = keep(r, TITLE_ZH);
	m->titles[METRIC_EN] = keep(r, TITLE_EN);
	if (!is_name(m->name))
		return fault(r, NAME, m->name, "is not of a-z, 0-9 and -");
	if (num_parse_int(cell(r, VERSION), strlen(cell(r, VERSION)), 1, 9999, &version) != 0)
		return fault(r, VERSION, cell(r, VERSION), "is not a whole number from 1 to 9999");
	m->version = (int)version;
	if (!*m->titles[METRIC_ZH] || !*m->titles[METRIC_EN])
		return fault(r, NAME, m->name, "has no title in one of the languages");
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
				     "is not of causes and reasons such as quality|after_sales/wrong_item");
		reasons[m->reason_count++] = arena_dup(r->metrics->arena, item, n);
	}
	return 0;
}

static int read_numerator(const struct reading *r, struct metric *m)
{
	int pick;

	if (read_bits(r, TYPES, columns_types, ~0u, &m->types) != 0 ||
	    read_bits(r, STATUSES, columns_statuses, 1, &m->statuses) != 0 ||
	    read_bits(r, QUANTITY, metric_quantities, 0, &m->quantities) != 0 ||
	    read_reasons(r, m) != 0 || read_word(r, PICK, picks, 0, &pick) != 0 ||
	    read_dates(r, DATED, &m->dated) != 0 || read_dates(r, EVENT, &m->event) != 0)
		return -1;
	m->last_reason = pick == 1;
	if (*cell(r, PICK) && m->unit != METRIC_ORDER)
		return fault(r, PICK, cell(r, PICK), "is for orders: lines are judged one by one");
	if (m->dated.count == 0)
		return fault(r, DATED, "", "says no date");
	return 0;
}

/* A cohort when returns are dated as what is divided by is. */
static int read_denominator(const struct reading *r, struct metric *m)
{
	if (read_dates(r, DENOMINATOR, &m->against) != 0 ||
	    read_bits(r, DENOMINATOR_STATUSES, columns_statuses, 1, &m->against_statuses) != 0)
		return -1;
	for (size_t i = 0; i < m->against.count; i++)
		if (m->against.dates[i] > METRIC_SIGNED)
			return fault(r, DENOMINATOR, cell(r, DENOMINATOR),
				     "is not of ordered_at, paid_at, shipped_at and signed_at");
	if (m->against.count == 0)
		return fault(r, DENOMINATOR, "", "says no date");
	m->cohort = m->dated.dates[0] <= METRIC_SIGNED;
	if (m->cohort && (m->dated.count > 1 || m->dated.dates[0] != m->against.dates[0]))
		return fault(r, DATED, cell(r, DATED),
			     "is neither the date of the denominator nor one of the return's own");
	for (size_t i = 0; i < m->dated.count && !m->cohort; i++)
		if (m->dated.dates[i] <= METRIC_SIGNED)
			return fault(r, DATED, cell(r, DATED), "mixes dates of the sale and of the return");
	if (!m->cohort && m->event.count)
		return fault(r, EVENT, cell(r, EVENT), "is for what is dated by its sale");
	if (!m->cohort)
		m->event = m->dated;
	if (m->event.count == 0)
		m->event = (struct metric_dating){
			{METRIC_RECEIVED, METRIC_FINISHED, METRIC_APPLIED}, 3};
	for (size_t i = 0; i < m->event.count; i++)
		if (m->event.dates[i] <= METRIC_SIGNED)
			return fault(r, EVENT, cell(r, EVENT),
				     "is not of applied_at, received_at and finished_at");
	return 0;
}

static int read_exclusions(const struct reading *r, struct metric *m)
{
	const char *list = cell(r, EXCLUDE);
	size_t n;

	if (!*list)
		return 0;
	for (const char *item; (item = next_item(&list, &n)) != NULL;) {
		int place = place_of(exclusions, item, n), rounded = 0;

		if (place == 0)
			m->no_gifts = true;
		else if (place == 1)
			m->no_replacements = true;
		else if (n <= 6 || memcmp(item, "below:", 6) != 0 ||
			 decimal_parse(item + 6, n - 6, &m->below, &rounded) != 0 || rounded ||
			 m->below <= 0)
			return fault(r, EXCLUDE, cell(r, EXCLUDE),
				     "is not of gift, replacement and below:AMOUNT");
	}
	return 0;
}

/* `2m`: calendar months; `90d`: days. */
static int read_within(const struct reading *r, struct metric *m)
{
	const char *s = cell(r, WITHIN);
	size_t n = strlen(s);
	int64_t value = -1;

	if (n && (num_parse_int(s, n - 1, 0, 3660, &value) != 0 || !strchr("md", s[n - 1])))
		return fault(r, WITHIN, s, "is not so many days or months, such as 90d or 2m");
	if (n && !m->cohort)
		return fault(r, WITHIN, s, "is for what is dated by its sale");
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

static const struct metric *find_version(const struct metrics *ms, const char *name, size_t n,
					 int version)
{
	for (size_t i = 0; i < ms->count; i++)
		if (strlen(ms->list[i].name) == n && memcmp(ms->list[i].name, name, n) == 0 &&
		    ms->list[i].version == version)
			return &ms->list[i];
	return NULL;
}

static int read_metric(const struct reading *r, struct metric *m)
{
	*m = (struct metric){0};
	if (read_name(r, m) != 0 || read_numerator(r, m) != 0 || read_denominator(r, m) != 0 ||
	    read_exclusions(r, m) != 0 || read_window(r, m) != 0 || read_validity(r, m) != 0)
		return -1;
	if (find_version(r->metrics, m->name, strlen(m->name), m->version))
		return fault(r, NAME, m->name, "has a definition of that version already");
	return 0;
}

static int bind_columns(struct reading *r)
{
	for (size_t i = 0; i < table_columns(r->table); i++) {
		size_t known = 0;

		while (known < COLUMNS && strcmp(table_column(r->table, i), column_names[known]) != 0)
			known++;
		if (known == COLUMNS)
			return err_set(r->e, "%s: column '%s' is none of a definition's; see ret-tally(1)",
				       table_name(r->table), table_column(r->table, i));
	}
	for (int i = 0; i < COLUMNS; i++) {
		bool needed = i <= UNIT || i == DATED || i == DENOMINATOR || i == GRADE;

		r->columns[i] = needed ? table_need(r->table, column_names[i], r->e)
				       : table_find(r->table, column_names[i]);
		if (needed && r->columns[i] < 0)
			return -1;
	}
	return 0;
}

/* Add the definitions of a table, which may go afterwards. */
static int read_table(struct metrics *ms, struct table *t, struct err *e)
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

struct metrics *metrics_read(const char *path, struct err *e)
{
	struct metrics *ms = mem_alloc(1, sizeof(*ms));
	int status;

	ms->arena = arena_new();
	status = read_table(ms, table_read_memory("metrics.csv", embed_metrics, embed_metrics_size, e), e);
	if (status == 0 && path && *path)
		status = read_table(ms, table_read(path, e), e);
	if (status == 0)
		return ms;
	metrics_free(ms);
	return NULL;
}

void metrics_free(struct metrics *ms)
{
	if (!ms)
		return;
	arena_free(ms->arena);
	free(ms->list);
	free(ms);
}

/* ---- finding ---- */

size_t metrics_count(const struct metrics *ms)
{
	return ms->count;
}

const struct metric *metrics_get(const struct metrics *ms, size_t i)
{
	return &ms->list[i];
}

char *metric_print_validity(char text[METRIC_VALIDITY_TEXT], const struct metric *m)
{
	char first[DATE_TEXT], last[DATE_TEXT];
	bool from = m->valid_from != DATE_NONE, to = m->valid_to != DATE_NONE;

	date_print(first, m->valid_from);
	date_print(last, m->valid_to);
	snprintf(text, METRIC_VALIDITY_TEXT, "%s%s%s%s%s", from ? "from " : "", first,
		 from && to ? " " : "", to ? "to " : from ? "" : "at any time", last);
	return text;
}

bool metric_is_valid(const struct metric *m, int32_t first, int32_t last)
{
	return (m->valid_from == DATE_NONE || first >= m->valid_from) &&
	       (m->valid_to == DATE_NONE || last <= m->valid_to);
}

/* Of the versions of a name: the only one, or the only one valid on the day. */
static const struct metric *choose_version(const struct metrics *ms, const char *name, int32_t day,
					   struct err *e)
{
	char list[512] = "", validity[METRIC_VALIDITY_TEXT];
	const struct metric *only = NULL, *valid = NULL;
	size_t n = 0, fit = 0, at = 0;

	for (size_t i = 0; i < ms->count; i++) {
		const struct metric *m = &ms->list[i];

		if (strcmp(m->name, name) != 0)
			continue;
		only = m;
		n++;
		if (at < sizeof(list) - 1)
			at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s@%d (%s)",
					       at ? ", " : "", m->name, m->version,
					       metric_print_validity(validity, m));
		if (day != DATE_NONE && metric_is_valid(m, day, day)) {
			valid = m;
			fit++;
		}
	}
	if (n == 1)
		return only;
	if (fit == 1)
		return valid;
	if (n == 0)
		err_set(e, "no metric '%s'; --print-metrics lists them", name);
	else
		err_set(e, "metric '%s' has more than one version: %s; name one, or the day with --as-of",
			name, list);
	return NULL;
}

const struct metric *metrics_find(const struct metrics *ms, const char *text, int32_t day,
				  struct err *e)
{
	const char *mark = strchr(text, '@');
	const struct metric *m = NULL;
	int64_t version;

	if (!mark)
		return choose_version(ms, text, day, e);
	if (num_parse_int(mark + 1, strlen(mark + 1), 1, 9999, &version) == 0)
		m = find_version(ms, text, (size_t)(mark - text), (int)version);
	if (!m)
		err_set(e, "no metric '%s'; --print-metrics lists them", text);
	return m;
}

const struct metric *metrics_find_cells(const struct metrics *ms, const char *cells_metric)
{
	char *text = mem_dup(cells_metric, strcspn(cells_metric, ":"));
	struct err ignored;
	const struct metric *m = strchr(text, '@') ? metrics_find(ms, text, DATE_NONE, &ignored) : NULL;

	free(text);
	return m;
}

char *metric_print_break(char text[METRIC_BREAK_TEXT], const char *a, const char *b)
{
	char first[METRIC_VALIDITY_TEXT], second[METRIC_VALIDITY_TEXT];
	struct err ignored;
	struct metrics *ms = metrics_read(NULL, &ignored);
	const struct metric *m = ms ? metrics_find_cells(ms, a) : NULL;
	const struct metric *other = ms ? metrics_find_cells(ms, b) : NULL;

	*text = '\0';
	if (m && other && !(metric_is_valid(m, INT32_MIN + 1, INT32_MAX) &&
			    metric_is_valid(other, INT32_MIN + 1, INT32_MAX)))
		snprintf(text, METRIC_BREAK_TEXT, "; '%s@%d' holds %s, '%s@%d' %s", m->name, m->version,
			 metric_print_validity(first, m), other->name, other->version,
			 metric_print_validity(second, other));
	metrics_free(ms);
	return text;
}

/* ---- names of cells ---- */

/* True when one of the words behind the colons of a name is that of a list; its place in *place. */
static bool find_suffix(const char *name, const char *const *words, int *place)
{
	for (const char *s = strchr(name, ':'); s; s = strchr(s, ':')) {
		s++;
		*place = place_of(words, s, strcspn(s, ":"));
		if (*place >= 0)
			return true;
	}
	return false;
}

bool metric_is_cohort(const char *cells_metric)
{
	return metric_cohort_of(cells_metric) != METRIC_DATES;
}

enum metric_date metric_cohort_of(const char *cells_metric)
{
	int place;

	return find_suffix(cells_metric, cohorts, &place) ? (enum metric_date)place : METRIC_DATES;
}

enum metric_unit metric_unit_of(const char *cells_metric)
{
	int place;

	return find_suffix(cells_metric, metric_units, &place) ? (enum metric_unit)place : METRIC_QTY;
}

char *metric_cells_name(const struct metric *m)
{
	return mem_printf("%s@%d%s%s%s%s", m->name, m->version, m->cohort ? ":" : "",
			  m->cohort ? cohorts[m->dated.dates[0]] : "",
			  m->unit != METRIC_QTY ? ":" : "",
			  m->unit != METRIC_QTY ? metric_units[m->unit] : "");
}

/* ---- asking ---- */

int32_t metric_window_last(const struct metric *m, int32_t as_of)
{
	return as_of - m->lag;
}

int32_t metric_window_first(const struct metric *m, int32_t as_of)
{
	return as_of - m->lag - m->window + 1;
}

bool metric_is_within(const struct metric *m, int32_t day, int32_t event)
{
	if (m->within < 0)
		return true;
	if (!m->within_months)
		return event - day <= m->within;
	struct civil from = date_to_civil(day), to = date_to_civil(event);

	return to.year * 12 + to.month - (from.year * 12 + from.month) <= m->within;
}

bool metric_has_reason(const struct metric *m, const char *cause, const char *reason)
{
	for (size_t i = 0; i < m->reason_count; i++)
		if (strcmp(m->reasons[i], cause) == 0 || strcmp(m->reasons[i], reason) == 0)
			return true;
	return m->reason_count == 0;
}

#include "cell/metric_private.h"

#include "base/date.h"
#include "base/embed.h"
#include "base/num.h"
#include "words/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The dates of a sale, in the order of enum metric_date; cells of cohorts are named after them. */
static const char *const cohorts[] = {"ordered", "paid", "shipped", "signed", NULL};

struct metrics *metrics_read(const char *path, struct err *e)
{
	struct metrics *ms = mem_alloc(1, sizeof(*ms));
	int status;

	ms->arena = arena_new();
	status = metric_read_table(ms, table_read_memory("metrics.csv", embed_metrics, embed_metrics_size, e), e);
	if (status == 0 && path && *path)
		status = metric_read_table(ms, table_read(path, e), e);
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

char *metric_print_validity(char text[METRIC_VALIDITY_TEXT], enum lang lang, const struct metric *m)
{
	char first[DATE_TEXT], last[DATE_TEXT];
	bool from = m->valid_from != DATE_NONE, to = m->valid_to != DATE_NONE;
	enum phrase phrase = from && to ? PHRASE_VALID_BETWEEN
			     : from     ? PHRASE_VALID_FROM
			     : to       ? PHRASE_VALID_TO
					: PHRASE_VALID_ALWAYS;

	date_print(first, m->valid_from);
	date_print(last, m->valid_to);
	char *words = lang_say(lang, phrase, first, last, NULL);

	snprintf(text, METRIC_VALIDITY_TEXT, "%s", words);
	free(words);
	return text;
}

bool metric_is_valid(const struct metric *m, int32_t first, int32_t last)
{
	return (m->valid_from == DATE_NONE || first >= m->valid_from) &&
	       (m->valid_to == DATE_NONE || last <= m->valid_to);
}

/* The only version of a name, or the only one valid on the day. */
static const struct metric *choose_version(const struct metrics *ms, const char *name, int32_t day, struct err *e)
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
			at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s@%d (%s)", at ? ", " : "", m->name,
					       m->version, metric_print_validity(validity, LANG_EN, m));
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
		err_set(e, "no metric '%s'; ret-tally --metrics lists them", name);
	else
		err_set(e, "metric '%s' has more than one version: %s; name one, or the day with --as-of", name, list);
	return NULL;
}

const struct metric *metrics_find(const struct metrics *ms, const char *text, int32_t day, struct err *e)
{
	const char *mark = strchr(text, '@');
	const struct metric *m = NULL;
	int64_t version;

	if (!mark)
		return choose_version(ms, text, day, e);
	if (num_parse_int(mark + 1, strlen(mark + 1), 1, 9999, &version) == 0)
		m = metric_find_version(ms, text, (size_t)(mark - text), (int)version);
	if (!m)
		err_set(e, "no metric '%s'; ret-tally --metrics lists them", text);
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
	if (m && other &&
	    !(metric_is_valid(m, INT32_MIN + 1, INT32_MAX) && metric_is_valid(other, INT32_MIN + 1, INT32_MAX)))
		snprintf(text, METRIC_BREAK_TEXT, "; '%s@%d' holds %s, '%s@%d' %s", m->name, m->version,
			 metric_print_validity(first, LANG_EN, m), other->name, other->version,
			 metric_print_validity(second, LANG_EN, other));
	metrics_free(ms);
	return text;
}

/* ---- names of cells ---- */

/* True when a word after a colon of the name is in the list; its index goes to *place. */
static bool find_suffix(const char *name, const char *const *words, int *place)
{
	for (const char *s = strchr(name, ':'); s; s = strchr(s, ':')) {
		s++;
		*place = metric_place(words, s, strcspn(s, ":"));
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
			  m->cohort ? cohorts[m->dated.dates[0]] : "", m->unit != METRIC_QTY ? ":" : "",
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

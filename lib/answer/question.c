#include "answer/question.h"

#include "cell/cell.h"
#include "base/crew.h"
#include "base/date.h"
#include "base/die.h"
#include "base/mem.h"
#include "io/excel.h"
#include "io/place.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void question_begin(struct question *q, const char *partial_word)
{
	*q = (struct question){
		.plan = {.year_start = 1},
		.rules = {.level = 0.95, .least = -1, .mature = 60},
		.partial_word = partial_word,
		.covers_first = DATE_NONE,
		.covers_last = DATE_NONE,
	};
}

/* `2023-01-01,2025-06-30` */
/* --covers @FILE: the first and last day of the cells in FILE. */
static void take_covers_of(struct question *q, const char *path)
{
	struct err e;
	struct cells *cells = cells_read_all((char *const[]){(char *)path}, 1, crew_cores(), &e);

	if (!cells)
		die("--covers: %s", e.words);
	struct cell_sums sums, returns;

	if (cells_total(cells, &sums, &returns) != 0)
		die("--covers: %s: the numbers are too large to add up", path);
	cells_free(cells);
	if (cell_first_rank(returns.first) < cell_first_rank(sums.first))
		sums.first = returns.first;
	q->covers_first = sums.first;
	q->covers_last = returns.last > sums.last ? returns.last : sums.last;
	if (q->covers_first == DATE_NONE)
		die("--covers: %s: no cell has a date", path);
}

static void take_covers(struct question *q, const char *text)
{
	if (text[0] == '@') {
		take_covers_of(q, text + 1);
		return;
	}
	const char *comma = strchr(text, ',');

	if (comma) {
		q->covers_first = date_parse(text, (size_t)(comma - text));
		q->covers_last = date_parse(comma + 1, strlen(comma + 1));
	}
	if (q->covers_first == DATE_NONE || q->covers_last == DATE_NONE || q->covers_first > q->covers_last)
		die("--covers '%s' is not two days such as 2023-01-01,2025-06-30", text);
}

bool question_take(struct question *q, const struct options *o, int id)
{
	enum period_kind kind;

	switch (id) {
	case QUESTION_BY:
		q->plan.by = o->value;
		break;
	case QUESTION_PERIOD:
		if (period_parse_kind(o->value, &kind) != 0)
			die("--period '%s' is not day, week, month, quarter or year", o->value);
		q->plan.period = o->value;
		break;
	case QUESTION_YEAR_START:
		q->plan.year_start = (int)option_int(o, "year-start", 1, 12);
		break;
	case QUESTION_SPLIT:
		if (series_parse_split(o->value, &q->plan.split) != 0)
			die("--split '%s' is not no, cause or reason", o->value);
		break;
	case QUESTION_LEVEL:
		q->rules.level = option_double(o, "level", 0.5, 0.9999);
		break;
	case QUESTION_MIN_N:
		q->rules.least = option_double(o, "min-n", 0, 1e9);
		break;
	case QUESTION_MATURE:
		q->rules.mature = (int)option_int(o, "mature", 0, 3660);
		break;
	case QUESTION_FROM:
		q->from_text = o->value;
		break;
	case QUESTION_TO:
		q->to_text = o->value;
		break;
	case QUESTION_PARTIAL:
		q->rules.keep_partial = strcmp(o->value, "keep") == 0;
		if (!q->rules.keep_partial && strcmp(o->value, q->partial_word) != 0)
			die("--partial '%s' is neither %s nor keep", o->value, q->partial_word);
		break;
	case QUESTION_COVERS:
		take_covers(q, o->value);
		break;
	case QUESTION_METRICS:
		q->metrics_path = o->value;
		break;
	case QUESTION_PRETTY:
		q->pretty = true;
		break;
	case QUESTION_EXCEL:
		q->excel = true;
		break;
	case 'o':
		q->output = o->value;
		break;
	default:
		return false;
	}
	return true;
}

static bool take_bound(const struct question *q, const char *name, const char *text, struct period *bound)
{
	if (!text)
		return false;
	if (period_parse_bound(text, q->plan.year_start, bound) != 0)
		die("--%s '%s' is no period such as 2025, FY2025, 2025-Q2, 2025-06, 2025-W23 or "
		    "2025-06-18",
		    name, text);
	return true;
}

enum { LEAST = 30 };

static void find_metric(struct question *q, const struct series *s)
{
	struct err e;

	q->metrics = metrics_read(q->metrics_path, &e);
	if (!q->metrics)
		die("%s", e.words);
	q->metric = metrics_find_cells(q->metrics, series_metric(s));
	if (q->rules.least < 0)
		q->rules.least = q->metric && q->metric->min_n ? (double)q->metric->min_n : LEAST;
}

struct series *question_read(struct question *q, char *const *paths, size_t n)
{
	struct err e;

	if (excel_check(q->excel, q->pretty, &e) != 0)
		die("%s", e.words);
	/* Parsed only after all options, because FY2025 needs --year-start. */
	q->has_from = take_bound(q, "from", q->from_text, &q->from);
	q->has_to = take_bound(q, "to", q->to_text, &q->to);
	if (q->has_from && q->has_to && q->from.first > q->to.last)
		die("--from '%s' comes after --to '%s'", q->from_text, q->to_text);
	struct cells *cells = NULL;

	if (place_refuse_inputs("-o", q->output, paths, n, &e) == 0)
		cells = cells_read_all(paths, n, crew_cores(), &e);
	if (!cells)
		die("%s", e.words);
	struct series *s = series_new(cells, &q->plan, &e);

	if (!s)
		die("%s", e.words);
	cells_free(cells);
	find_metric(q, s);
	if (q->covers_first != DATE_NONE)
		series_set_coverage(s, q->covers_first, q->covers_last);
	else if (series_strays(s))
		warn("%lld lines are dated more than a year apart from all others; what the data cover "
		     "is judged without them",
		     (long long)series_strays(s));
	return s;
}

bool question_asks_for(const struct question *q, const struct period *p)
{
	return (!q->has_from || p->first >= q->from.first) && (!q->has_to || p->last <= q->to.last);
}

/* The number of dims that a row shows. */
static size_t shown_dims(const struct question *q, const struct series *s)
{
	return q->totals ? q->within : series_dims(s);
}

struct result *question_open(const struct question *q, const struct series *s, struct out **out,
			     const struct schema *schema, uint64_t without)
{
	size_t n = shown_dims(q, s);
	const char **dims = mem_alloc(n, sizeof(*dims));
	struct result_shape shape = {.dims = dims, .dim_count = n, .without = without};
	struct err e;

	for (size_t i = 0; i < n; i++)
		dims[i] = series_dim(s, i);
	if (q->plan.split == SERIES_WHOLE)
		shape.without |= SCHEMA_SET(KEY_CAUSE);
	if (q->plan.split != SERIES_REASON)
		shape.without |= SCHEMA_SET(KEY_REASON);
	*out = out_open(q->output, &e);
	if (!*out)
		die("%s", e.words);
	if (q->excel)
		out_excel(*out);
	struct result *r = result_open(schema, &shape, *out, q->pretty);

	free(dims);
	return r;
}

void question_set_key(const struct question *q, const struct series *s, struct result *r, size_t p, int before,
		      size_t g, size_t c)
{
	result_set_text(r, KEY_METRIC, series_metric(s));
	result_set_text(r, KEY_PERIOD, series_label(s, p));
	if (before >= 0)
		result_set_text(r, KEY_BEFORE, series_label(s, (size_t)before));
	for (size_t i = 0; i < shown_dims(q, s); i++)
		result_set_dim(r, i, series_group(s, g, i));
	if (q->plan.split != SERIES_WHOLE)
		result_set_text(r, KEY_CAUSE, series_cause(s, c));
	if (q->plan.split == SERIES_REASON)
		result_set_text(r, KEY_REASON, series_reason(s, c));
}

void question_set_sum(const struct series *s, struct result *r, size_t column, int64_t value)
{
	if (series_unit(s) == METRIC_AMOUNT)
		result_set_decimal(r, column, value);
	else
		result_set_count(r, column, value);
}

/* Exit: two periods cannot be compared, because the definition is not valid in both. */
static _Noreturn void die_of_break(const struct question *q, const struct period *now, const struct period *before)
{
	const struct metric *m = q->metric;
	struct err ignored;
	const struct metric *old = *m->replaces ? metrics_find(q->metrics, m->replaces, DATE_NONE, &ignored) : NULL;
	char a[PERIOD_TEXT], b[PERIOD_TEXT], validity[METRIC_VALIDITY_TEXT];
	char other[METRIC_VALIDITY_TEXT] = "";

	if (old)
		metric_print_validity(other, LANG_EN, old);
	die("%s is not compared with %s: '%s@%d' holds %s only%s%s%s%s%s", period_print(a, now),
	    period_print(b, before), m->name, m->version, metric_print_validity(validity, LANG_EN, m),
	    *m->replaces ? " and replaced '" : "", m->replaces, *m->replaces ? "'" : "", *other ? ", which held " : "",
	    other);
}

void question_refuse_break(const struct question *q, const struct series *s)
{
	const struct metric *m = q->metric;
	struct period before, lone_now, lone_before;
	bool compared = false, lone = false;

	if (!m && series_periods(s))
		warn("'%s' is no built-in definition: whether it holds for the years compared is not known; "
		     "--metrics FILE tells",
		     series_metric(s));
	for (size_t p = 0; m && p < series_periods(s); p++) {
		const struct period *now = series_period(s, p);

		if (!question_asks_for(q, now) || period_shift_years(now, -1, &before) != 0)
			continue;
		bool valid = metric_is_valid(m, before.first, before.last) && metric_is_valid(m, now->first, now->last);

		if (series_year_before(s, p) >= 0) {
			if (!valid)
				die_of_break(q, now, &before);
			compared = true;
		} else if (!valid && !lone) {
			lone = true;
			lone_now = *now;
			lone_before = before;
		}
	}
	/* No period at all can be compared, because of the definition's validity. */
	if (lone && !compared)
		die_of_break(q, &lone_now, &lone_before);
}

void question_close(const struct question *q, struct result *r, struct out *out)
{
	struct err e;

	metrics_free(q->metrics);
	result_close(r, q->pretty && !q->output && isatty(STDOUT_FILENO));
	if (out_close(out, &e) != 0)
		die("%s", e.words);
}

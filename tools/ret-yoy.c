/* ret-yoy: compares each rate with that of the same period last year. */
#include "base/die.h"
#include "answer/question.h"
#include "answer/yoy.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_FDR = 256, OPT_MATERIAL, OPT_SORT };

static const struct option_row rows[] = {
	{OPT_FDR, "fdr", "Q", "false-discovery rate of the verdicts (default 0.10)"},
	{OPT_MATERIAL, "material", "PP",
	 "smallest change that matters, in percentage points (default 0.5; 0.1 when split)"},
	{OPT_SORT, "sort", "HOW", "key, or verdict: worse rates first (default with --pretty)"},
	QUESTION_ROWS("exclude"),
};

static const struct program program = {
	"ret-yoy",
	"[--by DIM,...] [--period KIND] [--year-start MONTH] [--split BY]\n"
	" [--from PERIOD] [--to PERIOD] [--level P] [--min-n N] [--mature DAYS]\n"
	" [--fdr Q] [--material PP] [--partial WHAT] [--sort HOW] [--covers FROM,TO|@FILE]\n"
	" [--metrics FILE] [--pretty | --excel] [-o FILE] [CELLS...]",
	"compare each return rate with the same period last year",
	rows,
	sizeof(rows) / sizeof(*rows),
};

/* Set the five columns of a rate, starting at `first`. */
static void set_rate(const struct series *s, struct result *r, size_t first, const struct rate *rate)
{
	question_set_sum(s, r, first, rate->shipped);
	question_set_sum(s, r, first + 1, rate->returned);
	result_set_number(r, first + 2, rate->rate);
	result_set_number(r, first + 3, rate->limits.low);
	result_set_number(r, first + 4, rate->limits.high);
}

struct found {
	const struct question *question;
	const struct series *series;
	const struct yoy_row *rows;
};

static void write_row(void *context, struct result *r, size_t i)
{
	const struct found *found = context;
	const struct question *q = found->question;
	const struct series *s = found->series;
	const struct yoy_row *row = &found->rows[i];

	question_set_key(q, s, r, row->period, (int)row->before, row->group, row->category);
	set_rate(s, r, YOY_SHIPPED, &row->now);
	set_rate(s, r, YOY_SHIPPED_BEFORE, &row->then);
	result_set_number(r, YOY_CHANGE, row->change);
	result_set_number(r, YOY_CHANGE_LOW, row->change_limits.low);
	result_set_number(r, YOY_CHANGE_HIGH, row->change_limits.high);
	result_set_number(r, YOY_RATIO, row->ratio);
	result_set_number(r, YOY_RATIO_LOW, row->ratio_limits.low);
	result_set_number(r, YOY_RATIO_HIGH, row->ratio_limits.high);
	result_set_number(r, YOY_P, row->p);
	result_set_number(r, YOY_Q, row->q);
	result_set_text(r, YOY_VERDICT, verdict_slug(row->verdict));
	result_end_row(r);
}

static void write_rows(const struct question *q, const struct series *s, const struct yoy_row *compared, size_t n)
{
	struct out *out;
	struct result *r = question_open(q, s, &out, &yoy_schema, 0);
	struct found found = {q, s, compared};

	result_rows(r, n, write_row, &found);
	question_close(q, r, out);
}

struct request {
	struct question question;
	double false_discovery;
	double material; /* percentage points; negative: the default */
	const char *sort;
};

static void parse(struct request *q, struct options *o)
{
	for (int id; (id = option_next(o)) != OPTION_END;) {
		if (question_take(&q->question, o, id))
			continue;
		switch (id) {
		case OPT_FDR:
			q->false_discovery = option_double(o, "fdr", 0, 1);
			break;
		case OPT_MATERIAL:
			q->material = option_double(o, "material", 0, 100);
			break;
		case OPT_SORT:
			q->sort = o->value;
			if (strcmp(q->sort, "key") != 0 && strcmp(q->sort, "verdict") != 0)
				die("--sort '%s' is neither key nor verdict", q->sort);
			break;
		}
	}
	if (q->material < 0)
		q->material = q->question.plan.split == SERIES_WHOLE ? 0.5 : 0.1;
	if (!q->sort)
		q->sort = q->question.pretty ? "verdict" : "key";
}

int main(int argc, char **argv)
{
	struct request q = {.false_discovery = 0.10, .material = -1};
	struct options o;
	size_t n;

	gsl_set_error_handler_off();
	question_begin(&q.question, "exclude");
	option_begin(&o, &program, argc, argv);
	parse(&q, &o);
	struct series *s = question_read(&q.question, argv + o.index, (size_t)(argc - o.index));
	question_refuse_break(&q.question, s);
	struct yoy_rules rules = {
		.rates = q.question.rules,
		.false_discovery = q.false_discovery,
		.material = q.material / 100,
		.from = q.question.has_from ? &q.question.from : NULL,
		.to = q.question.has_to ? &q.question.to : NULL,
	};
	struct yoy_row *found = yoy_compare(s, &rules, &n);

	if (strcmp(q.sort, "verdict") == 0)
		yoy_sort(found, n);
	write_rows(&q.question, s, found, n);
	free(found);
	series_free(s);
	die_closing(STATUS_DONE);
}

/* ret-rate: rates with intervals from cells. */
#include "crew.h"
#include "die.h"
#include "mem.h"
#include "question.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

enum { OPT_SHARE = 256 };

/* Rows found together, and those of them that a thread finds at a time. */
enum { BLOCK = 1 << 16, PIECE = 1024 };

static const struct option_row rows[] = {
	{OPT_SHARE, "share", NULL, "add each row's share of what its period and group returned"},
	QUESTION_ROWS("flag"),
};

static const struct program program = {
	"ret-rate",
	"[--by DIM,...] [--period KIND] [--year-start MONTH] [--split BY] [--share]\n"
	" [--from PERIOD] [--to PERIOD] [--level P] [--min-n N] [--mature DAYS]\n"
	" [--partial WHAT] [--covers FROM,TO] [--pretty] [-o FILE] [CELLS...]",
	"return rates with intervals, by any keys",
	rows,
	sizeof(rows) / sizeof(*rows),
};

static const struct result_column columns[] = {
	{"shipped", RESULT_COUNT, "shipped"},
	{"returned", RESULT_COUNT, "returned"},
	{"rate", RESULT_RATE, "rate"},
	{"low", RESULT_RATE, "low"},
	{"high", RESULT_RATE, "high"},
	{"share", RESULT_RATE, "share"},
	{"flag", RESULT_TEXT, "flag"},
};

/* All that came back of a group, over its categories. */
static int64_t returned_of_all(const struct series *s, size_t p, size_t g)
{
	int64_t sum = 0;

	for (size_t c = 0; c < series_categories(s); c++)
		sum += series_returned(s, p, g, c)->units;
	return sum;
}

/* True when a row says something: the group shipped or returned, and has had the cause at all. */
static bool is_there(const struct series *s, size_t p, size_t g, size_t c)
{
	if (series_returned(s, p, g, c)->lines)
		return true;
	return series_shipped(s, p, g)->lines &&
	       (!*series_cause(s, c) || series_has_category(s, g, c));
}

/* One row of the result. */
struct row {
	size_t period, group, category;
	struct rate rate;
	enum rate_flag flag;
};

/* Rows at hand: intervals are roots to be found, which all cores do, block by block. */
struct block {
	const struct question *question;
	const struct series *series;
	struct row *rows;
	size_t count;
};

static void find_some(void *context, size_t from, size_t to)
{
	const struct block *b = context;
	const struct series *s = b->series;
	const struct rate_rules *rules = &b->question->rules;

	for (size_t i = from; i < to; i++) {
		struct row *row = &b->rows[i];

		row->rate = rate_find(s, series_shipped(s, row->period, row->group),
				      series_returned(s, row->period, row->group, row->category),
				      NULL, rules->level);
		row->flag = rate_judge(s, row->period, &row->rate, rules);
	}
}

static void write_row(const struct block *b, struct result *r, bool share, const struct row *row)
{
	const struct rate *rate = &row->rate;

	question_keys(b->question, b->series, r, row->period, NULL, row->group, row->category);
	result_count(r, rate->shipped);
	result_count(r, rate->returned);
	result_number(r, rate->rate);
	result_number(r, rate->limits.low);
	result_number(r, rate->limits.high);
	if (share) {
		int64_t all = returned_of_all(b->series, row->period, row->group);

		result_number(r, all ? (double)rate->returned / (double)all : NAN);
	}
	result_text(r, rate_flag_name(row->flag));
}

static void write_block(struct block *b, struct result *r, bool share)
{
	crew_run(find_some, b, b->count, PIECE, crew_cores());
	for (size_t i = 0; i < b->count; i++)
		write_row(b, r, share, &b->rows[i]);
	b->count = 0;
}

static void add_row(struct block *b, struct result *r, bool share, const struct row *row)
{
	if (b->count == BLOCK)
		write_block(b, r, share);
	b->rows[b->count++] = *row;
}

static void write_rates(const struct question *q, const struct series *s, bool share)
{
	struct result_column shown[sizeof(columns) / sizeof(*columns)];
	size_t n = 0;
	struct out *out;

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (share || i != 5)
			shown[n++] = columns[i];
	struct result *r = question_open(q, s, &out, NULL, shown, n);
	struct block b = {q, s, mem_alloc(BLOCK, sizeof(*b.rows)), 0};

	for (size_t p = 0; p < series_periods(s); p++) {
		if (!question_asks_for(q, series_period(s, p)))
			continue;
		for (size_t g = 0; g < series_groups(s); g++)
			for (size_t c = 0; c < series_categories(s); c++)
				if (is_there(s, p, g, c))
					add_row(&b, r, share, &(struct row){p, g, c, {0}, 0});
	}
	write_block(&b, r, share);
	free(b.rows);
	question_close(q, r, out);
}

int main(int argc, char **argv)
{
	struct question q;
	struct options o;
	bool share = false;

	gsl_set_error_handler_off();
	question_begin(&q, "flag");
	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;)
		if (!question_take(&q, &o, id))
			share = true;
	struct series *s = question_read(&q, argv + o.index, (size_t)(argc - o.index));

	write_rates(&q, s, share);
	series_free(s);
	die_closing(STATUS_DONE);
}

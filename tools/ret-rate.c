/* ret-rate: return rates with confidence intervals, from cells. */
#include "base/die.h"
#include "base/mem.h"
#include "answer/question.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

enum { OPT_SHARE = 256 };

static const struct option_row rows[] = {
	{OPT_SHARE, "share", NULL, "add each row's share of the returns of its period and group"},
	QUESTION_ROWS("flag"),
};

static const struct program program = {
	"ret-rate",
	"[--by DIM,...] [--period KIND] [--year-start MONTH] [--split BY] [--share]\n"
	" [--from PERIOD] [--to PERIOD] [--level P] [--min-n N] [--mature DAYS]\n"
	" [--partial WHAT] [--covers FROM,TO|@FILE] [--metrics FILE] [--pretty | --excel]\n"
	" [-o FILE]\n"
	" [CELLS...]",
	"return rates with intervals, by any keys",
	rows,
	sizeof(rows) / sizeof(*rows),
};

/* The returns of a group, over all categories. */
static int64_t returned_of_all(const struct series *s, size_t p, size_t g)
{
	int64_t sum = 0;

	for (size_t c = 0; c < series_categories(s); c++)
		sum += series_returned(s, p, g, c)->units;
	return sum;
}

/*
 * True when a row is worth writing: the group has data in the period, and has returns of the category at least once.
 */
static bool is_there(const struct series *s, size_t p, size_t g, size_t c)
{
	if (series_returned(s, p, g, c)->lines)
		return true;
	return series_shipped(s, p, g)->lines && (!*series_cause(s, c) || series_has_category(s, g, c));
}

struct row {
	uint32_t period, group, category;
};

/* The rates of all rows, computed by all cores because intervals are found numerically, which is slow. */
struct rates {
	const struct question *question;
	const struct series *series;
	bool share;
	struct row *rows;
	size_t count;
	size_t capacity;
};

static void write_row(void *context, struct result *r, size_t i)
{
	const struct rates *rates = context;
	const struct question *q = rates->question;
	const struct series *s = rates->series;
	size_t p = rates->rows[i].period, g = rates->rows[i].group, c = rates->rows[i].category;
	struct rate rate = rate_find(s, series_shipped(s, p, g), series_returned(s, p, g, c), NULL, q->rules.level);

	question_set_key(q, s, r, p, -1, g, c);
	question_set_sum(s, r, RATE_SHIPPED, rate.shipped);
	question_set_sum(s, r, RATE_RETURNED, rate.returned);
	result_set_number(r, RATE_RATE, rate.rate);
	result_set_number(r, RATE_LOW, rate.limits.low);
	result_set_number(r, RATE_HIGH, rate.limits.high);
	if (rates->share) {
		int64_t all = returned_of_all(s, p, g);

		result_set_number(r, RATE_SHARE, all ? (double)rate.returned / (double)all : NAN);
	}
	result_set_text(r, RATE_FLAG, flag_slug(rate_judge(s, p, &rate, &q->rules)));
	result_end_row(r);
}

static void find_rows(struct rates *rates, size_t p)
{
	const struct series *s = rates->series;

	for (size_t g = 0; g < series_groups(s); g++) {
		for (size_t c = 0; c < series_categories(s); c++) {
			if (!is_there(s, p, g, c))
				continue;
			rates->rows = mem_grow(rates->rows, &rates->capacity, rates->count + 1, sizeof(*rates->rows));
			rates->rows[rates->count++] = (struct row){(uint32_t)p, (uint32_t)g, (uint32_t)c};
		}
	}
}

static void write_rates(const struct question *q, const struct series *s, bool share)
{
	struct out *out;
	struct result *r = question_open(q, s, &out, &rate_schema, share ? 0 : SCHEMA_SET(RATE_SHARE));
	struct rates rates = {.question = q, .series = s, .share = share};

	for (size_t p = 0; p < series_periods(s); p++)
		if (question_asks_for(q, series_period(s, p)))
			find_rows(&rates, p);
	result_rows(r, rates.count, write_row, &rates);
	free(rates.rows);
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

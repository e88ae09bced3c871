/* ret-bridge: what moved a total rate from one year to the next, mix or rates. */
#include "bridge.h"
#include "die.h"
#include "mem.h"
#include "question.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { OPT_TOTAL = 256 };

static const struct option_row rows[] = {
	{OPT_TOTAL, "total", NULL, "one row a period: the sums, and an interval of the rate effect"},
	QUESTION_ROWS("flag"),
};

static const struct program program = {
	"ret-bridge",
	"[--total] [--by DIM,...] [--period KIND] [--year-start MONTH] [--split BY]\n"
	" [--from PERIOD] [--to PERIOD] [--level P] [--min-n N] [--mature DAYS]\n"
	" [--partial WHAT] [--pretty] [-o FILE] [CELLS...]",
	"what moved a total return rate: the mix of goods, or their rates",
	rows,
	sizeof(rows) / sizeof(*rows),
};

static const struct result_column part_columns[] = {
	{"shipped", RESULT_COUNT, "shipped"},
	{"returned", RESULT_COUNT, NULL},
	{"rate", RESULT_RATE, "rate"},
	{"shipped_before", RESULT_COUNT, "before"},
	{"returned_before", RESULT_COUNT, NULL},
	{"rate_before", RESULT_RATE, "rate before"},
	{"mix_pp", RESULT_PP, "mix pp"},
	{"rate_pp", RESULT_PP, "rate pp"},
	{"assortment_pp", RESULT_PP, "assortment pp"},
	{"flag", RESULT_TEXT, "flag"},
};

static const struct result_column total_columns[] = {
	{"shipped", RESULT_COUNT, "shipped"},
	{"returned", RESULT_COUNT, NULL},
	{"rate", RESULT_RATE, "rate"},
	{"shipped_before", RESULT_COUNT, "before"},
	{"returned_before", RESULT_COUNT, NULL},
	{"rate_before", RESULT_RATE, "rate before"},
	{"change_pp", RESULT_PP, "change pp"},
	{"mix_pp", RESULT_PP, "mix pp"},
	{"rate_pp", RESULT_PP, "rate pp"},
	{"rate_low_pp", RESULT_PP, "from"},
	{"rate_high_pp", RESULT_PP, "to"},
	{"assortment_pp", RESULT_PP, "assortment pp"},
	{"flag", RESULT_TEXT, "flag"},
};

static const char *const lead[] = {"before", NULL};

/* The groups of one category in two periods, as segments of a total. */
struct bridge {
	size_t period, before, category;
	struct bridge_segment *segments; /* by group */
	struct bridge_part *parts;
	double (*variances)[2];
	struct bridge_total total;
	struct measures shipped[2], returned[2]; /* sums, [0] is before */
};

/* The variance of a rate whose effective counts are known; 0 where nothing was shipped. */
static double variance_of(const struct series *s, const struct rate *rate)
{
	double n = rate->effective.exposure;

	if (!(n > 0))
		return 0;
	return series_is_cohort(s) ? rate->rate * (1 - rate->rate) / n : rate->rate / n;
}

static void add_segment(const struct series *s, struct bridge *b, size_t g, int year)
{
	size_t p = year ? b->period : b->before;
	const struct measures *shipped = series_shipped(s, p, g);
	const struct measures *returned = series_returned(s, p, g, b->category);
	struct rate rate = rate_find(s, shipped, returned, NULL, 0.95);

	b->segments[g].shipped[year] = (double)shipped->shipped;
	b->segments[g].returned[year] = (double)returned->returned;
	b->variances[g][year] = variance_of(s, &rate);
	if (measures_add(&b->shipped[year], shipped) != 0 ||
	    measures_add(&b->returned[year], returned) != 0)
		die("a sum of the cells leaves 64 bits");
}

static void split_change(const struct series *s, struct bridge *b)
{
	size_t n = series_groups(s);

	for (int year = 0; year < 2; year++) {
		b->shipped[year] = b->returned[year] = (struct measures){0};
		for (size_t g = 0; g < n; g++)
			add_segment(s, b, g, year);
	}
	b->total = bridge_split_change(b->segments, n, b->parts);
}

static const char *flag_of(const struct question *q, const struct series *s, const struct bridge *b)
{
	struct rate sound = {.size = INFINITY};
	enum rate_flag now = rate_judge(s, b->period, &sound, &q->rules);
	enum rate_flag then = rate_judge(s, b->before, &sound, &q->rules);

	return rate_flag_name(now != RATE_SOUND ? now : then);
}

static void write_counts(struct result *r, double shipped, double returned)
{
	result_count(r, (int64_t)shipped);
	result_count(r, (int64_t)returned);
	result_number(r, shipped > 0 ? returned / shipped : NAN);
}

static void write_parts(const struct question *q, const struct series *s, struct result *r,
			const struct bridge *b)
{
	const char *before[] = {series_label(s, b->before), NULL};

	for (size_t g = 0; g < series_groups(s); g++) {
		const struct bridge_segment *segment = &b->segments[g];

		if (segment->shipped[0] + segment->shipped[1] + segment->returned[0] +
			    segment->returned[1] <= 0)
			continue;
		question_keys(q, s, r, b->period, before, g, b->category);
		write_counts(r, segment->shipped[1], segment->returned[1]);
		write_counts(r, segment->shipped[0], segment->returned[0]);
		result_number(r, b->parts[g].mix);
		result_number(r, b->parts[g].rate);
		result_number(r, b->parts[g].assortment);
		result_text(r, flag_of(q, s, b));
	}
}

static void write_total(const struct question *q, const struct series *s, struct result *r,
			const struct bridge *b)
{
	const char *before[] = {series_label(s, b->before), NULL};
	double z = gsl_cdf_ugaussian_Qinv((1 - q->rules.level) / 2);
	double error = bridge_find_rate_error(b->segments, b->variances, series_groups(s));

	question_keys(q, s, r, b->period, before, 0, b->category);
	write_counts(r, (double)b->shipped[1].shipped, (double)b->returned[1].returned);
	write_counts(r, (double)b->shipped[0].shipped, (double)b->returned[0].returned);
	result_number(r, b->total.change);
	result_number(r, b->total.mix);
	result_number(r, b->total.rate);
	result_number(r, b->total.rate - z * error);
	result_number(r, b->total.rate + z * error);
	result_number(r, b->total.assortment);
	result_text(r, flag_of(q, s, b));
}

static void write_bridges(const struct question *q, const struct series *s)
{
	size_t n = series_groups(s);
	struct bridge b = {
		.segments = mem_alloc(n, sizeof(*b.segments)),
		.parts = mem_alloc(n, sizeof(*b.parts)),
		.variances = mem_alloc(n, sizeof(*b.variances)),
	};
	struct out *out;
	struct result *r =
		q->totals ? question_open(q, s, &out, lead, total_columns, COUNT(total_columns))
			  : question_open(q, s, &out, lead, part_columns, COUNT(part_columns));

	for (size_t p = 0; p < series_periods(s) && n; p++) {
		int before = series_year_before(s, p);

		if (before < 0 || !question_asks_for(q, series_period(s, p)))
			continue;
		b.period = p;
		b.before = (size_t)before;
		for (b.category = 0; b.category < series_categories(s); b.category++) {
			split_change(s, &b);
			if (q->totals)
				write_total(q, s, r, &b);
			else
				write_parts(q, s, r, &b);
		}
	}
	question_close(q, r, out);
	free(b.segments);
	free(b.parts);
	free(b.variances);
}

int main(int argc, char **argv)
{
	struct question q;
	struct options o;

	gsl_set_error_handler_off();
	question_begin(&q, "flag");
	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;)
		if (!question_take(&q, &o, id))
			q.totals = true;
	struct series *s = question_read(&q, argv + o.index, (size_t)(argc - o.index));

	write_bridges(&q, s);
	series_free(s);
	die_closing(STATUS_DONE);
}

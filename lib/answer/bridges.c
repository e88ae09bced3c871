#include "answer/bridges.h"

#include "base/mem.h"
#include "stat/bridge.h"
#include "stat/fdr.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column part_columns[PART_COLUMNS] = {
	KEY_COLUMNS_COMPARED,
	[PART_SHIPPED] = {"shipped", SCHEMA_SUM, .shown = true},
	[PART_RETURNED] = {"returned", SCHEMA_SUM, .shown = false},
	[PART_RATE] = {"rate", SCHEMA_RATE, .shown = true},
	[PART_SHIPPED_BEFORE] = {"shipped_before", SCHEMA_SUM, .shown = true},
	[PART_RETURNED_BEFORE] = {"returned_before", SCHEMA_SUM, .shown = false},
	[PART_RATE_BEFORE] = {"rate_before", SCHEMA_RATE, .shown = true},
	[PART_MIX_PP] = {"mix_pp", SCHEMA_PART, .shown = true},
	[PART_RATE_PP] = {"rate_pp", SCHEMA_PART, .shown = true},
	[PART_ASSORTMENT_PP] = {"assortment_pp", SCHEMA_PART, .shown = true},
	[PART_FLAG] = {"flag", SCHEMA_WORD, .words = WORD_FLAG, .shown = true},
};

const struct schema bridge_part_schema = {"bridge-parts", 1, part_columns, PART_COLUMNS, KEY_DIMS_BEFORE};

static const struct schema_column total_columns[TOTAL_COLUMNS] = {
	KEY_COLUMNS_COMPARED,
	[TOTAL_SHIPPED] = {"shipped", SCHEMA_SUM, .shown = true},
	[TOTAL_RETURNED] = {"returned", SCHEMA_SUM, .shown = false},
	[TOTAL_RATE] = {"rate", SCHEMA_RATE, .shown = true},
	[TOTAL_SHIPPED_BEFORE] = {"shipped_before", SCHEMA_SUM, .shown = true},
	[TOTAL_RETURNED_BEFORE] = {"returned_before", SCHEMA_SUM, .shown = false},
	[TOTAL_RATE_BEFORE] = {"rate_before", SCHEMA_RATE, .shown = true},
	[TOTAL_CHANGE_PP] = {"change_pp", SCHEMA_PART, .shown = true},
	[TOTAL_MIX_PP] = {"mix_pp", SCHEMA_PART, .shown = true},
	[TOTAL_RATE_PP] = {"rate_pp", SCHEMA_PART, .shown = true},
	[TOTAL_RATE_LOW_PP] = {"rate_low_pp", SCHEMA_PART, .shown = true},
	[TOTAL_RATE_HIGH_PP] = {"rate_high_pp", SCHEMA_PART, .shown = true},
	[TOTAL_ASSORTMENT_PP] = {"assortment_pp", SCHEMA_PART, .shown = true},
	[TOTAL_P] = {"p", SCHEMA_P, .shown = false},
	[TOTAL_Q] = {"q", SCHEMA_P, .shown = true},
	[TOTAL_FLAG] = {"flag", SCHEMA_WORD, .words = WORD_FLAG, .shown = true},
};

const struct schema bridge_total_schema = {"bridge-totals", 1, total_columns, TOTAL_COLUMNS, KEY_DIMS_BEFORE};

/*
 * Parts are rounded to multiples of 1/steps, which is 6 decimals of a percentage point, so that printed parts add up.
 */
static const double steps = 1e8;

/* The groups of one total, for one category and two periods. */
struct bridge {
	size_t period, before, category;
	size_t first, count;             /* the range of groups */
	struct bridge_segment *segments; /* by group; [0] is `first` */
	struct bridge_part *parts;
	double (*variances)[2];
	struct bridge_total total;
	struct bridge_part sum; /* of the parts of all categories so far */
};

/* A total, buffered until q can be computed over all totals. */
struct total_row {
	size_t period, before, category, group; /* any group of the total, for its first dims */
	double shipped[2], returned[2];         /* units, [0] is before */
	struct bridge_total total;              /* as printed */
	double rate;                            /* the rate effect before rounding */
	double error;                           /* standard error of the rate effect */
	double p;
};

struct totals {
	struct total_row *rows;
	size_t count;
	size_t capacity;
};

/* The variance of a rate, from its effective counts; 0 where nothing was shipped. */
static double variance_of(const struct series *s, const struct rate *rate)
{
	double n = rate->effective.exposure;

	if (!(n > 0))
		return 0;
	return series_is_cohort(s) ? rate->rate * (1 - rate->rate) / n : rate->rate / n;
}

static void add_segment(const struct series *s, struct bridge *b, size_t i, int year)
{
	size_t p = year ? b->period : b->before;
	const struct sum *shipped = series_shipped(s, p, b->first + i);
	const struct sum *returned = series_returned(s, p, b->first + i, b->category);
	struct rate rate = rate_find_counts(s, shipped, returned, NULL);

	b->segments[i].shipped[year] = (double)shipped->units;
	b->segments[i].returned[year] = (double)returned->units;
	b->variances[i][year] = variance_of(s, &rate);
}

static void split_change(const struct series *s, struct bridge *b)
{
	for (int year = 0; year < 2; year++)
		for (size_t i = 0; i < b->count; i++)
			add_segment(s, b, i, year);
	b->total = bridge_split_change(b->segments, b->count, b->parts);
}

static const char *flag_of(const struct question *q, const struct series *s, size_t period, size_t before)
{
	struct rate sound = {.size = INFINITY};
	enum flag now = rate_judge(s, period, &sound, &q->rules);
	enum flag then = rate_judge(s, before, &sound, &q->rules);

	return flag_slug(now != FLAG_NONE ? now : then);
}

/* Set the three columns from `first`: shipped, returned and rate of one year. */
static void set_counts(const struct series *s, struct result *r, size_t first, double shipped, double returned)
{
	question_set_sum(s, r, first, (int64_t)shipped);
	question_set_sum(s, r, first + 1, (int64_t)returned);
	result_set_number(r, first + 2, shipped > 0 ? returned / shipped : NAN);
}

/* Context of write_part(). */
struct written {
	const struct question *question;
	const struct series *series;
	const struct bridge *bridge;
};

static void write_part(void *context, struct result *r, size_t i)
{
	const struct written *w = context;
	const struct question *q = w->question;
	const struct series *s = w->series;
	const struct bridge *b = w->bridge;
	const struct bridge_segment *segment = &b->segments[i];

	if (segment->shipped[0] + segment->shipped[1] + segment->returned[0] + segment->returned[1] <= 0)
		return;
	question_set_key(q, s, r, b->period, (int)b->before, b->first + i, b->category);
	set_counts(s, r, PART_SHIPPED, segment->shipped[1], segment->returned[1]);
	set_counts(s, r, PART_SHIPPED_BEFORE, segment->shipped[0], segment->returned[0]);
	result_set_number(r, PART_MIX_PP, b->parts[i].mix);
	result_set_number(r, PART_RATE_PP, b->parts[i].rate);
	result_set_number(r, PART_ASSORTMENT_PP, b->parts[i].assortment);
	result_set_text(r, PART_FLAG, flag_of(q, s, b->period, b->before));
	result_end_row(r);
}

/* Buffer a total; `rate` is the rate effect before rounding. */
static void keep_total(struct totals *t, const struct bridge *b, double rate)
{
	struct total_row row = {
		.period = b->period,
		.before = b->before,
		.category = b->category,
		.group = b->first,
		.total = b->total,
		.rate = rate,
		.error = bridge_find_rate_error(b->segments, b->variances, b->count),
	};

	for (size_t i = 0; i < b->count; i++) {
		for (int year = 0; year < 2; year++) {
			row.shipped[year] += b->segments[i].shipped[year];
			row.returned[year] += b->segments[i].returned[year];
		}
	}
	/* If no rate changed, rate effect / standard error is standard normal. */
	row.p = row.error > 0 ? 2 * gsl_cdf_ugaussian_Q(fabs(row.rate) / row.error) : NAN;
	t->rows = mem_grow(t->rows, &t->capacity, t->count + 1, sizeof(*t->rows));
	t->rows[t->count++] = row;
}

static void write_total(const struct question *q, const struct series *s, struct result *r, const struct total_row *row,
			double fdr)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - q->rules.level) / 2);

	question_set_key(q, s, r, row->period, (int)row->before, row->group, row->category);
	set_counts(s, r, TOTAL_SHIPPED, row->shipped[1], row->returned[1]);
	set_counts(s, r, TOTAL_SHIPPED_BEFORE, row->shipped[0], row->returned[0]);
	result_set_number(r, TOTAL_CHANGE_PP, row->total.change);
	result_set_number(r, TOTAL_MIX_PP, row->total.mix);
	result_set_number(r, TOTAL_RATE_PP, row->total.rate);
	result_set_number(r, TOTAL_RATE_LOW_PP, row->rate - z * row->error);
	result_set_number(r, TOTAL_RATE_HIGH_PP, row->rate + z * row->error);
	result_set_number(r, TOTAL_ASSORTMENT_PP, row->total.assortment);
	result_set_number(r, TOTAL_P, row->p);
	result_set_number(r, TOTAL_Q, fdr);
	result_set_text(r, TOTAL_FLAG, flag_of(q, s, row->period, row->before));
	result_end_row(r);
}

/* Compute q over all totals, write them and free them. */
static void write_totals(const struct question *q, const struct series *s, struct result *r, struct totals *t)
{
	double *fdr = mem_alloc(t->count, sizeof(*fdr));
	size_t *order = mem_alloc(t->count, sizeof(*order));

	/* A total of a partial period is not tested: it has no p and no q, and is not counted in the q of others. */
	for (size_t i = 0; i < t->count; i++) {
		if (*flag_of(q, s, t->rows[i].period, t->rows[i].before))
			t->rows[i].p = NAN;
		fdr[i] = t->rows[i].p;
	}
	fdr_adjust_benjamini_hochberg(fdr, fdr, order, t->count);
	for (size_t i = 0; i < t->count; i++)
		write_total(q, s, r, &t->rows[i], fdr[i]);
	free(fdr);
	free(order);
	free(t->rows);
}

/* The number of groups of a total. Groups are sorted, so those that agree in the first `within` dims are adjacent. */
static size_t run_length(const struct series *s, size_t first, size_t within)
{
	size_t g = first + 1;

	for (; g < series_groups(s); g++)
		for (size_t i = 0; i < within; i++)
			if (strcmp(series_group(s, g, i), series_group(s, first, i)) != 0)
				return g - first;
	return g - first;
}

static void run_bridge(const struct question *q, const struct series *s, struct result *r, struct bridge *b,
		       struct totals *totals)
{
	b->sum = (struct bridge_part){0, 0, 0};
	for (b->category = 0; b->category < series_categories(s); b->category++) {
		split_change(s, b);
		double rate = b->total.rate;

		bridge_round(b->parts, b->count, steps, &b->sum, &b->total);
		/* A total without shipments in one of the years has no change to explain. */
		if (q->totals && isnan(b->total.change))
			continue;
		if (q->totals)
			keep_total(totals, b, rate);
		else
			result_rows(r, b->count, write_part, &(struct written){q, s, b});
	}
}

void bridges_write(const struct question *q, const struct series *s)
{
	size_t n = series_groups(s);
	struct bridge b = {
		.segments = mem_alloc(n, sizeof(*b.segments)),
		.parts = mem_alloc(n, sizeof(*b.parts)),
		.variances = mem_alloc(n, sizeof(*b.variances)),
	};
	struct totals totals = {0};
	struct out *out;
	struct result *r = question_open(q, s, &out, q->totals ? &bridge_total_schema : &bridge_part_schema, 0);

	for (size_t p = 0; p < series_periods(s); p++) {
		int before = series_year_before(s, p);

		if (before < 0 || !question_asks_for(q, series_period(s, p)))
			continue;
		b.period = p;
		b.before = (size_t)before;
		for (b.first = 0; b.first < n; b.first += b.count) {
			b.count = run_length(s, b.first, q->within);
			run_bridge(q, s, r, &b, &totals);
		}
	}
	if (q->totals)
		write_totals(q, s, r, &totals);
	question_close(q, r, out);
	free(b.segments);
	free(b.parts);
	free(b.variances);
}

/* Count the dims of --within, which must be the first dims of the series. */
static int count_within(const struct series *s, const char *list, size_t *count, struct err *e)
{
	size_t n = 0;

	while (list && *list) {
		size_t length = strcspn(list, ",");

		if (n >= series_dims(s) || strlen(series_dim(s, n)) != length ||
		    memcmp(series_dim(s, n), list, length) != 0)
			return err_set(e, "--within '%.*s' does not stand first in --by", (int)length, list);
		n++;
		list += length + (list[length] == ',');
	}
	*count = n;
	return 0;
}

int bridges_prepare(struct question *q, const struct series *s, const char *within, struct err *e)
{
	/* A total is a sum over groups, and an order may belong to several. */
	if (series_unit(s) == METRIC_ORDER && series_dims(s))
		return err_set(e,
			       "the cells of '%s' count orders, of which one may stand in several groups: they have no "
			       "total to bridge",
			       series_metric(s));
	question_refuse_break(q, s);
	return count_within(s, within, &q->within, e);
}

#include "outcome.h"

#include "calendar.h"
#include "writer.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Units shipped, and units received as returns, within a span of days. */
struct span {
	int first, last;
	double shipped, returned;
};

enum { JUNE_BEFORE, JUNE_AFTER, QUARTER_BEFORE, QUARTER_AFTER, WHOLE, SPAN_COUNT };

enum { LUCK_SEED_STEP = 7919, LUCK_ATTEMPTS_MAX = 100000, WHOLESALE_QTY = 20 };

static int draw_received_day(gsl_rng *rng, int shipped_day)
{
	double lag;
	int day;

	do {
		lag = exp(log(9) + gsl_ran_gaussian(rng, 0.45));
	} while (lag < 3 || lag > 25);
	day = shipped_day + (int)lag;
	return calendar_is_sunday(day) ? day + 1 : day;
}

static int draw_qty(gsl_rng *rng, int shipped)
{
	if (shipped >= WHOLESALE_QTY)
		return 1 + (int)gsl_rng_uniform_int(rng, 4);
	if (shipped == 1 || gsl_rng_uniform(rng) < 0.75)
		return shipped;
	return 1 + (int)gsl_rng_uniform_int(rng, (unsigned long)(shipped - 1));
}

static struct outcome draw_line(gsl_rng *rng, const struct order_line *line)
{
	struct outcome outcome = {0};
	double u = gsl_rng_uniform(rng);

	if (line->kind != LINE_ORDINARY)
		return outcome;
	for (int reason = 0; reason < REASON_COUNT && !outcome.returned; reason++) {
		u -= catalogue_return_chance(line->product, line->shop, line->carrier, line->day, (enum reason)reason);
		if (u < 0) {
			outcome.returned = 1;
			outcome.reason = (enum reason)reason;
		}
	}
	if (!outcome.returned)
		return outcome;
	outcome.received_day = draw_received_day(rng, line->day);
	outcome.qty = draw_qty(rng, line->qty);
	return outcome;
}

static int is_unlucky(const struct order_line *line)
{
	return (catalogue_products[line->product].traits & UNLUCKY) != 0;
}

static int within(const struct span *span, int day)
{
	return day >= span->first && day <= span->last;
}

static double rate(const struct span *span)
{
	return span->shipped > 0 ? span->returned / span->shipped : 0;
}

/*
 * True if the history would alarm a reader of raw rates (at least 1.6 times last year's rate in June and in the quarter), chance is
 * still a good explanation, and the rest of the history is ordinary.
 */
static int is_bad_luck(const struct span *spans, double expected)
{
	double june = rate(&spans[JUNE_AFTER]) / rate(&spans[JUNE_BEFORE]);
	double quarter = rate(&spans[QUARTER_AFTER]) / rate(&spans[QUARTER_BEFORE]);

	if (spans[JUNE_BEFORE].returned < 4 || spans[QUARTER_BEFORE].returned < 8)
		return 0;
	return june >= 1.6 && june <= 2.1 && quarter >= 1.6 && quarter <= 1.8 &&
	       fabs(spans[WHOLE].returned / expected - 1) < 0.05;
}

static void draw_history(const struct shipments *shipments, struct outcome *outcomes, gsl_rng *rng, struct span *spans)
{
	for (size_t i = 0; i < shipments->count; i++) {
		const struct order_line *line = &shipments->lines[i];

		if (!is_unlucky(line))
			continue;
		outcomes[i] = draw_line(rng, line);
		for (int s = 0; s < SPAN_COUNT; s++) {
			if (line->kind == LINE_ORDINARY && within(&spans[s], line->day))
				spans[s].shipped += line->qty;
			if (outcomes[i].returned && within(&spans[s], outcomes[i].received_day))
				spans[s].returned += outcomes[i].qty;
		}
	}
}

/* Returns expected over the whole calendar, less a few that are still in transit. */
static double expected_units(const struct shipments *shipments)
{
	double units = 0;

	for (size_t i = 0; i < shipments->count; i++) {
		const struct order_line *line = &shipments->lines[i];

		if (is_unlucky(line) && line->kind == LINE_ORDINARY)
			units += catalogue_return_total(line->product, line->shop, line->carrier, line->day) *
				 (line->qty > 1 ? 0.75 * line->qty + 0.25 * line->qty / 2 : 1);
	}
	return units * (1 - 10.0 / CALENDAR_DAYS);
}

static int draw_unlucky(const struct shipments *shipments, struct outcome *outcomes, unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double expected = expected_units(shipments);

	if (!rng)
		writer_die("out of memory");
	for (int attempt = 1; attempt <= LUCK_ATTEMPTS_MAX; attempt++) {
		struct span spans[SPAN_COUNT] = {
			[JUNE_BEFORE] = {.first = calendar_day(2024, 6, 1), .last = calendar_day(2024, 6, 30)},
			[JUNE_AFTER] = {.first = calendar_day(2025, 6, 1), .last = calendar_day(2025, 6, 30)},
			[QUARTER_BEFORE] = {.first = calendar_day(2024, 4, 1), .last = calendar_day(2024, 6, 30)},
			[QUARTER_AFTER] = {.first = calendar_day(2025, 4, 1), .last = calendar_day(2025, 6, 30)},
			[WHOLE] = {.first = 0, .last = CALENDAR_LAST_DAY},
		};

		gsl_rng_set(rng, seed + LUCK_SEED_STEP * (unsigned long)attempt);
		draw_history(shipments, outcomes, rng, spans);
		if (is_bad_luck(spans, expected)) {
			gsl_rng_free(rng);
			return attempt;
		}
	}
	writer_die("the unlucky SKU was never unlucky enough: try another seed");
}

struct outcome *outcome_draw(const struct shipments *shipments, gsl_rng *rng, unsigned long seed, int *attempts)
{
	struct outcome *outcomes = calloc(shipments->count, sizeof(*outcomes));

	if (!outcomes)
		writer_die("out of memory");
	for (size_t i = 0; i < shipments->count; i++)
		if (!is_unlucky(&shipments->lines[i]))
			outcomes[i] = draw_line(rng, &shipments->lines[i]);
	*attempts = draw_unlucky(shipments, outcomes, seed);
	return outcomes;
}

/* Checks of the days covered: partial periods, gaps, and the date column by which an export was cut. */
#include "check/private.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Below this, a shortfall may be chance. */
#define LEAST_EXPECTED 10.0

/* A return takes at most this many days. */
enum { MOST_LAG = 366 };

/* ---- the days that a side covers ---- */

static int compare_days(const void *left, const void *right)
{
	const struct check_placed *a = left, *b = right;

	if (a->shop != b->shop)
		return a->shop < b->shop ? -1 : 1;
	return (a->day > b->day) - (a->day < b->day);
}

/* The days of a side, sorted by shop and day. Caller frees. */
static struct check_placed *sorted_days(const struct check_half *h, size_t *n)
{
	*n = intern_count(h->shop_days);
	struct check_placed *list = mem_alloc(*n + 1, sizeof(*list));

	for (size_t i = 0; i < *n; i++) {
		struct check_place place;

		memcpy(&place, intern_get(h->shop_days, (uint32_t)i, NULL), sizeof(place));
		list[i] = (struct check_placed){place.shop, place.day, (uint32_t)i};
	}
	qsort(list, *n, sizeof(*list), compare_days);
	return list;
}

static struct coverage cover(const struct check_half *h, const struct check_placed *list, size_t n, int64_t *strays)
{
	struct coverage_days *days = coverage_days_new();

	*strays = 0;
	for (size_t i = 0; i < n; i++)
		coverage_days_add(days, h->days[list[i].number].lines, list[i].day, list[i].day);
	struct coverage found = coverage_find(days, strays);

	coverage_days_free(days);
	return found;
}

/* Count lines and units between two days; the example is the first line of the earliest day, or of the latest. */
static struct check_tally between(const struct check_half *h, const struct check_placed *list, size_t n, int32_t first,
				  int32_t last, bool latest)
{
	struct check_tally sum = {0};
	int32_t day = DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct check_day *at = &h->days[list[i].number];

		if (list[i].day < first || list[i].day > last)
			continue;
		if (day == DATE_NONE || (latest ? list[i].day > day : list[i].day < day)) {
			day = list[i].day;
			sum.first = at->first;
		}
		sum.rows += at->lines;
		sum.units += at->units;
	}
	return sum;
}

static void report_strays(struct check *c, enum side side, const struct check_placed *list, size_t n,
			  const struct coverage *covered, int64_t strays)
{
	static const char *const names[] = {"shipments-stray-dates", "returns-stray-dates"};
	const struct check_half *h = &c->facts->half[side];
	struct check_tally all = between(h, list, n, INT32_MIN + 1, covered->first - 1, false);
	struct check_tally late = between(h, list, n, covered->last + 1, INT32_MAX, true);
	char first[DATE_TEXT], last[DATE_TEXT];

	if (strays == 0)
		return;
	if (all.rows == 0)
		all.first = late.first;
	check_add(c, names[side], SEVERITY_WARNING,
		  (struct check_tally){.rows = strays, .units = all.units + late.units}, check_source(c, all.first),
		  date_print(first, covered->first), date_print(last, covered->last), NULL);
}

static void report_partial(struct check *c, enum side side, const struct check_placed *list, size_t n,
			   const struct coverage *covered, bool latest)
{
	static const char *const names[2][2] = {{"shipments-first-partial", "shipments-last-partial"},
						{"returns-first-partial", "returns-last-partial"}};
	const struct check_plan *plan = c->plan;
	int32_t day = latest ? covered->last : covered->first;
	struct period p = period_of_day(plan->period, day, plan->year_start);
	struct coverage edge = *covered;

	/* The other end may be partial too: check this end only. */
	if (latest && edge.first > p.first)
		edge.first = p.first;
	if (!latest && edge.last < p.last)
		edge.last = p.last;
	if (plan->period == PERIOD_DAY || coverage_has(&edge, &p))
		return;
	struct check_tally sum = between(&c->facts->half[side], list, n, p.first, p.last, latest);
	char label[PERIOD_TEXT], text[DATE_TEXT];

	period_print(label, &p);
	date_print(text, day);
	sum.rows = latest ? (int64_t)p.last - day : (int64_t)day - p.first;
	check_add(c, names[side][latest], SEVERITY_WARNING, sum, check_source(c, sum.first), check_side_word(c, side),
		  label, text, NULL);
}

static void check_side(struct check *c, enum side side)
{
	const struct check_half *h = &c->facts->half[side];
	int64_t strays;
	size_t n;
	struct check_placed *list = sorted_days(h, &n);
	struct coverage covered = cover(h, list, n, &strays);

	if (n) {
		check_gaps(c, side, list, n, &covered);
		report_strays(c, side, list, n, &covered, strays);
		report_partial(c, side, list, n, &covered, false);
		report_partial(c, side, list, n, &covered, true);
	}
	free(list);
}

/* ---- the date column an export was cut by ---- */

/* The time from application to receipt, over the returns that have both days. */
struct lags {
	int64_t n;
	int64_t sum;
	int32_t first; /* day of receipt */
};

static bool is_lag(const struct check_held *h, size_t i)
{
	return h->days[i].received >= h->days[i].applied && h->days[i].received - h->days[i].applied <= MOST_LAG;
}

static struct lags sum_lags(const struct check_held *h)
{
	struct lags lags = {0, 0, INT32_MAX};

	for (size_t i = 0; i < h->day_count; i++) {
		if (!is_lag(h, i))
			continue;
		lags.n++;
		lags.sum += h->days[i].received - h->days[i].applied;
		if (h->days[i].received < lags.first)
			lags.first = h->days[i].received;
	}
	return lags;
}

/*
 * Little (1961), Oper Res 9:383: the number under way = arrival rate times mean time under way. So many returns must
 * have been applied for before the first one was received; they are missing from an export that was cut by day of
 * application. The arrival rate is taken from the first weeks of receipts.
 */
static void check_cut(struct check *c)
{
	const struct check_held *h = c->held;
	struct lags lags = sum_lags(h);
	double mean = lags.n ? (double)lags.sum / (double)lags.n : 0;
	int32_t weeks = 4 * mean > 28 ? (int32_t)(4 * mean) : 28;
	int64_t before = 0, rows = 0;
	char day[DATE_TEXT];

	for (size_t i = 0; i < h->day_count; i++) {
		if (!is_lag(h, i))
			continue;
		before += h->days[i].applied < lags.first;
		rows += h->days[i].received < lags.first + weeks;
	}
	double expected = (double)rows / (double)weeks * mean;

	/*
	 * Report a shortfall of over a quarter that chance does not explain: more than three standard deviations of a
	 * count.
	 */
	if (expected < LEAST_EXPECTED || (double)before >= 0.75 * expected ||
	    expected - (double)before < 3 * sqrt(expected))
		return;
	char about[NUM_TEXT], there[NUM_TEXT], earlier[NUM_TEXT];

	check_add(c, "basis-cut-by-applied", SEVERITY_WARNING,
		  (struct check_tally){.rows = (int64_t)(expected + 0.5) - before}, NULL,
		  check_number(about, expected, 0), date_print(day, lags.first), check_number(there, (double)before, 0),
		  check_number(earlier, ceil(3 * mean), 0), NULL);
}

static void check_basis(struct check *c)
{
	const struct check_tally *received = &c->facts->half[SIDE_RETURNS].kinds[CHECK_RECEIVED];
	const struct check_tally *finished = received + 1, *applied = received + 2;
	int64_t rows = received->rows + finished->rows + applied->rows;
	int64_t other = finished->units + applied->units;
	double percent = check_percent(other, check_units(c, SIDE_RETURNS));
	char text[NUM_TEXT];

	if (applied->rows && applied->rows == rows)
		check_add(c, "basis-applied-only", SEVERITY_WARNING, *applied, check_source(c, applied->first), NULL);
	else if (received->rows && rows > received->rows)
		check_add(c, "basis-mixed", percent >= 5 ? SEVERITY_WARNING : SEVERITY_NOTE,
			  (struct check_tally){.rows = rows - received->rows, .units = other},
			  check_source(c, applied->rows ? applied->first : finished->first),
			  check_number(text, percent, 1), NULL);
	check_cut(c);
}

void check_times(struct check *c)
{
	check_side(c, SIDE_SHIPMENTS);
	check_side(c, SIDE_RETURNS);
	check_basis(c);
}

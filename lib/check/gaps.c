/* Missing days of a shop: gaps between its days, and a shop that begins later or ends earlier than others. */
#include "check/private.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/*
 * A run of days without lines is a gap when at least this many lines were expected, judging by the same weekdays
 * around it.
 */
#define LEAST_EXPECTED 10.0

/*
 * The weight of a gap on one side only, which makes a rate wrong, against one on both sides, which may be a holiday.
 */
#define WEIGHT 1000.0

/* Weeks before and after a run from which the usual lines of a weekday are computed. */
enum { WEEKS = 4 };

/*
 * After a shop's last day nothing shows that it was still open. So an early end is reported only if the shop had
 * lines on half of the days of its last WEEKS weeks, and other shops had lines on half of the missing days. A few
 * missing days are tolerated, as at the edge of a period (coverage.h).
 */
enum { BORNE = 3 };

/* For this many days after a shop opens no returns are expected. */
enum { OPENING = 7 * WEEKS };

/*
 * Chinese shops close for at least this many days at Spring Festival, which begins between January 21 and February
 * 20.
 */
enum { CLOSURE = 5 };

/* One shop on the days that its side covers; day 0 is `first`. */
struct shop_days {
	const struct check_day **days; /* by day; NULL: no lines */
	const bool *any;               /* by day: some shop has lines */
	int32_t first;
	size_t count;
	size_t begin, end; /* the shop's first day, and the day after its last */
	uint32_t shop;
};

/* A run of days [from, to) without lines, and what is missing. */
struct run {
	size_t from, to;
	int64_t days;        /* days whose weekday usually has lines */
	int32_t first, last; /* the first and last of these */
	double lines, units; /* expected */
	double alone;        /* expected units of the days that the other side has */
};

/* The lines and units expected on a day of a run: the mean of the same weekday in the weeks around the run. */
static void expect(const struct shop_days *s, size_t day, const struct run *r, double *lines, double *units)
{
	int64_t line_sum = 0, unit_sum = 0, n = 0;

	for (int side = 0; side < 2; side++) {
		/* Weeks to step over; computed, because a mistyped year makes a run of half a million days. */
		size_t weeks = (side ? r->to - 1 - day : day - r->from) / 7 + 1;
		int step = side ? 7 : -7;
		int64_t at = (int64_t)day + step * (int64_t)weeks;

		for (int i = 0; i < WEEKS && at >= (int64_t)s->begin && at < (int64_t)s->end; i++, at += step, n++) {
			if (!s->days[at])
				continue;
			line_sum += s->days[at]->lines;
			unit_sum += s->days[at]->units;
		}
	}
	*lines = n > 1 ? (double)line_sum / (double)n : 0;
	*units = n > 1 ? (double)unit_sum / (double)n : 0;
}

static bool has_day(const struct check_half *h, uint32_t shop, int32_t day)
{
	struct check_place place = {shop, day};

	return intern_find(h->shop_days, (const char *)&place, sizeof(place), NULL);
}

/* Compute what is missing in a run. True when it is more than chance explains. */
static bool weigh_run(const struct shop_days *s, const struct check_half *other, struct run *r)
{
	for (size_t i = r->from; i < r->to; i++) {
		int32_t day = s->first + (int32_t)i;
		double lines, units;

		expect(s, i, r, &lines, &units);
		r->lines += lines;
		r->units += units;
		r->alone += has_day(other, s->shop, day) ? units : 0;
		if (lines < 1)
			continue;
		if (r->days++ == 0)
			r->first = day;
		r->last = day;
	}
	return r->lines >= LEAST_EXPECTED && r->days;
}

static size_t days_of_others(const struct shop_days *s, const struct run *r)
{
	size_t n = 0;

	for (size_t i = r->from; i < r->to; i++)
		n += s->any[i];
	return n;
}

/* ---- gaps between the days of a shop ---- */

struct gaps {
	int64_t days;
	double units;
	double alone;  /* expected units of the days that the other side has */
	double weight; /* of the worst gap: lines expected, those of days that the other side has times WEIGHT */
	struct run worst;
	bool closure; /* the worst gap looks like Spring Festival */
	uint32_t shop;
	const struct check_day *before;
};

/* Spring Festival: the run lies between mid-January and early March, and no shop ships. Returns may still arrive. */
static bool is_closure(const struct shop_days *s, enum side side, const struct run *r)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	if (side != SIDE_SHIPMENTS || r->to - r->from < CLOSURE || days_of_others(s, r))
		return false;
	date_print(first, s->first + (int32_t)r->from);
	date_print(last, s->first + (int32_t)r->to - 1);
	return strncmp(first, last, strlen("2025")) == 0 && strcmp(first + strlen("2025"), "-01-14") >= 0 &&
	       strcmp(last + strlen("2025"), "-03-10") <= 0;
}

static void take_gap(const struct shop_days *s, enum side side, const struct check_half *other, struct run r,
		     struct gaps *gaps)
{
	if (!weigh_run(s, other, &r))
		return;
	bool closure = is_closure(s, side, &r);

	if (closure)
		r.alone = 0;
	gaps->days += r.days;
	gaps->units += r.units;
	gaps->alone += r.alone;
	if (r.lines + WEIGHT * r.alone <= gaps->weight)
		return;
	gaps->weight = r.lines + WEIGHT * r.alone;
	gaps->worst = r;
	gaps->closure = closure;
	gaps->shop = s->shop;
	gaps->before = s->days[r.from - 1];
}

static void find_gaps(const struct shop_days *s, enum side side, const struct check_half *other, struct gaps *gaps)
{
	for (size_t i = s->begin; i < s->end; i++) {
		size_t end = i;

		while (!s->days[end])
			end++;
		if (end > i)
			take_gap(s, side, other, (struct run){.from = i, .to = end}, gaps);
		i = end;
	}
}

static bool is_platform(const struct check *c, uint32_t shop)
{
	return *intern_get(c->facts->shops, shop, NULL) == CHECK_PLATFORM_MARK;
}

/* Column and name of a shop; of the platform when its rows name no shop. */
static const char *shop_column(const struct check *c, uint32_t shop, const char **name)
{
	*name = intern_get(c->facts->shops, shop, NULL);
	if (!is_platform(c, shop))
		return COLUMN_SHOP;
	++*name;
	return COLUMN_PLATFORM;
}

static void report_gaps(struct check *c, enum side side, const struct gaps *gaps)
{
	static const char *const names[] = {"shipments-gap", "returns-gap"};
	char first[DATE_TEXT], last[DATE_TEXT];
	const char *shop, *column;

	if (gaps->days == 0)
		return;
	column = shop_column(c, gaps->shop, &shop);
	char *condition = check_condition(column, false, &shop, 1);

	date_print(first, gaps->worst.first);
	date_print(last, gaps->worst.last);
	enum lang lang = c->plan->lang;
	char *of = *shop ? lang_say(lang, is_platform(c, gaps->shop) ? PHRASE_GAP_OF_PLATFORM : PHRASE_GAP_OF_SHOP,
				    shop, NULL)
			 : mem_dup("", 0);
	char *holiday = gaps->closure ? lang_say(lang, PHRASE_GAP_HOLIDAY, NULL) : mem_dup("", 0);

	check_add(c, names[side], check_weigh(c, side, (int64_t)gaps->alone, SEVERITY_WARNING),
		  (struct check_tally){.rows = gaps->days, .units = (int64_t)(gaps->units + 0.5)},
		  check_source(c, gaps->before->first), first, last, of, holiday, condition,
		  side == SIDE_SHIPMENTS ? COLUMN_SHIPPED_AT : COLUMN_RECEIVED_AT, NULL);
	free(holiday);
	free(of);
	free(condition);
}

/* ---- where a shop ends or begins ---- */

/* The shops that begin later than others, or those that end earlier. */
struct edges {
	size_t count;
	int64_t days;
	double units;
	struct run worst;
	int32_t day; /* its first or last day */
	uint32_t shop;
	const struct check_day *beside;
};

static bool is_busy(const struct shop_days *s, bool begins)
{
	size_t lines = 0;

	if (s->end - s->begin < 7 * WEEKS)
		return false;
	for (size_t i = 0; i < 7 * WEEKS; i++)
		lines += s->days[begins ? s->begin + i : s->end - 1 - i] != NULL;
	return 2 * lines >= 7 * WEEKS;
}

/*
 * True when the side should have lines in a run. Returns cannot come in without shipments: they begin a while after
 * these and end with them.
 */
static bool must_have(const struct shop_days *s, enum side side, const struct check_half *other, bool begins,
		      const struct run *r)
{
	size_t to = begins && side == SIDE_RETURNS ? r->to > OPENING ? r->to - OPENING : 0 : r->to;

	if (side == SIDE_SHIPMENTS)
		return true;
	for (size_t i = r->from; i < to; i++)
		if (has_day(other, s->shop, s->first + (int32_t)i))
			return true;
	return false;
}

static void take_edge(const struct shop_days *s, enum side side, const struct check_half *other, bool begins,
		      struct edges *edges)
{
	struct run r = {.from = begins ? 0 : s->end, .to = begins ? s->begin : s->count};

	if (r.to - r.from <= BORNE || !is_busy(s, begins) || 2 * days_of_others(s, &r) < r.to - r.from ||
	    !must_have(s, side, other, begins, &r) || !weigh_run(s, other, &r))
		return;
	edges->count++;
	edges->days += r.days;
	edges->units += r.units;
	if (r.lines <= edges->worst.lines)
		return;
	edges->worst = r;
	edges->shop = s->shop;
	edges->beside = s->days[begins ? s->begin : s->end - 1];
	edges->day = s->first + (int32_t)(begins ? s->begin : s->end - 1);
}

/* `shop A`, `platform B`, or the words for a shop without a name. Caller frees. */
static char *shop_words(const struct check *c, uint32_t shop)
{
	const char *name;

	shop_column(c, shop, &name);
	if (*name == '\0')
		return lang_say(c->plan->lang, PHRASE_NO_SHOP, NULL);
	return lang_say(c->plan->lang, is_platform(c, shop) ? PHRASE_PLATFORM : PHRASE_SHOP, name, NULL);
}

static void report_edges(struct check *c, enum side side, bool begins, const struct edges *edges,
			 const struct coverage *covered)
{
	static const char *const names[][2] = {{"shipments-shop-ends", "shipments-shop-begins"},
					       {"returns-shop-ends", "returns-shop-begins"}};
	char day[DATE_TEXT], edge[DATE_TEXT];
	const char *name, *column;

	if (edges->count == 0)
		return;
	column = shop_column(c, edges->shop, &name);
	char *condition = check_condition(column, false, &name, 1), *words = shop_words(c, edges->shop);
	char count[NUM_TEXT];
	char *more = edges->count == 1 ? mem_dup("", 0)
				       : lang_say(c->plan->lang, PHRASE_WORST_OF,
						  check_number(count, (double)edges->count, 0), NULL);

	date_print(day, edges->day);
	date_print(edge, begins ? covered->first : covered->last);
	check_add(c, names[side][begins], SEVERITY_WARNING,
		  (struct check_tally){.rows = edges->days, .units = (int64_t)(edges->units + 0.5)},
		  check_source(c, edges->beside->first), words, check_side_word(c, side), day, edge, more, condition,
		  NULL);
	free(more);
	free(words);
	free(condition);
}

/* ---- the shops of a side ---- */

/*
 * Put the days of a shop, list[0..n), on the days that the side covers. Returns false when none of them lies there.
 */
static bool place_days(const struct check_half *h, const struct check_placed *list, size_t n, struct shop_days *s)
{
	s->begin = s->count;
	s->end = 0;
	s->shop = list[0].shop;
	for (size_t i = 0; i < n; i++) {
		if (list[i].day < s->first || list[i].day - s->first >= (int64_t)s->count)
			continue;
		size_t at = (size_t)(list[i].day - s->first);

		s->days[at] = &h->days[list[i].number];
		s->begin = s->end ? s->begin : at;
		s->end = at + 1;
	}
	return s->end > 0;
}

static bool *days_of_any(const struct check_placed *list, size_t n, const struct coverage *covered)
{
	bool *any = mem_alloc((size_t)(covered->last - covered->first) + 1, sizeof(*any));

	for (size_t i = 0; i < n; i++)
		if (list[i].day >= covered->first && list[i].day <= covered->last)
			any[list[i].day - covered->first] = true;
	return any;
}

void check_gaps(struct check *c, enum side side, const struct check_placed *list, size_t n,
		const struct coverage *covered)
{
	const struct check_half *h = &c->facts->half[side], *other = &c->facts->half[!side];
	struct gaps gaps = {0};
	struct edges edges[2] = {0}; /* [0] early ends, [1] late begins */
	bool *any = days_of_any(list, n, covered);

	for (size_t i = 0, end; i < n; i = end) {
		struct shop_days s = {
			.any = any, .first = covered->first, .count = (size_t)(covered->last - covered->first) + 1};

		for (end = i; end < n && list[end].shop == list[i].shop;)
			end++;
		s.days = mem_alloc(s.count, sizeof(*s.days));
		if (place_days(h, list + i, end - i, &s)) {
			find_gaps(&s, side, other, &gaps);
			for (int begins = 0; begins < 2; begins++)
				take_edge(&s, side, other, begins, &edges[begins]);
		}
		free(s.days);
	}
	free(any);
	report_gaps(c, side, &gaps);
	for (int begins = 0; begins < 2; begins++)
		report_edges(c, side, begins, &edges[begins], covered);
}

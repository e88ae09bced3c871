#include "answer/coverage.h"

#include "base/date.h"
#include "base/mem.h"

#include <stdlib.h>

/* Calendar months of the years 1 to 9999. */
enum { MONTHS = 10000 * 12 };

#define MOST_LINES ((int64_t)1 << 40)

/* The lines whose first day lies in a month: their number, first and last day. */
struct span {
	int32_t first;
	int32_t last;
	int64_t lines;
};

struct coverage_days {
	struct span months[MONTHS];
	/* Cache: the month of the previous day, because days come nearly sorted. */
	int month;
	int32_t month_first, month_last;
	int least, most; /* first and last month with lines */
};

struct coverage_days *coverage_days_new(void)
{
	struct coverage_days *days = mem_alloc(1, sizeof(*days));

	days->month_first = days->month_last = DATE_NONE;
	days->least = MONTHS;
	days->most = -1;
	return days;
}

void coverage_days_free(struct coverage_days *days)
{
	free(days);
}

static struct span *span_of(struct coverage_days *days, int32_t day)
{
	if (day < days->month_first || day > days->month_last) {
		struct civil c = date_to_civil(day);

		days->month = c.year * 12 + c.month - 1;
		days->month_first = day - (c.day - 1);
		days->month_last = days->month_first + date_month_days(c.year, c.month) - 1;
		if (days->month < days->least)
			days->least = days->month;
		if (days->month > days->most)
			days->most = days->month;
	}
	return &days->months[days->month];
}

void coverage_days_add(struct coverage_days *days, int64_t lines, int32_t first, int32_t last)
{
	if (lines == 0 || first == DATE_NONE || last == DATE_NONE)
		return;
	struct span *span = span_of(days, first);

	if (span->lines == 0 || first < span->first)
		span->first = first;
	if (span->lines == 0 || last > span->last)
		span->last = last;
	/* Capped: large enough to compare spans, and too small to overflow. */
	span->lines += lines < MOST_LINES ? lines : MOST_LINES;
}

/* The next run of months without a gap of more than a year, from month *at; moves *at past it. */
static struct coverage next_run(const struct coverage_days *days, int *at)
{
	struct coverage run = {DATE_NONE, DATE_NONE, 0};
	int empty = 0;

	for (; *at <= days->most && (run.lines == 0 || empty <= 12); ++*at) {
		const struct span *span = &days->months[*at];

		empty = span->lines ? 0 : empty + 1;
		if (span->lines == 0)
			continue;
		if (run.lines == 0)
			run.first = span->first;
		if (run.lines == 0 || span->last > run.last)
			run.last = span->last;
		run.lines += span->lines;
	}
	return run;
}

struct coverage coverage_find(const struct coverage_days *days, int64_t *strays)
{
	struct coverage side = {DATE_NONE, DATE_NONE, 0};
	int64_t all = 0;

	for (int i = days->least; i <= days->most; i++)
		all += days->months[i].lines;
	for (int at = days->least; at <= days->most;) {
		struct coverage run = next_run(days, &at);

		if (run.lines == 0 || run.lines < all / 100) {
			*strays += run.lines;
			continue;
		}
		if (side.lines == 0)
			side.first = run.first;
		side.last = run.last;
		side.lines += run.lines;
	}
	return side;
}

struct coverage coverage_of_days(int32_t first, int32_t last)
{
	/* So many lines that coverage_has() sees dense data, with no extra slack at the edges. */
	return (struct coverage){first, last, INT64_MAX / 8};
}

bool coverage_has(const struct coverage *c, const struct period *p)
{
	if (c->first == DATE_NONE || c->lines == 0)
		return true;
	int64_t days = (int64_t)c->last - c->first + 1;
	int64_t slack = (5 * days + c->lines - 1) / c->lines;
	int64_t most = ((int64_t)p->last - p->first + 1) / 3;
	int64_t usual = ((int64_t)p->last - p->first + 1) / 10;

	/* Dense data: allow a weekend and a holiday, less in a short period. */
	if (slack <= 3)
		slack = usual < 3 ? usual : 3;
	if (slack > most)
		slack = most;
	return (int64_t)c->first - p->first <= slack && (int64_t)p->last - c->last <= slack;
}

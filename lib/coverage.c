#include "coverage.h"

#include "date.h"
#include "mem.h"

#include <stdlib.h>

/* Months of the calendar, years 1 to 9999. */
enum { MONTHS = 10000 * 12 };

#define MOST_LINES ((int64_t)1 << 40)

/* First and last day of the lines that begin in a month. */
struct span {
	int32_t first;
	int32_t last;
	int64_t lines;
};

struct coverage_days {
	struct span months[MONTHS];
};

struct coverage_days *coverage_days_new(void)
{
	return mem_alloc(1, sizeof(struct coverage_days));
}

void coverage_days_free(struct coverage_days *days)
{
	free(days);
}

void coverage_days_add(struct coverage_days *days, int64_t lines, int32_t first, int32_t last)
{
	if (lines == 0 || first == DATE_NONE || last == DATE_NONE)
		return;
	struct civil c = date_to_civil(first);
	struct span *span = &days->months[c.year * 12 + c.month - 1];

	if (span->lines == 0 || first < span->first)
		span->first = first;
	if (span->lines == 0 || last > span->last)
		span->last = last;
	/* Enough to weigh one span against another, and far from overflow. */
	span->lines += lines < MOST_LINES ? lines : MOST_LINES;
}

/* A run of months without a gap of more than a year. */
static struct coverage next_run(const struct span *months, int *at)
{
	struct coverage run = {DATE_NONE, DATE_NONE, 0};
	int empty = 0;

	for (; *at < MONTHS && (run.lines == 0 || empty <= 12); ++*at) {
		const struct span *span = &months[*at];

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
	const struct span *months = days->months;
	struct coverage side = {DATE_NONE, DATE_NONE, 0};
	int64_t all = 0;

	for (int i = 0; i < MONTHS; i++)
		all += months[i].lines;
	for (int at = 0; at < MONTHS;) {
		struct coverage run = next_run(months, &at);

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
	/* So many lines that no gap at the edges has to be explained by few of them. */
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

	/* Dense data: a week-end and a holiday, of a period long enough to bear them. */
	if (slack <= 3)
		slack = usual < 3 ? usual : 3;
	if (slack > most)
		slack = most;
	return (int64_t)c->first - p->first <= slack && (int64_t)p->last - c->last <= slack;
}

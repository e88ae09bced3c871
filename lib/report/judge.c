#include "report/judge.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool judge_rates_moved(const struct moved *m)
{
	return m->q <= JUDGE_FALSE_DISCOVERY && (m->same_low > 0 || m->same_high < 0);
}

bool judge_moved(const struct moved *m)
{
	return judge_rates_moved(m) && fabs(m->same) >= JUDGE_MATERIAL;
}

enum what_moved judge_what_moved(enum verdict verdict, const struct moved *m)
{
	if (*m->flag != '\0')
		return MOVED_UNKNOWN;
	if (judge_rates_moved(m))
		return MOVED_RATES;
	if ((verdict == VERDICT_WORSE || verdict == VERDICT_BETTER) && fabs(m->mix + m->assortment) > fabs(m->same))
		return MOVED_MIX;
	return MOVED_NOTHING;
}

/* The change of a row in the direction of a verdict; negative in the other direction. */
static double along(const struct change *c, enum verdict verdict)
{
	return verdict == VERDICT_BETTER ? -c->points : c->points;
}

const struct change *judge_main_reason(const struct changes *c, const char *name, enum verdict verdict, bool *sure)
{
	const struct change *found = NULL;

	*sure = false;
	for (size_t i = 0; i < c->count; i++) {
		const struct change *row = &c->rows[i];
		bool is_sure = row->verdict == verdict;

		if (strcmp(row->name, name) != 0 || !(along(row, verdict) > 0) || (*sure && !is_sure))
			continue;
		if (!found || (!*sure && is_sure) || along(row, verdict) > along(found, verdict))
			found = row;
		*sure |= is_sure;
	}
	return found;
}

const struct change **judge_choose(const struct changes *c, enum verdict verdict, size_t *n)
{
	const struct change **chosen = mem_alloc(c->count, sizeof(struct change *));

	*n = 0;
	for (size_t i = 0; i < c->count; i++) {
		size_t at = *n;

		if (c->rows[i].verdict != verdict)
			continue;
		for (; at > 0 && along(&c->rows[i], verdict) > along(chosen[at - 1], verdict); at--)
			chosen[at] = chosen[at - 1];
		chosen[at] = &c->rows[i];
		(*n)++;
	}
	return chosen;
}

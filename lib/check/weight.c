/* Used by all checks: the source of the first row, the list of codes, the weight of the units. */
#include "check/private.h"

#include "base/mem.h"

#include <stdlib.h>

char *check_source(const struct check *c, struct check_trace at)
{
	size_t n;
	const char *file = intern_get(c->facts->traced, at.file, &n);

	if (at.record == 0)
		return mem_dup(file, n);
	return mem_printf("%s:%u", file, at.record);
}

int64_t check_units(const struct check *c, enum side side)
{
	return c->facts->half[side].kinds[CHECK_COUNTED].units;
}

enum severity check_weigh(const struct check *c, enum side side, int64_t units, enum severity severity)
{
	return units > 0 && units * 100 >= check_units(c, side) * CHECK_PERCENT_ERROR ? SEVERITY_ERROR : severity;
}

double check_percent(int64_t a, int64_t b)
{
	return b > 0 ? 100.0 * (double)a / (double)b : 0;
}

double check_rate_without(const struct check *c, int64_t shipped, int64_t returned)
{
	return check_percent(check_units(c, SIDE_RETURNS) - returned, check_units(c, SIDE_SHIPMENTS) - shipped);
}

char *check_codes(const struct check *c, const uint32_t *skus, size_t n, size_t most)
{
	char *list = mem_dup("", 0);

	for (size_t i = 0; i < n && i < most; i++) {
		char *longer = mem_printf("%s%s%s", list, i ? "," : "", intern_get(c->facts->skus, skus[i], NULL));

		free(list);
		list = longer;
	}
	if (n <= most)
		return list;
	char more[NUM_TEXT];
	char *longer = lang_say(c->plan->lang, PHRASE_AND_MORE, list, check_number(more, (double)(n - most), 0), NULL);

	free(list);
	return longer;
}

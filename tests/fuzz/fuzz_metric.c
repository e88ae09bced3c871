/* Definitions of rates: a table that is not refused defines what can be found again by its name, and all that is asked of it. */
#include "fuzz.h"

#include "base/date.h"
#include "cell/metric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The row of an input that has none, because chance finds no header. */
static const char header[] =
	"name,version,title_zh,title_en,unit,types,statuses,reasons,pick,quantity,dated,event,denominator,"
	"denominator_statuses,exclude,window,lag,within,min_n,valid_from,valid_to,replaces,grade,source,note\n";

static void check_name(const struct metrics *all, const struct metric *m)
{
	char name[512];
	struct err e;
	char *cells = metric_cells_name(m);

	snprintf(name, sizeof(name), "%s@%d", m->name, m->version);
	if (strlen(name) < sizeof(name) - 1 && metrics_find(all, name, DATE_NONE, &e) != m)
		fuzz_fail("%s is not found", name);
	metrics_find(all, m->name, m->valid_from, &e);
	if (metrics_find_cells(all, cells) != m)
		fuzz_fail("cells of %s are not found", cells);
	if (metric_is_cohort(cells) != m->cohort || metric_unit_of(cells) != m->unit)
		fuzz_fail("the name %s does not say it", cells);
	free(cells);
}

static void check_days(const struct metric *m)
{
	char text[METRIC_VALIDITY_TEXT], broken[METRIC_BREAK_TEXT];
	int32_t day = date_parse("2025-06-18", 10);

	if (m->window && metric_window_last(m, day) - metric_window_first(m, day) != m->window - 1)
		fuzz_fail("a window of %d days has others", m->window);
	if (metric_is_within(m, day, day) == false)
		fuzz_fail("the day itself is too late");
	metric_is_within(m, day, day + 400);
	metric_is_valid(m, day, day + 30);
	metric_has_reason(m, "quality", "stain");
	metric_print_validity(text, LANG_ZH, m);
	metric_print_break(broken, m->name, m->replaces);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	unsigned headed = fuzz_option(&in) & 1;
	size_t before = headed ? 0 : sizeof(header) - 1;
	struct err e;
	char *table = malloc(before + in.n + 1);

	if (!table)
		fuzz_fail("no memory");
	memcpy(table, header, before);
	if (in.n)
		memcpy(table + before, in.bytes, in.n);
	struct metrics *all = metrics_read(fuzz_file(table, before + in.n), &e);

	for (size_t i = 0; all && i < metrics_count(all); i++) {
		check_name(all, metrics_get(all, i));
		check_days(metrics_get(all, i));
	}
	metrics_free(all);
	free(table);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};

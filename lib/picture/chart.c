#include "picture/chart.h"

#include <string.h>

static const struct {
	const char *name;
	struct plot *(*draw)(const struct table *t, const struct chart_request *request, struct err *e);
} kinds[] = {
	[CHART_TREND] = {"trend", chart_draw_trend},    [CHART_CHANGES] = {"yoy", chart_draw_changes},
	[CHART_CAUSES] = {"causes", chart_draw_causes}, [CHART_PARETO] = {"pareto", chart_draw_pareto},
	[CHART_HEAT] = {"heat", chart_draw_heat},
};

int chart_parse_kind(const char *s, enum chart_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(s, kinds[i].name) == 0) {
			*kind = (enum chart_kind)i;
			return 0;
		}
	}
	return -1;
}

struct plot *chart_draw(enum chart_kind kind, const struct table *t, const struct chart_request *request, struct err *e)
{
	return kinds[kind].draw(t, request, e);
}

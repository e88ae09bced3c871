/*
 * chart: the kinds of picture.
 *
 * Each takes a result table and gives a gnuplot program: the message of the numbers as its title,
 * never a change that the intervals do not support, and in the foot what is left out. Time runs
 * from left to right and things down the page, rates are lines or dots on an axis from zero, parts
 * are columns from zero, NA is a gap. A table that has nothing for the kind is an error: there is
 * no picture of nothing.
 */
#ifndef RETKIT_CHART_H
#define RETKIT_CHART_H

#include "picture/frame.h"

enum chart_kind { CHART_TREND, CHART_CHANGES, CHART_CAUSES, CHART_PARETO, CHART_HEAT };

/* Read `trend`, `yoy`, `causes`, `pareto` or `heat`. Returns 0, or -1. */
int chart_parse_kind(const char *s, enum chart_kind *kind);

/* The program of a picture; free with plot_free(). Returns NULL with words (`file:line: …` for a
 * row at fault). */
struct plot *chart_draw(enum chart_kind kind, const struct table *t, const struct chart_request *request,
			struct err *e);

/* The same by kind: rate by period against a year before, of ret-rate with one group. */
struct plot *chart_draw_trend(const struct table *t, const struct chart_request *request, struct err *e);

/* Changes on a year ago by verdict, of ret-yoy. */
struct plot *chart_draw_changes(const struct table *t, const struct chart_request *request, struct err *e);

/* Stacked columns of the causes by period, of ret-rate --split cause. */
struct plot *chart_draw_causes(const struct table *t, const struct chart_request *request, struct err *e);

/* Reasons by units returned with their cumulative share, of ret-rate --split reason. */
struct plot *chart_draw_pareto(const struct table *t, const struct chart_request *request, struct err *e);

/* Rate of every SKU in every period, of ret-rate --by sku. */
struct plot *chart_draw_heat(const struct table *t, const struct chart_request *request, struct err *e);

#endif

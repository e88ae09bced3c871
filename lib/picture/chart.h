/*
 * chart: draw a result table as one of five kinds of picture.
 *
 * Each kind turns a result table into a gnuplot program. The title states what the numbers say and never claims a change that the
 * intervals do not support; the foot lists what is left out. Time runs from left to right and items run down the page. Rates
 * are lines or dots, parts are columns; an axis of rates starts at zero unless the foot says otherwise. A missing rate is a gap. A
 * table without data for the kind is an error, because an empty picture would look like a result.
 */
#ifndef RETKIT_CHART_H
#define RETKIT_CHART_H

#include "picture/frame.h"

enum chart_kind { CHART_TREND, CHART_CHANGES, CHART_CAUSES, CHART_PARETO, CHART_HEAT };

/* Read `trend`, `yoy`, `causes`, `pareto` or `heat`. Returns 0, or -1. */
int chart_parse_kind(const char *s, enum chart_kind *kind);

/* Draw a picture. Free with plot_free(). Returns NULL with words, which begin with `file:line: ` when a row is wrong. */
struct plot *chart_draw(enum chart_kind kind, const struct table *t, const struct chart_request *request,
			struct err *e);

/* chart_draw() for each kind. Trend: rate by period, compared with a year earlier, from ret-rate with one group. */
struct plot *chart_draw_trend(const struct table *t, const struct chart_request *request, struct err *e);

/* Changes from a year earlier, grouped by verdict, from ret-yoy. */
struct plot *chart_draw_changes(const struct table *t, const struct chart_request *request, struct err *e);

/* Stacked columns of causes by period, from ret-rate --split cause. */
struct plot *chart_draw_causes(const struct table *t, const struct chart_request *request, struct err *e);

/* Reasons by units returned, with their cumulative share, from ret-rate --split reason. */
struct plot *chart_draw_pareto(const struct table *t, const struct chart_request *request, struct err *e);

/* The rate of every SKU in every period, from ret-rate --by sku. */
struct plot *chart_draw_heat(const struct table *t, const struct chart_request *request, struct err *e);

#endif

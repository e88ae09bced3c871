/*
 * chart_time: the periods that a picture shows, and their names under it.
 *
 * A window is about a year that ends at the newest period of the table, or at the one asked for: 31
 * days, 26 weeks, 12 months, 4 quarters or 12 years, less what lies before the first row. It has
 * every period in between, so that one without a row is a gap.
 */
#ifndef RETKIT_CHART_TIME_H
#define RETKIT_CHART_TIME_H

#include "picture/frame.h"

enum { CHART_WINDOW_MAX = 31 };

struct chart_window {
	struct period periods[CHART_WINDOW_MAX];
	int count;
	bool fiscal;
};

/* Returns 0, or -1 with words when the table has no period of the label `end` (NULL: the newest).
 */
int chart_window_find(const struct chart_data *d, const char *end, struct chart_window *w, struct err *e);

/* The place of a row's period in the window, or -1. */
int chart_window_place(const struct chart_window *w, const struct chart_row *row);

/* "2024-07 to 2025-06", or the one period. Caller frees. */
char *chart_window_span(const struct chart_window *w, enum lang lang);

/*
 * Names under the places 0, 1, … of the axes: months (or what the window has) with their middle at
 * `y`, as many as fit, and years below them.
 */
void frame_time_axis(const struct frame *f, const struct chart_window *w, const struct plot_axes *axes, double y);

#endif

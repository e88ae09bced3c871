/*
 * time: the window of periods that a picture shows, and its time axis (chart_window_*, frame_time_axis).
 *
 * A window ends at the newest period of the table, or at the requested one, and has up to 31 days, 26 weeks, 12 months, 4 quarters
 * or 12 years; it does not begin before the first row. It includes every period in between, so a period without a row is
 * drawn as a gap.
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

/* Find the window that ends at the period labelled `end` (NULL: the newest). Returns 0, or -1 with words if the table lacks it. */
int chart_window_find(const struct chart_data *d, const char *end, struct chart_window *w, struct err *e);

/* The index of a row's period in the window, or -1. */
int chart_window_place(const struct chart_window *w, const struct chart_row *row);

/* The span in words, such as "2024-07 to 2025-06", or the only period. Caller frees. */
char *chart_window_span(const struct chart_window *w, enum lang lang);

/*
 * Label the x values 0, 1, … of the axes with months (or the window's periods) at height `y`, as many as fit, and with years
 * below them.
 */
void frame_time_axis(const struct frame *f, const struct chart_window *w, const struct plot_axes *axes, double y);

#endif

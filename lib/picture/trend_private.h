/*
 * trend_private: what trend.c (layout) and trend_words.c (texts) share: the two curves and what was measured on them.
 */
#ifndef RETKIT_TREND_PRIVATE_H
#define RETKIT_TREND_PRIVATE_H

#include "picture/chart.h"
#include "picture/counted.h"
#include "picture/time.h"

#include <math.h>

/* A curve: its rows by index in the window, NULL where the table has none. */
struct curve {
	const struct chart_row *rows[CHART_WINDOW_MAX];
	int number; /* 1: this year; 2: a year earlier */
	uint32_t colour;
	double width, dot;
	double opacity; /* of the band */
};

struct trend {
	const struct chart_data *data;
	const struct chart_request *request;
	struct chart_window window;
	int count; /* of its periods */
	struct curve now, before;
	int newest;    /* the index of the period that the title describes, or -1 */
	bool aside;    /* the line does not end there, so a callout above the axes labels it */
	bool compared; /* its row a year earlier is sound too */
	struct chart_change change;
	double top_rate, top_high, flagged_high, bottom_low;
	double floor_rate, ceiling, step; /* the axis of rates, and the step of its grid */
	int digits;
	bool has_before;
};

static inline bool is_drawn(const struct chart_row *row)
{
	return row && !isnan(row->rate);
}

/* True when an interval extends beyond the axis, as happens with few units. */
static inline bool is_beyond(const struct chart_row *row, double ceiling)
{
	return is_drawn(row) && row->high > ceiling * (1 + 1e-9);
}

/* The texts of the page. The caller frees them. */
char *trend_make_title(const struct trend *t);
char *trend_make_subtitle(const struct trend *t);
char *trend_make_notes(const struct trend *t);

/* The change against a year earlier, with its interval. */
char *trend_change_words(const struct trend *t);

#endif

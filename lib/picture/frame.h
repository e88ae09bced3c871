/*
 * frame: what all kinds of picture share: the page with its title, subtitle and foot, the colours, and the steps of an axis
 * (frame_*, and chart_* for helpers that need no page).
 *
 * The title states the message or the subject; the subtitle gives metric, unit, span and number of units; the foot holds the notes.
 * The colours remain distinguishable for colour-blind readers and in grey print. A rise is bad and therefore red, and a
 * word or sign always repeats what a colour says. Sizes are in page units (plot.h).
 */
#ifndef RETKIT_CHART_FRAME_H
#define RETKIT_CHART_FRAME_H

#include "picture/data.h"
#include "words/lang.h"
#include "picture/plot.h"

enum chart_colour {
	COLOUR_INK = 0x222222,
	COLOUR_SOFT = 0x5f5f5f, /* secondary text */
	COLOUR_GRID = 0xe4e4e4,
	COLOUR_AXIS = 0x8a8a8a,
	COLOUR_NOW = 0x0b4f8a,
	COLOUR_BEFORE = 0x7d99b2,
	COLOUR_WORSE = 0xb2182b,
	COLOUR_BETTER = 0x2c7fb8,
	COLOUR_UNCLEAR = 0xa3a3a3,
	COLOUR_HATCH = 0xd0d0d0,
	COLOUR_PAPER = 0xffffff,
};

enum {
	SIZE_TITLE = 42,
	SIZE_SUBTITLE = 26,
	SIZE_LABEL = 25,
	SIZE_VALUE = 38, /* the newest rate */
	SIZE_SMALL = 21,
	PAGE_MARGIN = 60,
	ROW_LEAST = 22, /* the smallest legible height of a row */
};

/* What the caller asks for. NULL and 0 mean the picture's own default. */
struct chart_request {
	enum lang lang;
	enum plot_format format;
	int width, height;
	const char *title, *subtitle, *foot;
	const char *subject; /* put before the default subtitle */
	const char *period;
	const char *period_name; /* replaces the label of the only period in the texts */
	int top;
	bool share;
};

struct frame {
	struct plot *plot;
	enum lang lang;
	double left, right, top, bottom; /* the free area of the page */
	double aside_left, aside_y;      /* the free space after the last line of the subtitle, up to `right` */
};

/*
 * Begin a page with its title, subtitle and notes. A title or subtitle of the request replaces the one given here; a foot
 * of the request is printed before the notes. Takes ownership of title, subtitle and notes (which may be NULL). The caller frees f->plot.
 */
void frame_open(struct frame *f, const char *kind, const struct chart_request *request, char *title, char *subtitle,
		char *notes);

/* Free the plot of a page that is abandoned. */
void frame_drop(struct frame *f);

/* The number of legible rows that fit into the height `room`; at least 1. */
size_t chart_rows_most(double room);

/*
 * Check that request->period_name, if given, applies to a single period: the only one of the table, or the requested one. Returns 0,
 * or -1 with words.
 */
int chart_check_period_name(const struct chart_data *d, const struct chart_request *request, struct err *e);

/* Draw a text. Bold text with wide characters is drawn larger instead, because the font has no bold for them. */
void frame_text(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		const char *text);
void frame_bold(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		const char *text);

/* A round step (1, 2 or 5 times a power of ten) that divides `span` into at most `most` parts. */
double chart_step(double span, int most);

/* The decimals that grid values need when printed in per cent; `step` is a fraction. */
int chart_step_digits(double step);

/* The decimals that distinguish rates or points whose largest is `percent`: 1, or more below 2 per cent. */
int chart_digits(double percent);

/* Draw horizontal grid lines with their values in per cent at the left of the axes. */
void frame_percent_axis(const struct frame *f, const struct plot_axes *axes, double step);

/* Draw vertical grid lines with their values in percentage points below the axes. */
void frame_points_axis(const struct frame *f, const struct plot_axes *axes);

/* The label at the end of a line: name, value and optionally change, stacked from top to bottom. */
struct frame_end {
	char *name, *value, *change; /* owned; `change` may be NULL */
	double anchor;               /* the y value where the line ends */
	double height, y;            /* in page units; y is the middle */
	uint32_t colour;
	bool open; /* the value belongs to an open point, that is, a flagged period */
};

double frame_end_width(const struct frame_end *end);

/* Place two labels beside their lines, moved apart until they do not overlap, within the height of the axes. */
void frame_place_ends(struct frame_end *a, struct frame_end *b, const struct plot_axes *axes);
void frame_draw_end(const struct frame *f, const struct frame_end *end, double x);
void frame_free_end(struct frame_end *end);

/* The colour and index of a cause in columns_causes; an unknown word counts as the last cause. */
uint32_t chart_cause_colour(const char *cause);
int chart_cause_index(const char *cause);

/* The label of a row: its dimensions, then its cause or reason, translated and masked. Caller frees. */
char *chart_row_words(enum lang lang, const struct chart_row *row);

/* The words for a flagged period, such as `2025-06 partial`. Caller frees. */
char *chart_flag_words(enum lang lang, const char *label, enum flag flag);

#endif

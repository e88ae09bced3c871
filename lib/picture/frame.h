/*
 * chart_frame: what all kinds of picture share: the page with its title, subtitle and foot, the
 * colours, the steps of an axis.
 *
 * A title states the message or the subject, a subtitle the metric, unit, span and number of units,
 * a foot what the reader must know besides. The colours tell apart for colour-blind readers and in
 * grey print: up is bad and red, and is always said in a word or sign too. Sizes are in units of
 * the page (plot.h).
 */
#ifndef RETKIT_CHART_FRAME_H
#define RETKIT_CHART_FRAME_H

#include "picture/data.h"
#include "words/lang.h"
#include "picture/plot.h"

enum chart_colour {
	COLOUR_INK = 0x222222,
	COLOUR_SOFT = 0x5f5f5f, /* text that steps back */
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
	ROW_LEAST = 22, /* a row that is less tall cannot be read */
};

/* What the caller asks for; NULL and 0 leave the choice to the picture. */
struct chart_request {
	enum lang lang;
	enum plot_format format;
	int width, height;
	const char *title, *subtitle, *foot;
	const char *subject; /* before the subtitle that the numbers give */
	const char *period;
	const char *period_name; /* in the words instead of the label of the one period */
	int top;
	bool share;
};

struct frame {
	struct plot *plot;
	enum lang lang;
	double left, right, top, bottom; /* the part of the page that is free */
	double aside_left, aside_y;      /* beside the last line of the subtitle, up to `right` */
};

/*
 * A page with its words. The request's own title, subtitle and foot go before these; a foot given
 * and the notes stand together. Takes over and frees title, subtitle and notes (which may be NULL).
 * Free f->plot.
 */
void frame_open(struct frame *f, const char *kind, const struct chart_request *request, char *title, char *subtitle,
		char *notes);

/* Free the plot of a page that is given up. */
void frame_drop(struct frame *f);

/* How many lines of a row's height fit `room` and can be read; 1 at least. */
size_t chart_rows_most(double room);

/*
 * Whether a name for one period is asked for where there is one: in the table, or by the period
 * asked for. Returns 0, or -1 with words.
 */
int chart_check_period_name(const struct chart_data *d, const struct chart_request *request, struct err *e);

/* A text in this frame; a bold one with wide characters is larger instead. */
void frame_text(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		const char *text);
void frame_bold(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		const char *text);

/* A round step that divides `span` into at most `most` parts: 1, 2 or 5 times a power of ten. */
double chart_step(double span, int most);

/* Decimals per cent that values on a grid of this step (a fraction) need. */
int chart_step_digits(double step);

/* Decimals that tell rates (or points) of this size apart: 1, or more below 2 per cent. `percent`
 * is the largest of them. */
int chart_digits(double percent);

/* Horizontal grid lines with their values as per cent at the left of the axes. */
void frame_percent_axis(const struct frame *f, const struct plot_axes *axes, double step);

/* Vertical grid lines with their values, percentage points, below the axes. */
void frame_points_axis(const struct frame *f, const struct plot_axes *axes);

/* The words at the end of a line: a name, a value and perhaps a change, one above the other. */
struct frame_end {
	char *name, *value, *change; /* owned; `change` may be NULL */
	double anchor;               /* where on the axes the line ends */
	double height, y;            /* on the page; y is the middle */
	uint32_t colour;
	bool open; /* the value is of an open point */
};

double frame_end_width(const struct frame_end *end);

/* Both beside their lines: moved apart as far as they need, inside the axes' height. */
void frame_place_ends(struct frame_end *a, struct frame_end *b, const struct plot_axes *axes);
void frame_draw_end(const struct frame *f, const struct frame_end *end, double x);
void frame_free_end(struct frame_end *end);

/* The colour of a cause, by its place in columns_causes; the last one's for any other word. */
uint32_t chart_cause_colour(const char *cause);
int chart_cause_index(const char *cause);

/* What a row is about in words: its dimensions, then its cause or reason. Masked. Caller frees. */
char *chart_row_words(enum lang lang, const struct chart_row *row);

/* `2025-06 partial`, …: the words for a flagged period. Caller frees. */
char *chart_flag_words(enum lang lang, const char *label, enum flag flag);

#endif

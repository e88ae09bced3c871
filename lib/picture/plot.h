/*
 * plot: a gnuplot program written from data that never becomes code.
 *
 * A picture is laid out on a page in points of a 1600 × 900 slide, x from the left, y from the top;
 * a picture of another size is the same page scaled by the smaller of its sides. Marks are numbers
 * in data blocks, positions of texts are numbers, and texts take one way only: masked (label_mask),
 * between single quotes, a quote among them joined on as the constant "'", on a terminal that is
 * `noenhanced`, where gnuplot reads nothing in them. Code is fixed: plot_set() and plot_draw() take
 * numbers only and stop the program at a format that takes a string. The same calls give the same
 * bytes.
 */
#ifndef RETKIT_PLOT_H
#define RETKIT_PLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLOT_FONT "WenQuanYi Micro Hei"
#define PLOT_FONT_PACKAGE "fonts-wqy-microhei"

enum plot_format { PLOT_PNG, PLOT_SVG, PLOT_PDF };

enum plot_align { PLOT_LEFT, PLOT_CENTRE, PLOT_RIGHT };

/* How one text is set: its anchor is the middle of its height, at its left end, centre or right
 * end. */
struct plot_text {
	double x, y;
	double size;
	uint32_t colour; /* 0xRRGGBB */
	enum plot_align align;
	bool bold; /* of a text without wide characters only: the font has none, and strokes that
		    * are thickened run together */
};

/* The rectangle of the page that the axes span, and the ranges they show; y grows upwards from
 * `bottom`. */
struct plot_axes {
	double left, right, top, bottom;
	double x_min, x_max, y_min, y_max;
};

struct plot;

/* `name` is a fixed word for the first line of the program. Width and height in pixels. */
struct plot *plot_new(const char *name, enum plot_format format, int width, int height);
void plot_free(struct plot *p);

/* The size of the page; one side is that of the 1600 × 900 slide, the other at least that. */
double plot_page_width(const struct plot *p);
double plot_page_height(const struct plot *p);

/* The `ps` that draws a disc of that diameter on the page. */
double plot_point_size(const struct plot *p, double diameter);

/* A text on the page. An empty one is allowed and draws nothing. */
void plot_label(struct plot *p, const struct plot_text *how, const char *text);

/* Set the axes, once. */
void plot_axes(struct plot *p, const struct plot_axes *axes);

/* Where a value lies on the page. */
double plot_page_x(const struct plot_axes *axes, double x);
double plot_page_y(const struct plot_axes *axes, double y);

/* A line, and a filled box, on the page; they lie behind the data. */
void plot_line(struct plot *p, double x1, double y1, double x2, double y2, double width, uint32_t colour);
void plot_box(struct plot *p, double x1, double y1, double x2, double y2, uint32_t colour);

/* One line of settings; numbers only. */
void plot_set(struct plot *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A data block `$nameN`, then its rows; a NaN is written NaN and is a gap. `name` is a fixed word.
 */
void plot_data(struct plot *p, const char *name, int number);
void plot_row(struct plot *p, const double *values, size_t n);
void plot_part(struct plot *p); /* rows that follow are the next `index` of the block */
void plot_data_end(struct plot *p);

/* One element of the plot command; numbers only. */
void plot_draw(struct plot *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The whole program. Owned by the plot, valid until the next call on it. */
const char *plot_program(struct plot *p);

/* Every text that is drawn, masked, one a line. Owned by the plot. */
const char *plot_texts(const struct plot *p);

#endif

/*
 * plot: build a gnuplot program in which data can never become code.
 *
 * A picture is laid out on a page in page units, those of a 1600 × 900 slide: x from the left, y from the top. Other sizes are the same
 * page, scaled by its smaller side. Marks are numbers in data blocks, and positions are numbers. Every text is masked
 * (label_mask()) and put between single quotes, with each quote in it joined on as the constant "'"; the terminal is `noenhanced`, so
 * gnuplot interprets nothing in a text. Code is fixed: plot_set() and plot_draw() take numbers only and die on a format that
 * takes a string. The same calls produce the same bytes.
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

/* How a text is drawn. (x, y) is the middle of its height, at its left end, centre or right end as `align` says. */
struct plot_text {
	double x, y;
	double size;
	uint32_t colour; /* 0xRRGGBB */
	enum plot_align align;
	bool bold; /* ignored for wide characters: the font has no bold for them, and synthetic bold is illegible */
};

/* The rectangle that the axes span on the page, and the ranges they show; y grows upwards from `bottom`. */
struct plot_axes {
	double left, right, top, bottom;
	double x_min, x_max, y_min, y_max;
};

struct plot;

/* Begin a program. `name` is a fixed word for its first line. Width and height are in pixels. Free with plot_free(). */
struct plot *plot_new(const char *name, enum plot_format format, int width, int height);
void plot_free(struct plot *p);

/* The size of the page. One side is that of the 1600 × 900 slide; the other is at least that long. */
double plot_page_width(const struct plot *p);
double plot_page_height(const struct plot *p);

/* The gnuplot point size (`ps`) of a disc with that diameter in page units. */
double plot_point_size(const struct plot *p, double diameter);

/* Draw a text. An empty text is allowed and draws nothing. */
void plot_label(struct plot *p, const struct plot_text *how, const char *text);

/* Set the axes, once. */
void plot_axes(struct plot *p, const struct plot_axes *axes);

/* The position of a value on the page. */
double plot_page_x(const struct plot_axes *axes, double x);
double plot_page_y(const struct plot_axes *axes, double y);

/* Draw a line or a filled box behind the data. */
void plot_line(struct plot *p, double x1, double y1, double x2, double y2, double width, uint32_t colour);
void plot_box(struct plot *p, double x1, double y1, double x2, double y2, uint32_t colour);

/* Add one line of settings; numbers only. */
void plot_set(struct plot *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Begin a data block `$nameN`, add its rows, end it. A NaN is a gap. `name` is a fixed word. */
void plot_data(struct plot *p, const char *name, int number);
void plot_row(struct plot *p, const double *values, size_t n);
void plot_part(struct plot *p); /* the rows after this call belong to the next `index` of the block */
void plot_data_end(struct plot *p);

/* Add one element to the plot command; numbers only. */
void plot_draw(struct plot *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The whole program. Owned by the plot, valid until the next call on it. */
const char *plot_program(struct plot *p);

/* All drawn texts, masked, one per line. Owned by the plot. */
const char *plot_texts(const struct plot *p);

#endif

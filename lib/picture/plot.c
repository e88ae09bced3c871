#include "picture/plot.h"

#include "base/die.h"
#include "picture/label.h"
#include "base/mem.h"
#include "base/num.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAGE_WIDTH = 1600,
	PAGE_HEIGHT = 900,
	PIXELS_PER_INCH = 120, /* a slide 13.33 inches wide has 1600 */
	FONT_SIZE = 20,        /* of the terminal; every label states its own */
};

/* Factors from page units to font sizes, measured on gnuplot 5.4: cairo's points are 1/96 inch. */
static const double font_factors[] = {
	[PLOT_PNG] = 0.75,
	[PLOT_SVG] = 1,
	[PLOT_PDF] = 0.9,
};

struct buffer {
	char *bytes;
	size_t length;
	size_t capacity;
};

struct plot {
	enum plot_format format;
	int width, height; /* pixels */
	double scale;      /* pixels per page unit */
	double font_scale; /* the factor of font sizes in this format */
	int labels;
	int elements;
	struct buffer settings;
	struct buffer data;
	struct buffer drawing;
	struct buffer texts;
	struct buffer program;
};

static void buffer_add(struct buffer *b, const char *bytes, size_t n)
{
	b->bytes = mem_grow(b->bytes, &b->capacity, b->length + n + 1, 1);
	memcpy(b->bytes + b->length, bytes, n);
	b->length += n;
	b->bytes[b->length] = '\0';
}

static void buffer_text(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

static void buffer_list(struct buffer *b, const char *format, va_list arguments)
{
	char words[1024];
	int n = vsnprintf(words, sizeof(words), format, arguments);

	/* Fixed code never comes near the limit; a truncated line would change the program. */
	if (n < 0 || (size_t)n >= sizeof(words))
		die("a line of the picture's program is longer than %zu bytes: a fault of this program",
		    sizeof(words) - 1);
	buffer_add(b, words, (size_t)n);
}

static void buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void buffer_format(struct buffer *b, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buffer_list(b, format, arguments);
	va_end(arguments);
}

struct plot *plot_new(const char *name, enum plot_format format, int width, int height)
{
	struct plot *p = mem_alloc(1, sizeof(*p));

	p->format = format;
	p->width = width;
	p->height = height;
	p->scale = fmin((double)width / PAGE_WIDTH, (double)height / PAGE_HEIGHT);
	p->font_scale = p->scale * font_factors[format];
	buffer_format(&p->settings, "# ret-chart %s: a program for gnuplot 5.2 or newer\n", name);
	buffer_text(&p->settings, "reset\nset encoding utf8\nset terminal ");
	if (format == PLOT_PDF)
		buffer_format(&p->settings, "pdfcairo noenhanced size %.4fin,%.4fin linewidth %.4g",
			      (double)width / PIXELS_PER_INCH, (double)height / PIXELS_PER_INCH, 1.25 * p->scale);
	else
		buffer_format(&p->settings, "%s noenhanced size %d,%d linewidth %.4g",
			      format == PLOT_SVG ? "svg" : "pngcairo", width, height, p->scale);
	buffer_format(&p->settings, " background \"#ffffff\" font \"" PLOT_FONT ",%.4g\"\n", FONT_SIZE * p->font_scale);
	buffer_text(&p->settings, "unset key\nunset border\nunset tics\n");
	buffer_text(&p->texts, "");
	return p;
}

static void buffer_free(struct buffer *b)
{
	free(b->bytes);
}

void plot_free(struct plot *p)
{
	if (!p)
		return;
	buffer_free(&p->settings);
	buffer_free(&p->data);
	buffer_free(&p->drawing);
	buffer_free(&p->texts);
	buffer_free(&p->program);
	free(p);
}

double plot_page_width(const struct plot *p)
{
	return p->width / p->scale;
}

double plot_page_height(const struct plot *p)
{
	return p->height / p->scale;
}

static double screen_x(const struct plot *p, double x)
{
	return x / plot_page_width(p);
}

static double screen_y(const struct plot *p, double y)
{
	return 1 - y / plot_page_height(p);
}

double plot_point_size(const struct plot *p, double diameter)
{
	double pixels = diameter * p->scale;

	/* The width in pixels of a disc of size 1, measured on gnuplot 5.4. */
	if (p->format == PLOT_SVG)
		return pixels / (0.65 * FONT_SIZE * p->scale);
	return pixels / (p->format == PLOT_PDF ? 10.1 : 6.1);
}

void plot_label(struct plot *p, const struct plot_text *how, const char *text)
{
	static const char *const words[] = {"left", "center", "right"};
	char *masked = label_mask(text);
	struct buffer *b = &p->settings;

	if (*masked == '\0') {
		free(masked);
		return;
	}
	buffer_text(&p->texts, masked);
	buffer_text(&p->texts, "\n");
	buffer_format(b, "set label %d '", ++p->labels);
	/* Doubling the quote does not work: gnuplot 5.4 reads the pair at the start of a string as its end. */
	for (const char *s = masked; *s; s++) {
		if (*s == '\'')
			buffer_text(b, "' . \"'\" . '");
		else
			buffer_add(b, s, 1);
	}
	buffer_format(b, "' at screen %.5f,%.5f %s font \"" PLOT_FONT "%s,%.4g\" tc rgb \"#%06x\" front\n",
		      screen_x(p, how->x), screen_y(p, how->y), words[how->align],
		      how->bold && !label_has_wide(masked) ? ":Bold" : "", how->size * p->font_scale, how->colour);
	free(masked);
}

void plot_axes(struct plot *p, const struct plot_axes *axes)
{
	plot_set(p, "set lmargin at screen %.5f", screen_x(p, axes->left));
	plot_set(p, "set rmargin at screen %.5f", screen_x(p, axes->right));
	plot_set(p, "set tmargin at screen %.5f", screen_y(p, axes->top));
	plot_set(p, "set bmargin at screen %.5f", screen_y(p, axes->bottom));
	plot_set(p, "set xrange [%.8g:%.8g] noextend", axes->x_min, axes->x_max);
	plot_set(p, "set yrange [%.8g:%.8g] noextend", axes->y_min, axes->y_max);
}

double plot_page_x(const struct plot_axes *axes, double x)
{
	return axes->left + (x - axes->x_min) / (axes->x_max - axes->x_min) * (axes->right - axes->left);
}

double plot_page_y(const struct plot_axes *axes, double y)
{
	return axes->bottom - (y - axes->y_min) / (axes->y_max - axes->y_min) * (axes->bottom - axes->top);
}

void plot_line(struct plot *p, double x1, double y1, double x2, double y2, double width, uint32_t colour)
{
	plot_set(p,
		 "set arrow from screen %.5f,%.5f to screen %.5f,%.5f nohead back lw %.3g lc rgb "
		 "\"#%06x\"",
		 screen_x(p, x1), screen_y(p, y1), screen_x(p, x2), screen_y(p, y2), width, colour);
}

void plot_box(struct plot *p, double x1, double y1, double x2, double y2, uint32_t colour)
{
	plot_set(p,
		 "set object rectangle from screen %.5f,%.5f to screen %.5f,%.5f back "
		 "fs solid noborder fc rgb \"#%06x\"",
		 screen_x(p, x1), screen_y(p, y1), screen_x(p, x2), screen_y(p, y2), colour);
}

/* Die on a format that takes a string, because that is the only way data could become code. */
static void numbers_only(const char *format)
{
	for (const char *s = format; (s = strchr(s, '%')) != NULL; s++) {
		s++;
		s += strspn(s, "-+ #0123456789.lhzjt");
		if (*s == '\0' || !strchr("%diuxXfeEgG", *s))
			die("'%s' takes more than numbers into the picture's program: a fault of this program", format);
	}
}

void plot_set(struct plot *p, const char *format, ...)
{
	va_list arguments;

	numbers_only(format);
	va_start(arguments, format);
	buffer_list(&p->settings, format, arguments);
	va_end(arguments);
	buffer_text(&p->settings, "\n");
}

void plot_data(struct plot *p, const char *name, int number)
{
	buffer_format(&p->data, "$%s%d << EOD\n", name, number);
}

void plot_row(struct plot *p, const double *values, size_t n)
{
	char text[NUM_TEXT];

	for (size_t i = 0; i < n; i++) {
		num_print_short(text, values[i], 9);
		buffer_text(&p->data, i > 0 ? " " : "");
		buffer_text(&p->data, *text ? text : "NaN");
	}
	buffer_text(&p->data, "\n");
}

void plot_part(struct plot *p)
{
	buffer_text(&p->data, "\n\n");
}

void plot_data_end(struct plot *p)
{
	buffer_text(&p->data, "EOD\n");
}

void plot_draw(struct plot *p, const char *format, ...)
{
	va_list arguments;

	numbers_only(format);
	buffer_text(&p->drawing, p->elements++ == 0 ? "plot " : ", \\\n\t");
	va_start(arguments, format);
	buffer_list(&p->drawing, format, arguments);
	va_end(arguments);
}

const char *plot_program(struct plot *p)
{
	struct buffer *b = &p->program;

	b->length = 0;
	if (p->settings.bytes)
		buffer_text(b, p->settings.bytes);
	if (p->data.bytes)
		buffer_text(b, p->data.bytes);
	if (p->drawing.bytes)
		buffer_text(b, p->drawing.bytes);
	buffer_text(b, "\n");
	return b->bytes;
}

const char *plot_texts(const struct plot *p)
{
	return p->texts.bytes;
}

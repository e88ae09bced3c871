#include "picture/counted.h"
#include "picture/chart.h"
#include "picture/time.h"
#include "picture/label.h"
#include "base/mem.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	TOP_DEFAULT = 20,
	COLUMN_GAP = 32,
	KEY = 46,  /* the line of the colour key, if it does not fit beside the subtitle */
	HEAD = 62, /* the line of period names */
	ROW_MAX = 54,
	LABEL_MAX = 420,
	BINS_MAX = 10,
	BIN_WIDTH = 52,
	CELL_MAX = 130,
};

/* One row of the picture: a SKU in every period. */
struct line {
	const char *name;
	const struct chart_row *cells[CHART_WINDOW_MAX];
	double shipped, returned;
};

struct heat {
	const struct chart_data *data;
	const struct chart_request *request;
	struct chart_window window;
	struct line *lines;
	size_t count, drawn;
	double shipped, returned;
	double step; /* the width of a colour class */
	int bins;
	bool beyond; /* the last class has no upper bound */
	int digits;  /* decimals of the values in the cells; -1: print no values */
	bool has_flag, has_blank;
};

static bool has_colour(const struct chart_row *row)
{
	return row && row->flag == FLAG_NONE && !isnan(row->rate);
}

/* Most important first: by units returned, then by units shipped, then by name. */
static int by_returned(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->returned != y->returned)
		return x->returned < y->returned ? 1 : -1;
	if (x->shipped != y->shipped)
		return x->shipped < y->shipped ? 1 : -1;
	return strcmp(x->name, y->name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const struct chart_row *const *)a)->name, (*(const struct chart_row *const *)b)->name);
}

/* Merge adjacent rows of one name into a line of the picture. */
static void fill_lines(struct heat *h)
{
	const struct chart_data *d = h->data;
	const struct chart_row **rows = mem_alloc(d->count, sizeof(*rows));

	for (size_t i = 0; i < d->count; i++)
		rows[i] = &d->rows[i];
	qsort(rows, d->count, sizeof(*rows), by_name);
	h->lines = mem_alloc(d->count, sizeof(*h->lines));
	for (size_t i = 0; i < d->count; i++) {
		int place = chart_window_place(&h->window, rows[i]);

		if (place < 0)
			continue;
		if (h->count == 0 || strcmp(h->lines[h->count - 1].name, rows[i]->name) != 0)
			h->lines[h->count++].name = rows[i]->name;
		struct line *l = &h->lines[h->count - 1];

		l->cells[place] = rows[i];
		l->shipped += rows[i]->shipped;
		l->returned += rows[i]->returned;
		h->shipped += rows[i]->shipped;
		h->returned += rows[i]->returned;
	}
	free(rows);
	qsort(h->lines, h->count, sizeof(*h->lines), by_returned);
}

static int by_rate(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Choose the colour classes: they cover all but the highest 5 % of the rates, which fall into the last class. */
static int find_classes(struct heat *h, struct err *e)
{
	double *rates = mem_alloc(h->drawn * (size_t)h->window.count, sizeof(*rates));
	size_t n = 0;

	h->has_flag = h->has_blank = false;

	for (size_t i = 0; i < h->drawn; i++) {
		for (int k = 0; k < h->window.count; k++) {
			const struct chart_row *row = h->lines[i].cells[k];

			if (has_colour(row))
				rates[n++] = row->rate;
			h->has_flag |= row && row->flag != FLAG_NONE;
			h->has_blank |= !row || (row->flag == FLAG_NONE && isnan(row->rate));
		}
	}
	if (n == 0) {
		free(rates);
		return err_set_nothing(e, "all-flagged", "%s: nothing to draw: every rate is missing or flagged",
				       table_name(h->data->table));
	}
	qsort(rates, n, sizeof(*rates), by_rate);
	double high = rates[n - 1 - n / 20], most = rates[n - 1];

	if (high <= 0)
		high = most > 0 ? most : 0.01;
	h->step = chart_step(high, BINS_MAX);
	h->bins = (int)fmin(ceil(high / h->step - 1e-9), BINS_MAX);
	h->beyond = most > h->bins * h->step * (1 + 1e-9);
	free(rates);
	return 0;
}

static int collect(struct heat *h, struct err *e)
{
	if (chart_window_find(h->data, h->request->period, &h->window, e) < 0)
		return -1;
	fill_lines(h);
	return 0;
}

/* ---- words ---- */

static char *make_title(const struct heat *h)
{
	enum lang lang = h->request->lang;
	const char *things = lang_things(lang, h->data->thing);
	char some[LANG_TEXT], all[LANG_TEXT], share[LANG_TEXT];
	double sum = 0;
	size_t n = 0;

	lang_count(all, (double)h->count);
	while (n < h->count && 2 * sum < h->returned)
		sum += h->lines[n++].returned;
	/* "A few SKUs make up half" is worth saying only if they are few of many. */
	if (h->count >= 6 && 2 * n < h->count && h->returned > 0)
		return counted_say(lang, h->data->metric, PHRASE_HEAT_TOP, lang_count(some, (double)n), all,
				   lang_percent(share, lang, sum / h->returned, 0), things, NULL);
	char *metric = counted_title(lang, h->data->metric), *title;

	if (h->count == 1 && *h->lines[0].name) {
		char *words = lang_say(lang, PHRASE_HEAT_ONE, metric, NULL);

		title = lang_say(lang, PHRASE_OF_SUBJECT, h->lines[0].name, words, NULL);
		free(words);
	} else {
		title = lang_say(lang, PHRASE_HEAT_PLAIN, metric, all, things, NULL);
	}
	free(metric);
	return title;
}

static char *make_subtitle(const struct heat *h)
{
	enum lang lang = h->request->lang;
	char n[LANG_TEXT], of[LANG_TEXT];
	char *span = chart_window_span(&h->window, lang);
	char *units = counted_say(lang, h->data->metric, PHRASE_UNITS, lang_count(n, h->returned),
				  lang_count(of, h->shipped), NULL);
	char *unit = counted_say(lang, h->data->metric, PHRASE_UNIT_RATE, NULL);
	char *subtitle = mem_printf("%s · %s · %s · %s", h->data->metric, unit, span, units);

	free(span);
	free(unit);
	free(units);
	return subtitle;
}

static char *make_notes(const struct heat *h)
{
	enum lang lang = h->request->lang;
	char *notes = NULL, some[LANG_TEXT], all[LANG_TEXT];

	if (h->has_flag)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_PALE, NULL));
	if (h->has_blank)
		lang_append(&notes, lang, PHRASE_SENTENCES,
			    counted_say(lang, h->data->metric, PHRASE_NOTE_NO_RATE, NULL));
	if (h->drawn < h->count)
		lang_append(&notes, lang, PHRASE_SENTENCES,
			    counted_say(lang, h->data->metric, PHRASE_NOTE_ROWS, lang_count(some, (double)h->drawn),
					lang_count(all, (double)h->count), lang_things(lang, h->data->thing), NULL));
	return notes;
}

/* ---- the picture ---- */

/* A colour from pale to dark over `bins` classes: one hue of falling lightness, so that grey print keeps the order. */
static uint32_t class_colour(int class, int bins)
{
	static const int anchors[][3] = {
		{0xfe, 0xf0, 0xde}, {0xfd, 0xc9, 0x8f}, {0xf5, 0x9b, 0x4c},
		{0xd9, 0x60, 0x1e}, {0x9c, 0x38, 0x0c}, {0x5f, 0x1d, 0x08},
	};
	const int last = (int)(sizeof(anchors) / sizeof(anchors[0])) - 1;
	double place = bins > 1 ? (double)class / (bins - 1) * last : 0;
	int below = place >= last ? last - 1 : (int)place;
	uint32_t colour = 0;

	for (int k = 0; k < 3; k++) {
		double mixed = anchors[below][k] + (place - below) * (anchors[below + 1][k] - anchors[below][k]);

		colour = colour << 8 | (uint32_t)(mixed + 0.5);
	}
	return colour;
}

/* The class of a rate as the cell prints it: 9.98 printed as 10.0 gets the shade of 10. */
static int class_of(const struct heat *h, double rate)
{
	double power = pow(10, 2 + fmax(h->digits, 0));
	double shown = h->digits < 0 ? rate : round(rate * power) / power;
	int class = (int)floor(shown / h->step + 1e-6);

	return class < h->bins ? class : h->bins - 1;
}

static uint32_t text_on(uint32_t colour)
{
	double light = 0.30 * (colour >> 16) + 0.59 * (colour >> 8 & 0xff) + 0.11 * (colour & 0xff);

	return light < 140 ? COLOUR_PAPER : COLOUR_INK;
}

static double key_left(const struct heat *h, const struct frame *f)
{
	return f->right - h->bins * BIN_WIDTH - 34;
}

static bool key_fits_aside(const struct heat *h, const struct frame *f)
{
	return key_left(h, f) - 50 > f->aside_left;
}

/*
 * Draw the colour key, aligned to the right: the classes side by side, with the bounds below. If the last class has no upper
 * bound, the last value is its lower bound.
 */
static void draw_key(const struct heat *h, const struct frame *f)
{
	double x = key_left(h, f);
	double y = key_fits_aside(h, f) ? f->aside_y + 4 : f->top + 14;
	int digits = chart_step_digits(h->step), last = h->beyond ? h->bins - 1 : h->bins;
	char text[LANG_TEXT];

	for (int i = 0; i < h->bins; i++)
		plot_box(f->plot, x + i * BIN_WIDTH, y - 20, x + (i + 1) * BIN_WIDTH - 2, y - 4,
			 class_colour(i, h->bins));
	for (int i = 0; i <= last; i++) {
		double bound = x + i * BIN_WIDTH - 1;

		/* Print the per cent sign only at the end: longer values would touch. */
		if (i < last) {
			num_print_fixed(text, 100 * i * h->step, digits);
			if (digits > 1 && (last - i) % 2 != 0)
				continue;
		} else {
			lang_percent(text, f->lang, i * h->step, digits);
		}
		char *words = mem_printf("%s%s", text, i == last && h->beyond ? "+" : "");

		frame_text(f, bound, y + 12, SIZE_SMALL, COLOUR_SOFT, PLOT_CENTRE, words);
		free(words);
	}
}

struct layout {
	double top; /* top of the first row */
	double row, size, names;
	double cells_left, cells_right;
	double returned_end, shipped_end;
};

static double rows_top(const struct heat *h, const struct frame *f)
{
	return f->top + (key_fits_aside(h, f) ? 0 : KEY) + HEAD;
}

static double rows_room(const struct heat *h, const struct frame *f)
{
	return f->bottom - 10 - rows_top(h, f);
}

static void lay_out(const struct heat *h, const struct frame *f, struct layout *l)
{
	char text[LANG_TEXT];
	const char *metric = h->data->metric;
	double returned = label_width(counted_word(text, f->lang, metric, PHRASE_COLUMN_RETURNED), SIZE_SMALL);
	double shipped = label_width(counted_word(text, f->lang, metric, PHRASE_COLUMN_SHIPPED), SIZE_SMALL);

	l->top = rows_top(h, f);
	l->row = fmin(rows_room(h, f) / (double)h->drawn, ROW_MAX);
	l->size = fmin(SIZE_LABEL, l->row * 0.7);
	l->names = 0;
	for (size_t i = 0; i < h->drawn; i++) {
		const struct line *line = &h->lines[i];

		l->names = fmax(l->names, label_width(line->name, l->size));
		returned = fmax(returned, label_width(lang_count(text, line->returned), l->size));
		shipped = fmax(shipped, label_width(lang_count(text, line->shipped), l->size));
	}
	l->names = fmin(l->names, LABEL_MAX);
	l->cells_left = f->left + l->names + COLUMN_GAP / 2;
	l->shipped_end = f->right;
	l->returned_end = l->shipped_end - shipped - COLUMN_GAP;
	l->cells_right = l->returned_end - returned - COLUMN_GAP / 2;
	if (l->cells_right - l->cells_left > h->window.count * CELL_MAX)
		l->cells_right = l->cells_left + h->window.count * CELL_MAX;
}

static double value_size(const struct layout *l)
{
	return fmin(l->size, SIZE_SMALL);
}

/* The decimals that fit all cells and distinguish the classes; -1 if none do. */
static int find_digits(const struct heat *h, const struct layout *l)
{
	double width = (l->cells_right - l->cells_left) / h->window.count, widest[2] = {0, 0};
	int least = chart_step_digits(h->step), most = least > 0 ? least : 1;
	char text[NUM_TEXT];

	for (size_t i = 0; i < h->drawn; i++) {
		for (int k = 0; k < h->window.count; k++) {
			const struct chart_row *row = h->lines[i].cells[k];

			for (int way = 0; way < 2 && has_colour(row); way++) {
				num_print_fixed(text, 100 * row->rate, way == 0 ? least : most);
				widest[way] = fmax(widest[way], label_width(text, value_size(l)));
			}
		}
	}
	return widest[1] <= width - 8 ? most : widest[0] <= width - 4 ? least : -1;
}

/* The rate of a cell in per cent, without the per cent sign. */
static void draw_value(const struct heat *h, const struct frame *f, const struct layout *l, double rate,
		       uint32_t colour, double x, double y)
{
	char text[NUM_TEXT];

	if (h->digits >= 0)
		frame_text(f, x, y, value_size(l), text_on(colour), PLOT_CENTRE,
			   num_print_fixed(text, 100 * rate, h->digits));
}

static void draw_names(const struct heat *h, const struct frame *f, const struct layout *l)
{
	char text[LANG_TEXT];

	frame_text(f, l->returned_end, l->top - HEAD + 14, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT,
		   counted_word(text, f->lang, h->data->metric, PHRASE_COLUMN_RETURNED));
	frame_text(f, l->shipped_end, l->top - HEAD + 14, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT,
		   counted_word(text, f->lang, h->data->metric, PHRASE_COLUMN_SHIPPED));
	for (size_t i = 0; i < h->drawn; i++) {
		const struct line *line = &h->lines[i];
		double y = l->top + ((double)i + 0.5) * l->row;
		char *shown = label_fit(line->name, l->size, l->names);

		frame_text(f, f->left, y, l->size, COLOUR_INK, PLOT_LEFT, shown);
		frame_text(f, l->returned_end, y, l->size, COLOUR_INK, PLOT_RIGHT, lang_count(text, line->returned));
		frame_text(f, l->shipped_end, y, l->size, COLOUR_SOFT, PLOT_RIGHT, lang_count(text, line->shipped));
		free(shown);
	}
}

/* Write the coloured cells, or the hatched ones, as boxes: x y half-width half-height colour. Returns their number. */
static int write_cells(const struct heat *h, const struct frame *f, const struct layout *l,
		       const struct plot_axes *axes, bool coloured)
{
	double width = (axes->right - axes->left) / h->window.count;
	int n = 0;

	for (size_t i = 0; i < h->drawn; i++) {
		for (int k = 0; k < h->window.count; k++) {
			const struct chart_row *row = h->lines[i].cells[k];
			double y = axes->top + ((double)i + 0.5) * l->row;

			if (!row || row->shipped <= 0 || has_colour(row) != coloured)
				continue;
			uint32_t colour = coloured ? class_colour(class_of(h, row->rate), h->bins) : 0;

			if (n++ == 0)
				plot_data(f->plot, coloured ? "cells" : "flagged", 1);
			plot_row(f->plot, (double[]){k, y, 0.5 - 1 / width, l->row / 2 - 1, colour}, 5);
			if (coloured)
				draw_value(h, f, l, row->rate, colour, plot_page_x(axes, k), y);
		}
	}
	if (n > 0)
		plot_data_end(f->plot);
	return n;
}

static void draw_heat(struct heat *h, const struct frame *f)
{
	struct layout l;

	lay_out(h, f, &l);
	h->digits = find_digits(h, &l);
	/* y values are page units, so that cells and texts share one scale. */
	struct plot_axes axes = {
		.left = l.cells_left,
		.right = l.cells_right,
		.top = l.top,
		.bottom = l.top + l.row * (double)h->drawn,
		.x_min = -0.5,
		.x_max = h->window.count - 0.5,
		.y_min = l.top + l.row * (double)h->drawn,
		.y_max = l.top,
	};

	plot_axes(f->plot, &axes);
	draw_key(h, f);
	frame_time_axis(f, &h->window, &axes, l.top - HEAD + 14);
	draw_names(h, f, &l);
	write_cells(h, f, &l, &axes, true);
	plot_draw(f->plot, "$cells1 using 1:2:($1-$3):($1+$3):($2-$4):($2+$4):5 with boxxyerror fs solid "
			   "noborder fc rgb variable");
	if (write_cells(h, f, &l, &axes, false) > 0)
		plot_draw(f->plot,
			  "$flagged1 using 1:2:($1-$3):($1+$3):($2-$4):($2+$4) with boxxyerror "
			  "fs pattern 4 noborder fc rgb \"#%06x\"",
			  (unsigned)COLOUR_HATCH);
}

/* Draw as many of the requested rows as stay legible; the foot says how many. */
static int open_page(struct heat *h, struct frame *f, struct err *e)
{
	size_t top = h->request->top > 0 ? (size_t)h->request->top : TOP_DEFAULT;

	for (;; frame_drop(f)) {
		h->drawn = h->count < top ? h->count : top;
		if (find_classes(h, e) < 0)
			return -1;
		frame_open(f, "heat", h->request, make_title(h), make_subtitle(h), make_notes(h));
		top = chart_rows_most(rows_room(h, f));
		if (h->drawn <= top)
			return 0;
	}
}

struct plot *chart_draw_heat(const struct table *table, const struct chart_request *request, struct err *e)
{
	struct chart_data *d = chart_data_read(table, CHART_RATE, 0, e);
	struct heat h = {.data = d, .request = request};
	struct frame f = {0};

	if (!d)
		return NULL;
	if (collect(&h, e) == 0 && open_page(&h, &f, e) == 0)
		draw_heat(&h, &f);
	free(h.lines);
	chart_data_free(d);
	return f.plot;
}

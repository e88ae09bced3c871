#include "picture/trend_private.h"

#include "picture/label.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	END_GAP = 22, /* from the end of a line to its label */
	CALLOUT = 92, /* height of the callout above the axes */
};

static bool is_sound(const struct chart_row *row)
{
	return is_drawn(row) && row->flag == FLAG_NONE;
}

static const struct chart_row *find_row(const struct chart_data *d, const struct period *p)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->rows[i].period.first == p->first)
			return &d->rows[i];
	return NULL;
}

static int find_rows(struct trend *t, struct err *e)
{
	if (chart_window_find(t->data, t->request->period, &t->window, e) < 0)
		return -1;
	t->count = t->window.count;
	for (int i = 0; i < t->count; i++) {
		struct period year_ago;

		t->now.rows[i] = find_row(t->data, &t->window.periods[i]);
		if (period_shift_years(&t->window.periods[i], -1, &year_ago) == 0)
			t->before.rows[i] = find_row(t->data, &year_ago);
	}
	return 0;
}

static void measure_curve(struct trend *t, const struct curve *c)
{
	for (int i = 0; i < t->count; i++) {
		if (!is_drawn(c->rows[i]))
			continue;
		t->top_rate = fmax(t->top_rate, c->rows[i]->rate);
		t->bottom_low = fmin(t->bottom_low, c->rows[i]->low);
		if (is_sound(c->rows[i]))
			t->top_high = fmax(t->top_high, c->rows[i]->high);
		else
			t->flagged_high = fmax(t->flagged_high, c->rows[i]->high);
	}
}

static int last_drawn(const struct trend *t, const struct curve *c)
{
	int last = -1;

	for (int i = 0; i < t->count; i++)
		last = is_drawn(c->rows[i]) ? i : last;
	return last;
}

/*
 * Set the range of rates and the step of its grid. The range begins at 0 unless the curves stay in the upper half, where their
 * changes would be invisible; then the foot says so. Wide intervals, mostly of flagged rows, would flatten the curves, so they
 * are clipped and marked.
 */
static void find_range(struct trend *t)
{
	double top = fmax(fmin(t->top_high, 1.6 * t->top_rate), 1.04 * t->top_rate);
	double bottom = 0;

	top = fmax(top, fmin(t->flagged_high, 1.25 * t->top_rate));
	if (top <= 0)
		top = t->top_high > 0 ? t->top_high : 0.01;
	if (t->count > 2 && t->bottom_low > 0.5 * top)
		bottom = t->bottom_low - (top - t->bottom_low) / 2;
	t->step = chart_step(top - bottom, 7);
	t->floor_rate = floor(bottom / t->step + 1e-9) * t->step;
	t->ceiling = ceil(top / t->step - 1e-9) * t->step;
}

static int measure(struct trend *t, struct err *e)
{
	int drawn = 0;

	t->newest = -1;
	t->bottom_low = INFINITY;
	for (int i = 0; i < t->count; i++) {
		drawn += is_drawn(t->now.rows[i]);
		/* A curve by year already includes the earlier years. */
		t->has_before |= t->data->kind != PERIOD_YEAR && is_drawn(t->before.rows[i]);
		if (is_sound(t->now.rows[i]))
			t->newest = i;
	}
	if (drawn == 0)
		return err_set_nothing(e, "no-rates", "%s: nothing to draw: no rate from '%s' to '%s'",
				       table_name(t->data->table), t->data->rows[0].label,
				       t->data->rows[t->data->count - 1].label);
	if (t->newest >= 0 && is_sound(t->before.rows[t->newest])) {
		t->compared = true;
		t->change = chart_change_of(t->now.rows[t->newest], t->before.rows[t->newest]);
	}
	t->aside = t->newest >= 0 && t->newest != last_drawn(t, &t->now);
	measure_curve(t, &t->now);
	if (t->has_before)
		measure_curve(t, &t->before);
	t->digits = chart_digits(100 * t->top_rate);
	find_range(t);
	return 0;
}

/* ---- marks ---- */

/* Write each run of at least `least` adjacent rows that pass the test as a part of its data block. Returns the number of runs. */
static int write_runs(struct plot *p, const char *name, const struct trend *t, const struct curve *c,
		      bool (*test)(const struct chart_row *row), int least)
{
	int runs = 0;

	for (int i = 0, end; i < t->count; i = end + 1) {
		for (end = i; end < t->count && test(c->rows[end]); end++)
			;
		if (end - i < least)
			continue;
		if (runs++ == 0)
			plot_data(p, name, c->number);
		else
			plot_part(p);
		for (int k = i; k < end; k++)
			plot_row(p, (double[]){k, c->rows[k]->rate, c->rows[k]->low, c->rows[k]->high}, 4);
	}
	if (runs > 0)
		plot_data_end(p);
	return runs;
}

static bool is_flagged(const struct chart_row *row)
{
	return is_drawn(row) && !is_sound(row);
}

static void draw_band(struct plot *p, const struct trend *t, const struct curve *c)
{
	int runs = write_runs(p, "band", t, c, is_sound, 2);

	if (runs > 0)
		plot_draw(p,
			  "for [i=0:%d] $band%d index i using 1:3:4 with filledcurves "
			  "fs transparent solid %.2f noborder fc rgb \"#%06x\"",
			  runs - 1, c->number, c->opacity, c->colour);
}

/* Draw the interval as a thin line for rows that no band covers: flagged rows and isolated sound rows. */
static void draw_whiskers(struct plot *p, const struct trend *t, const struct curve *c)
{
	bool any = false;

	for (int i = 0; i < t->count; i++) {
		const struct chart_row *row = c->rows[i];
		bool covered = is_sound(row) &&
			       ((i > 0 && is_sound(c->rows[i - 1])) || (i + 1 < t->count && is_sound(c->rows[i + 1])));

		if (!is_drawn(row) || covered)
			continue;
		if (!any)
			plot_data(p, "alone", c->number);
		any = true;
		plot_row(p, (double[]){i, row->low, row->high}, 3);
	}
	if (!any)
		return;
	plot_data_end(p);
	plot_draw(p, "$alone%d using 1:2:(0):($3-$2) with vectors nohead lw 2 lc rgb \"#%06x\"", c->number, c->colour);
}

/* Draw a triangle where an interval extends above the axes. */
static void draw_beyond(struct plot *p, const struct trend *t, const struct curve *c)
{
	bool any = false;

	for (int i = 0; i < t->count; i++) {
		if (!is_beyond(c->rows[i], t->ceiling))
			continue;
		if (!any)
			plot_data(p, "beyond", c->number);
		any = true;
		plot_row(p, (double[]){i, t->ceiling}, 2);
	}
	if (!any)
		return;
	plot_data_end(p);
	plot_draw(p, "$beyond%d using 1:2 with points pt 9 ps %.3g lc rgb \"#%06x\"", c->number, plot_point_size(p, 15),
		  c->colour);
}

static void draw_line(struct plot *p, const struct trend *t, const struct curve *c)
{
	int n = c->number, runs;

	/* A dotted line joins all rows; a solid line covers it where rows are sound. */
	runs = write_runs(p, "all", t, c, is_drawn, 2);
	if (runs > 0)
		plot_draw(p,
			  "for [i=0:%d] $all%d index i using 1:2 with lines lw %.3g dt 3 "
			  "lc rgb \"#%06x\"",
			  runs - 1, n, c->width * 0.6, c->colour);
	runs = write_runs(p, "line", t, c, is_sound, 1);
	if (runs > 0)
		plot_draw(p,
			  "for [i=0:%d] $line%d index i using 1:2 with linespoints lw %.3g pt 7 "
			  "ps %.3g lc rgb \"#%06x\"",
			  runs - 1, n, c->width, plot_point_size(p, c->dot), c->colour);
	draw_whiskers(p, t, c);
	runs = write_runs(p, "open", t, c, is_flagged, 1);
	if (runs > 0) {
		plot_draw(p,
			  "for [i=0:%d] $open%d index i using 1:2 with points pt 7 ps %.3g "
			  "lc rgb \"#%06x\"",
			  runs - 1, n, plot_point_size(p, c->dot * 1.2), c->colour);
		plot_draw(p,
			  "for [i=0:%d] $open%d index i using 1:2 with points pt 7 ps %.3g "
			  "lc rgb \"#%06x\"",
			  runs - 1, n, plot_point_size(p, c->dot * 0.7), (unsigned)COLOUR_PAPER);
	}
}

/* ---- labels at the ends of the lines ---- */

static struct frame_end make_end(const struct trend *t, const struct curve *c)
{
	enum lang lang = t->request->lang;
	struct frame_end label = {.colour = c->colour};
	const struct chart_row *row = c->rows[last_drawn(t, c)];
	char text[LANG_TEXT];

	/* The label beside a point describes that point, whatever period the title describes. */
	label.name = row->flag == FLAG_NONE ? mem_dup(row->label, strlen(row->label))
					    : chart_flag_words(lang, row->label, row->flag);
	label.anchor = row->rate;
	lang_percent(text, lang, row->rate, t->digits);
	label.value = mem_dup(text, strlen(text));
	if (c->number == 1 && t->compared && !t->aside)
		label.change = trend_change_words(t);
	label.open = row->flag != FLAG_NONE;
	label.height = label.change ? 110 : 72;
	return label;
}

/*
 * Draw the callout of the period that the title describes, if the line continues beyond it: its words are above the axes, where
 * nothing else is drawn, and a line leads down to its point.
 */
static void draw_callout(const struct trend *t, const struct frame *f, const struct plot_axes *axes)
{
	const struct chart_row *row = t->now.rows[t->newest];
	double x = plot_page_x(axes, t->newest), top = axes->top - CALLOUT;
	char value[LANG_TEXT], ago[LANG_TEXT];
	char *change = t->compared ? trend_change_words(t) : mem_dup("", 0), *before = NULL;

	lang_percent(value, f->lang, row->rate, t->digits);
	if (t->compared)
		before = lang_say(f->lang, PHRASE_YEAR_AGO,
				  lang_percent(ago, f->lang, t->before.rows[t->newest]->rate, t->digits), NULL);
	char *second = mem_printf("%s%s%s", change, before ? " · " : "", before ? before : "");
	double name = label_width(row->label, SIZE_LABEL) + 14;
	double first = name + label_width(value, SIZE_VALUE) * 1.06;
	double left = fmin(x - first / 2, f->right - first);

	left = fmax(left, axes->left);
	frame_text(f, left, top + 18, SIZE_LABEL, t->now.colour, PLOT_LEFT, row->label);
	frame_bold(f, left + name, top + 16, SIZE_VALUE, t->now.colour, PLOT_LEFT, value);
	double width = label_width(second, SIZE_LABEL);

	left = fmax(fmin(x - width / 2, f->right - width), axes->left);
	frame_text(f, left, top + 56, SIZE_LABEL, COLOUR_INK, PLOT_LEFT, second);
	plot_line(f->plot, x, top + (*second ? 76 : 42), x, plot_page_y(axes, row->rate) - 12, 1.5, t->now.colour);
	free(second);
	free(before);
	free(change);
}

static void draw_trend(const struct trend *t, const struct frame *f)
{
	struct frame_end now = make_end(t, &t->now), before = {0};
	double gutter = frame_end_width(&now);

	if (t->has_before) {
		before = make_end(t, &t->before);
		gutter = fmax(gutter, frame_end_width(&before));
	}
	struct plot_axes axes = {
		.left = f->left + 92,
		.right = f->right - gutter - END_GAP,
		.top = f->top + 22 + (t->aside ? CALLOUT : 0),
		.bottom = f->bottom - 88,
		.x_min = -0.3,
		.x_max = t->count - 1 + 0.12,
		.y_min = t->floor_rate,
		.y_max = t->ceiling,
	};

	if (t->count == 1)
		axes.x_min = -0.5, axes.x_max = 0.5;
	plot_axes(f->plot, &axes);
	frame_percent_axis(f, &axes, t->step);
	frame_time_axis(f, &t->window, &axes, axes.bottom + 28);
	if (t->has_before) {
		frame_place_ends(&now, &before, &axes);
		frame_draw_end(f, &before, axes.right + END_GAP);
		draw_band(f->plot, t, &t->before);
	} else {
		now.y = plot_page_y(&axes, now.anchor);
	}
	frame_draw_end(f, &now, axes.right + END_GAP);
	draw_band(f->plot, t, &t->now);
	if (t->has_before)
		draw_line(f->plot, t, &t->before);
	draw_line(f->plot, t, &t->now);
	if (t->has_before)
		draw_beyond(f->plot, t, &t->before);
	draw_beyond(f->plot, t, &t->now);
	if (t->aside)
		draw_callout(t, f, &axes);
	frame_free_end(&now);
	frame_free_end(&before);
}

struct plot *chart_draw_trend(const struct table *table, const struct chart_request *request, struct err *e)
{
	struct chart_data *d = chart_data_read(table, CHART_RATE, 0, e);
	struct frame f = {0};

	if (!d)
		return NULL;
	struct trend t = {
		.data = d,
		.request = request,
		.now = {.number = 1, .colour = COLOUR_NOW, .width = 5, .dot = 16, .opacity = 0.16},
		.before = {.number = 2, .colour = COLOUR_BEFORE, .width = 3, .dot = 11, .opacity = 0.16},
	};

	if (chart_data_need_one_group(d, "a trend", e) == 0 && find_rows(&t, e) == 0 && measure(&t, e) == 0) {
		frame_open(&f, "trend", request, trend_make_title(&t), trend_make_subtitle(&t), trend_make_notes(&t));
		draw_trend(&t, &f);
	}
	chart_data_free(d);
	return f.plot;
}

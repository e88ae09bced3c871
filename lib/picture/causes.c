#include "picture/counted.h"
#include "picture/chart.h"
#include "picture/time.h"
#include "row/columns.h"
#include "picture/label.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	CAUSES = 5,
	COLUMN_HALF = 37, /* hundredths of the distance between columns */
	LABEL_LINES = 66, /* height of a label with its second line */
	LABEL_LINE = 38,
	LABEL_GAP = 44, /* from the last column to the labels */
	SWATCH = 18,
	PITCH_MAX = 150, /* the largest distance between columns, when there are few */
};

/* One column: the units of a period, returned by cause and shipped. */
struct stack {
	double returned[CAUSES];
	double low[CAUSES], high[CAUSES]; /* interval of the rate; NaN when it sums several rows */
	double total;
	double shipped;
	enum flag flag;
	const struct chart_row *row; /* one of its rows, or NULL if it has none */
};

struct causes {
	const struct chart_data *data;
	const struct chart_request *request;
	struct chart_window window;
	struct stack now[CHART_WINDOW_MAX];
	struct stack before[CHART_WINDOW_MAX];
	struct stack sum;
	int last;   /* the last column drawn */
	int newest; /* the column that the title describes: the last without a flag, or -1 */
	bool has_before, has_flag;
	double top;
	int digits;
};

static void add_row(struct stack *s, const struct chart_row *row)
{
	int k = chart_cause_index(row->cause);
	bool first = s->returned[k] == 0;

	s->returned[k] += row->returned;
	s->low[k] = first ? row->low : NAN;
	s->high[k] = first ? row->high : NAN;
	s->total += row->returned;
	/* Each row of a split repeats all units that its period shipped, so they must not be summed. */
	s->shipped = fmax(s->shipped, row->shipped);
	if (row->flag != FLAG_NONE)
		s->flag = row->flag;
	s->row = row;
}

/* The height of a cause (-1: of all causes): a rate, or a share of the units returned. NaN when there is none. */
static double height(const struct causes *c, const struct stack *s, int cause)
{
	double whole = c->request->share ? s->total : s->shipped;

	return whole > 0 ? (cause < 0 ? s->total : s->returned[cause]) / whole : NAN;
}

static int collect(struct causes *c, struct err *e)
{
	const struct chart_data *d = c->data;

	if (chart_window_find(d, c->request->period, &c->window, e) < 0)
		return -1;
	c->last = c->newest = -1;
	for (size_t i = 0; i < d->count; i++) {
		struct chart_row later = d->rows[i];
		int place = chart_window_place(&c->window, &d->rows[i]);

		if (place >= 0)
			add_row(&c->now[place], &d->rows[i]);
		if (period_shift_years(&later.period, 1, &later.period) == 0 &&
		    (place = chart_window_place(&c->window, &later)) >= 0)
			add_row(&c->before[place], &d->rows[i]);
	}
	for (int i = 0; i < c->window.count; i++) {
		const struct stack *s = &c->now[i];

		/* A full month compared with a partial one a year earlier would look like a rise. */
		if (c->before[i].flag != FLAG_NONE && c->before[i].flag != FLAG_THIN)
			c->before[i] = (struct stack){.row = NULL};
		if (isnan(height(c, s, -1)))
			continue;
		c->last = i;
		c->newest = s->flag == FLAG_NONE ? i : c->newest;
		c->has_flag |= s->flag != FLAG_NONE;
		c->top = fmax(c->top, height(c, s, -1));
		c->sum.shipped += s->shipped;
		c->sum.total += s->total;
		if (!isnan(height(c, &c->before[i], -1))) {
			c->has_before = true;
			c->top = fmax(c->top, height(c, &c->before[i], -1));
		}
	}
	if (c->sum.total <= 0)
		return err_set_nothing(e, "no-returns", "%s: nothing to draw: no returns from '%s' to '%s'",
				       table_name(d->table), d->rows[0].label, d->rows[d->count - 1].label);
	c->digits = chart_digits(100 * c->top);
	return 0;
}

/* ---- words ---- */

/* The cause with the most returns, except `but`. */
static int largest_cause(const struct stack *s, int but)
{
	int best = -1;

	for (int k = 0; k < CAUSES; k++)
		if (k != but && (best < 0 || s->returned[k] > s->returned[best]))
			best = k;
	return best;
}

/*
 * The title calls a cause the largest only if its interval lies above that of the next one. Otherwise it states both shares without
 * ranking them.
 */
static char *title_of(const struct causes *c, const struct stack *s)
{
	enum lang lang = c->request->lang;
	int first = largest_cause(s, -1), second = largest_cause(s, first);
	bool alone = s->low[first] > s->high[second] || s->returned[second] <= 0;
	const char *name = lang_cause(lang, columns_causes[first]);
	char share[LANG_TEXT], next[LANG_TEXT], total[LANG_TEXT];

	lang_percent(share, lang, s->returned[first] / s->total, 0);
	lang_percent(next, lang, s->returned[second] / s->total, 0);
	lang_count(total, s->total);
	if (!alone)
		return counted_say(lang, c->data->metric, PHRASE_CAUSES_TWO, name, s->row->label, share,
				   lang_cause(lang, columns_causes[second]), next, NULL);
	if (first == CAUSES - 1)
		return counted_say(lang, c->data->metric, PHRASE_CAUSES_UNKNOWN, share, s->row->label, total, NULL);
	return counted_say(lang, c->data->metric, PHRASE_CAUSES_TOP, name, s->row->label, share, total, NULL);
}

static char *make_title(const struct causes *c)
{
	enum lang lang = c->request->lang;
	char *title;

	if (c->newest >= 0 && c->now[c->newest].total > 0) {
		title = title_of(c, &c->now[c->newest]);
	} else {
		char *span = chart_window_span(&c->window, lang);

		title = lang_say(lang, PHRASE_CAUSES_PLAIN, span, NULL);
		free(span);
	}
	if (*c->data->rows[0].group) {
		char *whole = lang_say(lang, PHRASE_OF_SUBJECT, c->data->rows[0].group, title, NULL);

		free(title);
		title = whole;
	}
	return title;
}

static char *make_subtitle(const struct causes *c)
{
	enum lang lang = c->request->lang;
	char n[LANG_TEXT], of[LANG_TEXT];
	char *span = chart_window_span(&c->window, lang);
	char *units = counted_say(lang, c->data->metric, PHRASE_UNITS, lang_count(n, c->sum.total),
				  lang_count(of, c->sum.shipped), NULL);
	char *unit = counted_say(lang, c->data->metric, c->request->share ? PHRASE_UNIT_SHARE : PHRASE_UNIT_RATE, NULL);
	char *subtitle = mem_printf("%s · %s · %s · %s", c->data->metric, unit, span, units);

	free(span);
	free(unit);
	free(units);
	return subtitle;
}

static char *make_notes(const struct causes *c)
{
	enum lang lang = c->request->lang;
	char *notes = NULL, *list = NULL;

	if (c->has_before && !c->request->share)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_TICK, NULL));
	for (int i = 0; i <= c->last; i++) {
		const struct stack *s = &c->now[i];

		if (s->shipped > 0 && s->flag != FLAG_NONE)
			lang_append(&list, lang, PHRASE_LIST_COMMA, chart_flag_words(lang, s->row->label, s->flag));
	}
	if (list)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_HATCHED, list, NULL));
	free(list);
	return notes;
}

/* ---- columns ---- */

/* Draw the boxes of one cause, stacked on those of the causes before it. */
static void draw_cause(const struct causes *c, struct plot *p, int cause)
{
	const double half = COLUMN_HALF / 100.0;

	plot_data(p, "cause", cause + 1);
	for (int i = 0; i < c->window.count; i++) {
		double low = 0;

		for (int k = 0; k < cause; k++)
			low += height(c, &c->now[i], k);
		double high = low + height(c, &c->now[i], cause);

		plot_row(p, (double[]){i, i - half, i + half, low, high}, 5);
	}
	plot_data_end(p);
	plot_draw(p,
		  "$cause%d using 1:4:2:3:4:5 with boxxyerror lw 1.5 fs solid border rgb \"#%06x\" "
		  "fc rgb \"#%06x\"",
		  cause + 1, (unsigned)COLOUR_PAPER, (unsigned)chart_cause_colour(columns_causes[cause]));
}

static void draw_hatching(const struct causes *c, struct plot *p)
{
	const double half = COLUMN_HALF / 100.0;

	if (!c->has_flag)
		return;
	plot_data(p, "flagged", 1);
	for (int i = 0; i < c->window.count; i++)
		if (c->now[i].flag != FLAG_NONE && c->now[i].shipped > 0)
			plot_row(p, (double[]){i, i - half, i + half, 0, height(c, &c->now[i], -1)}, 5);
	plot_data_end(p);
	plot_draw(p,
		  "$flagged1 using 1:4:2:3:4:5 with boxxyerror lw 3 fs transparent pattern 4 noborder "
		  "fc rgb \"#%06x\"",
		  (unsigned)COLOUR_PAPER);
}

/* Draw the total of the same period a year earlier as a tick across its column. */
static void draw_ticks(const struct causes *c, struct plot *p)
{
	if (!c->has_before || c->request->share)
		return;
	plot_data(p, "before", 1);
	for (int i = 0; i < c->window.count; i++)
		if (!isnan(height(c, &c->before[i], -1)))
			plot_row(p, (double[]){i - 0.46, height(c, &c->before[i], -1), 0.92}, 3);
	plot_data_end(p);
	plot_draw(p, "$before1 using 1:2:3:(0) with vectors nohead lw 4 lc rgb \"#%06x\"", (unsigned)COLOUR_INK);
}

static void draw_totals(const struct causes *c, const struct frame *f, const struct plot_axes *axes)
{
	double room = axes->right - axes->left;
	char text[LANG_TEXT];

	if (c->request->share)
		return;
	for (int i = 0; i < c->window.count; i++) {
		double total = height(c, &c->now[i], -1), before = height(c, &c->before[i], -1);

		lang_percent(text, f->lang, total, c->digits);
		if (label_width(text, SIZE_SMALL) * 1.08 * c->window.count > room)
			continue;
		/* Move the label above the tick if the tick is just above the column. */
		double y = plot_page_y(axes, total) - 18;

		if (before > total && plot_page_y(axes, before) > y - 16)
			y = plot_page_y(axes, before) - 18;
		frame_bold(f, plot_page_x(axes, i), y, SIZE_SMALL, COLOUR_INK, PLOT_CENTRE, text);
	}
}

/* ---- labels at the last column ---- */

struct side_label {
	int cause;
	bool has_box;  /* in the last column */
	double anchor; /* the middle of its box on the page */
	double y;
	char *words;
	char *second;
};

/* True when a cause has a box in some column, so its name must appear. */
static bool occurs(const struct causes *c, int cause)
{
	bool found = height(c, &c->before[c->last], cause) > 0;

	for (int i = 0; i < c->window.count; i++)
		found |= c->now[i].returned[cause] > 0;
	return found;
}

/* Make the labels, from the top of the last column down. Returns their number. */
static int make_labels(const struct causes *c, const struct plot_axes *axes, struct side_label *labels)
{
	const struct stack *now = &c->now[c->last], *before = &c->before[c->last];
	enum lang lang = c->request->lang;
	double low = height(c, now, -1);
	char text[LANG_TEXT];
	int n = 0;

	for (int k = CAUSES - 1; k >= 0; k--) {
		double part = height(c, now, k);
		double year_ago = height(c, before, k);

		low -= part;
		if (!occurs(c, k))
			continue;
		struct side_label *l = &labels[n++];

		l->cause = k;
		l->has_box = part > 0;
		l->anchor = l->y = plot_page_y(axes, low + part / 2);
		l->words = mem_printf("%s %s", lang_cause(lang, columns_causes[k]),
				      lang_percent(text, lang, part, c->digits));
		l->second = isnan(year_ago) ? NULL
					    : lang_say(lang, PHRASE_YEAR_AGO,
						       lang_percent(text, lang, year_ago, c->digits), NULL);
	}
	return n;
}

/* Move overlapping labels down, then move all of them up by as much as they extend below the axes. */
static void spread_labels(struct side_label *labels, int n, double top, double bottom, double pitch)
{
	for (int i = 0; i < n; i++) {
		double least = i > 0 ? labels[i - 1].y + pitch : top + pitch / 2;

		labels[i].y = fmax(labels[i].y, least);
	}
	for (int i = n - 1; i >= 0; i--) {
		double most = i < n - 1 ? labels[i + 1].y - pitch : bottom - pitch / 2;

		labels[i].y = fmin(labels[i].y, most);
	}
}

static double label_room(const struct causes *c)
{
	static const struct plot_axes any = {0, 1, 0, 1, 0, 1, 0, 1};
	struct side_label labels[CAUSES];
	int n = make_labels(c, &any, labels);
	double widest = 0;

	for (int i = 0; i < n; i++) {
		widest = fmax(widest, label_width(labels[i].words, SIZE_LABEL) * 1.06);
		if (labels[i].second)
			widest = fmax(widest, label_width(labels[i].second, SIZE_SMALL));
		free(labels[i].words);
		free(labels[i].second);
	}
	return widest + SWATCH + 10;
}

static void draw_labels(const struct causes *c, const struct frame *f, const struct plot_axes *axes)
{
	struct side_label labels[CAUSES];
	int n = make_labels(c, axes, labels);
	double pitch = LABEL_LINE, x = axes->right + LABEL_GAP;
	double edge = plot_page_x(axes, c->last + COLUMN_HALF / 100.0);

	for (int i = 0; i < n; i++)
		pitch = labels[i].second ? LABEL_LINES : pitch;
	spread_labels(labels, n, axes->top - 10, axes->bottom + 40, pitch);
	for (int i = 0; i < n; i++) {
		const struct side_label *l = &labels[i];
		double y = l->second ? l->y - 13 : l->y;

		if (l->has_box)
			plot_line(f->plot, edge + 4, l->anchor, x - 8, y, 1, COLOUR_AXIS);
		plot_box(f->plot, x, y - SWATCH / 2.0, x + SWATCH, y + SWATCH / 2.0,
			 chart_cause_colour(columns_causes[l->cause]));
		frame_bold(f, x + SWATCH + 10, y, SIZE_LABEL, COLOUR_INK, PLOT_LEFT, l->words);
		if (l->second)
			frame_text(f, x + SWATCH + 10, y + 29, SIZE_SMALL, COLOUR_SOFT, PLOT_LEFT, l->second);
		free(l->words);
		free(l->second);
	}
}

static void draw_causes(const struct causes *c, const struct frame *f)
{
	double step = chart_step(c->top, 5);
	struct plot_axes axes = {
		.left = f->left + 92,
		.right = f->right - LABEL_GAP - label_room(c),
		.top = f->top + 30,
		.bottom = f->bottom - 88,
		.x_min = -0.6,
		.x_max = c->window.count - 1 + 0.5,
		.y_max = ceil(c->top / step - 1e-9) * step,
	};

	axes.right = fmin(axes.right, axes.left + PITCH_MAX * (axes.x_max - axes.x_min));
	plot_axes(f->plot, &axes);
	frame_percent_axis(f, &axes, step);
	frame_time_axis(f, &c->window, &axes, axes.bottom + 28);
	for (int k = 0; k < CAUSES; k++)
		draw_cause(c, f->plot, k);
	draw_hatching(c, f->plot);
	draw_ticks(c, f->plot);
	draw_totals(c, f, &axes);
	draw_labels(c, f, &axes);
}

struct plot *chart_draw_causes(const struct table *table, const struct chart_request *request, struct err *e)
{
	struct chart_data *d = chart_data_read(table, CHART_RATE, SCHEMA_SET(KEY_CAUSE), e);
	struct causes c = {.data = d, .request = request};
	struct frame f = {0};

	if (!d)
		return NULL;
	if (chart_data_need_one_group(d, "causes", e) == 0 && collect(&c, e) == 0) {
		frame_open(&f, "causes", request, make_title(&c), make_subtitle(&c), make_notes(&c));
		draw_causes(&c, &f);
	}
	chart_data_free(d);
	return f.plot;
}

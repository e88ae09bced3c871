#include "picture/changes_private.h"

#include "picture/label.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	TOP_DEFAULT = 15,
	COLUMN_GAP = 36,
	HEAD = 34, /* the line of column headings */
	FEET = 62, /* the line of axis values */
	ROW_MAX = 54,
	LABEL_MAX = 440, /* maximum width of a name */
};

/* The requested period, or else the newest one in which something was compared. */
static int find_period(struct changes *c, struct err *e)
{
	const struct chart_data *d = c->data;
	int64_t found = (int64_t)d->count - 1;

	if (c->request->period) {
		found = chart_data_find_period(d, c->request->period, e);
	} else {
		while (found >= 0 && !is_compared(&d->rows[found]))
			found--;
		if (found < 0)
			found = (int64_t)d->count - 1;
	}
	if (found < 0)
		return -1;
	c->first = &d->rows[found];
	return 0;
}

/* Sort by descending value, then by name. */
static int compare(double x, double y, const struct chart_row *a, const struct chart_row *b)
{
	return x != y ? (x < y ? 1 : -1) : strcmp(a->name, b->name);
}

static int by_change(const void *a, const void *b)
{
	const struct chart_row *x = *(const struct chart_row *const *)a;
	const struct chart_row *y = *(const struct chart_row *const *)b;

	return compare(x->change, y->change, x, y);
}

static int by_fall(const void *a, const void *b)
{
	const struct chart_row *x = *(const struct chart_row *const *)a;
	const struct chart_row *y = *(const struct chart_row *const *)b;

	return compare(-x->change, -y->change, x, y);
}

static int by_size(const void *a, const void *b)
{
	const struct chart_row *x = *(const struct chart_row *const *)a;
	const struct chart_row *y = *(const struct chart_row *const *)b;

	return compare(fabs(x->change), fabs(y->change), x, y);
}

static void sort_rows(struct group *g, size_t n, int (*order)(const void *, const void *))
{
	qsort(g->rows, n, sizeof(*g->rows), order);
}

static void fill_groups(struct changes *c)
{
	static const struct group heads[GROUPS] = {
		{VERDICT_WORSE, "▲ ", COLOUR_WORSE, NULL, 0, 0},
		{VERDICT_BETTER, "▼ ", COLOUR_BETTER, NULL, 0, 0},
		{VERDICT_UNCLEAR, "", COLOUR_UNCLEAR, NULL, 0, 0},
		{VERDICT_SAME, "", COLOUR_UNCLEAR, NULL, 0, 0},
	};

	for (int k = 0; k < GROUPS; k++) {
		struct group *g = &c->groups[k];

		*g = heads[k];
		g->rows = mem_alloc(c->data->count, sizeof(*g->rows));
		for (size_t i = 0; i < c->data->count; i++) {
			const struct chart_row *row = &c->data->rows[i];

			if (row->verdict == g->verdict && strcmp(row->label, c->first->label) == 0)
				g->rows[g->count++] = row;
		}
		c->compared += g->count;
	}
	for (size_t i = 0; i < c->data->count; i++)
		if (strcmp(c->data->rows[i].label, c->first->label) == 0)
			c->counts[c->data->rows[i].verdict]++;
}

/* Draw up to `most` more rows of a group. Returns how many. */
static size_t draw_more(struct group *g, size_t most)
{
	size_t more = g->count - g->drawn < most ? g->count - g->drawn : most;

	g->drawn += more;
	return more;
}

/*
 * Choose at most `left` rows, those with the largest changes in each group. Readers must not miss what got worse, so that group
 * gets up to two thirds of the rows first; then comes what got better, and the other groups share the remaining rows in turn.
 */
static void choose_rows(struct changes *c, size_t left)
{
	c->drawn = c->headed = 0;
	for (int k = 0; k < GROUPS; k++) {
		c->groups[k].drawn = 0;
		sort_rows(&c->groups[k], c->groups[k].count, by_size);
	}
	left -= draw_more(&c->groups[0], (2 * left + 2) / 3);
	left -= draw_more(&c->groups[1], left);
	for (int k = 0; k < GROUPS; k++)
		left -= draw_more(&c->groups[k], left);
	for (int k = 0; k < GROUPS; k++) {
		struct group *g = &c->groups[k];

		sort_rows(g, g->drawn, g->verdict == VERDICT_BETTER ? by_fall : by_change);
		c->drawn += g->drawn;
		c->headed += g->drawn > 0;
	}
}

/* Set the range of the axis: all changes, and the intervals unless these dwarf the changes. */
static void measure(struct changes *c)
{
	double largest = 0, widest = 0, rate = 0;

	c->left = c->right = 0;
	c->cut = false;
	for (int k = 0; k < GROUPS; k++) {
		for (size_t i = 0; i < c->groups[k].drawn; i++) {
			const struct chart_row *row = c->groups[k].rows[i];

			largest = fmax(largest, fabs(row->change));
			widest = fmax(widest, fmax(-row->change_low, row->change_high));
			rate = fmax(rate, fmax(row->rate, row->rate_before));
		}
	}
	double limit = largest > 0 ? 1.5 * largest : widest > 0 ? widest : 1;

	for (int k = 0; k < GROUPS; k++) {
		for (size_t i = 0; i < c->groups[k].drawn; i++) {
			const struct chart_row *row = c->groups[k].rows[i];

			c->left = fmax(c->left, fmin(-row->change_low, limit));
			c->right = fmax(c->right, fmin(row->change_high, limit));
			c->cut |= -row->change_low > limit || row->change_high > limit;
		}
	}
	if (c->left + c->right <= 0)
		c->left = c->right = limit;
	c->digits = chart_digits(largest);
	c->rate_digits = chart_digits(100 * rate);
}

/* ---- the picture ---- */

/* The name at the left of a row; "" in a table of totals, which has none. */
static char *row_name(const struct changes *c, const struct chart_row *row)
{
	char *name = chart_row_words(c->request->lang, row);
	const char *all = lang_word(c->request->lang, PHRASE_ALL);

	if (*name)
		return name;
	free(name);
	return mem_dup(all, strlen(all));
}

/* The horizontal layout: names, bars, then three right-aligned columns of numbers. */
struct layout {
	double row, size; /* height of a row, size of its text */
	double name_end, change_end, rates_end, shipped_end;
	double names; /* width available for a name */
};

static char *rates_words(const struct changes *c, const struct chart_row *row)
{
	char before[LANG_TEXT], now[LANG_TEXT];

	lang_percent(before, c->request->lang, row->rate_before, c->rate_digits);
	lang_percent(now, c->request->lang, row->rate, c->rate_digits);
	return mem_printf("%s → %s", before, now);
}

static double column_width(const struct changes *c, const struct layout *l, enum phrase head, int column)
{
	char text[LANG_TEXT];
	double widest = label_width(counted_word(text, c->request->lang, c->data->metric, head), SIZE_SMALL);

	for (int k = 0; k < GROUPS; k++) {
		for (size_t i = 0; i < c->groups[k].drawn; i++) {
			const struct chart_row *row = c->groups[k].rows[i];
			char *words = column == 1 ? rates_words(c, row) : NULL;
			double width = label_width(column == 0   ? lang_difference(text, row->change, c->digits)
						   : column == 1 ? words
								 : lang_count(text, row->shipped),
						   l->size);

			widest = fmax(widest, column == 0 ? width * 1.08 : width);
			free(words);
		}
	}
	return widest;
}

static double widest_name(const struct changes *c, double size)
{
	double widest = 0;

	for (int k = 0; k < GROUPS; k++) {
		if (c->groups[k].drawn > 0) {
			char *words = changes_group_words(c, &c->groups[k]);

			widest = fmax(widest, label_width(words, SIZE_SMALL) * 1.08);
			free(words);
		}
		for (size_t i = 0; i < c->groups[k].drawn; i++) {
			char *name = row_name(c, c->groups[k].rows[i]);

			widest = fmax(widest, label_width(name, size));
			free(name);
		}
	}
	return fmin(widest, LABEL_MAX);
}

static double rows_room(const struct frame *f)
{
	return f->bottom - f->top - HEAD - FEET;
}

static void lay_out(const struct changes *c, const struct frame *f, struct layout *l)
{
	double room = rows_room(f);

	l->row = fmin(room / ((double)c->drawn + 0.9 * (double)c->headed), ROW_MAX);
	l->size = fmin(SIZE_LABEL, l->row * 0.66);
	l->names = widest_name(c, l->size);
	l->name_end = f->left + l->names;
	l->shipped_end = f->right;
	l->rates_end = l->shipped_end - column_width(c, l, PHRASE_COLUMN_SHIPPED, 2) - COLUMN_GAP;
	l->change_end = l->rates_end - column_width(c, l, PHRASE_COLUMN_RATES, 1) - COLUMN_GAP;
}

static void draw_head(const struct changes *c, const struct frame *f, const struct layout *l)
{
	enum lang lang = c->request->lang;
	double y = f->top + 12;
	char text[LANG_TEXT];

	frame_text(f, l->change_end, y, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT, lang_word(lang, PHRASE_COLUMN_CHANGE));
	frame_text(f, l->rates_end, y, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT, lang_word(lang, PHRASE_COLUMN_RATES));
	frame_text(f, l->shipped_end, y, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT,
		   counted_word(text, lang, c->data->metric, PHRASE_COLUMN_SHIPPED));
}

/* Draw the texts of a row and add its marks to the open data block. */
static void draw_row(const struct changes *c, const struct frame *f, const struct layout *l,
		     const struct plot_axes *axes, const struct group *g, const struct chart_row *row, double y)
{
	bool decided = g->verdict <= VERDICT_BETTER;
	char *name = row_name(c, row), *rates = rates_words(c, row);
	char *shown = label_fit(name, l->size, l->names);
	char text[LANG_TEXT];

	frame_text(f, f->left, y, l->size, COLOUR_INK, PLOT_LEFT, shown);
	lang_difference(text, row->change, c->digits);
	(decided ? frame_bold : frame_text)(f, l->change_end, y, l->size, decided ? g->colour : COLOUR_SOFT, PLOT_RIGHT,
					    text);
	frame_text(f, l->rates_end, y, l->size, COLOUR_INK, PLOT_RIGHT, rates);
	frame_text(f, l->shipped_end, y, l->size, COLOUR_SOFT, PLOT_RIGHT, lang_count(text, row->shipped));
	plot_row(f->plot,
		 (double[]){row->change, fmax(row->change_low, axes->x_min), fmin(row->change_high, axes->x_max), y,
			    0.3 * l->row},
		 5);
	free(shown);
	free(rates);
	free(name);
}

static void draw_group(const struct changes *c, const struct frame *f, const struct layout *l,
		       const struct plot_axes *axes, int k, double *y)
{
	const struct group *g = &c->groups[k];
	char *words = changes_group_words(c, g);
	uint32_t colour = g->verdict <= VERDICT_BETTER ? g->colour : COLOUR_SOFT;

	frame_bold(f, f->left, *y + 0.5 * l->row, fmin(SIZE_SMALL, l->size), colour, PLOT_LEFT, words);
	free(words);
	*y += 0.9 * l->row;
	plot_data(f->plot, "rows", k + 1);
	for (size_t i = 0; i < g->drawn; i++, *y += l->row)
		draw_row(c, f, l, axes, g, g->rows[i], *y + 0.5 * l->row);
	plot_data_end(f->plot);
	plot_draw(f->plot,
		  "$rows%d using 1:4:(0):1:($4-$5):($4+$5) with boxxyerror fs solid noborder "
		  "fc rgb \"#%06x\"",
		  k + 1, g->colour);
	plot_draw(f->plot, "$rows%d using 2:4:($3-$2):(0) with vectors nohead lw 2 lc rgb \"#%06x\"", k + 1,
		  (unsigned)COLOUR_INK);
}

static void draw_changes(const struct changes *c, const struct frame *f)
{
	struct layout l;

	lay_out(c, f, &l);
	double y = f->top + HEAD;
	double end = y + l.row * ((double)c->drawn + 0.9 * (double)c->headed) + 6;
	double pad = 0.03 * (c->left + c->right);
	/* y values are page units, so that rows and texts share one scale. */
	struct plot_axes axes = {
		.left = l.name_end + COLUMN_GAP / 2,
		.right = l.change_end - column_width(c, &l, PHRASE_COLUMN_CHANGE, 0) - COLUMN_GAP / 2,
		.top = y,
		.bottom = end,
		.x_min = -c->left - pad,
		.x_max = c->right + pad,
		.y_min = end,
		.y_max = y,
	};

	plot_axes(f->plot, &axes);
	frame_points_axis(f, &axes);
	draw_head(c, f, &l);
	for (int k = 0; k < GROUPS; k++)
		if (c->groups[k].drawn > 0)
			draw_group(c, f, &l, &axes, k, &y);
}

/* Draw as many of the requested rows as stay legible; the foot counts the rest. */
static void open_page(struct changes *c, struct frame *f)
{
	size_t rows = c->request->top > 0 ? (size_t)c->request->top : TOP_DEFAULT;

	for (;;) {
		choose_rows(c, rows);
		measure(c);
		frame_open(f, "yoy", c->request, changes_make_title(c), changes_make_subtitle(c),
			   changes_make_notes(c));
		size_t most = chart_rows_most(rows_room(f));

		if (c->drawn == 1 || c->drawn + c->headed <= most)
			return;
		frame_drop(f);
		rows = most > c->headed ? most - c->headed : 1;
	}
}

/* An empty picture is an error. */
static int check_compared(const struct changes *c, struct err *e)
{
	const char *name = table_name(c->data->table);

	if (c->compared == 0)
		return err_set_nothing(e, "no-comparison",
				       "%s: nothing to draw: no comparison in '%s': %zu thin, "
				       "%zu new, %zu gone, %zu partial, %zu immature, %zu over",
				       name, c->first->label, c->counts[VERDICT_THIN], c->counts[VERDICT_NEW],
				       c->counts[VERDICT_GONE], c->counts[VERDICT_PARTIAL], c->counts[VERDICT_IMMATURE],
				       c->counts[VERDICT_OVER]);
	return 0;
}

struct plot *chart_draw_changes(const struct table *table, const struct chart_request *request, struct err *e)
{
	struct chart_data *d = chart_data_read(table, CHART_YOY, 0, e);
	struct changes c = {.data = d, .request = request};
	struct frame f = {0};

	if (!d)
		return NULL;
	if (find_period(&c, e) == 0 && chart_check_period_name(d, request, e) == 0) {
		fill_groups(&c);
		if (check_compared(&c, e) == 0) {
			open_page(&c, &f);
			draw_changes(&c, &f);
		}
		for (int k = 0; k < GROUPS; k++)
			free(c.groups[k].rows);
	}
	chart_data_free(d);
	return f.plot;
}

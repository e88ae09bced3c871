#include "picture/counted.h"
#include "picture/chart.h"

#include "row/columns.h"
#include "picture/label.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	TOP_DEFAULT = 12,
	COLUMN_GAP = 36,
	KEY = 46,  /* the line of the colour key */
	HEAD = 34, /* the line of column headings */
	FEET = 62,
	ROW_MAX = 54,
	LABEL_MAX = 460,
	SWATCH = 18,
	NAMED_FIRST = 3, /* reasons the title names */
};

/* A reason, summed over the periods. */
struct part {
	const char *reason; /* "" for a cause without level 2 */
	const char *cause;
	char *words;
	double returned;
	size_t merged; /* the number of reasons summed in the row of all others; else 0 */
};

struct pareto {
	const struct chart_data *data;
	const struct chart_request *request;
	struct part *parts;
	size_t count; /* reasons with returns */
	size_t drawn; /* rows, including the one for all others */
	double total;
	struct chart_row first, last; /* a row of the first and of the last period */
};

/* Level 1 of a row: its cause, or the part of its reason before the slash. Owned by the arena. */
static const char *cause_of(const struct chart_data *d, const struct chart_row *row)
{
	size_t n = strcspn(row->reason, "/");

	return *row->cause ? row->cause : arena_dup(d->arena, row->reason, n);
}

static struct part *find_part(struct pareto *p, const char *reason, const char *cause)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->parts[i].reason, reason) == 0 && strcmp(p->parts[i].cause, cause) == 0)
			return &p->parts[i];
	p->parts[p->count] = (struct part){.reason = reason, .cause = cause};
	return &p->parts[p->count++];
}

/* Sort by returns, most first, then by name. */
static int by_returned(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->returned != y->returned)
		return x->returned < y->returned ? 1 : -1;
	int order = strcmp(x->reason, y->reason);

	return order ? order : strcmp(x->cause, y->cause);
}

static char *part_words(enum lang lang, const struct part *part)
{
	char *words = lang_reason(lang, *part->reason ? part->reason : part->cause);
	char *masked = label_mask(words);

	free(words);
	return masked;
}

/* Sum the rows of the requested period, or of all periods. */
static int collect(struct pareto *p, struct err *e)
{
	const struct chart_data *d = p->data;
	const char *period = p->request->period;
	int64_t first = period ? chart_data_find_period(d, period, e) : 0;

	if (first < 0)
		return -1;
	p->first = d->rows[first];
	p->parts = mem_alloc(d->count, sizeof(*p->parts));
	for (size_t i = 0; i < d->count; i++) {
		const struct chart_row *row = &d->rows[i];

		if (row->returned <= 0 || (period && strcmp(row->label, period) != 0))
			continue;
		find_part(p, row->reason, cause_of(d, row))->returned += row->returned;
		p->total += row->returned;
	}
	p->last = period ? p->first : d->rows[d->count - 1];
	if (p->total <= 0)
		return err_set_nothing(e, "no-returns", "%s: nothing to draw: no returns from '%s' to '%s'",
				       table_name(d->table), p->first.label, p->last.label);
	qsort(p->parts, p->count, sizeof(*p->parts), by_returned);
	for (size_t i = 0; i < p->count; i++)
		p->parts[i].words = part_words(p->request->lang, &p->parts[i]);
	return 0;
}

/* Sum the reasons that do not fit into one last row. The words of the merged parts must still be freed. */
static void merge_tail(struct pareto *p, struct part *others, size_t top)
{
	char n[LANG_TEXT];

	free(others->words);
	*others = (struct part){.reason = "", .cause = ""};
	p->drawn = p->count;
	if (p->count > top + 1) {
		for (size_t i = top; i < p->count; i++)
			others->returned += p->parts[i].returned;
		others->merged = p->count - top;
		others->words =
			lang_say(p->request->lang, PHRASE_OTHER_REASONS, lang_count(n, (double)others->merged), NULL);
		p->drawn = top + 1;
	}
}

/* ---- words ---- */

static bool is_known(const struct part *part)
{
	return chart_cause_index(part->cause) < chart_cause_index("unclassified");
}

/* The names of the first reasons for a sentence, quoted if one of them contains a separator of the list. Caller frees. */
static void name_parts(const struct pareto *p, char *names[NAMED_FIRST])
{
	static const char *const joints[] = {",", "，", "、", " and "};
	enum lang lang = p->request->lang;
	size_t n = p->count < NAMED_FIRST ? p->count : NAMED_FIRST;
	bool quoted = false;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(joints) / sizeof(joints[0]); k++)
			quoted |= strstr(p->parts[i].words, joints[k]) != NULL;
	for (size_t i = 0; i < n; i++)
		names[i] = quoted ? lang_say(lang, PHRASE_QUOTED, p->parts[i].words, NULL)
				  : mem_dup(p->parts[i].words, strlen(p->parts[i].words));
}

static char *make_title(const struct pareto *p)
{
	enum lang lang = p->request->lang;
	const struct part *parts = p->parts;
	char share[LANG_TEXT], total[LANG_TEXT], second[LANG_TEXT];
	char *names[NAMED_FIRST] = {NULL}, *title;
	size_t first = 0;
	double sum = 0;

	lang_count(total, p->total);
	while (first < p->count && !is_known(&parts[first]))
		first++;
	name_parts(p, names);
	for (size_t i = 0; i < NAMED_FIRST && i < p->count; i++)
		sum += parts[i].returned;
	if (first == 1 && first < p->count)
		title = counted_say(lang, p->data->metric, PHRASE_PARETO_UNKNOWN,
				    lang_percent(share, lang, parts[0].returned / p->total, 0), total, names[1],
				    lang_percent(second, lang, parts[1].returned / p->total, 0), NULL);
	else if (p->count > NAMED_FIRST + 1)
		title = counted_say(lang, p->data->metric, PHRASE_PARETO_THREE, names[0], names[1], names[2],
				    lang_percent(share, lang, sum / p->total, 0), total, NULL);
	else
		title = counted_say(lang, p->data->metric, PHRASE_PARETO_TOP, names[0],
				    lang_percent(share, lang, parts[0].returned / p->total, 0), total, NULL);
	for (size_t i = 0; i < NAMED_FIRST; i++)
		free(names[i]);
	return title;
}

static const char *label_of(const struct pareto *p, const struct chart_row *row)
{
	return p->request->period_name ? p->request->period_name : row->label;
}

static char *make_subtitle(const struct pareto *p)
{
	enum lang lang = p->request->lang;
	char n[LANG_TEXT];
	const char *one = label_of(p, &p->first);
	char *span = p->first.period.first == p->last.period.first
			     ? mem_dup(one, strlen(one))
			     : lang_say(lang, PHRASE_SPAN, p->first.label, p->last.label, NULL);
	char *units = counted_say(lang, p->data->metric, PHRASE_RETURNED_UNITS, lang_count(n, p->total), NULL);
	char *unit = counted_say(lang, p->data->metric, PHRASE_UNIT_SHARE, NULL);
	char *subtitle = mem_printf("%s · %s · %s · %s", p->data->metric, unit, span, units);

	free(unit);
	free(units);
	free(span);
	return subtitle;
}

/* Note the flagged periods in the sum: a partial period contributes too little. */
static char *make_notes(const struct pareto *p)
{
	enum lang lang = p->request->lang;
	char *notes = lang_say(lang, PHRASE_NOTE_LINE, NULL), *list = NULL;
	const char *told = "";

	for (size_t i = 0; i < p->data->count; i++) {
		const struct chart_row *row = &p->data->rows[i];
		bool summed = !p->request->period || strcmp(row->label, p->request->period) == 0;

		if (summed && row->flag != FLAG_NONE && row->flag != FLAG_THIN && strcmp(told, row->label) != 0) {
			lang_append(&list, lang, PHRASE_LIST_COMMA,
				    chart_flag_words(lang, label_of(p, row), row->flag));
			told = row->label;
		}
	}
	if (list)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_SUMMED, list, NULL));
	free(list);
	return notes;
}

/* ---- the picture ---- */

struct layout {
	double row, size, names;
	double name_end, returned_end, share_end, cumulative_end;
};

static double rows_room(const struct frame *f)
{
	return f->bottom - f->top - KEY - HEAD - FEET;
}

static void lay_out(const struct pareto *p, const struct frame *f, const struct part *others, struct layout *l)
{
	l->row = fmin(rows_room(f) / (double)p->drawn, ROW_MAX);
	l->size = fmin(SIZE_LABEL, l->row * 0.66);
	l->names = others->words ? label_width(others->words, l->size) : 0;
	for (size_t i = 0; i < p->drawn && i < p->count; i++)
		l->names = fmax(l->names, label_width(p->parts[i].words, l->size));
	l->names = fmin(l->names, LABEL_MAX);
	l->name_end = f->left + l->names;
	l->cumulative_end = f->right;
	l->share_end = l->cumulative_end - COLUMN_GAP -
		       fmax(label_width(lang_word(f->lang, PHRASE_COLUMN_CUMULATIVE), SIZE_SMALL),
			    label_width("100 %", l->size));
	l->returned_end =
		l->share_end - COLUMN_GAP -
		fmax(label_width(lang_word(f->lang, PHRASE_COLUMN_SHARE), SIZE_SMALL), label_width("100.0 %", l->size));
}

/* Draw the causes that occur, with colour and share, side by side above the bars. */
static void draw_key(const struct pareto *p, const struct frame *f, double y)
{
	double x = f->left;
	char text[LANG_TEXT];

	for (int k = 0; columns_causes[k]; k++) {
		double returned = 0;

		for (size_t i = 0; i < p->count; i++)
			if (chart_cause_index(p->parts[i].cause) == k)
				returned += p->parts[i].returned;
		if (returned <= 0)
			continue;
		char *words = mem_printf("%s %s", lang_cause(f->lang, columns_causes[k]),
					 lang_percent(text, f->lang, returned / p->total, 0));

		plot_box(f->plot, x, y - SWATCH / 2.0, x + SWATCH, y + SWATCH / 2.0,
			 chart_cause_colour(columns_causes[k]));
		frame_text(f, x + SWATCH + 9, y, SIZE_SMALL, COLOUR_INK, PLOT_LEFT, words);
		x += SWATCH + 9 + label_width(words, SIZE_SMALL) + 34;
		free(words);
	}
}

static void draw_head(const struct pareto *p, const struct frame *f, const struct layout *l, double y)
{
	char text[LANG_TEXT];

	frame_text(f, l->returned_end, y, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT,
		   counted_word(text, f->lang, p->data->metric, PHRASE_COLUMN_RETURNED));
	frame_text(f, l->share_end, y, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT, lang_word(f->lang, PHRASE_COLUMN_SHARE));
	frame_text(f, l->cumulative_end, y, SIZE_SMALL, COLOUR_SOFT, PLOT_RIGHT,
		   lang_word(f->lang, PHRASE_COLUMN_CUMULATIVE));
}

static void draw_share_axis(const struct frame *f, const struct plot_axes *axes)
{
	char text[LANG_TEXT];

	for (int i = 0; i <= 5; i++) {
		double x = plot_page_x(axes, i / 5.0);

		plot_line(f->plot, x, axes->top, x, axes->bottom, i ? 1 : 2, i ? COLOUR_GRID : COLOUR_AXIS);
		frame_text(f, x, axes->bottom + 24, SIZE_SMALL, COLOUR_SOFT, PLOT_CENTRE,
			   lang_percent(text, f->lang, i / 5.0, 0));
	}
}

/* Draw the texts of a row; `cumulative` is the share of this row and all above it. */
static void draw_row(const struct pareto *p, const struct frame *f, const struct layout *l, const struct part *part,
		     double cumulative, double y)
{
	char *shown = label_fit(part->words, l->size, l->names);
	char text[LANG_TEXT];

	frame_text(f, f->left, y, l->size, part->merged ? COLOUR_SOFT : COLOUR_INK, PLOT_LEFT, shown);
	frame_text(f, l->returned_end, y, l->size, COLOUR_INK, PLOT_RIGHT, lang_count(text, part->returned));
	frame_bold(f, l->share_end, y, l->size, COLOUR_INK, PLOT_RIGHT,
		   lang_percent(text, f->lang, part->returned / p->total, 1));
	frame_text(f, l->cumulative_end, y, l->size, COLOUR_SOFT, PLOT_RIGHT,
		   lang_percent(text, f->lang, cumulative, 0));
	free(shown);
}

static void draw_pareto(const struct pareto *p, const struct frame *f, const struct part *others)
{
	struct layout l;
	double cumulative = 0;
	char text[LANG_TEXT], head[LANG_TEXT];

	lay_out(p, f, others, &l);
	double top = f->top + KEY + HEAD, bottom = top + l.row * (double)p->drawn + 6;
	double numbers =
		fmax(label_width(lang_count(text, p->total), l.size),
		     label_width(counted_word(head, f->lang, p->data->metric, PHRASE_COLUMN_RETURNED), SIZE_SMALL));
	/* y values are page units, so that bars and texts share one scale. */
	struct plot_axes axes = {
		.left = l.name_end + COLUMN_GAP * 0.7,
		.right = l.returned_end - numbers - COLUMN_GAP,
		.top = top,
		.bottom = bottom,
		.x_max = 1,
		.y_min = bottom,
		.y_max = top,
	};

	plot_axes(f->plot, &axes);
	draw_key(p, f, f->top + 14);
	draw_head(p, f, &l, top - 20);
	draw_share_axis(f, &axes);
	plot_data(f->plot, "reasons", 1);
	for (size_t i = 0; i < p->drawn; i++) {
		const struct part *part = others->merged && i + 1 == p->drawn ? others : &p->parts[i];
		double y = top + l.row * ((double)i + 0.5) + 3;
		uint32_t colour = part->merged ? COLOUR_UNCLEAR : chart_cause_colour(part->cause);

		cumulative += part->returned / p->total;
		draw_row(p, f, &l, part, cumulative, y);
		plot_row(f->plot, (double[]){part->returned / p->total, cumulative, y, 0.34 * l.row, colour}, 5);
	}
	plot_data_end(f->plot);
	plot_draw(f->plot, "$reasons1 using 1:3:(0):1:($3-$4):($3+$4):5 with boxxyerror fs solid noborder "
			   "fc rgb variable");
	plot_draw(f->plot, "$reasons1 using 2:3 with linespoints lw 2.5 pt 7 ps %.3g lc rgb \"#%06x\"",
		  plot_point_size(f->plot, 11), (unsigned)COLOUR_INK);
}

/* Draw as many of the requested rows as stay legible; one more row sums the others. */
static void open_page(struct pareto *p, struct part *others, struct frame *f)
{
	size_t top = p->request->top > 0 ? (size_t)p->request->top : TOP_DEFAULT;

	for (;; frame_drop(f)) {
		merge_tail(p, others, top);
		frame_open(f, "pareto", p->request, make_title(p), make_subtitle(p), make_notes(p));
		top = chart_rows_most(rows_room(f));
		if (p->drawn <= top || top == 1)
			return;
		top--;
	}
}

struct plot *chart_draw_pareto(const struct table *table, const struct chart_request *request, struct err *e)
{
	struct chart_data *d = chart_data_read(table, CHART_RATE, SCHEMA_SET(KEY_REASON), e);
	struct pareto p = {.data = d, .request = request};
	struct part others = {.reason = ""};
	struct frame f = {0};

	if (!d)
		return NULL;
	if (chart_check_period_name(d, request, e) == 0 && collect(&p, e) == 0) {
		open_page(&p, &others, &f);
		draw_pareto(&p, &f, &others);
	}
	for (size_t i = 0; i < p.count; i++)
		free(p.parts[i].words);
	free(p.parts);
	free(others.words);
	chart_data_free(d);
	return f.plot;
}

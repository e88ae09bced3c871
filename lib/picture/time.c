#include "picture/time.h"

#include "base/date.h"
#include "picture/label.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_BELOW = 29 };

static bool has_row(const struct chart_data *d, const struct period *p)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->rows[i].period.first == p->first)
			return true;
	return false;
}

int chart_window_find(const struct chart_data *d, const char *end, struct chart_window *w, struct err *e)
{
	static const int lengths[] = {
		[PERIOD_DAY] = 31,    [PERIOD_WEEK] = 26, [PERIOD_MONTH] = 12,
		[PERIOD_QUARTER] = 4, [PERIOD_YEAR] = 12, [PERIOD_SPAN] = 1,
	};
	int64_t last = end ? chart_data_find_period(d, end, e) : (int64_t)d->count - 1;

	if (last < 0)
		return -1;
	w->count = 0;
	w->fiscal = d->fiscal;
	for (int back = lengths[d->kind] - 1; back >= 0; back--) {
		struct period p = chart_period_step(&d->rows[last].period, -back);

		if (w->count > 0 || has_row(d, &p))
			w->periods[w->count++] = p;
	}
	return 0;
}

int chart_window_place(const struct chart_window *w, const struct chart_row *row)
{
	for (int i = 0; i < w->count; i++)
		if (w->periods[i].first == row->period.first)
			return i;
	return -1;
}

/* The label of a period as tables write it. Returns `text`. */
static char *window_label(const struct chart_window *w, int place, char text[PERIOD_TEXT])
{
	char label[PERIOD_TEXT];

	period_print(label, &w->periods[place]);
	snprintf(text, PERIOD_TEXT, "%s%.*s", w->fiscal ? "FY" : "", PERIOD_TEXT - 3, label);
	return text;
}

/* The year a period is named after, which for a week may differ from the year of its first day. */
static int year_of(const struct period *p)
{
	char label[PERIOD_TEXT];

	return atoi(period_print(label, p));
}

char *chart_window_span(const struct chart_window *w, enum lang lang)
{
	char a[PERIOD_TEXT], b[PERIOD_TEXT];

	window_label(w, 0, a);
	if (w->count == 1)
		return mem_dup(a, strlen(a));
	return lang_say(lang, PHRASE_SPAN, a, window_label(w, w->count - 1, b), NULL);
}

static char *tick_words(const struct frame *f, const struct chart_window *w, int place)
{
	struct civil c = date_to_civil(w->periods[place].first);
	char label[PERIOD_TEXT];
	const char *words = window_label(w, place, label);

	switch (w->periods[place].kind) {
	case PERIOD_MONTH:
		words = lang_month(f->lang, c.month);
		break;
	case PERIOD_YEAR:
	case PERIOD_SPAN:
		break;
	default:
		words = label + 5;
	}
	return mem_dup(words, strlen(words));
}

void frame_time_axis(const struct frame *f, const struct chart_window *w, const struct plot_axes *axes, double y)
{
	double room = w->count > 1 ? plot_page_x(axes, 1) - plot_page_x(axes, 0) : 200;
	int every = 1;

	for (int i = 0; i < w->count; i++) {
		char *words = tick_words(f, w, i);

		while (label_width(words, SIZE_LABEL) + 10 > room * every)
			every++;
		free(words);
	}
	for (int i = (w->count - 1) % every; i < w->count; i += every) {
		char *words = tick_words(f, w, i), year[LANG_TEXT];
		double x = plot_page_x(axes, i);

		frame_text(f, x, y, SIZE_LABEL, COLOUR_INK, PLOT_CENTRE, words);
		free(words);
		if (w->periods[i].kind == PERIOD_YEAR || w->periods[i].kind == PERIOD_SPAN ||
		    (i >= every && year_of(&w->periods[i]) == year_of(&w->periods[i - every])))
			continue;
		snprintf(year, sizeof(year), "%d", year_of(&w->periods[i]));
		frame_text(f, x, y + YEAR_BELOW, SIZE_SMALL, COLOUR_SOFT, PLOT_CENTRE, year);
	}
}

/* trend_words: the texts of the chart of a trend. */
#include "picture/trend_private.h"

#include "base/mem.h"

#include <stdlib.h>

enum { FLAGS_NAMED = 3 }; /* if more periods are flagged, they are counted instead of named */

char *trend_make_title(const struct trend *t)
{
	enum lang lang = t->request->lang;
	char *metric = counted_title(lang, t->data->metric), *title;
	const char *subject = t->data->rows[0].name;
	char rate[LANG_TEXT], change[LANG_TEXT];

	if (t->newest < 0) {
		title = counted_say(lang, t->data->metric, PHRASE_TREND_NONE, metric, NULL);
	} else {
		const struct chart_row *row = t->now.rows[t->newest];
		bool clear = t->change.low > 0 || t->change.high < 0;
		enum phrase phrase = !t->compared ? PHRASE_TREND_ALONE
				     : clear      ? PHRASE_TREND_CHANGED
						  : PHRASE_TREND_UNCLEAR;

		title = lang_say(lang, phrase, metric, lang_percent(rate, lang, row->rate, t->digits), row->label,
				 lang_difference(change, t->change.points, t->digits), NULL);
	}
	free(metric);
	if (*subject) {
		char *whole = lang_say(lang, PHRASE_OF_SUBJECT, subject, title, NULL);

		free(title);
		title = whole;
	}
	return title;
}

char *trend_make_subtitle(const struct trend *t)
{
	enum lang lang = t->request->lang;
	double shipped = 0, returned = 0;
	char n[LANG_TEXT], of[LANG_TEXT];

	for (int i = 0; i < t->count; i++) {
		if (t->now.rows[i]) {
			shipped += t->now.rows[i]->shipped;
			returned += t->now.rows[i]->returned;
		}
	}
	char *span = chart_window_span(&t->window, lang);
	char *units = counted_say(lang, t->data->metric, PHRASE_UNITS, lang_count(n, returned), lang_count(of, shipped),
				  NULL);
	char *unit = counted_say(lang, t->data->metric, PHRASE_UNIT_RATE, NULL);
	char *subtitle = mem_printf("%s · %s · %s · %s", t->data->metric, unit, span, units);

	free(span);
	free(unit);
	free(units);
	return subtitle;
}

static char *flagged_words(const struct trend *t)
{
	enum lang lang = t->request->lang;
	int numbers[FLAG_COUNT] = {0};
	char *names = NULL, *tally = NULL, text[LANG_TEXT];
	int flagged = 0;

	for (int i = 0; i < 2 * t->count; i++) {
		const struct curve *c = i < t->count ? &t->before : &t->now;
		const struct chart_row *row = c->rows[i % t->count];

		if (!is_drawn(row) || row->flag == FLAG_NONE)
			continue;
		lang_append(&names, lang, PHRASE_LIST_COMMA, chart_flag_words(lang, row->label, row->flag));
		numbers[row->flag]++;
		flagged++;
	}
	for (int flag = FLAG_THIN; flag < FLAG_COUNT; flag++)
		if (numbers[flag] > 0)
			lang_append(&tally, lang, PHRASE_LIST_COMMA,
				    lang_say(lang, PHRASE_VERDICT, lang_count(text, numbers[flag]),
					     word_find(WORD_FLAG, flag_slug((enum flag)flag), lang), NULL));
	if (flagged <= FLAGS_NAMED) {
		free(tally);
		return names;
	}
	free(names);
	return tally;
}

static bool has_beyond(const struct trend *t)
{
	for (int i = 0; i < t->count; i++)
		if (is_beyond(t->now.rows[i], t->ceiling) ||
		    (t->has_before && is_beyond(t->before.rows[i], t->ceiling)))
			return true;
	return false;
}

char *trend_make_notes(const struct trend *t)
{
	enum lang lang = t->request->lang;
	char *flagged = flagged_words(t), *notes = NULL;
	char text[LANG_TEXT];

	if (t->has_before)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_LIGHT, NULL));
	lang_append(&notes, lang, PHRASE_SENTENCES,
		    lang_say(lang, flagged ? PHRASE_NOTE_BAND_LINES : PHRASE_NOTE_BAND, NULL));
	if (t->floor_rate > 0)
		lang_append(&notes, lang, PHRASE_SENTENCES,
			    lang_say(lang, PHRASE_NOTE_AXIS,
				     lang_percent(text, lang, t->floor_rate, chart_step_digits(t->step)), NULL));
	if (has_beyond(t))
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_BEYOND, NULL));
	if (flagged)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_OPEN, flagged, NULL));
	free(flagged);
	return notes;
}

char *trend_change_words(const struct trend *t)
{
	enum lang lang = t->request->lang;
	char points[LANG_TEXT], low[LANG_TEXT], high[LANG_TEXT];

	return lang_say(lang, PHRASE_POINTS_RANGE, lang_difference(points, t->change.points, t->digits),
			lang_difference(low, t->change.low, t->digits),
			lang_difference(high, t->change.high, t->digits), NULL);
}

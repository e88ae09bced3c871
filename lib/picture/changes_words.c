/* changes_words: the texts of the chart of changes. */
#include "picture/changes_private.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

char *changes_make_title(const struct changes *c)
{
	enum lang lang = c->request->lang;
	size_t worse = c->groups[0].count, better = c->groups[1].count;
	char *metric = counted_title(lang, c->data->metric), *title;
	char a[LANG_TEXT], b[LANG_TEXT], n[LANG_TEXT];

	if (c->compared == 1) {
		const struct chart_row *row = NULL;

		for (int k = 0; k < GROUPS; k++)
			row = c->groups[k].count > 0 ? c->groups[k].rows[0] : row;
		char *name = chart_row_words(lang, row);
		char *words = lang_say(lang, worse + better > 0 ? PHRASE_YOY_ONE : PHRASE_YOY_ONE_UNCLEAR, metric,
				       lang_percent(a, lang, row->rate_before, c->rate_digits),
				       lang_percent(b, lang, row->rate, c->rate_digits),
				       lang_difference(n, row->change, c->digits), NULL);

		title = *name ? lang_say(lang, PHRASE_OF_SUBJECT, name, words, NULL) : mem_dup(words, strlen(words));
		free(words);
		free(name);
	} else {
		enum phrase phrase = worse > 0 && better > 0 ? PHRASE_YOY_BOTH
				     : worse > 0             ? PHRASE_YOY_WORSE
				     : better > 0            ? PHRASE_YOY_BETTER
							     : PHRASE_YOY_NEITHER;

		title = lang_say(lang, phrase, metric, lang_count(n, (double)c->compared), lang_count(a, (double)worse),
				 lang_count(b, (double)better), lang_things(lang, c->data->thing), NULL);
	}
	free(metric);
	return title;
}

char *changes_make_subtitle(const struct changes *c)
{
	enum lang lang = c->request->lang;
	const char *name = c->request->period_name;
	char *span = name ? lang_say(lang, PHRASE_AGAINST_BEFORE, name, NULL)
			  : lang_say(lang, PHRASE_AGAINST, c->first->label, c->first->before, NULL);
	double shipped = 0, returned = 0;
	char n[LANG_TEXT], of[LANG_TEXT], compared[LANG_TEXT];

	for (size_t i = 0; i < c->data->count; i++) {
		const struct chart_row *row = &c->data->rows[i];

		if (is_compared(row) && strcmp(row->label, c->first->label) == 0) {
			shipped += row->shipped;
			returned += row->returned;
		}
	}
	lang_count(n, returned);
	lang_count(of, shipped);
	lang_count(compared, (double)c->compared);
	/* The units cover the compared rows only. With one row the title already names it. */
	char *units = c->compared > 1 ? counted_say(lang, c->data->metric, PHRASE_UNITS_COMPARED, n, of, compared,
						    lang_things(lang, c->data->thing), NULL)
				      : counted_say(lang, c->data->metric, PHRASE_UNITS, n, of, NULL);
	/* Each row of a split repeats all units shipped, so their sum would count them more than once. */
	char *subtitle = mem_printf("%s · %s · %s%s%s", c->data->metric, lang_word(lang, PHRASE_UNIT_POINTS), span,
				    *c->first->cause || *c->first->reason ? "" : " · ",
				    *c->first->cause || *c->first->reason ? "" : units);

	free(units);
	free(span);
	return subtitle;
}

char *changes_make_notes(const struct changes *c)
{
	static const enum verdict order[VERDICT_COUNT] = {
		VERDICT_WORSE, VERDICT_BETTER, VERDICT_UNCLEAR, VERDICT_SAME,     VERDICT_THIN,
		VERDICT_NEW,   VERDICT_GONE,   VERDICT_PARTIAL, VERDICT_IMMATURE, VERDICT_OVER,
	};
	enum lang lang = c->request->lang;
	char *notes = lang_say(lang, PHRASE_NOTE_WHISKER, NULL), *list = NULL, text[LANG_TEXT];

	if (c->cut)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_CUT, NULL));
	for (int v = 0; v < VERDICT_COUNT; v++) {
		const char *verdict = word_find(WORD_VERDICT, verdict_slug(order[v]), lang);
		size_t n = c->counts[order[v]] - (v < GROUPS ? c->groups[v].drawn : 0);

		if (n > 0)
			lang_append(&list, lang, PHRASE_LIST_COMMA,
				    lang_say(lang, v < GROUPS ? PHRASE_VERDICT_MORE : PHRASE_VERDICT,
					     lang_count(text, (double)n), verdict, NULL));
	}
	if (list)
		lang_append(&notes, lang, PHRASE_SENTENCES, lang_say(lang, PHRASE_NOTE_NOT_SHOWN, list, NULL));
	free(list);
	return notes;
}

char *changes_group_words(const struct changes *c, const struct group *g)
{
	enum lang lang = c->request->lang;
	char n[LANG_TEXT], drawn[LANG_TEXT];
	char *words = lang_say(lang, PHRASE_GROUP, g->mark, word_find(WORD_VERDICT, verdict_slug(g->verdict), lang),
			       lang_count(n, (double)g->count), NULL);

	if (g->drawn == g->count)
		return words;
	char *part = lang_say(lang, PHRASE_GROUP_PART, words, lang_count(drawn, (double)g->drawn), NULL);

	free(words);
	return part;
}

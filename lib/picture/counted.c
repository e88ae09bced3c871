#include "picture/counted.h"

#include "base/mem.h"
#include "cell/metric.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *say(enum lang lang, const char *metric, enum phrase phrase, va_list texts)
{
	enum metric_date date = metric_cohort_of(metric);
	struct lang_counted counted = lang_counted(lang, metric_units[metric_unit_of(metric)],
						   date == METRIC_DATES ? "" : metric_dates[date]);
	bool of_units_shipped = strncmp(metric, "return-rate@", 12) == 0;

	return lang_say_list(lang, of_units_shipped ? NULL : &counted, phrase, texts);
}

char *counted_say(enum lang lang, const char *metric, enum phrase phrase, ...)
{
	va_list texts;

	va_start(texts, phrase);
	char *words = say(lang, metric, phrase, texts);

	va_end(texts);
	return words;
}

char *counted_word(char text[LANG_TEXT], enum lang lang, const char *metric, enum phrase phrase)
{
	char *words = counted_say(lang, metric, phrase, NULL);

	snprintf(text, LANG_TEXT, "%s", words);
	free(words);
	return text;
}

char *counted_title(enum lang lang, const char *metric)
{
	struct err ignored;
	struct metrics *ms = metrics_read(NULL, &ignored);
	const struct metric *m = ms ? metrics_find_cells(ms, metric) : NULL;
	const char *title = m ? m->titles[lang] : metric;
	char *words = mem_dup(title, m ? strlen(title) : strcspn(metric, "@"));

	metrics_free(ms);
	return words;
}

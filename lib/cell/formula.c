#include "cell/formula.h"

#include "result/result.h"
#include "row/columns.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *words)
{
	return mem_dup(words, strlen(words));
}

/* The words of those of a list whose bits are set, parted by "or". Caller frees. */
static char *bits_words(enum lang lang, unsigned bits, enum word_kind kind, const char *const *slugs)
{
	char *list = NULL;

	for (size_t i = 0; slugs[i]; i++)
		if (bits >> i & 1)
			lang_append(&list, lang, PHRASE_ANY_OF, copy(word_find(kind, slugs[i], lang)));
	return list ? list : copy("");
}

/* What happened on dates: `paid and signed`. Caller frees. */
static char *dates_words(enum lang lang, const struct metric_dating *dating, enum phrase joint)
{
	char *list = NULL;

	for (size_t i = 0; i < dating->count; i++)
		lang_append(&list, lang, joint, copy(word_find(WORD_DATE, metric_dates[dating->dates[i]], lang)));
	return list ? list : copy("");
}

/* Each date stands in for the one before it: `received, else finished`. Caller frees. */
static char *dated_words(enum lang lang, const struct metric_dating *dating)
{
	char *words = NULL;

	for (size_t i = dating->count; i-- > 0;) {
		const char *date = word_find(WORD_DATE, metric_dates[dating->dates[i]], lang);
		char *longer = words ? lang_say(lang, PHRASE_DATE_ELSE, date, words, NULL) : copy(date);

		free(words);
		words = longer;
	}
	return words ? words : copy("");
}

static char *say_number(enum lang lang, enum phrase phrase, int a, int b)
{
	char first[NUM_TEXT], second[NUM_TEXT];

	snprintf(first, sizeof(first), "%d", a);
	snprintf(second, sizeof(second), "%d", b);
	return lang_say(lang, phrase, first, second, NULL);
}

static char *window_words(enum lang lang, const struct metric *m)
{
	return say_number(lang,
			  !m->window ? PHRASE_WINDOW_PERIOD
			  : !m->lag  ? PHRASE_WINDOW_DAYS
				     : PHRASE_WINDOW_LAG,
			  m->window, m->lag);
}

/* What tickets count: `return or exchange tickets (done)`. */
static char *tickets_words(enum lang lang, const struct metric *m)
{
	char *types = bits_words(lang, m->types, WORD_TYPE, columns_types);
	char *statuses = bits_words(lang, m->statuses, WORD_STATUS, columns_statuses);
	char *quantities = bits_words(lang, m->quantities, WORD_QUANTITY, metric_quantities);
	char *words = lang_say(lang, m->quantities ? PHRASE_TICKETS_QUANTITY : PHRASE_TICKETS, types, statuses,
			       quantities, NULL);

	free(types);
	free(statuses);
	free(quantities);
	return words;
}

/* English names causes and reasons as tables do, Chinese in words. */
static char *reason_words(enum lang lang, const char *reason)
{
	return lang == LANG_EN ? copy(reason) : lang_reason(lang, reason);
}

static char *class_words(enum lang lang, const struct metric *m)
{
	char *list = NULL;

	for (size_t i = 0; i < m->reason_count; i++)
		lang_append(&list, lang, PHRASE_ANY_OF, reason_words(lang, m->reasons[i]));
	if (!list)
		return copy("");
	char *words = lang_say(lang,
			       m->unit != METRIC_ORDER ? PHRASE_CLASS
			       : m->last_reason        ? PHRASE_CLASS_LAST
						       : PHRASE_CLASS_FIRST,
			       list, NULL);

	free(list);
	return words;
}

static char *within_words(enum lang lang, const struct metric *m)
{
	char number[NUM_TEXT];

	if (m->within < 0)
		return copy("");
	char *dates = dates_words(lang, &m->event, PHRASE_OR);

	snprintf(number, sizeof(number), "%d", m->within);
	char *words = lang_say(lang, m->within_months ? PHRASE_WITHIN_MONTHS : PHRASE_WITHIN_DAYS, dates, number, NULL);

	free(dates);
	return words;
}

/* The statuses of the denominator, such as ` (done or pending)`; "" when it is `done` only. */
static char *statuses_words(enum lang lang, const struct metric *m)
{
	if (m->against_statuses == 1) /* the first of columns_statuses */
		return copy("");
	char *list = bits_words(lang, m->against_statuses, WORD_STATUS, columns_statuses);
	char *words = lang_say(lang, PHRASE_SOLD_STATUSES, list, NULL);

	free(list);
	return words;
}

static char *exclusions_words(enum lang lang, const struct metric *m)
{
	char *list = NULL, amount[NUM_TEXT];

	if (m->no_gifts)
		lang_append(&list, lang, PHRASE_LIST_COMMA, lang_say(lang, PHRASE_WITHOUT_GIFTS, NULL));
	if (m->no_replacements)
		lang_append(&list, lang, PHRASE_LIST_COMMA, lang_say(lang, PHRASE_WITHOUT_REPLACEMENTS, NULL));
	if (m->below)
		lang_append(&list, lang, PHRASE_LIST_COMMA,
			    lang_say(lang, PHRASE_WITHOUT_BELOW, decimal_print(amount, m->below), NULL));
	if (!list)
		return copy("");
	char *words = lang_say(lang, PHRASE_WITHOUT, list, NULL);

	free(list);
	return words;
}

/* `orders signed in these days (done or pending); on both sides without gifts` */
static char *sold_words(enum lang lang, const struct metric *m)
{
	char *dates = dates_words(lang, &m->against, PHRASE_AND);
	char *statuses = statuses_words(lang, m), *exclusions = exclusions_words(lang, m);
	char *words = lang_say(lang, m->window ? PHRASE_SOLD_IN_WINDOW : PHRASE_SOLD_IN_PERIOD,
			       word_find(WORD_UNIT, metric_units[m->unit], lang), dates, statuses, exclusions, NULL);

	free(dates);
	free(statuses);
	free(exclusions);
	return words;
}

/* `orders signed in the 30 days to the as-of date with … ÷ orders signed in …`. Caller frees. */
static char *formula_words(enum lang lang, const struct metric *m)
{
	char *dates = dated_words(lang, &m->dated), *window = window_words(lang, m), *tickets = tickets_words(lang, m);
	char *class = class_words(lang, m), *within = within_words(lang, m), *sold = sold_words(lang, m);
	char *words = lang_say(lang, m->cohort ? PHRASE_FORMULA_COHORT : PHRASE_FORMULA_STREAMS,
			       word_find(WORD_UNIT, metric_units[m->unit], lang), dates, window, tickets, class, within,
			       sold, NULL);

	free(dates);
	free(window);
	free(tickets);
	free(class);
	free(within);
	free(sold);
	return words;
}

static const struct schema_column columns[FORMULA_COLUMNS] = {
	[FORMULA_METRIC] = {"metric", SCHEMA_TEXT, .shown = false},
	[FORMULA_TITLE] = {"title", SCHEMA_TEXT, .shown = false},
	[FORMULA_UNIT] = {"unit", SCHEMA_WORD, .words = WORD_UNIT},
	[FORMULA_FORMULA] = {"formula", SCHEMA_TEXT, .shown = false},
	[FORMULA_VALID] = {"valid", SCHEMA_TEXT, .shown = false},
	[FORMULA_MIN_N] = {"min_n", SCHEMA_COUNT, .shown = false},
	[FORMULA_GRADE] = {"grade", SCHEMA_TEXT, .shown = false},
	[FORMULA_SOURCE] = {"source", SCHEMA_TEXT, .shown = false},
	[FORMULA_NOTE] = {"note", SCHEMA_TEXT, .shown = false},
};

const struct schema formula_schema = {"metrics", 1, columns, FORMULA_COLUMNS, 0};

void formula_write_table(enum lang lang, const struct metrics *ms, struct out *o)
{
	struct result *table = result_open(&formula_schema, NULL, o, false);

	for (size_t i = 0; i < metrics_count(ms); i++) {
		const struct metric *m = metrics_get(ms, i);
		char *name = mem_printf("%s@%d", m->name, m->version);
		char *formula = formula_words(lang, m);
		char validity[METRIC_VALIDITY_TEXT];

		result_set_text(table, FORMULA_METRIC, name);
		result_set_text(table, FORMULA_TITLE, m->titles[lang]);
		result_set_text(table, FORMULA_UNIT, metric_units[m->unit]);
		result_set_text(table, FORMULA_FORMULA, formula);
		result_set_text(table, FORMULA_VALID, metric_print_validity(validity, lang, m));
		if (m->min_n)
			result_set_count(table, FORMULA_MIN_N, m->min_n);
		result_set_text(table, FORMULA_GRADE, m->grade);
		result_set_text(table, FORMULA_SOURCE, m->source);
		result_set_text(table, FORMULA_NOTE, m->note);
		result_end_row(table);
		free(formula);
		free(name);
	}
	result_close(table, false);
}

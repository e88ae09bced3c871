/*
 * lang: format sentences and numbers in English and Chinese.
 *
 * Sentences are templates with the placeholders %1 to %9, so that each language can order its words. Text filled in is never
 * expanded again. Numbers follow the language, not the locale: rates are given as fractions and printed in per cent; differences
 * always have a sign (U+2212 for minus).
 */
#ifndef RETKIT_LANG_H
#define RETKIT_LANG_H

#include "words/phrase.h"
#include "words/word.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LANG_TEXT = 48,  /* buffer size for any number printed here */
	LANG_PLACES = 9, /* %1 to %9 */
};

/* The text of a phrase without placeholders. */
const char *lang_word(enum lang lang, enum phrase phrase);

/*
 * The words for what a metric counts. They fill the placeholders {units} ("orders"), {sold} ("signed") and {measure} (" 单",
 * after a number).
 */
struct lang_counted {
	const char *units, *sold, *measure;
};

/* Look up these words: `unit` is a slug of WORD_UNIT, `sold` one of WORD_SOLD. */
struct lang_counted lang_counted(enum lang lang, const char *unit, const char *sold);

/* Fill the placeholders of a phrase, in order, with the texts that follow; NULL ends the list. Counts units shipped. Caller frees. */
char *lang_say(enum lang lang, enum phrase phrase, ...) __attribute__((sentinel));

/* The same for a metric that counts something else; NULL means units shipped. Caller frees. */
char *lang_say_list(enum lang lang, const struct lang_counted *counted, enum phrase phrase, va_list texts);

/* The same for a template that is not a phrase; `lang` is the language of its named placeholders. Caller frees. */
char *lang_fill(enum lang lang, const struct lang_counted *counted, const char *words, va_list texts);

/* The same for the template of a slug; a slug that is not known is its own words. Caller frees. */
char *lang_say_word(enum lang lang, enum word_kind kind, const char *slug, ...) __attribute__((sentinel));

/*
 * Append `words` (may be NULL or "") to *sofar (NULL: still empty), joined by a phrase with two placeholders such as
 * PHRASE_LIST_COMMA. Takes ownership of both; the caller frees the new *sofar.
 */
void lang_append(char **sofar, enum lang lang, enum phrase joint, char *words);

/* Format a fraction as "8.1 %"; NaN as "". Returns `text`. */
char *lang_percent(char text[LANG_TEXT], enum lang lang, double fraction, int digits);

/* Format percentage points as "+0.6", "−0.6" or "0.0"; NaN as "". Returns `text`. */
char *lang_difference(char text[LANG_TEXT], double points, int digits);

/* Format a count as "12,345". Returns `text`. */
char *lang_count(char text[LANG_TEXT], double count);

/* The words for a level-1 cause; an unknown cause is returned unchanged. */
const char *lang_cause(enum lang lang, const char *cause);

/*
 * The words for a level-2 reason such as `quality/leak`, without its cause. An unknown reason loses the part before the slash, and
 * its underscores become blanks. Caller frees.
 */
char *lang_reason(enum lang lang, const char *reason);

/* The plural of what a dimension holds, such as "SKUs" for sku; an unknown column name is returned unchanged. */
const char *lang_things(enum lang lang, const char *dimension);

/* The name of month 1 to 12: "Jan" or "1月". */
const char *lang_month(enum lang lang, int month);

#endif

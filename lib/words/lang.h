/*
 * lang: sentences and numbers in English and Chinese.
 *
 * Sentences are templates with the places %1 to %9, so that each language orders its own words;
 * what is filled in is never read as a template again. Numbers are written as the language writes
 * them, never as the locale does: rates are fractions and come out in per cent, differences carry
 * their sign (U+2212 for minus).
 */
#ifndef RETKIT_LANG_H
#define RETKIT_LANG_H

#include "words/phrase.h"
#include "words/word.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LANG_TEXT = 48,  /* room for any number written here */
	LANG_PLACES = 9, /* %1 to %9 */
};

/* A phrase without places. */
const char *lang_word(enum lang lang, enum phrase phrase);

/*
 * What a metric counts, as templates say it in the places {units} ("orders"), {sold} ("signed") and {measure} (" 单",
 * behind a number).
 */
struct lang_counted {
	const char *units, *sold, *measure;
};

/* That of a unit and of the date of what is sold, by their slugs. */
struct lang_counted lang_counted(enum lang lang, const char *unit, const char *sold);

/* A phrase with its places filled, in order, by the texts that follow; NULL ends them. It speaks of units shipped. Caller frees. */
char *lang_say(enum lang lang, enum phrase phrase, ...) __attribute__((sentinel));

/* The same of what is counted; NULL: units shipped. */
char *lang_say_list(enum lang lang, const struct lang_counted *counted, enum phrase phrase, va_list texts);

/* Any template filled likewise; `lang` is that of its named places. Caller frees. */
char *lang_fill(enum lang lang, const struct lang_counted *counted, const char *words, va_list texts);

/*
 * Put `words` (owned, may be NULL or "") behind *sofar (owned, NULL: nothing yet), joined by a phrase of two places such as
 * PHRASE_LIST_COMMA. Takes over and frees both.
 */
void lang_append(char **sofar, enum lang lang, enum phrase joint, char *words);

/* "8.1 %" of a fraction; "" when it is NaN. Returns `text`. */
char *lang_percent(char text[LANG_TEXT], enum lang lang, double fraction, int digits);

/* "+0.6", "−0.6", "0.0" of percentage points; "" when NaN. Returns `text`. */
char *lang_difference(char text[LANG_TEXT], double points, int digits);

/* "12,345". Returns `text`. */
char *lang_count(char text[LANG_TEXT], double count);

/* The words of a level-1 cause; the cause itself when it is none of them. */
const char *lang_cause(enum lang lang, const char *cause);

/*
 * The words of a level-2 reason such as `quality/leak` without its cause; one that is not known
 * loses the part before the slash and has blanks for underscores. Caller frees.
 */
char *lang_reason(enum lang lang, const char *reason);

/* What a column of dimensions holds: "SKUs" for sku; the name of the column when it is not known.
 */
const char *lang_things(enum lang lang, const char *dimension);

/* "Jan" or "1月" of 1 to 12. */
const char *lang_month(enum lang lang, int month);

#endif

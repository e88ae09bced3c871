/*
 * counted: the words of a picture for what a metric counts.
 *
 * The metric is identified by its name in the table, such as return-rate@1. Templates say "units shipped" by default; for another
 * metric they name what it counts, such as orders signed.
 */
#ifndef RETKIT_COUNTED_H
#define RETKIT_COUNTED_H

#include "words/lang.h"

/* Fill the placeholders of a phrase, as lang_say() does. Caller frees. */
char *counted_say(enum lang lang, const char *metric, enum phrase phrase, ...) __attribute__((sentinel));

/* The same for a short phrase without numbered placeholders. Returns `text`. */
char *counted_word(char text[LANG_TEXT], enum lang lang, const char *metric, enum phrase phrase);

/* The title of a built-in metric, such as "Return rate"; the name of any other metric. Caller frees. */
char *counted_title(enum lang lang, const char *metric);

#endif

/*
 * counted: what is said of a metric in a picture.
 *
 * A metric is told by the name that its cells have. Templates speak of units shipped; of another metric they speak of what
 * it counts, such as orders signed.
 */
#ifndef RETKIT_COUNTED_H
#define RETKIT_COUNTED_H

#include "words/lang.h"

/* A phrase with its places filled, as by lang_say(). Caller frees. */
char *counted_say(enum lang lang, const char *metric, enum phrase phrase, ...) __attribute__((sentinel));

/* The same of a phrase without numbered places that is a word or two. Returns `text`. */
char *counted_word(char text[LANG_TEXT], enum lang lang, const char *metric, enum phrase phrase);

/* The title of a built-in metric: "Return rate"; of another its name. Caller frees. */
char *counted_title(enum lang lang, const char *metric);

#endif

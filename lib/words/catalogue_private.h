/*
 * catalogue_private: the tables of words that word_find() searches; private to this folder.
 */
#ifndef RETKIT_CATALOGUE_H
#define RETKIT_CATALOGUE_H

#include "words/word.h"

struct word_list {
	const struct word *words;
	size_t count;
};

/* All kinds except advice and headings, which have files of their own because they are long. */
extern const struct word_list catalogue[WORD_KINDS];
extern const struct word_list catalogue_advice;
extern const struct word_list catalogue_headings;

#endif

/* The tables behind word_find(). */
#ifndef RETKIT_CATALOGUE_H
#define RETKIT_CATALOGUE_H

#include "words/word.h"

struct word_list {
	const struct word *words;
	size_t count;
};

/* All kinds but the two that are long. */
extern const struct word_list catalogue[WORD_KINDS];
extern const struct word_list catalogue_advice;
extern const struct word_list catalogue_headings;

#endif

/* The tables behind word_find(). */
#ifndef RETKIT_CATALOGUE_H
#define RETKIT_CATALOGUE_H

#include "words/word.h"

struct word_list {
	const struct word *words;
	size_t count;
};

extern const struct word_list catalogue[WORD_KINDS];

#endif

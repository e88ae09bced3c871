/* phrase_private: what phrase.c and phrase_page.c share. */
#ifndef RETKIT_PHRASE_PRIVATE_H
#define RETKIT_PHRASE_PRIVATE_H

#include "words/phrase.h"

struct phrase_words {
	const char *in[LANGS];
};

/* From PHRASE_PAGE_TITLE on; those before it have no words here. */
extern const struct phrase_words phrase_pages[PHRASE_COUNT];

#endif

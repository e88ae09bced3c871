/*
 * phrases: the words of after-sales tickets: the picked code and the free text.
 *
 * As in real exports, the code is often vague or irrelevant, and the text is often missing or misleading at first sight.
 * struct words records how much a careful reader can learn from them.
 */
#ifndef SAMPLES_PHRASES_H
#define SAMPLES_PHRASES_H

#include "catalogue.h"

#include <gsl/gsl_rng.h>

/* How much of the true reason the ticket tells. The order matters: more is greater. */
enum told {
	TOLD_NONE,  /* not even the cause */
	TOLD_CAUSE, /* the cause, but not the reason below it */
	TOLD_REASON
};

enum { PHRASES_NOTE_SIZE = 256 };

struct words {
	const char *code;             /* picked from the shop's list; static storage */
	char note[PHRASES_NOTE_SIZE]; /* UTF-8, may hold commas, quotes, line breaks */
	enum told told;
};

/* One way to say a reason. */
struct phrase {
	enum reason reason;
	unsigned categories; /* bit 1 << category for each matching category */
	enum told told;
	const char *text; /* {n} is replaced by the buyer's word for the product */
};

extern const struct phrase phrases_table[];
extern const int phrases_count;

/* Fills in the words of a ticket about that product with that true reason. */
void phrases_draw(struct words *words, gsl_rng *rng, enum shop shop, int product, enum reason reason);

/* Returns slug text for told: "none", "cause" or "reason". */
const char *phrases_told_slug(enum told told);

#endif

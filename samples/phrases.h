/*
 * phrases: what after-sales tickets say, as the code that was picked and as free text.
 *
 * The picked code is often vague or beside the point and the text often missing or misleading at
 * first sight, as in real exports; struct words says how much a careful reader can know.
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
	unsigned categories; /* bit 1 << category for each category it suits */
	enum told told;
	const char *text; /* {n} stands for what the buyer calls the product */
};

extern const struct phrase phrases_table[];
extern const int phrases_count;

/* Fills words for a ticket about that product whose true reason is known. */
void phrases_draw(struct words *words, gsl_rng *rng, enum shop shop, int product, enum reason reason);

/* Returns slug text for told: "none", "cause" or "reason". */
const char *phrases_told_slug(enum told told);

#endif

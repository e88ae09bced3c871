/*
 * judge: what a page concludes from rows, apart from how it says so.
 */
#ifndef RETKIT_JUDGE_H
#define RETKIT_JUDGE_H

#include "report/data.h"

/* Below this share of false discoveries a change is told, and from this many percentage points on it matters. */
#define JUDGE_FALSE_DISCOVERY 0.10
#define JUDGE_MATERIAL 0.1

enum what_moved { MOVED_UNKNOWN, MOVED_RATES, MOVED_MIX, MOVED_NOTHING };

/* True when the rates of the same goods moved beyond chance: by the bridge's q, and its interval excludes 0. */
bool judge_rates_moved(const struct moved *m);

/* True for such a move that matters. */
bool judge_moved(const struct moved *m);

/*
 * Whether rates or the mix moved a total: rates by judge_rates_moved(), the mix when the total moved for sure and the mix made more of it
 * than the rates.
 */
enum what_moved judge_what_moved(enum verdict verdict, const struct moved *m);

/*
 * The row of a name that moved it most in the direction of a verdict, VERDICT_WORSE or VERDICT_BETTER; NULL for none. One that has the
 * verdict by itself goes before one that only points the same way; *sure says which it is.
 */
const struct change *judge_main_reason(const struct changes *c, const char *name, enum verdict verdict, bool *sure);

/* Rows with a verdict, the largest change first, into an array that the caller frees; *n is their number. */
const struct change **judge_choose(const struct changes *c, enum verdict verdict, size_t *n);

#endif

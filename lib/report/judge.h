/* judge: the conclusions that a page draws from rows, separate from their wording. */
#ifndef RETKIT_JUDGE_H
#define RETKIT_JUDGE_H

#include "report/data.h"

/* A change is reported up to this false-discovery rate, and matters from this many percentage points up. */
#define JUDGE_FALSE_DISCOVERY 0.10
#define JUDGE_MATERIAL 0.1

enum what_moved { MOVED_UNKNOWN, MOVED_RATES, MOVED_MIX, MOVED_NOTHING };

/*
 * True when the rates of the same goods changed by more than chance: by the bridge's q, and its interval excludes 0.
 */
bool judge_rates_moved(const struct moved *m);

/* True when such a change also matters. */
bool judge_moved(const struct moved *m);

/*
 * What changed a total: the rates, by judge_rates_moved(); or the mix, when the total certainly changed and the mix
 * contributed more than the rates.
 */
enum what_moved judge_what_moved(enum verdict verdict, const struct moved *m);

/*
 * The row that changed a name most in the direction of a verdict, VERDICT_WORSE or VERDICT_BETTER; NULL if there is
 * none. A row that has the verdict itself is preferred to one with only the same direction; *sure tells which it is.
 */
const struct change *judge_main_reason(const struct changes *c, const char *name, enum verdict verdict, bool *sure);

/* The *n rows with a verdict, largest change first, in an array that the caller frees. */
const struct change **judge_choose(const struct changes *c, enum verdict verdict, size_t *n);

#endif

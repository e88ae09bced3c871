/*
 * overlap: rows that stand in more than one file, taken once.
 *
 * Exports overlap: two months that share a week, a part sent again. In the table made of all files a row stands as often as
 * in the one file that has it most often: what a file repeats is real (partial shipments, units of one order), what another
 * file repeats is not. The row of the earlier file stays. A row without an id (fingerprint.h) is kept all the same, and
 * counted, because nobody can tell whether it is the same; so is one whose ticket or line stands in another file
 * with other cells, as after a change of status.
 *
 * A row of all files but the last takes a place of 32 bytes, and its ticket or line one of 16, in tables from three eighths to
 * three quarters full; for one file nothing needs to be kept at all, and nothing here is called.
 */
#ifndef RETKIT_OVERLAP_H
#define RETKIT_OVERLAP_H

#include "import/fingerprint.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct overlap;

/* For so many files. `any` takes rows without an id once as well. */
struct overlap *overlap_new(enum side side, bool any, size_t files);
void overlap_free(struct overlap *o);

/* Turn to the next file, called `name`. */
void overlap_begin(struct overlap *o, const char *name);

/* A row of the file, in its order. True: an earlier file gave it already. */
bool overlap_row(struct overlap *o, const struct fingerprint *f);

/* Ask memory for what overlap_row() will look at, a few rows ahead. */
void overlap_expect(const struct overlap *o, const struct fingerprint *f);

/* True when an earlier file has the row, however often. Changes nothing. */
bool overlap_has(const struct overlap *o, const struct fingerprint *f);

/*
 * What is said of the file: `310 rows stand in a.csv too and are taken once`, where it gave `kept` rows besides, and what to do where
 * some of them may be of another shop; of its rows without an id that stand in another file. NULL when there are none. Caller frees.
 */
char *overlap_words(const struct overlap *o, uint64_t kept);
char *overlap_untold_words(const struct overlap *o);

/* What is said of all files: tickets or lines that stand in two of them with other cells. NULL, and freed, as above. */
char *overlap_changed_words(const struct overlap *o);

#endif

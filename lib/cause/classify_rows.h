/*
 * classify_rows: returns written again with their cause and reason, the rule that decided, and whether code and text disagree.
 *
 * Rows stay as they stand and in their order. The four columns come last, or in the place of those the input has. All files
 * must have the header of the first.
 */
#ifndef RETKIT_CLASSIFY_ROWS_H
#define RETKIT_CLASSIFY_ROWS_H

#include "base/err.h"
#include "cause/classify.h"
#include "cause/classify_stats.h"
#include "io/out.h"
#include "row/rows.h"

/* What the account of such a run notes of rows. */
enum { CLASSIFY_NOTE_UNCLASSIFIED = ACCOUNT_OWN, CLASSIFY_NOTE_CONFLICT, CLASSIFY_REASONS };

extern const struct account_reason classify_reasons[CLASSIFY_REASONS];

struct classify_rows;

/* Write to `out` by `classifier`, which is of `rules`. All three stay the caller's and must outlive it. */
struct classify_rows *classify_rows_new(const struct rules *rules, struct classifier *classifier, struct out *out);
void classify_rows_free(struct classify_rows *c);

/*
 * Classify the rows of n files (none: stdin) as one job, of which the caller sets the options, the rejects, the account and the threads, and
 * whose counts then tell what was read. Returns 0, or -1 with words.
 */
int classify_rows_run(struct classify_rows *c, struct rows_job *job, char *const *paths, size_t n, struct err *e);

/* What was found; NULL before the first header. */
const struct classify_stats *classify_rows_stats(const struct classify_rows *c);

#endif

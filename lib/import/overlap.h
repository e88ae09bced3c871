/*
 * overlap: finds rows that are in more than one file, so that duplicates can be removed.
 *
 * Exports overlap: two months share a week, a part is sent again. Repeats within a file are real (partial shipments, units of one
 * order); repeats across files are duplicates. So the merged table has a row as often as the one file that has it most often, and the
 * rows of earlier files win. A row without an id (fingerprint.h) is kept and counted, because it may be a separate event. So is a row
 * whose ticket or line is in an earlier file with different cells, for instance after its status changed.
 *
 * Each distinct row of all files but the last takes 32 bytes, its ticket or line 16, in hash tables that are three eighths to three
 * quarters full. Nothing here is used when there is only one file.
 */
#ifndef RETKIT_OVERLAP_H
#define RETKIT_OVERLAP_H

#include "import/fingerprint.h"
#include "words/remark.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct overlap;

/* For this many files. `any`: rows without an id are duplicates too. */
struct overlap *overlap_new(enum side side, bool any, size_t files);
void overlap_free(struct overlap *o);

/* Begin the next file; `name`, for remarks, is copied. */
void overlap_begin(struct overlap *o, const char *name);

/* Take a row, in the order of the file. Returns true when it is a duplicate of a row in an earlier file. */
bool overlap_row(struct overlap *o, const struct fingerprint *f);

/* Prefetch what overlap_row() will look at; call it a few rows ahead. */
void overlap_expect(const struct overlap *o, const struct fingerprint *f);

/* True when an earlier file has the row, however often. Takes nothing. */
bool overlap_has(const struct overlap *o, const struct fingerprint *f);

/*
 * Remarks on the current file, of which `kept` rows were kept: its duplicates, and whether some may belong to another shop; and its rows
 * without an id that are in an earlier file too. Return false when there are none. Texts are owned by the overlap.
 */
bool overlap_remark(const struct overlap *o, uint64_t kept, struct remark *remark);
bool overlap_unidentified_remark(const struct overlap *o, struct remark *remark);

/* A remark on all files: tickets or lines that are in two of them with different cells. Returns false when there are none. */
bool overlap_changed_remark(const struct overlap *o, struct remark *remark);

#endif

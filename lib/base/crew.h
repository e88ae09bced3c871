/*
 * crew: a parallel loop over a range of items; all work is done when the call returns.
 *
 * The range is cut into pieces and each thread takes the next free piece, so the assignment of items to threads varies from run to
 * run. Results stay reproducible only if each item's result depends on that item alone and is written to its own place.
 */
#ifndef RETKIT_CREW_H
#define RETKIT_CREW_H

#include <stddef.h>

/* Process items [from, to). Called by several threads at once. */
typedef void (*crew_work)(void *context, size_t from, size_t to);

/*
 * Process `n` items in pieces of `piece` items (at least 1) with at most `threads` threads, the caller's included. It cannot fail: if a
 * thread cannot be created, the others do its share.
 */
void crew_run(crew_work work, void *context, size_t n, size_t piece, unsigned threads);

/* The number of cores online, at least 1. */
unsigned crew_cores(void);

#endif

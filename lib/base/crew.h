/*
 * crew: work on a range of things by a few threads, done when the call returns.
 *
 * The range is cut into pieces that the threads take in turn, each whichever comes next, so which thread does what is
 * chance: what is made of a thing must depend on that thing alone, and go to a place of its own.
 */
#ifndef RETKIT_CREW_H
#define RETKIT_CREW_H

#include <stddef.h>

/* Do the things from `from` to below `to`; called by several threads at once. */
typedef void (*crew_work)(void *context, size_t from, size_t to);

/*
 * Do the `n` things in pieces of `piece` (at least 1) by `threads` threads at the most, the caller's among them. A thread that
 * cannot be had is no failure: the others do its work.
 */
void crew_run(crew_work work, void *context, size_t n, size_t piece, unsigned threads);

/* The number of cores. */
unsigned crew_cores(void);

#endif

/*
 * parts: the records of one large file read by several threads, as if by one.
 *
 * The file is cut where lines begin. Threads take its parts in order, each into a state of its own, and the caller's thread joins
 * them to the master's state in the order of the file. Where quotes hold line ends a cut may be wrong: a part counts only
 * when it began where the part before ended and agrees on the encoding. One that does not, that failed or that cannot be joined
 * is read again by the master, from where it truly begins; so what comes out, errors included, is what one thread makes of it.
 * What waits to be joined is bounded by a few parts a thread, whatever the size of the file.
 */
#ifndef RETKIT_PARTS_H
#define RETKIT_PARTS_H

#include "csv/reader.h"

#include <stdbool.h>
#include <stdint.h>

struct parts_job {
	unsigned threads;
	uint64_t size; /* bytes of a part; 0: as suits */
	void *master;  /* its state, which has seen the header */
	/* Another state, for parts. Returns NULL with words. May be NULL: all is read by one thread. */
	void *(*fork)(void *master, struct err *e);
	/*
	 * Run the records of a reader over a state, the master's or another. The reader has the columns selected that the whole has. Returns 0,
	 * or -1 with words; a part also fails so when it holds what only the master can judge.
	 */
	int (*run)(void *state, struct reader *r, struct err *e);
	/*
	 * Add a part to the master, `before` telling what stands before it. Returns false, and changes nothing, when the part needs to be read
	 * by the master.
	 */
	bool (*join)(void *master, void *part, const struct reader_place *before);
	/* Make a state ready for another part; it was joined, or what it holds is void. */
	void (*clear)(void *part);
	void (*free)(void *part);
};

/*
 * Run a job over the records of a reader that has read no further than its header; at the end the reader tells what was decided of the
 * encoding. What is no large regular file is read by the master alone. Returns 0, or -1 with the words of run().
 */
int parts_run(const struct parts_job *job, struct reader *whole, struct err *e);

#endif

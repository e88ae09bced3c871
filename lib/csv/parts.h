/*
 * parts: read one large file with several threads, with the same result as with one.
 *
 * The file is cut at line starts. Each thread takes the next part and reads it into a state of its own; the caller's thread joins these
 * states to the master state in file order. A line end inside quotes can make a cut wrong, so a part is joined only if it starts exactly
 * where the part before it ended and agrees on the encoding. If not, or if it failed or cannot be joined, the master reads it again from
 * its true start. The result, errors included, is therefore what a single thread produces. At most a few parts per thread are in memory,
 * whatever the size of the file.
 */
#ifndef RETKIT_PARTS_H
#define RETKIT_PARTS_H

#include "csv/reader.h"

#include <stdbool.h>
#include <stdint.h>

struct parts_job {
	unsigned threads;
	uint64_t size; /* bytes per part; 0: the default */
	void *master;  /* the master state, which has read the header */
	/* Create a state for parts. Returns NULL with words. The callback may be NULL: one thread reads the whole file. */
	void *(*fork)(void *master, struct err *e);
	/*
	 * Process the records of a reader with a state, the master's or a part's. The reader has the same columns selected as the whole
	 * file's. Returns 0, or -1 with words. A part also fails when it contains something that only the master can judge.
	 */
	int (*run)(void *state, struct reader *r, struct err *e);
	/*
	 * Join a part to the master; `before` is the place in the file where the part starts. Returns false and changes nothing when the
	 * master must read the part itself.
	 */
	bool (*join)(void *master, void *part, const struct reader_place *before);
	/* Reset a state for the next part: it was joined, or its content is discarded. */
	void (*clear)(void *part);
	void (*free)(void *part);
};

/*
 * Run a job over the records of a reader that has read only its header; afterwards the reader knows the encoding that was detected.
 * Anything but a large regular file is read by the master alone. Returns 0, or -1 with the words of run().
 */
int parts_run(const struct parts_job *job, struct reader *whole, struct err *e);

#endif

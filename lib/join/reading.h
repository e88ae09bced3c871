/* reading: how the two sides of a join are read. */
#ifndef RETKIT_JOIN_READING_H
#define RETKIT_JOIN_READING_H

#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/account.h"

struct join_reading {
	const struct reader_options *options; /* NULL: defaults */
	unsigned threads;
	struct rejects *rejects; /* where rejected rows go */
	struct account *account; /* of JOIN_REASONS (note.h); NULL: no account */
};

#endif

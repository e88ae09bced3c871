/*
 * sides: the files of shipments and of returns given on a command line.
 *
 * --shipments and --returns each take a file; an operand belongs to the nearest of these options before it. "-" is standard input, which
 * can be read only once.
 */
#ifndef RETKIT_SIDES_H
#define RETKIT_SIDES_H

#include "base/err.h"
#include "row/side.h"

#include <stdbool.h>
#include <stddef.h>

struct sides_file {
	enum side kind;
	const char *path;
};

/* In the order of the command line. Initialise to zero; the caller frees `files`, the paths are borrowed. */
struct sides {
	struct sides_file *files;
	size_t count;
	size_t capacity;
};

void sides_add(struct sides *s, enum side kind, const char *path);

/* Add an operand to the side of the file before it. Returns false and adds nothing when there is none. */
bool sides_follow(struct sides *s, const char *path);

/* The number of files on one side. */
size_t sides_count(const struct sides *s, enum side kind);

/* The paths of one side, or of both for SIDES, shipments first; *n is their number. Caller frees the array, not the paths. */
char **sides_paths(const struct sides *s, enum side kind, size_t *n);

/*
 * Check that standard input is given at most once and no file twice on one side (with `across`: on either side), because its rows would
 * be counted twice. Pipes are not checked, because they have no identity to compare. Returns 0, or -1 with words.
 */
int sides_check(const struct sides *s, bool across, struct err *e);

#endif

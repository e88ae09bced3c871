/*
 * sides: the tables of shipments and of returns that a command line names.
 *
 * --shipments and --returns take a file each, and an operand belongs to the last of them before it. Standard input is "-", and can be
 * read once.
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

/* In the order of the command line. Begins as all zero; free() its files. */
struct sides {
	struct sides_file *files;
	size_t count;
	size_t capacity;
};

void sides_add(struct sides *s, enum side kind, const char *path);

/* An operand. False, and nothing added, when no file stands before it. */
bool sides_follow(struct sides *s, const char *path);

/* How many files one side has. */
size_t sides_count(const struct sides *s, enum side kind);

/* The paths of one side, or of both with SIDES: shipments first. Caller frees the array. */
char **sides_paths(const struct sides *s, enum side kind, size_t *n);

/*
 * Returns -1 with words when standard input is given twice, or when one file is given twice for one side (`across`: for either), which
 * would count everything twice. Pipes have no identity to compare.
 */
int sides_check(const struct sides *s, bool across, struct err *e);

#endif

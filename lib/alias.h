/*
 * alias: which header of an export is which canonical column.
 *
 * The table is lib/aliases.csv, `side,column,header,rank,when,blank,note`, of which the note is
 * for readers; a user's rows come before it and take their headers out of it. A header is matched
 * exactly, after text_normalise(), and as a second try without a unit in parentheses at its end;
 * never by likeness. Of several headers of one column the lowest rank wins; `blank` = next lets
 * the next one stand in for it where its cell is blank. `when` holds terms parted by `;` that
 * must all hold:
 *
 *	has:A|B       the file has one of these headers
 *	no:A|B        the file has none of these headers
 *	specific:N    the file has N headers of this side that need no such term
 *
 * Besides the canonical columns there are three that import.h resolves: qty_received, qty_applied
 * (into qty and qty_basis) and goods (into type). `specific` is for words as common as 数量.
 */
#ifndef RETKIT_ALIAS_H
#define RETKIT_ALIAS_H

#include "err.h"
#include "table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum side { SIDE_SHIPMENTS = 1, SIDE_RETURNS = 2, SIDE_BOTH = 3 };

/* Read `shipments`, `returns` or `both`. Returns 0, or -1. */
int side_parse(const char *word, enum side *side);

const char *side_name(enum side side);

/*
 * What headers can feed: the canonical columns of one side in their order, then those that are
 * resolved into them. The place of a name, or -1; the name at a place; how many there are.
 */
int alias_target(enum side side, const char *name);
const char *alias_target_name(enum side side, size_t i);
size_t alias_target_count(enum side side);

enum alias_term_kind { ALIAS_HAS, ALIAS_NO, ALIAS_SPECIFIC };

/* One term of `when`. */
struct alias_term {
	enum alias_term_kind kind;
	int64_t least;  /* of ALIAS_SPECIFIC */
	char **headers; /* of the others, normalised */
	size_t count;
};

/* One row, for those who match headers. */
struct alias {
	unsigned sides; /* SIDE_… bits; none: a user's table took it out */
	char *column;   /* "": the header is to be left alone */
	char *header;   /* normalised */
	char *written;  /* as in the table */
	int64_t rank;
	char *when;
	struct alias_term *terms;
	size_t term_count;
	bool generic; /* has an ALIAS_SPECIFIC */
	bool next;
};

struct aliases;

/* The table compiled in. Returns NULL with words when it is broken. */
struct aliases *aliases_new(struct err *e);

void aliases_free(struct aliases *a);

/*
 * Put a user's table before it: columns as above, of which `column` and `header` must be there.
 * An empty column tells to leave the header alone. Returns 0, or -1 with words (`file:line: …`).
 */
int aliases_add(struct aliases *a, const struct table *t, struct err *e);

size_t aliases_count(const struct aliases *a);
const struct alias *aliases_row(const struct aliases *a, size_t i);

/* The headers accepted for a column, with their conditions, joined by ", ". Caller frees. */
char *aliases_accepted(const struct aliases *a, enum side side, const char *column);

#endif

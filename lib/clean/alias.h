/*
 * alias: which header of an export is which canonical column.
 *
 * The table is lib/clean/aliases.csv, `side,column,header,rank,when,blank,note`, of which the note is
 * for readers; a user's rows come before it and take their headers out of it. A header is matched
 * exactly, after text_normalise(), and as a second try without a unit in parentheses at its end;
 * never by likeness. Of several headers of one column the lowest rank wins. `blank` may say `next`:
 * the next one stands in for it where its cell is blank; `down`: a blank cell takes that of the row
 * before of the same order; `standin`: it is not what the column means but the nearest that the
 * layout has. `when` holds terms parted by `;` that must all hold:
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

#include "base/err.h"
#include "csv/table.h"
#include "row/side.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What headers can feed: the canonical columns of one side in their order, then those that are
 * resolved into them. The place of a name, or -1; the name at a place; how many there are.
 */
int alias_target(enum side side, const char *name);
const char *alias_target_name(enum side side, size_t i);
size_t alias_target_count(enum side side);

/* Whose a row is: later ones come first, and take their headers out of those before. */
enum alias_layer { ALIAS_GENERIC, ALIAS_DIALECT, ALIAS_MAP };

/* What stands in where the cell of a header is blank: nothing, the next header, the row before. */
enum alias_blank { ALIAS_BLANK_NONE, ALIAS_BLANK_NEXT, ALIAS_BLANK_DOWN };

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
	unsigned sides; /* a set; none: a user's table took it out */
	char *column;   /* "": the header is to be left alone */
	char *header;   /* normalised */
	char *written;  /* as in the table */
	int64_t rank;
	char *when;
	struct alias_term *terms;
	size_t term_count;
	bool generic; /* has an ALIAS_SPECIFIC */
	enum alias_blank blank;
	bool standin;
	enum alias_layer layer;
	char *from;    /* the table it stands in */
	uint64_t line; /* of it */
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

/* Where the cells of a row stand in a table; -1: it has no such column. */
struct alias_columns {
	int side, column, header, rank, when, blank;
};

/*
 * Put one row of a dialect before what there is, but behind rows of its dialect that were put before. Returns 0, or
 * -1 with words.
 */
int aliases_add_row(struct aliases *a, const struct table *t, size_t row, const struct alias_columns *at,
		    struct err *e);

/* No rows at all: to check some on their own. */
struct aliases *aliases_new_empty(void);

/*
 * What a dialect says of a file beyond its headers: the one value of a column, the format of its dates, the
 * text that a banner or footer begins with, and the sign of the quantities of a side (which have no column). Texts are
 * copied.
 */
enum alias_setting { ALIAS_CONST, ALIAS_DATE, ALIAS_SKIP, ALIAS_SIGN };

void aliases_set(struct aliases *a, enum alias_setting kind, unsigned sides, const char *column, const char *text);

/* The i-th text of a kind that is set for a side and column, NULL when there are no more. */
const char *aliases_setting(const struct aliases *a, enum alias_setting kind, enum side side, const char *column,
			    size_t i);

/* True for a `when` that counts the other headers of a file: specific:N. */
bool alias_is_generic(const char *when);

/* True when one of the sides has such a column. */
bool alias_is_target(unsigned sides, const char *column);

size_t aliases_count(const struct aliases *a);
const struct alias *aliases_row(const struct aliases *a, size_t i);

/* The headers accepted for a column, with their conditions, joined by ", ". Caller frees. */
char *aliases_accepted(const struct aliases *a, enum side side, const char *column);

#endif

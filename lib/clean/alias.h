/*
 * alias: the table that maps headers of exports to canonical columns.
 *
 * The table is lib/clean/aliases.csv, `side,column,header,rank,when,blank,note`; the note is for
 * readers. The user's rows override it: they come first and remove their headers from the rows
 * below. A header matches as header.h says. If several headers match one column, the lowest rank wins.
 *
 * `blank` says what to do with blank cells of the header: `next` reads the next matching header,
 * `down` fills them from the row above in the same order. `standin` marks a header that only
 * approximates the column, because the layout has nothing better. `when` holds terms separated by
 * `;`, which must all hold:
 *
 *	has:A|B       the file has one of these headers
 *	no:A|B        the file has none of these headers
 *	specific:N    the file has N headers of this side that match without such a term
 *	alone:A|B     no other header of the file contains A or B
 *
 * `specific` is for words as common as 数量. Besides the canonical columns there are some that
 * canonical.h resolves. Of returns: qty_received and qty_applied (into qty and qty_basis), goods
 * (into type). Of shipments: cancelled_at (into status). Of both, whether the row is a line of goods
 * at all: belongs (the table that its kind of row is for), listing_no (blank: no line of an order).
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
 * The targets of headers: the canonical columns of one side in their order, then the columns that are resolved into them. The index of a
 * target by name, or -1; the name at an index; the number of targets.
 */
int alias_target(enum side side, const char *name);
const char *alias_target_name(enum side side, size_t i);
size_t alias_target_count(enum side side);

/* The layers of rows: a later layer overrides the earlier ones. */
enum alias_layer { ALIAS_GENERIC, ALIAS_DIALECT, ALIAS_MAP };

/* What to read instead of a blank cell: nothing, the next header, the row above. */
enum alias_blank { ALIAS_BLANK_NONE, ALIAS_BLANK_NEXT, ALIAS_BLANK_DOWN };

enum alias_term_kind { ALIAS_HAS, ALIAS_NO, ALIAS_SPECIFIC, ALIAS_ALONE };

/* One term of `when`. */
struct alias_term {
	enum alias_term_kind kind;
	int64_t least;  /* of ALIAS_SPECIFIC */
	char **headers; /* of the others, normalised */
	size_t count;
};

/* One row of the table, owned by it. */
struct alias {
	unsigned sides; /* a set; 0: a later layer overrides the row */
	char *column;   /* "": the header is ignored */
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
	char *from;    /* the name of its table */
	uint64_t line; /* in that table */
};

struct aliases;

/* The built-in table, to be freed. Returns NULL with words when it is broken. */
struct aliases *aliases_new(struct err *e);

void aliases_free(struct aliases *a);

/*
 * Add a table of the user, which overrides the others. Columns are as above; `column` and `header` are required. An empty column means:
 * ignore the header. Returns 0, or -1 with words (`file:line: …`).
 */
int aliases_add(struct aliases *a, const struct table *t, struct err *e);

/* The columns of a table; -1: it has no such column. */
struct alias_columns {
	int side, column, header, rank, when, blank;
};

/* Add one row of a dialect: it overrides the generic rows and ranks after earlier rows of the dialect. Returns 0, or -1 with words. */
int aliases_add_row(struct aliases *a, const struct table *t, size_t row, const struct alias_columns *at,
		    struct err *e);

/* A table without rows, to check rows of a dialect by themselves. */
struct aliases *aliases_new_empty(void);

/*
 * What a dialect says beyond headers: a constant for a column, a format of its dates; and, with an empty column, the text that a banner
 * or footer begins with, and the sign of the quantities of a side. Texts are copied.
 */
enum alias_setting { ALIAS_CONST, ALIAS_DATE, ALIAS_SKIP, ALIAS_SIGN, ALIAS_DECIMAL };

void aliases_set(struct aliases *a, enum alias_setting kind, unsigned sides, const char *column, const char *text);

/* The i-th text of a kind for a side and column, owned by the table; NULL after the last. */
const char *aliases_setting(const struct aliases *a, enum alias_setting kind, enum side side, const char *column,
			    size_t i);

/* True when a `when` has a term specific:N, which depends on how many other headers are known. */
bool alias_is_generic(const char *when);

/* True when a side of the set has such a target. */
bool alias_is_target(unsigned sides, const char *column);

size_t aliases_count(const struct aliases *a);
const struct alias *aliases_row(const struct aliases *a, size_t i);

/* The headers accepted for a column, those that have a condition last, for a message. Caller frees. */
char *aliases_accepted(const struct aliases *a, enum side side, const char *column);

#endif

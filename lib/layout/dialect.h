/*
 * dialect: one layout of exports, from a table that says which headers it has and what they mean.
 *
 * The table is `kind,side,column,name,value,when,note`, of which the note is for readers:
 *
 *	dialect,SIDE,,title,TEXT     what it is; SIDE: the tables it can become
 *	dialect,,,grade,GRADE        verified or inferred: where its headers are from
 *	key,,,A|B                    a file of it has one of these headers
 *	not,,,A|B                    a file of it has none of these headers
 *	header,SIDE,COLUMN,NAME,BLANK,WHEN   as a row of lib/clean/aliases.csv; ranked by the order of rows
 *	word,SIDE,COLUMN,WORD,VALUE  as a row of lib/clean/values.csv
 *	const,SIDE,COLUMN,,VALUE     one value for a column, in a file that has no header named here for it
 *	date,SIDE,COLUMN,,FORMAT     how its dates are written
 *	sign,SIDE,,,SIGN             positive or negative: rows with quantities of the other sign are of the other table
 *	skip,,,TEXT                  a row whose first cell that is not blank begins so is a banner or footer
 *
 * A user's dialect is checked whole when it is read. It fits a file that has all its keys and none of its nots; how well is
 * the number of headers that its keys and headers name, but for those that count only beside others (specific:N).
 */
#ifndef RETKIT_DIALECT_H
#define RETKIT_DIALECT_H

#include "clean/alias.h"
#include "base/err.h"
#include "clean/header.h"
#include "csv/table.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>

struct dialect;

/* Takes the table, also on failure: NULL with words (`file:line: …`). */
struct dialect *dialect_new(const char *name, struct table *t, struct err *e);

/* The same, of a table known to be right, as those built in are by their test: what it says of columns is not looked at. */
struct dialect *dialect_new_known(const char *name, struct table *t, struct err *e);

void dialect_free(struct dialect *d);

const char *dialect_name(const struct dialect *d);
unsigned dialect_sides(const struct dialect *d);
const char *dialect_title(const struct dialect *d);
const char *dialect_grade(const struct dialect *d); /* "" when it does not say */

/* The headers that count for it, normalised. */
size_t dialect_headers(const struct dialect *d);
const char *dialect_header(const struct dialect *d, size_t i);

/* Its keys, and its nots, joined by ", ". Caller frees. */
char *dialect_keys(const struct dialect *d);
char *dialect_nots(const struct dialect *d);

bool dialect_fits(const struct dialect *d, const struct headers *h);

/* How many headers of a file it names. */
size_t dialect_score(const struct dialect *d, const struct headers *h);

/* Put what it says before what the tables hold. */
void dialect_apply(const struct dialect *d, struct aliases *a, struct values *v);

#endif

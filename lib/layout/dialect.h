/*
 * dialect: one layout of exports: which headers it has and what they mean.
 *
 * It is read from a table `kind,side,column,name,value,when,note`; the note is for readers:
 *
 *	dialect,SIDE,,title,TEXT     its title; SIDE: the tables it can become
 *	dialect,,,grade,GRADE        verified (headers of real exports) or inferred (from descriptions)
 *	key,,,A|B                    a file of this dialect has one of these headers
 *	not,,,A|B                    a file of this dialect has none of these headers
 *	header,SIDE,COLUMN,NAME,BLANK,WHEN   as in lib/clean/aliases.csv; ranked by the order of rows
 *	word,SIDE,COLUMN,WORD,VALUE  as in lib/clean/values.csv
 *	const,SIDE,COLUMN,,VALUE     a constant for a column, in files without a header for it
 *	date,SIDE,COLUMN,,FORMAT     a format of its dates
 *	sign,SIDE,,,SIGN             positive or negative; rows of the other sign belong to the other table
 *	skip,,,TEXT                  rows whose first nonblank cell begins with TEXT are banners or footers
 *
 * A dialect of the user is checked completely when it is read. A dialect fits a file that has all its keys and none of its nots. Its
 * score is the number of headers of the file that its key and header rows name, except header rows with a term specific:N.
 */
#ifndef RETKIT_DIALECT_H
#define RETKIT_DIALECT_H

#include "clean/alias.h"
#include "base/err.h"
#include "clean/header.h"
#include "csv/table.h"
#include "io/out.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>

struct dialect;

/* Make a dialect, to be freed. Takes ownership of the table, also on failure. Returns NULL with words (`file:line: …`). */
struct dialect *dialect_new(const char *name, struct table *t, struct err *e);

/* The same without checking the rows, for built-in tables, which a unit test checks. Faster to start. */
struct dialect *dialect_new_known(const char *name, struct table *t, struct err *e);

void dialect_free(struct dialect *d);

const char *dialect_name(const struct dialect *d);
unsigned dialect_sides(const struct dialect *d);
const char *dialect_title(const struct dialect *d);
const char *dialect_grade(const struct dialect *d); /* "" if none is stated */

/* The distinct headers that count for the score, normalised. */
size_t dialect_headers(const struct dialect *d);
const char *dialect_header(const struct dialect *d, size_t i);

/* Its keys, and its nots, joined by ", ", for people. Caller frees. */
char *dialect_keys(const struct dialect *d);
char *dialect_nots(const struct dialect *d);

/* True when the file has all keys and no nots. */
bool dialect_fits(const struct dialect *d, const struct headers *h);

/* The number of headers of a file that the dialect names. */
size_t dialect_score(const struct dialect *d, const struct headers *h);

/* Write the rows that are no headers: words, constants, formats, signs and banners, with the columns of a dialect's table. */
void dialect_copy(const struct dialect *d, struct out *out);

/* Add its rows to the tables, where they override the generic ones. */
void dialect_apply(const struct dialect *d, struct aliases *a, struct values *v);

#endif

/*
 * value: the words exports use for type, status and gift, made canonical.
 *
 * The table is lib/clean/values.csv, `side,column,word,value,note`; a user's rows win over it. Words
 * are compared whole, after text_normalise(), never by likeness. The canonical words themselves
 * are always understood, so that a table of ours reads as it is.
 */
#ifndef RETKIT_VALUE_H
#define RETKIT_VALUE_H

#include "clean/alias.h"
#include "clean/clean.h"
#include "base/err.h"
#include "csv/table.h"

#include <stdint.h>

struct values;

/* The table compiled in. Returns NULL with words when it is broken. */
struct values *values_new(struct err *e);

void values_free(struct values *v);

/*
 * Put a user's table before it: `column`, `word` and `value`, and `side` if it likes. Returns 0,
 * or -1 with words.
 */
int values_add(struct values *v, const struct table *t, struct err *e);

/* Where the cells of a row stand in a table; -1: it has no such column. */
struct value_columns {
	int side, column, word, value;
};

/* Put one row of a table before what there is. Returns 0, or -1 with words. */
int values_add_row(struct values *v, const struct table *t, size_t row, const struct value_columns *at, struct err *e);

/* No words but the canonical ones. */
struct values *values_new_empty(void);

/* The words of one column, and a count of what was not understood. */
struct words;

/* `v` must outlive it. */
struct words *words_new(const struct values *v, enum side side, const char *column);

void words_free(struct words *w);

/* Use another table from now on; what was counted stays. */
void words_use(struct words *w, const struct values *v);

/* The canonical word of a trimmed cell, owned by the table; NULL when it is not understood. */
const char *words_find(struct words *w, struct cell c);

/* Count a cell that was not understood. */
void words_miss(struct words *w, struct cell c);

/* Add what was counted of the rows that follow; forget what was counted. */
void words_join(struct words *w, const struct words *part);
void words_clear(struct words *w);

/* How many were counted. */
uint64_t words_unknown(const struct words *w);

/* The first few of them, as `'A', 'B'`. Caller frees. */
char *words_unknown_list(const struct words *w);

#endif

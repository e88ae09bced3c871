/*
 * value: translates the words of exports for type, status, gift and the like into canonical words.
 *
 * The table is lib/clean/values.csv, `side,column,word,value,note`; the user's rows override it. A word matches as a whole after
 * text_normalise(); there is no fuzzy matching. Canonical words are always understood, so that canonical tables can be imported again. A
 * status may also mean on-receipt (of a return: done once goods were received, else pending) or partly (of a shipment: an unknown part of
 * the line was sent); canonical.h resolves them.
 */
#ifndef RETKIT_VALUE_H
#define RETKIT_VALUE_H

#include "clean/alias.h"
#include "clean/clean.h"
#include "base/err.h"
#include "csv/table.h"

#include <stdint.h>

struct values;

/* The built-in table, to be freed. Returns NULL with words when it is broken. */
struct values *values_new(struct err *e);

void values_free(struct values *v);

/* Add a table of the user, which overrides the others: `column`, `word`, `value` and optionally `side`. Returns 0, or -1 with words. */
int values_add(struct values *v, const struct table *t, struct err *e);

/* The columns of a table; -1: it has no such column. */
struct value_columns {
	int side, column, word, value;
};

/* Add one row of a table, which overrides earlier ones. Returns 0, or -1 with words. */
int values_add_row(struct values *v, const struct table *t, size_t row, const struct value_columns *at, struct err *e);

/* A table without rows: only canonical words are understood. */
struct values *values_new_empty(void);

/* The words of one column, with a cache of words met and a count of those not understood. For one thread. */
struct words;

/* `v` must outlive the result, which the caller frees. */
struct words *words_new(const struct values *v, enum side side, const char *column);

void words_free(struct words *w);

/* Use another table from now on; the counts stay. */
void words_use(struct words *w, const struct values *v);

/* The canonical word for a trimmed cell, owned by the table; NULL when it is not understood. Does not count. */
const char *words_find(struct words *w, struct cell c);

/* Count a cell that was not understood. */
void words_miss(struct words *w, struct cell c);

/* Add the counts of the next part of a file; reset the counts. */
void words_join(struct words *w, const struct words *part);
void words_clear(struct words *w);

/* The number of cells counted. */
uint64_t words_unknown(const struct words *w);

/* The first few of them, as `'A', 'B'`. Caller frees. */
char *words_unknown_list(const struct words *w);

#endif

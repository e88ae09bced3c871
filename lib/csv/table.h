/*
 * table: a small CSV table (results, rules, aliases), loaded into memory as a whole.
 *
 * Every cell is a NUL-terminated UTF-8 string; a missing cell is "". A row with the wrong number of fields, a NUL byte or damaged text is
 * an error, because these tables are our own or small enough to be corrected by hand.
 */
#ifndef RETKIT_TABLE_H
#define RETKIT_TABLE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct table;

/* Read a file ("-" is stdin). Returns NULL with words (`file:line: …`) on failure. */
struct table *table_read(const char *path, struct err *e);

/* The same from bytes in memory; `name` is for messages. The bytes are copied and may be freed after the call. */
struct table *table_read_memory(const char *name, const char *bytes, size_t n, struct err *e);

void table_free(struct table *t);

const char *table_name(const struct table *t);
size_t table_rows(const struct table *t);
size_t table_columns(const struct table *t);
const char *table_column(const struct table *t, size_t column);

/* The column of that exact name, or -1. */
int table_find(const struct table *t, const char *name);

/* The column of that exact name, or -1 with words that list the existing columns. */
int table_need(const struct table *t, const char *name, struct err *e);

/* A cell; "" when `column` is -1. Owned by the table. */
const char *table_get(const struct table *t, size_t row, int column);

/* A cell as a number; *value is NaN when the cell is empty. Returns 0, or -1 with words (`file:line: …`) when it is not a number. */
int table_double(const struct table *t, size_t row, int column, double *value, struct err *e);

/* The physical line where a row starts, for messages. */
uint64_t table_line(const struct table *t, size_t row);

/* Set the words to `file:line: 'value' what`. Returns -1. */
int table_fault(const struct table *t, size_t row, const char *what, const char *value, struct err *e);

#endif

/*
 * key: the key columns, shared by all result tables of rates.
 *
 * They identify a row: metric, period, the earlier period in a comparison, the dimensions of the run, and cause and reason if the
 * run splits by them. Such a table starts its own enum of columns at KEY_COUNT and its column list with KEY_COLUMNS or
 * KEY_COLUMNS_COMPARED.
 */
#ifndef RETKIT_KEY_H
#define RETKIT_KEY_H

#include "result/schema.h"

#define COLUMN_PERIOD "period"

/* Rows of returns have these two columns as well (row/columns.h). */
#define COLUMN_CAUSE "cause"
#define COLUMN_REASON "reason"

enum key_column { KEY_METRIC, KEY_PERIOD, KEY_BEFORE, KEY_CAUSE, KEY_REASON, KEY_COUNT };

/* The dimensions come before this column. */
enum { KEY_DIMS_BEFORE = KEY_CAUSE };

/* clang-format off */
#define KEY_BEGIN                                                                                  \
	[KEY_METRIC] = {"metric", SCHEMA_TEXT, .shown = false},                                                    \
	[KEY_PERIOD] = {COLUMN_PERIOD, SCHEMA_PERIOD, .shown = true}

/* `left_out`: the columns are optional, because some runs do not split. */
#define KEY_SPLIT(left_out)                                                                        \
	[KEY_CAUSE] = {COLUMN_CAUSE, SCHEMA_WORD, .words = WORD_CAUSE, .shown = true, .optional = left_out}, \
	[KEY_REASON] = {COLUMN_REASON, SCHEMA_WORD, .words = WORD_REASON, .shown = true, .optional = left_out}

#define KEY_COLUMNS KEY_BEGIN, KEY_SPLIT(true)

#define KEY_COLUMNS_COMPARED                                                                       \
	KEY_COLUMNS,                                                                               \
	[KEY_BEFORE] = {"before", SCHEMA_PERIOD, .shown = true}
/* clang-format on */

#endif

/*
 * key: the columns that say what a row is about, the same in every table of answers.
 *
 * metric, period, in a comparison the period it is compared with, the dimensions of the run, and cause and reason as it is split.
 * A table of answers begins its enum of columns at KEY_COUNT and its columns with KEY_COLUMNS or KEY_COLUMNS_COMPARED.
 */
#ifndef RETKIT_KEY_H
#define RETKIT_KEY_H

#include "result/schema.h"

/* Rows have these two as well. */
#define COLUMN_CAUSE "cause"
#define COLUMN_REASON "reason"

enum key_column { KEY_METRIC, KEY_PERIOD, KEY_BEFORE, KEY_CAUSE, KEY_REASON, KEY_COUNT };

/* Where the dimensions stand. */
enum { KEY_DIMS_BEFORE = KEY_CAUSE };

/* clang-format off */
#define KEY_BEGIN                                                                                  \
	[KEY_METRIC] = {"metric", SCHEMA_TEXT, .shown = false},                                                    \
	[KEY_PERIOD] = {"period", SCHEMA_PERIOD, .shown = true}

/* `left_out`: some runs do not split by it. */
#define KEY_SPLIT(left_out)                                                                        \
	[KEY_CAUSE] = {COLUMN_CAUSE, SCHEMA_WORD, .words = WORD_CAUSE, .shown = true, .optional = left_out}, \
	[KEY_REASON] = {COLUMN_REASON, SCHEMA_WORD, .words = WORD_REASON, .shown = true, .optional = left_out}

#define KEY_COLUMNS KEY_BEGIN, KEY_SPLIT(true)

#define KEY_COLUMNS_COMPARED                                                                       \
	KEY_COLUMNS,                                                                               \
	[KEY_BEFORE] = {"before", SCHEMA_PERIOD, .shown = true}
/* clang-format on */

#endif

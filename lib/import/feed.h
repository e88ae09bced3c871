/*
 * feed: the canonical columns of one side, where each comes from in a file, and its cleaned cell
 * in a row.
 *
 * A column is fed by a constant, or by the headers that a mapping names: the first of them that
 * is not blank in the row. What is wrong with a cell is kept as a fault, with the header as the
 * file has it, for the caller to reject the row by. Cells live until the next feeds_row().
 */
#ifndef RETKIT_FEED_H
#define RETKIT_FEED_H

#include "clean/clean.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "csv/reader.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What happened to cells beyond cleaning, counted by the caller for rows it keeps. */
struct feed_notes {
	unsigned damaged;     /* texts with bytes that do not decode */
	unsigned parcels;     /* tracking numbers in scientific notation, handed out as missing */
	unsigned outer_blank; /* SKUs with blanks at an end */
	unsigned offsets;     /* times whose offset was dropped */
	unsigned several;     /* cells with several ids */
	unsigned rounded;     /* ids that look like numbers of a spreadsheet, which keeps 15 digits */
};

/*
 * What is wrong: the cell; or nobody knows yet whether its day or its month stands first; or they stand in another
 * order than in a row before.
 */
enum feed_fault_kind { FEED_FAULT_CELL, FEED_FAULT_WAITS, FEED_FAULT_CLASH };

struct feed_fault {
	enum feed_fault_kind kind;
	const char *column; /* as the file has it */
	char words[256];
};

struct feeds;

/* `values` must outlive it. */
struct feeds *feeds_new(enum side side, const struct values *values);

void feeds_free(struct feeds *f);

/* A column that has one value in all rows, given as COLUMN=VALUE. Returns 0, or -1 with words. */
int feeds_constant(struct feeds *f, const char *text, struct err *e);

/*
 * A format of the dates of a column, or of all dates, given as COLUMN=FORMAT or FORMAT. Those of the caller are tried
 * before those of the mapping. Returns 0, or -1 with words.
 */
int feeds_date_format(struct feeds *f, const char *text, struct err *e);

/* Leave it to another to decide whether days or months stand first: all such cells are FEED_FAULT_WAITS. */
void feeds_leave_order(struct feeds *f);

/* Is a trimmed text a value for the column at a place of alias_target()? */
bool feeds_accepts(struct feeds *f, int target, struct cell raw);

/* Use these words from now on; they must outlive it. */
void feeds_use_values(struct feeds *f, const struct values *values);

/* Take plain blanks off both ends of SKUs too, see clean_code(). */
void feeds_trim_sku(struct feeds *f);

/* Turn to a file: columns to select, one a slot, owned by the feeds. A constant of the caller's wins over the mapping's. */
void feeds_begin(struct feeds *f, const struct reader *r, const struct mapping *m);
size_t feeds_columns(const struct feeds *f, const int **columns);

/* True when the caller gave the column a constant, whatever the file. */
bool feeds_has_own(const struct feeds *f, int target);

/* In the file at hand: true when the column at a place of alias_target() has a constant or a header; a constant. */
bool feeds_has(const struct feeds *f, int target);
bool feeds_is_constant(const struct feeds *f, int target);

/* True when cells are carried from row to row, so that rows must come in the order of the file. */
bool feeds_carries(const struct feeds *f);

/* The fields of the next row with what is carried down to it; for feeds_row(). Valid until the next call. */
const struct field *feeds_carry(struct feeds *f, const struct field *fields);

/* Turn to a row: one field a slot. Returns false with a fault when a field holds a NUL byte. */
bool feeds_row(struct feeds *f, const struct record *record, const struct field *fields);

/* Learn from the row whether days or months stand first. feeds_waits(): the column of the last FEED_FAULT_WAITS is not decided yet. */
void feeds_learn(struct feeds *f);
bool feeds_waits(const struct feeds *f);

/* The slots that hold numbers: of the others feeds_slot() has nothing to say. */
size_t feeds_numbers(const struct feeds *f, const size_t **slots);

/*
 * The number in one slot in 1/DECIMAL_SCALE, for sums; CLEAN_MISSING where the slot holds no
 * numbers. *value is set for CLEAN_VALUE only, here and in feeds_number().
 */
enum clean feeds_slot(const struct feeds *f, size_t slot, int64_t *value);

/*
 * The cell of a column: a number (quantities in units, amounts in 1/DECIMAL_SCALE), the canonical
 * word (*word is NULL when *cell is not understood), or the cleaned text. CLEAN_BAD leaves a
 * fault. A target of -1 is missing.
 */
enum clean feeds_number(struct feeds *f, int target, int64_t *value);
enum clean feeds_word(struct feeds *f, int target, const char **word, struct cell *cell);
enum clean feeds_text(struct feeds *f, int target, struct cell *cell);

/*
 * Count a word of a column that was not understood; what was counted, for the summary (NULL where
 * the column has no words).
 */
void feeds_miss(struct feeds *f, int target, struct cell cell);
const struct words *feeds_words(const struct feeds *f, int target);

/* Add the words that a part of the file counted; forget those counted. */
void feeds_join(struct feeds *f, const struct feeds *part);
void feeds_clear(struct feeds *f);

/* The header that feeds a column, for messages; the column's own name when it has none. */
const char *feeds_header(const struct feeds *f, int target);

const struct feed_fault *feeds_fault(const struct feeds *f);
const struct feed_notes *feeds_notes(const struct feeds *f);

#endif

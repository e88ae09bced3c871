/*
 * feed: where each canonical column comes from in a file, and its cleaned cell in each row.
 *
 * A column is fed by a constant, or by the headers that a mapping names: in each row the first one whose cell is not blank. A cell that
 * cannot be cleaned leaves a fault, with the header as the file spells it; the caller rejects the row. Cells are valid until the next
 * feeds_row().
 */
#ifndef RETKIT_FEED_H
#define RETKIT_FEED_H

#include "clean/clean.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "csv/reader.h"
#include "row/remarks.h"
#include "clean/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was done to the cells of a row beyond cleaning; the caller adds it up for the rows it keeps. */
struct feed_notes {
	unsigned damaged;     /* texts with bytes that do not decode */
	unsigned parcels;     /* tracking numbers in scientific notation, treated as missing */
	unsigned outer_blank; /* SKUs with blanks at an end */
	unsigned offsets;     /* times whose UTC offset was dropped */
	unsigned converted;   /* times that were converted to another UTC offset */
	unsigned several;     /* cells with several ids */
	unsigned rounded;     /* ids that look as if a spreadsheet had rounded them to 15 digits */
};

enum feed_fault_kind {
	FEED_FAULT_CELL,      /* the cell is malformed */
	FEED_FAULT_AMOUNT,    /* the cell is not an amount; it has no words, see feeds_amount() */
	FEED_FAULT_UNDECIDED, /* the order of day and month, or the decimal sign, is unknown so far */
	FEED_FAULT_CLASH,     /* the order of day and month, or the decimal sign, contradicts an earlier row */
};

struct feed_fault {
	enum feed_fault_kind kind;
	const char *column; /* as the file spells it */
	char words[256];
};

struct feeds;

/* `values` must outlive the result, which the caller frees. */
struct feeds *feeds_new(enum side side, const struct values *values);

void feeds_free(struct feeds *f);

/* Give a column one value in all rows, written COLUMN=VALUE. Returns 0, or -1 with words. */
int feeds_constant(struct feeds *f, const char *text, struct err *e);

/*
 * Add a format for the dates of a column, written COLUMN=FORMAT, or of all columns, written FORMAT. It is tried before the formats of
 * the mapping. Returns 0, or -1 with words.
 */
int feeds_date_format(struct feeds *f, const char *text, struct err *e);

/*
 * State the decimal sign of a column of numbers, written COLUMN=SIGN, or of all, written SIGN: a point or a comma. It goes before that
 * of the mapping. Returns 0, or -1 with words.
 */
int feeds_decimal(struct feeds *f, const char *text, struct err *e);

/* Convert times with a UTC offset to that offset, written +08:00. Returns 0, or -1 with words. */
int feeds_utc_offset(struct feeds *f, const char *text, struct err *e);

/* Never decide on the order of day and month: every date that depends on it is FEED_FAULT_UNDECIDED. For parts of a file. */
void feeds_leave_order(struct feeds *f);

/* True when a trimmed text is a value of the column at a place of alias_target(). */
bool feeds_accepts(struct feeds *f, int target, struct cell raw);

/* Use these words from now on; they must outlive the feeds. */
void feeds_use_values(struct feeds *f, const struct values *values);

/* Trim plain blanks off both ends of SKUs too, see clean_code(). */
void feeds_trim_sku(struct feeds *f);

/*
 * Begin a file. feeds_columns() gives the columns to select, one for each slot, in an array owned by the feeds. Constants of the caller
 * override those of the mapping.
 */
void feeds_begin(struct feeds *f, const struct reader *r, const struct mapping *m);
size_t feeds_columns(const struct feeds *f, const int **columns);

/* True when the caller gave the column a constant, in whatever file. */
bool feeds_has_own(const struct feeds *f, int target);

/* In the current file: true when the column at a place of alias_target() has a constant or a header; when it has a constant. */
bool feeds_has(const struct feeds *f, int target);
bool feeds_is_constant(const struct feeds *f, int target);

/* True when blank cells are filled from the row above, so that rows must come in the order of the file. */
bool feeds_carries(const struct feeds *f);

/* The fields of the next row with blank cells filled from the row above, for feeds_row(). Valid until the next call. */
const struct field *feeds_carry(struct feeds *f, const struct field *fields);

/* How a row stands to the row above it. */
enum feeds_down {
	FEEDS_OWN,      /* it has an order or a date of its own, or is no line of an order */
	FEEDS_CONTINUE, /* its order cells were merged with those above: they are filled */
	FEEDS_UNSURE,   /* so it seems, but some of its order cells are filled, or were in such a row above */
	FEEDS_UNKNOWN,  /* so it may be, but the row above is in an earlier part of the file */
};

/*
 * Compare the next data row with the one above: one with SKU and quantity but neither ids nor dates, directly below a row that has both, is
 * a further line of the same order, as a spreadsheet saves cells that are merged over several rows. *fields may be replaced, until the next
 * call. The fields of the row must stay valid until the next call or feeds_keep_above().
 */
enum feeds_down feeds_continue(struct feeds *f, const struct field **fields);

/* Copy what is needed of the last row, before its fields become invalid. */
void feeds_keep_above(struct feeds *f);

/* The row above is no data row. */
void feeds_forget_above(struct feeds *f);

/*
 * Begin a row, given one field for each slot. Returns false with a fault when a field holds a NUL byte, or a quantity is that of a cell merged
 * over several rows.
 */
bool feeds_row(struct feeds *f, const struct record *record, const struct field *fields);

/* True when a number of the row reads either way, such as 1,000, and no number of the file so far decides. */
bool feeds_has_open(const struct feeds *f);

/*
 * Learn the order of day and month from the dates of the row; decimal signs are learned by feeds_row(). feeds_is_undecided(): the
 * column of the last FEED_FAULT_UNDECIDED still has no known order or sign.
 */
void feeds_learn(struct feeds *f);
bool feeds_is_undecided(const struct feeds *f);

/* True when two or more cells of the row that should be numbers or dates have text, and none has a digit. */
bool feeds_are_words(const struct feeds *f);

/* True when an id or SKU of a row is the label of a total. */
bool feeds_are_labelled(const struct feeds *f, const struct field *fields);

/* How many slots hold numbers; *slots lists them, owned by the feeds. */
size_t feeds_numbers(const struct feeds *f, const size_t **slots);

/*
 * The number in one slot in 1/DECIMAL_SCALE, for sums; CLEAN_MISSING if the slot holds no numbers. Sets *value only for CLEAN_VALUE, as
 * does feeds_number().
 */
enum clean feeds_slot(const struct feeds *f, size_t slot, int64_t *value);

/*
 * The cell of a column: as a number (quantities in units, amounts in 1/DECIMAL_SCALE), as a canonical word (*word is NULL when *cell is
 * not understood), or as cleaned text. CLEAN_BAD leaves a fault. A target of -1 is missing.
 */
enum clean feeds_number(struct feeds *f, int target, int64_t *value);
enum clean feeds_word(struct feeds *f, int target, const char **word, struct cell *cell);
enum clean feeds_text(struct feeds *f, int target, struct cell *cell);

/* The trimmed cell of the last FEED_FAULT_AMOUNT. */
struct cell feeds_amount(const struct feeds *f);

/* Count a word or amount of a column that was not understood; the counts of a column, NULL if it is of neither kind. */
void feeds_miss(struct feeds *f, int target, struct cell cell);
const struct words *feeds_words(const struct feeds *f, int target);

/*
 * Join the next part of the file, before which lie `lines`: false from feeds_agree() when its decimal signs are not those known so far;
 * else feeds_join() adds its counts of words and its signs. feeds_clear() empties a part for its next use.
 */
bool feeds_agree(const struct feeds *f, const struct feeds *part);
void feeds_join(struct feeds *f, const struct feeds *part, uint64_t lines);
void feeds_clear(struct feeds *f);

/* True when a column had UTC offsets more than an hour apart: more than summer and winter of one place. */
bool feeds_mixes_offsets(const struct feeds *f);

/* Tell which columns mix UTC offsets; `remarks` may be NULL. */
void feeds_tell_offsets(const struct feeds *f, const struct reader *r, struct remarks *remarks);

/* Tell which columns have the decimal sign of another; `remarks` may be NULL. */
void feeds_tell_signs(const struct feeds *f, const struct reader *r, struct remarks *remarks);

/* The header that feeds a column, for messages; the name of the column if none does. */
const char *feeds_header(const struct feeds *f, int target);

const struct feed_fault *feeds_fault(const struct feeds *f);
const struct feed_notes *feeds_notes(const struct feeds *f);

#endif

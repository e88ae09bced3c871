/*
 * clean: makes cells canonical: texts, codes, ids; for numbers and dates it makes the text plain (number.h, moment.h).
 *
 * A cell is borrowed text. A clean cell is returned as it is; only a cell that must change is copied, into the caller's arena. Cleaning
 * never guesses: a cell is a value, missing, or bad. It is idempotent. The dirt that spreadsheets leave is the wrapper ="…", a leading ',
 * TABs and line ends inside a code, invisible characters and full-width characters.
 */
#ifndef RETKIT_CLEAN_H
#define RETKIT_CLEAN_H

#include "base/mem.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum clean { CLEAN_BAD = -1, CLEAN_MISSING = 0, CLEAN_VALUE = 1 };

/*
 * Free text: trims both ends (also TABs and no-break spaces) and removes the wrapper ="…", and an apostrophe that keeps text from running
 * as a formula (io/excel.h). Never copies.
 */
struct cell clean_text(struct cell c);

/*
 * A code such as a SKU: removes dirt and makes full-width letters and digits half-width. Leading zeros, a trailing .0 and case stay. Plain
 * blanks at the ends of an otherwise clean code stay too, because they are part of the key in the source; clean_text() removes them.
 */
struct cell clean_code(struct cell c, struct arena *a);

/* An id of an order, line, return or parcel: a code without outer blanks and without the .0 that spreadsheets append. */
struct cell clean_id(struct cell c, struct arena *a);

/*
 * A fast test that nearly all keys pass: printable ASCII without blanks, points, or a wrapper at the start, and no error word. Such a key is clean as text,
 * code and id, and is not in scientific notation.
 */
bool clean_is_plain_key(struct cell c);

/* The same for ids: such a cell also holds none of , ; | and is not a word for missing, so it is one clean id. */
bool clean_is_plain_id(struct cell c);

/* True for scientific notation such as 2.02408E+19: digits, a point, digits, E+, digits. The digits of the key are lost. */
bool clean_is_scientific(struct cell c);

/*
 * True for 18 or more digits that are all 0 after the fifteenth: a spreadsheet rounds an id to that when it takes it for a number. Of
 * consecutive ids one in a thousand looks like this by chance.
 */
bool clean_is_rounded(struct cell c);

enum { CLEAN_PLAIN_TEXT = 64 };

/*
 * The plain text of a number or date in text[0..*n): without dirt, half-width, trimmed. CLEAN_BAD when it does not fit, because no number
 * or date is that long.
 */
enum clean clean_plain(struct cell c, char text[CLEAN_PLAIN_TEXT], size_t *n);

/* True for a trimmed cell such as #N/A or #REF!, which a spreadsheet shows where it has no value: missing, whatever the column. */
bool clean_is_error_word(struct cell c);

static inline bool clean_is_error(struct cell c)
{
	return c.length && c.bytes[0] == '#' && clean_is_error_word(c);
}

/* True when a trimmed cell is blank or a word that means missing in a number or date. */
bool clean_is_missing(struct cell c);

#endif

/*
 * clean: cells as exports write them, made canonical: texts, codes, ids, quantities, amounts.
 *
 * A cell is borrowed text. What is clean already is handed back as it is; only a cell that has to
 * change is copied, into the caller's arena. Cleaning never guesses: a cell is a value, missing,
 * or bad, and cleaning what is clean changes nothing. Spreadsheet dirt is the wrapper ="…", a
 * leading ', TAB and line ends inside a code, invisible and full-width characters.
 */
#ifndef RETKIT_CLEAN_H
#define RETKIT_CLEAN_H

#include "base/mem.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum clean { CLEAN_BAD = -1, CLEAN_MISSING = 0, CLEAN_VALUE = 1 };

/* Quantities beyond this are not believed. */
#define CLEAN_QUANTITY_LIMIT INT64_C(1000000000)

/*
 * Free text: blanks trimmed off both ends (TAB and no-break blanks too), the wrapper ="…" taken
 * off.
 */
struct cell clean_text(struct cell c);

/*
 * A code such as a SKU: dirt removed, full-width letters and digits made half-width, all else
 * left alone: leading zeros, a trailing .0, upper and lower case. Plain blanks at the ends of an
 * otherwise clean code stay: they are part of the key in the source, and whoever wants them off
 * calls clean_text().
 */
struct cell clean_code(struct cell c, struct arena *a);

/*
 * An id of an order, line, return or parcel: a code without outer blanks, and without the .0 that
 * spreadsheets add.
 */
struct cell clean_id(struct cell c, struct arena *a);

/*
 * True for a key like nearly all of them: printable ASCII without a blank, a point or a wrapper at its start. It is
 * as it is clean as text, code and id, and not scientific.
 */
bool clean_is_plain_key(struct cell c);

/* The same, and it holds none of , ; | and is no word for nothing: it is one id, and clean. */
bool clean_is_plain_id(struct cell c);

/*
 * True for 2.02408E+19: digits, a point, digits, E+, digits. What stood there is lost; such a
 * cell is no key.
 */
bool clean_is_scientific(struct cell c);

/*
 * True for 18 or more digits that are 0 behind the fifteenth, as a spreadsheet leaves of an id that it took for a number. Of ids that
 * count through, one in a thousand is so.
 */
bool clean_is_rounded(struct cell c);

/*
 * A whole number: 12, 1,234, 1.0000, １２. Words for nothing (a dash, 无, NULL, \N, N/A and the
 * like) are missing. CLEAN_BAD: not a whole number, or beyond CLEAN_QUANTITY_LIMIT.
 */
enum clean clean_quantity(struct cell c, int64_t *value);

/*
 * An amount in 1/DECIMAL_SCALE: ￥1,234.00, -3.5元. Currency signs and thousand commas go; words
 * for nothing are missing. Digits past the fourth decimal are rounded half away from zero.
 */
enum clean clean_amount(struct cell c, int64_t *value);

enum { CLEAN_PLAIN_TEXT = 64 };

/*
 * A number or date as plain text in text[0..*n): dirt removed, full width made half width,
 * trimmed. CLEAN_BAD when it does not fit: no number and no date is that long.
 */
enum clean clean_plain(struct cell c, char text[CLEAN_PLAIN_TEXT], size_t *n);

/* True when a trimmed cell is blank or a word for nothing, as numbers and dates understand it. */
bool clean_is_missing(struct cell c);

#endif

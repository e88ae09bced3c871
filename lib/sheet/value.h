/*
 * value: the text of a cell: its value, in whatever way the file spells it.
 *
 * A number is printed as a spreadsheet holds it, with 15 significant digits and without an exponent. A whole number that the file spells in
 * digits keeps all of them, so ids stay whole. One whose last digits the file does not state stays in scientific notation, because its
 * digits are lost. Dates are printed as YYYY-MM-DD, with HH:MM:SS when there is a time of day.
 */
#ifndef RETKIT_VALUE_H
#define RETKIT_VALUE_H

#include "sheet/format.h"

#include <stdbool.h>
#include <stddef.h>

enum { VALUE_TEXT = 64 };

/*
 * Print a number that is spelled in n bytes, or given as a double. Returns the length, or 0 when the bytes are no number, or when nothing
 * is to be changed: the spelling is the text. `since_1904`: day 0 is 1904-01-01, not 1899-12-31.
 */
size_t value_number(char text[VALUE_TEXT], const char *spelled, size_t n, enum format_kind kind, bool since_1904);
size_t value_double(char text[VALUE_TEXT], double value, enum format_kind kind, bool since_1904);

/* Print a date that is spelled 2026-04-01T10:15:00. Returns the length, or 0 when it is something else. */
size_t value_iso_date(char text[VALUE_TEXT], const char *spelled, size_t n);

/* Decode in place the characters that are written _x000D_. Returns the new length. */
size_t value_unescape(char *text, size_t n);

#endif

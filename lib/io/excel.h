/*
 * excel: rewrites CSV so that a spreadsheet opens it without running or changing a cell.
 *
 * Excel, WPS and LibreOffice take UTF-8 without a byte order mark for the local encoding, run a cell that begins with = + - or @ as a
 * formula, and turn 00123 into 123 and 1-2 into a date. Here the bytes of a table go in and guarded bytes come out, with a mark before them:
 * - text that begins with = + - @, with their full-width forms, or with TAB, CR or LF gets an apostrophe before it, and quotes;
 * - an id that would lose letters is written as the formula ="00123", itself quoted as CSV: whole numbers with leading zeros or of more
 *   than EXCEL_DIGITS digits, 12E4, and 1-2 or 3/4/25;
 * - all else stays byte for byte, numbers with a sign, decimals or an exponent and dates such as 2025-06-18 among it.
 */
#ifndef RETKIT_EXCEL_H
#define RETKIT_EXCEL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* A spreadsheet shows the digits of a longer number as 1.23457E+11. */
enum { EXCEL_DIGITS = 11 };

struct excel;

/* Begin a table. Free with excel_free(), which allows NULL. */
struct excel *excel_new(void);
void excel_free(struct excel *x);

/*
 * Pass on the next n bytes of a table that is UTF-8, separated by commas and without a mark of its own; records and cells may end
 * anywhere. excel_end() passes on what a last record without a line end left behind.
 */
void excel_feed(struct excel *x, const char *bytes, size_t n);
void excel_end(struct excel *x);

/* Take the guarded bytes so far, which stay valid until the next call. Sets *n. */
const char *excel_take(struct excel *x, size_t *n);

/* True for a cell, without its quotes, as only excel_feed() writes them. */
bool excel_is_guarded(const char *s, size_t n);

/* Refuse --excel together with --pretty, which is no CSV. Returns 0, or -1 with words. */
int excel_check(bool excel, bool pretty, struct err *e);

#endif

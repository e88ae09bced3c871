/*
 * num: strict numbers out of text, and exact decimals.
 *
 * Reading takes the whole text or nothing: no leading blank, no trailing letter, no silent overflow.
 * Amounts are exact decimals in 64-bit integers of 1/10,000 unit (so 12.5 is 125000), never binary
 * floats. Printing never depends on the locale and never yields "-0" or "nan": a value that is not a
 * number prints as the empty cell.
 */
#ifndef RETKIT_NUM_H
#define RETKIT_NUM_H

#include <stddef.h>
#include <stdint.h>

enum {
	DECIMAL_SCALE = 10000, /* parts of one unit of money */
	NUM_TEXT = 40,         /* room for any number printed here */
};

/* A whole number in [min, max] with an optional sign. Returns 0, or -1 and leaves *value alone. */
int num_parse_int(const char *s, size_t n, int64_t min, int64_t max, int64_t *value);

/* A finite decimal number such as 0.95 or 1e-3. Returns 0, or -1 and leaves *value alone. */
int num_parse_double(const char *s, size_t n, double *value);

/*
 * An exact decimal with an optional sign, in 1/10,000. Digits past the fourth decimal are rounded half away
 * from zero and *rounded is set to 1 (else 0). Returns 0, or -1 (not a number, or beyond 64 bits).
 */
int decimal_parse(const char *s, size_t n, int64_t *value, int *rounded);

/* Print a whole number; not NUL-terminated. Returns its length. */
size_t num_print_int(char text[NUM_TEXT], int64_t value);

/* Print without trailing zeros: 12.5, -3, 0.0001. Returns `text`. */
char *decimal_print(char text[NUM_TEXT], int64_t value);

/* The same without the NUL byte, up to NUM_TEXT bytes. Returns their number. */
size_t decimal_put(char *to, int64_t value);

/* Print with `digits` decimals; NaN and infinities print as "". Returns `text`. */
char *num_print_fixed(char text[NUM_TEXT], double value, int digits);

/* Print with `digits` significant digits, as %g does; NaN and infinities print as "". Returns `text`. */
char *num_print_short(char text[NUM_TEXT], double value, int digits);

#endif

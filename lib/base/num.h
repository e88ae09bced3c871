/*
 * num: strict parsing and printing of numbers, and exact decimals.
 *
 * A parser accepts the whole text or nothing: no leading blank, no trailing letter, no silent overflow. Amounts are exact decimals in
 * 64-bit integers of 1/10,000 unit (12.5 is 125000), never binary floats. Printing does not depend on the locale and never produces
 * "-0" or "nan": a NaN prints as the empty cell.
 */
#ifndef RETKIT_NUM_H
#define RETKIT_NUM_H

#include <stddef.h>
#include <stdint.h>

enum {
	DECIMAL_SCALE = 10000, /* parts of one unit of money */
	NUM_TEXT = 40,         /* room for any number printed here */
};

/* Parse a whole number in [min, max] with an optional sign. Returns 0, or -1 and leaves *value unchanged. */
int num_parse_int(const char *s, size_t n, int64_t min, int64_t max, int64_t *value);

/* Parse a finite decimal number such as 0.95 or 1e-3. Returns 0, or -1 and leaves *value unchanged. */
int num_parse_double(const char *s, size_t n, double *value);

/*
 * Parse an exact decimal with an optional sign into units of 1/10,000. Digits past the fourth decimal are rounded half away from zero;
 * *rounded is then 1, else 0. Returns 0, or -1 when the text is not a number or exceeds 64 bits.
 */
int decimal_parse(const char *s, size_t n, int64_t *value, int *rounded);

/* Print a whole number without a NUL byte. Returns its length. */
size_t num_print_int(char text[NUM_TEXT], int64_t value);

/* Print without trailing zeros: 12.5, -3, 0.0001. Returns `text`. */
char *decimal_print(char text[NUM_TEXT], int64_t value);

/* The same without the NUL byte; writes at most NUM_TEXT bytes. Returns the length. */
size_t decimal_put(char *to, int64_t value);

/* Print with `digits` decimals; NaN and infinities print as "". Returns `text`. */
char *num_print_fixed(char text[NUM_TEXT], double value, int digits);

/* Print with `digits` significant digits, as %g does; NaN and infinities print as "". Returns `text`. */
char *num_print_short(char text[NUM_TEXT], double value, int digits);

/*
 * The same without an exponent: 4.22e-07 is 0.000000422, and 6e+04 all digits of the whole number. Returns `text`.
 */
char *num_print_significant(char text[NUM_TEXT], double value, int digits);

#endif

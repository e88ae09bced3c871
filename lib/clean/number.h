/*
 * number: quantities and amounts as exports write them.
 *
 * A number has digits, in groups or not (1,234,567 or 1.234.567, 12,34,567, 1'234, 1 234), a decimal sign, a minus before or behind it or
 * parentheses for one, and an amount a currency, before or behind. Blanks may be no-break ones, and all of it may be full-width.
 *
 * A comma or a point is the decimal sign or groups digits, and the sign must be the same in a whole column. Most texts prove which it
 * is: 1,5 and 12.50, 1.234,56 and 1,250,000, 0,125. One separator before three digits, as in 1,000, proves nothing: such a number is
 * open until the caller knows the sign of the column. Nothing is guessed.
 */
#ifndef RETKIT_NUMBER_H
#define RETKIT_NUMBER_H

#include "clean/clean.h"

/* A larger quantity is bad: it is an id or an amount in the wrong column. */
#define NUMBER_QUANTITY_LIMIT INT64_C(1000000000)

struct number {
	int64_t value; /* a quantity in units, an amount in 1/DECIMAL_SCALE */
	char proves;   /* the decimal sign that the text proves, '.' or ','; 0: none */
	char open;     /* the separator of a number that reads either way, '.' or ','; else 0 */
	bool zeros;    /* it is open and ends in 000, so that both ways give a whole number */
};

/*
 * Read a whole number or an amount. `sign` is the decimal sign of the column, '.' or ','; 0 when it is unknown, and then a number that
 * proves one is read by that, and an open one is CLEAN_BAD. CLEAN_BAD too: the text proves another sign; a quantity that is not whole or
 * beyond NUMBER_QUANTITY_LIMIT; a currency at a quantity. A dash, 无, NULL, \N, N/A and the like are missing. More than four decimals
 * of an amount are rounded half away from zero. n->value is set only for CLEAN_VALUE, the other fields always.
 */
enum clean number_quantity(struct cell c, char sign, struct number *n);
enum clean number_amount(struct cell c, char sign, struct number *n);

#endif

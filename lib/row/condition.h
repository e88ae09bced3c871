/*
 * condition: one condition on a column of a row, written `COLUMN OP VALUE` without blanks.
 *
 * =  the cell equals one of the comma-separated values. `=@FILE` takes the values from the lines of a file, or from the column of that
 *    name if the file is a table. `COLUMN=` alone: the cell is missing. Ids are text, so 012 never equals 12. A day, month or year in the
 *    list covers all times within it. != is the opposite.
 * <  <=  >  >=  compare as dates if the value is a date or a month such as 2025-06 (without a time it covers the whole day or month; 2025
 *    is a year if the cell is a date), as numbers if it is a number, else as bytes. A cell of another kind satisfies no comparison.
 * ~  a regular expression (expression.h) matches somewhere in the cell; !~ it does not.
 *
 * A missing cell satisfies only `COLUMN=`, not even != or !~: an unknown value is not a different value.
 */
#ifndef RETKIT_CONDITION_H
#define RETKIT_CONDITION_H

#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>

struct condition;

/* Parse a condition. Returns NULL with words that quote it. Free with condition_free(). */
struct condition *condition_new(const char *text, struct err *e);

void condition_free(struct condition *c);

/* The name of its column. Owned by the condition. */
const char *condition_column(const struct condition *c);

/* The file that a list of values was read from, or NULL. */
const char *condition_file(const struct condition *c);

/* Check that an input has the column. Returns 0, or -1 with words that list the existing columns. */
int condition_bind(struct condition *c, const struct reader *r, struct err *e);

/* True when the cell of that column satisfies the condition. Thread-safe. */
bool condition_holds(const struct condition *c, const struct field *cell);

#endif

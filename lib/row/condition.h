/*
 * condition: one condition on a column of a row, written `COLUMN OP VALUE` without blanks.
 *
 * =  the cell equals one of the comma-separated values. `=@FILE` takes the values from the lines of a file, or from the column of that
 *    name if the file is a table. `COLUMN=` alone: the cell is missing. Ids are text, so 012 never equals 12. A day, month or year in the
 *    list covers all times within it. != is the opposite.
 * <  <=  >  >=  compare as dates if the value is a date or a month such as 2025-06 (without a time it covers the whole day or month; 2025
 *    is a year if the cell is a date), as numbers if it is a number, else as bytes. A cell of another kind satisfies no comparison, and a
 *    value that no cell of its column could be compared with is an error (operand.h). `A>B` compares two columns, where the table has
 *    one of the name B; `A-B>72h` the difference of two columns, where it has none of the name A-B.
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

/* The most columns that a condition looks at. */
enum { CONDITION_COLUMNS = 4 };

/* Parse a condition. Returns NULL with words that quote it. Free with condition_free(). */
struct condition *condition_new(const char *text, struct err *e);

void condition_free(struct condition *c);

/* The names of the columns it looks at, *n of them, the first as the user wrote it. Not all need exist. Owned by the condition. */
const char *const *condition_columns(const struct condition *c, size_t *n);

/* The file that a list of values was read from, or NULL. */
const char *condition_file(const struct condition *c);

/*
 * Decide by the header of an input what the condition looks at, and check that it can be met. Returns 0, or -1 with words, which list
 * the existing columns if one is missing.
 */
int condition_bind(struct condition *c, const struct reader *r, struct err *e);

/*
 * True when a row satisfies the condition, which must be bound. Its cells begin at cells[*at], one for each of condition_columns();
 * those of columns that do not exist are empty. *at is then the place of the next condition's. Thread-safe.
 */
bool condition_holds(const struct condition *c, const struct field *cells, size_t *at);

/*
 * The next value of a list, from the *at-th on, that no cell had so far; NULL when there is none left. Values of a file are not looked
 * at: a list of many SKUs is expected to have some that were not sold.
 */
const char *condition_unmet(const struct condition *c, size_t *at);

/* True when no value of the list was met. */
bool condition_unmet_all(const struct condition *c);

#endif

/*
 * condition: one condition on a column of a row.
 *
 * `COLUMN OP VALUE` without blanks. = is one of the comma-separated values (`=@FILE`: one of the
 * lines of a file, or of the column of that name where the file is a table that has it; `COLUMN=`
 * alone: the cell is missing); != is the opposite. Ids are texts, so = never takes 012 for 12; a
 * listed day, month or year covers the times of it. < <= > >= compare: dates when the value is a
 * date or a month such as 2025-06 (without a time it covers the whole day or month; 2025 is a year
 * where the cell is a date), numbers when it is a number, else bytes; a cell that is not of that
 * kind satisfies no comparison. ~ matches a regular expression (expression.h) somewhere in the
 * cell, !~ does not. A missing cell satisfies no condition but `COLUMN=`, not even != or !~.
 */
#ifndef RETKIT_CONDITION_H
#define RETKIT_CONDITION_H

#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>

struct condition;

/* Read the text of a condition. Returns NULL with words that quote it. */
struct condition *condition_new(const char *text, struct err *e);

void condition_free(struct condition *c);

/* The column it is about. Owned by the condition. */
const char *condition_column(const struct condition *c);

/*
 * Check that an input has the column. Returns 0, or -1 with words that list the columns there are.
 */
int condition_bind(struct condition *c, const struct reader *r, struct err *e);

/* True when the cell of that column satisfies it. Safe from several threads at once. */
bool condition_holds(const struct condition *c, const struct field *cell);

#endif

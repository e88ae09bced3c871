/*
 * pretty: a table a person can read in a terminal.
 *
 * Columns are aligned by the columns characters take on a terminal (2 for Chinese), numbers to the right, text to the
 * left. Colour marks verdicts, and only when asked for, which tools do when stdout is a terminal.
 */
#ifndef RETKIT_PRETTY_H
#define RETKIT_PRETTY_H

#include "io/out.h"

#include <stdbool.h>
#include <stddef.h>

struct pretty;

/* `names` are the column heads; they must outlive the table. */
struct pretty *pretty_new(const char *const *names, size_t columns);
void pretty_free(struct pretty *p);

/* Cells in row order; every `columns` of them make a row. Copied. */
void pretty_cell(struct pretty *p, const char *s);

/* Write it all. */
void pretty_write(const struct pretty *p, struct out *o, bool colour);

#endif

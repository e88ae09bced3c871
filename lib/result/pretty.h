/*
 * pretty: print a table for a person to read in a terminal.
 *
 * Columns are aligned by display width (a Chinese character takes two columns): numbers to the right, text to the left. Verdicts are
 * coloured only if the caller asks for it, which tools do when stdout is a terminal. The table is held in memory until it is written,
 * because column widths depend on all rows.
 */
#ifndef RETKIT_PRETTY_H
#define RETKIT_PRETTY_H

#include "io/out.h"

#include <stdbool.h>
#include <stddef.h>

struct pretty;

/* A table with the column headings names[0..columns), which must outlive it. Free with pretty_free(). */
struct pretty *pretty_new(const char *const *names, size_t columns);
void pretty_free(struct pretty *p);

/* Add the next cell in row order; every `columns` cells make a row. The text is copied. */
void pretty_cell(struct pretty *p, const char *s);

/* Write the headings and all rows. */
void pretty_write(const struct pretty *p, struct out *o, bool colour);

#endif

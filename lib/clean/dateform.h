/*
 * dateform: dates read by a format that somebody stated, as of --date-format and the dialects.
 *
 * The letters are those of strptime(3): %Y %y (20yy) %m %b %B (English) %d %H %I %M %S %p %z %%.
 * Numbers need no leading zeros. A blank stands for any number of blanks; all else for itself.
 * Where the format has no clock, one may follow in the cell.
 */
#ifndef RETKIT_DATEFORM_H
#define RETKIT_DATEFORM_H

#include "base/err.h"
#include "clean/stamp.h"

#include <stdbool.h>
#include <stddef.h>

struct dateform;

/* Returns NULL with words when it is no format of a date. */
struct dateform *dateform_new(const char *format, struct err *e);

void dateform_free(struct dateform *f);

/* Read s[0..n), trimmed. False when it does not have that form; the calendar is not looked at. */
bool dateform_read(const struct dateform *f, const char *s, size_t n, struct stamp *p);

#endif

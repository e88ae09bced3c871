/*
 * dateform: reads dates by a stated format, from --date-format or a dialect.
 *
 * The letters are those of strptime(3): %Y %y (20yy) %m %b %B (English) %d %H %I %M %S %p %z %%. Numbers need no leading zeros. A blank
 * matches any number of blanks, everything else itself. If the format has no time of day, a cell may still have one after the date.
 */
#ifndef RETKIT_DATEFORM_H
#define RETKIT_DATEFORM_H

#include "base/err.h"
#include "clean/stamp.h"

#include <stdbool.h>
#include <stddef.h>

struct dateform;

/* Compile a format, to be freed. Returns NULL with words when it is not a format of dates. */
struct dateform *dateform_new(const char *format, struct err *e);

void dateform_free(struct dateform *f);

/* Parse s[0..n), which is trimmed. Returns false when it does not match the format. Does not check that the day exists. */
bool dateform_read(const struct dateform *f, const char *s, size_t n, struct stamp *p);

#endif

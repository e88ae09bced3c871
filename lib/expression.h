/*
 * expression: POSIX extended regular expressions over UTF-8, whatever the locale.
 *
 * The C library matches bytes unless the process takes on a locale, and then its answers depend on
 * which locales a machine has. So an expression over characters is written anew as one over bytes:
 * `.` and `[^x]` take a whole character, `[漏破]` and `[一-龥]` are sets of characters, `漏?` leaves out
 * the character and not its last byte. Classes such as [[:alpha:]] hold ASCII only, \w and \s too.
 * There are no back-references, no collating symbols and no equivalence classes.
 */
#ifndef RETKIT_EXPRESSION_H
#define RETKIT_EXPRESSION_H

#include "err.h"

#include <stdbool.h>

struct expression;

/* Returns NULL with words on what is wrong with it, without quoting it. */
struct expression *expression_new(const char *pattern, struct err *e);

/* NULL is allowed. */
void expression_free(struct expression *x);

/*
 * True when it matches somewhere in the text (UTF-8, NUL-terminated). Several threads may ask at
 * once.
 */
bool expression_matches(const struct expression *x, const char *text);

#endif

/*
 * expression: regular expressions over UTF-8, whatever the locale (PCRE2).
 *
 * The C library matches bytes unless the process takes on a locale, and then its answers depend on which
 * locales a machine has. PCRE2 matches characters by Unicode's own properties: `.` and `[^x]` take a
 * whole character, \w holds letters of every script, \p{Han} Chinese ones.
 */
#ifndef RETKIT_EXPRESSION_H
#define RETKIT_EXPRESSION_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct expression;

/* Returns NULL with words on what is wrong with it, without quoting it. */
struct expression *expression_new(const char *pattern, struct err *e);

/* NULL is allowed. */
void expression_free(struct expression *x);

/* True when it matches somewhere in text[0..n), well-formed UTF-8. Several threads may ask at once. */
bool expression_matches(const struct expression *x, const char *text, size_t n);

#endif

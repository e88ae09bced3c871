/*
 * expression: regular expressions over UTF-8 text (PCRE2), independent of the locale.
 *
 * The C library's regcomp() matches bytes unless the process sets a locale, and then its result depends on which locales are installed.
 * PCRE2 matches characters by their Unicode properties: `.` and `[^x]` match a whole character, \w letters of every script, \p{Han}
 * Chinese ones.
 */
#ifndef RETKIT_EXPRESSION_H
#define RETKIT_EXPRESSION_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct expression;

/* Compile a pattern. Returns NULL with words that say what is wrong but do not quote the pattern. Free with expression_free(). */
struct expression *expression_new(const char *pattern, struct err *e);

/* NULL is allowed. */
void expression_free(struct expression *x);

/* True when it matches somewhere in text[0..n), which must be well-formed UTF-8. Thread-safe. Dies on a match that exhausts its limits. */
bool expression_matches(const struct expression *x, const char *text, size_t n);

#endif

/*
 * font: check that the installed fonts have a glyph for every character of the labels.
 *
 * gnuplot silently draws an empty box for a missing glyph, so this is checked first. fontconfig lists the fallback fonts of
 * the picture's font, in the order in which the drawing library tries them; one of them must have each character.
 */
#ifndef RETKIT_FONT_H
#define RETKIT_FONT_H

#include "base/err.h"

/*
 * Check every character of `texts` (UTF-8; line ends are skipped) against `family` and its fallbacks. Returns 0, or -1 with words
 * that name the missing characters and a package likely to have them.
 */
int font_check(const char *family, const char *texts, struct err *e);

#endif

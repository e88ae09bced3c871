/*
 * font: a font that has every glyph of the labels.
 *
 * gnuplot draws what no font has as an empty box and says nothing, so this is asked before:
 * fontconfig sorts the installed fonts behind the one pictures are set in, as the drawing library
 * does, and every character must be in one of them.
 */
#ifndef RETKIT_FONT_H
#define RETKIT_FONT_H

#include "base/err.h"

/*
 * Check every character of `texts` (UTF-8; line ends are skipped) against the fonts behind
 * `family`. Returns 0, or -1 with words that name the characters and the package that has them.
 */
int font_check(const char *family, const char *texts, struct err *e);

#endif

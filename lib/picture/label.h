/*
 * label: mask, measure, shorten and wrap the texts of a picture.
 *
 * Widths come from a built-in table for the pictures' font (Latin letters of WenQuanYi Micro Hei; one em for a wide character), in
 * the unit of `size`, so that the layout needs no font library and is the same on every machine. The locale has no effect.
 */
#ifndef RETKIT_LABEL_H
#define RETKIT_LABEL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A copy that is safe to draw: control characters, line and paragraph separators, direction marks, zero-width characters and
 * invalid UTF-8 become `?`. Caller frees.
 */
char *label_mask(const char *s);

/* True when the text has a wide character, such as Chinese: the font has no bold for these. */
bool label_has_wide(const char *s);

/* The width of a text at font size `size`. */
double label_width(const char *s, double size);

/*
 * A copy of the text if it fits `width`; otherwise its beginning, an ellipsis and its end, because product names often differ
 * only at the end. Caller frees.
 */
char *label_fit(const char *s, double size, double width);

/*
 * Break a text into at most `max` lines that fit `width`, between words or next to a wide character. The last line is shortened if
 * the rest does not fit. Returns the number of lines; the caller frees each of them.
 */
size_t label_wrap(const char *s, double size, double width, char **lines, size_t max);

#endif

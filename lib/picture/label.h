/*
 * label: the texts of a picture: masked, measured, shortened, wrapped.
 *
 * Widths are those of the font the pictures are drawn in (Latin letters of WenQuanYi Micro Hei; one
 * em for a wide character), in the unit of `size`, so that a layout can be made without asking the
 * program that draws it and is the same on every machine. Nothing here looks at the locale.
 */
#ifndef RETKIT_LABEL_H
#define RETKIT_LABEL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A copy in which no character can move a cursor, end a line or turn the direction of its
 * neighbours: controls, line and paragraph separators, marks of direction, characters of no width
 * and bytes that are no UTF-8 become `?`. Caller frees.
 */
char *label_mask(const char *s);

/* True when a character of the text is wide, as Chinese is: the font has no bold of these. */
bool label_has_wide(const char *s);

/* The width of a text set in `size`. */
double label_width(const char *s, double size);

/*
 * The text when it fits `width`, else its beginning, an ellipsis and its end (what tells products
 * apart often stands last). Caller frees.
 */
char *label_fit(const char *s, double size, double width);

/*
 * Break into at most `max` lines that fit `width`, between words or beside a wide character; what
 * does not fit the last line is shortened. Returns the number of lines; the caller frees each of
 * them.
 */
size_t label_wrap(const char *s, double size, double width, char **lines, size_t max);

#endif

/*
 * render: gnuplot run by argv, the picture verified and put in place.
 *
 * No shell stands between, no name of a user reaches gnuplot: the program goes in and the picture
 * comes out through descriptors of nameless files. gnuplot starts without its own start-up files
 * and with an environment of which only what finds programs and fonts is left. A picture is put in
 * place (lib/out) only when gnuplot ended well, said nothing on stderr and the bytes are a whole
 * file of the format; otherwise what stood at the path stays.
 */
#ifndef RETKIT_RENDER_H
#define RETKIT_RENDER_H

#include "base/err.h"
#include "picture/plot.h"

#include <stdbool.h>
#include <stddef.h>

/* The format that the ending of a path names (.png .svg .pdf, in any case). Returns 0, or -1 with
 * words. */
int render_find_format(const char *path, enum plot_format *format, struct err *e);

/* True when the bytes are a picture from its first byte to its last. */
bool render_is_whole(enum plot_format format, const char *bytes, size_t n);

/* Run gnuplot on a program and put its picture at `path`. Returns 0, or -1 with words (gnuplot's
 * own where it has some). */
int render_picture(const char *program, enum plot_format format, const char *path, struct err *e);

#endif

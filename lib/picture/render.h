/*
 * render: run gnuplot, verify its picture and move it into place.
 *
 * gnuplot is started without a shell and never sees a user's file name: its program and its picture are anonymous files passed as
 * descriptors. It reads no start-up files and gets only the environment variables that locate programs and fonts. The picture is
 * moved into place (io/out.h) only when gnuplot exited with 0, wrote nothing to stderr and produced a complete file of the format;
 * otherwise an existing file at the path stays as it was.
 */
#ifndef RETKIT_RENDER_H
#define RETKIT_RENDER_H

#include "base/err.h"
#include "picture/plot.h"

#include <stdbool.h>
#include <stddef.h>

/* Find the format by the ending of a path (.png .svg .pdf, in any case). Returns 0, or -1 with words. */
int render_find_format(const char *path, enum plot_format *format, struct err *e);

/* True when the bytes are a complete picture: they begin and end as the format requires. */
bool render_is_whole(enum plot_format format, const char *bytes, size_t n);

/* Run gnuplot on a program and write its picture to `path`. Returns 0, or -1 with words, which quote gnuplot's own message if any. */
int render_picture(const char *program, enum plot_format format, const char *path, struct err *e);

#endif

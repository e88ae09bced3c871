/*
 * place: whether two names are those of one file.
 *
 * NULL and "-" are standard output where something is written and standard input where something is read. Devices such as /dev/null
 * are never in each other's way.
 */
#ifndef RETKIT_PLACE_H
#define RETKIT_PLACE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* True when what is written to one would be lost or mixed with what is written to the other. */
bool place_is_same(const char *path, const char *output);

/* True when `path` is the regular file that an input is read from: writing there would replace it. */
bool place_is_input(const char *path, const char *input);

/*
 * What is written must not replace what it is made of. `option` is the option that named `path`; no path, no refusal. No inputs mean
 * standard input, as "-" does. Returns 0, or -1 with words.
 */
int place_refuse_input(const char *option, const char *path, const char *input, struct err *e);
int place_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e);

#endif

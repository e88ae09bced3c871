/*
 * place: detect that two paths name the same file, so that an output never overwrites an input or another output.
 *
 * NULL and "-" mean standard output when writing and standard input when reading. Devices such as /dev/null never conflict.
 */
#ifndef RETKIT_PLACE_H
#define RETKIT_PLACE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* True when two outputs are the same file, so that one would overwrite the other or be mixed with it. */
bool place_is_same(const char *path, const char *output);

/* True when the output `path` is the regular file that `input` names: writing would overwrite the input. */
bool place_is_input(const char *path, const char *input);

/*
 * Check that an output does not overwrite an input. `option` is the option that named the output `path`; a NULL path passes. No inputs
 * (n = 0) means standard input, as "-" does. Returns 0, or -1 with words.
 */
int place_refuse_input(const char *option, const char *path, const char *input, struct err *e);
int place_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e);

/* An output of a program and the option that named it. */
struct place_output {
	const char *option;
	const char *path; /* may be NULL */
};

/* Check that none of n outputs overwrites `input`, such as a file of rules; NULL is no input and passes. Returns 0, or -1 with words. */
int place_protect(const char *input, const struct place_output *outputs, size_t n, struct err *e);

#endif

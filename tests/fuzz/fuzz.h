/*
 * fuzz: what the fuzzers share, and what one is.
 *
 * A fuzzer is tests/fuzz/fuzz_NAME.c. It is linked with libFuzzer by `make fuzz`, and with replay.c for the tests, which run
 * it over the inputs kept in corpus/NAME and over those it makes itself. It ends by abort() where a promise is broken.
 */
#ifndef RETKIT_FUZZ_H
#define RETKIT_FUZZ_H

#include "io/encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One input; the name and type are libFuzzer's. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* What a replay does besides; either may be NULL. */
struct fuzz_replay {
	void (*every)(const uint8_t *bytes, size_t n); /* once an input of the corpus */
	void (*made)(void);                            /* inputs too large or too many to keep, made anew */
};

extern const struct fuzz_replay fuzz_replay;

/* Tell what promise is broken, and abort. */
_Noreturn void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* An input of which the first bytes choose options. */
struct fuzz_input {
	const char *bytes;
	size_t n;
};

/* Take one option off the input's front: '0' is 0, so that inputs can be typed; 0 where nothing is left. */
unsigned fuzz_option(struct fuzz_input *in);

/* The path of a regular file with these bytes. The next call for the place overwrites it; fuzz_file() is for the first. */
enum fuzz_place { FUZZ_FIRST, FUZZ_SECOND, FUZZ_THIRD, FUZZ_PLACES };

const char *fuzz_file(const char *bytes, size_t n);
const char *fuzz_file_at(enum fuzz_place place, const char *bytes, size_t n);

/* Take what is written to stdout from now on; what was. Caller frees. */
void fuzz_take_output(void);
char *fuzz_output(size_t *n);

/* Text as a reader would hand it out: UTF-8, where bytes are damaged made good. Caller frees. */
char *fuzz_text(const char *bytes, size_t n, size_t *length);

#endif

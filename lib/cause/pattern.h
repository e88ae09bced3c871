/*
 * pattern: hundreds of patterns over one text in one pass (vectorscan).
 *
 * A set is compiled once and is then read-only but for its scratch space: one thread at a time.
 * Texts are well-formed UTF-8 in the form text_normalise() makes; what follows a malformed byte is
 * not looked at. A word is literal, and where it begins or ends with an ASCII letter or digit its
 * neighbour in the text must be neither: Chinese has no such edges. Regexes are vectorscan's:
 * Perl's without looking around and without back references; letters match in either case.
 *
 * Compiling is slow (milliseconds a regex), so a compiled set can be saved as bytes and loaded in
 * no time. An image serves only the patterns it was made of, on a machine of the same kind with the
 * same library; loading checks that.
 */
#ifndef RETKIT_PATTERN_H
#define RETKIT_PATTERN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct pattern {
	const char *text; /* well-formed UTF-8, not empty */
	size_t length;
	bool regex; /* else a word */
};

/*
 * Bytes [from, to) of the text match the pattern at `index`. `from` is meant only in a set with
 * spans.
 */
typedef void pattern_hit(void *context, size_t index, size_t from, size_t to);

struct pattern_set;

/*
 * Compile. `spans`: scanning tells where every match lies; else it tells of each pattern that it
 * matches, at least once. Returns NULL with the compiler's words, and the index of the pattern that
 * does not compile in *bad (n: none in particular).
 */
struct pattern_set *pattern_set_new(const struct pattern *patterns, size_t n, bool spans, size_t *bad, struct err *e);

void pattern_set_free(struct pattern_set *s);

/*
 * The same set for another thread: scratch space of its own, the rest is that of `s`, which must outlive it. Returns NULL with words.
 */
struct pattern_set *pattern_set_fork(const struct pattern_set *s, struct err *e);

/* Call `hit` for the matches in text[0..n), in no order to rely on. Returns 0, or -1 with words. */
int pattern_set_scan(struct pattern_set *s, const char *text, size_t n, pattern_hit *hit, void *context, struct err *e);

/* The set as bytes, their number in *n. Returns NULL with words. Caller frees. */
char *pattern_set_save(const struct pattern_set *s, size_t *n, struct err *e);

/*
 * The set that an image begins with; *used is how many bytes of it that was. Returns NULL when they
 * are not an image of these patterns made for this library and this kind of machine: then compile.
 */
struct pattern_set *pattern_set_load(const struct pattern *patterns, size_t n, bool spans, const char *image,
				     size_t size, size_t *used);

#endif

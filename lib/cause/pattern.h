/*
 * pattern: matches hundreds of patterns against a text in one pass (vectorscan).
 *
 * A set is compiled once and then read-only except for its scratch space, so each thread needs a fork. Texts are well-formed UTF-8 as
 * text_normalise() makes it; text after a malformed byte is ignored. A word is literal. If it begins or ends with an ASCII letter or
 * digit, the adjacent character of the text must be neither; Chinese has no such word boundaries. Regexes have the syntax of Perl
 * without lookaround and back references, and ignore case.
 *
 * Compiling is slow (milliseconds for each regex), so a compiled set can be saved as an image, which loads at once. An image only serves
 * the patterns it was made from, with the same library on the same kind of machine; loading checks that.
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

/* Called when bytes [from, to) of the text match the pattern at `index`. `from` is meaningful only in a set with spans. */
typedef void pattern_hit(void *context, size_t index, size_t from, size_t to);

struct pattern_set;

/*
 * Compile patterns into a set, to be freed. `spans`: scanning reports the span of every match; otherwise it reports each matching
 * pattern at least once. Returns NULL with the words of the compiler, and in *bad the index of the faulty pattern (n: none in
 * particular).
 */
struct pattern_set *pattern_set_new(const struct pattern *patterns, size_t n, bool spans, size_t *bad, struct err *e);

void pattern_set_free(struct pattern_set *s);

/* The same set with its own scratch space, for another thread. `s` must outlive it. Returns NULL with words. */
struct pattern_set *pattern_set_fork(const struct pattern_set *s, struct err *e);

/* Call `hit` for each match in text[0..n), in unspecified order. Returns 0, or -1 with words. */
int pattern_set_scan(struct pattern_set *s, const char *text, size_t n, pattern_hit *hit, void *context, struct err *e);

/* The set as an image of *n bytes. Caller frees. Returns NULL with words. */
char *pattern_set_save(const struct pattern_set *s, size_t *n, struct err *e);

/*
 * Load the set at the start of an image; *used is its size in bytes. Returns NULL when it is not an image of these patterns for this
 * library and kind of machine: then compile.
 */
struct pattern_set *pattern_set_load(const struct pattern *patterns, size_t n, bool spans, const char *image,
				     size_t size, size_t *used);

#endif

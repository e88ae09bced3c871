/*
 * known: is this text a header that some table knows?
 *
 * Texts are compared as headers are (mapping.h): normalised, and as a second try without a unit in parentheses at their end. Made to be
 * asked about every cell of the first rows of a file, of which nearly all are no headers.
 */
#ifndef RETKIT_KNOWN_H
#define RETKIT_KNOWN_H

#include "alias.h"
#include "sniff.h"

struct known;

struct known *known_new(void);
void known_free(struct known *k);

/* Add a header, or all of a table. */
void known_add(struct known *k, const char *header);
void known_add_aliases(struct known *k, const struct aliases *a);

/* The words for a reader; valid as long as `k` is, in one thread at a time. */
struct sniff_words known_words(struct known *k);

#endif

/*
 * known: is this text a header that some table knows?
 *
 * Texts are compared as headers are (header.h): normalised, and as a second try without a unit in parentheses at their end. Made to be
 * asked about every cell of the first rows of a file, of which nearly all are no headers.
 */
#ifndef RETKIT_KNOWN_H
#define RETKIT_KNOWN_H

#include "layout/dialects.h"
#include "csv/sniff.h"

struct known;

/* The headers of the generic tables, of all dialects and of the user's. */
struct known *known_new(const struct dialects *s);
void known_free(struct known *k);

/* The words for a reader; valid as long as `k` is, in one thread at a time. */
struct sniff_words known_words(struct known *k);

#endif

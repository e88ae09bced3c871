/*
 * known: a set of all headers that some table knows, probed by every cell of the first rows of a file to find the header row.
 *
 * Texts match as headers do (header.h). It is fast for cells that are not
 * headers, which nearly all are.
 */
#ifndef RETKIT_KNOWN_H
#define RETKIT_KNOWN_H

#include "layout/dialects.h"
#include "csv/sniff.h"

struct known;

/* The headers of the generic tables, of all dialects and of the user. Free with known_free(). */
struct known *known_new(const struct dialects *s);
void known_free(struct known *k);

/* The set as a reader takes it; valid as long as `k`. Several threads may probe it. */
struct sniff_words known_words(struct known *k);

#endif

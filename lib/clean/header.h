/*
 * header: finds names among the headers of one file.
 *
 * A name matches exactly in its normal form, else without a unit at its end; there is no fuzzy matching. Marks that tell whoever fills in
 * a form what to do, as in `*售后单号`, `数量：` or `订单号（必填）`, are no part of a name. Of duplicate headers the first is found, one
 * without marks before one with marks.
 */
#ifndef RETKIT_HEADER_H
#define RETKIT_HEADER_H

#include "base/text.h"

#include <stddef.h>

struct headers;

/*
 * The form in which name[0..n) is compared: text_normalise() without marks at the ends, and without blanks and line ends next to wide
 * characters, where they are there for the looks. Caller frees.
 */
char *header_normalise(const char *name, size_t n);

/* The same into a reusable buffer; returns its length. */
size_t header_normalise_into(struct text_room *room, const char *name, size_t n);

/*
 * The length of the normalised name s[0..n) without the unit at its end: brackets, as in `金额(元)`, or one of the usual units after a slash,
 * as in `数量/件`; 0 when it has none. Names may have several.
 */
size_t header_bare(const char *s, size_t n);

/* Index the n headers of a file, which are copied. Free with headers_free(). */
struct headers *headers_new(const char *const *names, size_t n);

void headers_free(struct headers *h);

size_t headers_count(const struct headers *h);

/* The index of the header with a normalised name, or -1. */
int headers_find(const struct headers *h, const char *name);

/* How many headers other than `except`, a normalised name, contain one of n normalised texts. */
size_t headers_containing(const struct headers *h, const char *const *texts, size_t n, const char *except);

/*
 * Split a list A|B into *count normalised names. The caller frees *names and each of its strings, also on failure. Returns 0, or -1 when
 * a name is empty.
 */
int header_list(const char *text, size_t n, char ***names, size_t *count);

#endif

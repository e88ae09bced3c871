/*
 * header: finds names among the headers of one file.
 *
 * A name matches exactly after text_normalise(), else without a unit in parentheses at its end; there is no fuzzy matching. Of duplicate
 * headers the first is found.
 */
#ifndef RETKIT_HEADER_H
#define RETKIT_HEADER_H

#include <stddef.h>

struct headers;

/*
 * The form in which name[0..n) is compared: text_normalise(), after removing line ends next to wide characters, where a spreadsheet has
 * wrapped a Chinese header. Caller frees.
 */
char *header_normalise(const char *name, size_t n);

/* Index the n headers of a file, which are copied. Free with headers_free(). */
struct headers *headers_new(const char *const *names, size_t n);

void headers_free(struct headers *h);

size_t headers_count(const struct headers *h);

/* The index of the header with a normalised name, or -1. */
int headers_find(const struct headers *h, const char *name);

/*
 * Split a list A|B into *count normalised names. The caller frees *names and each of its strings, also on failure. Returns 0, or -1 when
 * a name is empty.
 */
int header_list(const char *text, size_t n, char ***names, size_t *count);

#endif

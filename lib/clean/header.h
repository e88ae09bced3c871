/*
 * header: the headers of one file in the form they are compared in, and the place of a name among them.
 *
 * A name is found exactly, after text_normalise(), and as a second try without a unit in parentheses at its end;
 * never by likeness. Of headers that stand twice the first is found.
 */
#ifndef RETKIT_HEADER_H
#define RETKIT_HEADER_H

#include <stddef.h>

struct headers;

/*
 * The form that name[0..n) is compared in: that of text_normalise(), but a line end that a spreadsheet broke a Chinese header with is
 * no blank. Caller frees.
 */
char *header_normalise(const char *name, size_t n);

/* The n headers of a file as it has them. */
struct headers *headers_new(const char *const *names, size_t n);

void headers_free(struct headers *h);

size_t headers_count(const struct headers *h);

/* The place of a normalised name, or -1. */
int headers_find(const struct headers *h, const char *name);

/*
 * Names written A|B, normalised: *names is an array of *count, to be freed with what it holds, also on failure. Returns
 * -1 when one is empty.
 */
int header_list(const char *text, size_t n, char ***names, size_t *count);

#endif

/*
 * strings: the shared texts of a workbook, read as far as they are asked for.
 *
 * A workbook may hold more texts than its first sheets need, so the part is parsed only up to the text wanted. All runs of a rich text
 * belong to it; phonetic runs do not.
 */
#ifndef RETKIT_STRINGS_H
#define RETKIT_STRINGS_H

#include "sheet/package.h"

#include <stddef.h>

/* Collects the text inside an element <si> or <is>. */
struct richtext {
	char *bytes;
	size_t length, capacity;
	bool open;         /* inside <t> */
	unsigned phonetic; /* depth inside <rPh> */
};

/* Elements inside <si> or <is>, by their names without prefix. */
void richtext_start(struct richtext *r, const char *element);
void richtext_end(struct richtext *r, const char *element);

/* Add characters. Returns false when the text is longer than any cell may be. */
bool richtext_add(struct richtext *r, const char *bytes, size_t n);

struct strings;

/* For the part of that name; NULL: the workbook has none. Returns NULL with words. Free with strings_free(). */
struct strings *strings_open(const char *path, const char *part, struct err *e);
void strings_free(struct strings *s);

/* The text at `i`, valid until strings_free(), and its length. Returns NULL with words. */
const char *strings_get(struct strings *s, size_t i, size_t *n, struct err *e);

#endif

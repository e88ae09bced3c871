/*
 * heading: recognises a header among the rows below the header, where files were joined into one.
 *
 * A row is a header if at least two of its cells, and more than half, are headers: of the file, or known to any table. Every row is looked
 * at, so heading_begins() rules nearly all out by their first bytes; a header that it misses fails as data and is looked at then.
 */
#ifndef RETKIT_HEADING_H
#define RETKIT_HEADING_H

#include "csv/reader.h"
#include "csv/sniff.h"

#include <stdbool.h>

enum heading_kind {
	HEADING_NONE,
	HEADING_SAME,  /* the columns of the file in their order */
	HEADING_OTHER, /* other columns: the rows below it cannot be read by the first header */
};

struct heading;

/* For the file that the reader has open; `words` (may be NULL) must outlive the result. Free with heading_free(). */
struct heading *heading_new(const struct reader *r, const struct sniff_words *words);
void heading_free(struct heading *h);

/* True when the first cell of the row is one of the header's, byte by byte. */
bool heading_begins(const struct heading *h, const struct record *record);

/* What a row is. `r` is the reader that gave it, of the file or of a part. */
enum heading_kind heading_look(const struct heading *h, const struct reader *r, const struct record *record);

#endif

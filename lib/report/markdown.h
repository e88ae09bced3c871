/*
 * markdown: a report as Markdown in a language.
 *
 * Text out of data is escaped, so that it never becomes markup and never begins a line. A blank line ends every block; the points of a
 * list stand together.
 */
#ifndef RETKIT_MARKDOWN_H
#define RETKIT_MARKDOWN_H

#include "io/out.h"
#include "report/report.h"

/* Write all blocks. */
void markdown_write(const struct report *r, enum lang lang, struct out *o);

/* One item as plain text, nothing escaped. Caller frees. */
char *item_plain(const struct item *item, enum lang lang);

#endif

/*
 * markdown: renders a report as Markdown in one language.
 *
 * Text from data is escaped, so it never becomes markup and never begins a line. A blank line ends every block, but
 * there is none between the points of a list.
 */
#ifndef RETKIT_MARKDOWN_H
#define RETKIT_MARKDOWN_H

#include "io/out.h"
#include "report/report.h"

/* Write all blocks. */
void markdown_write(const struct report *r, enum lang lang, struct out *o);

/* One item as plain text, without escapes. Caller frees. */
char *item_plain(const struct item *item, enum lang lang);

#endif

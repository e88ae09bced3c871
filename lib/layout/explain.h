/*
 * explain: messages about how the headers of a file were understood, or why they were not.
 *
 * Nothing here decides anything. Remarks (row/remarks.h) are told on stderr as well; their table may be NULL.
 */
#ifndef RETKIT_EXPLAIN_H
#define RETKIT_EXPLAIN_H

#include "clean/alias.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "csv/reader.h"
#include "row/remarks.h"
#include "layout/dialects.h"

/* Remark on the columns that are only approximated, such as shipped_at from 付款确认时间; `quiet`: not on stderr. */
void explain_tell_standins(enum side side, const struct reader *r, const struct mapping *m, bool quiet,
			   struct remarks *remarks);

/* The headers of a file. The caller frees the array; the names are owned by the reader. */
const char **explain_headers(const struct reader *r);

/* Remark on a header that is used and has a duplicate. */
void explain_tell_twice(const struct reader *r, const struct mapping *m, struct remarks *remarks);

/*
 * Remark on the encoding in which a file was read to its end, unless it is UTF-8, or UTF-16 by its mark; `named`: by the user. Only a
 * doubt is told on stderr, but with `verbose` all.
 */
void explain_tell_encoding(const struct reader *r, bool named, bool verbose, struct remarks *remarks);

/* Remark on rows above the header. */
void explain_tell_header(const struct reader *r, struct remarks *remarks);

/*
 * Print on stderr how a file was read: its form; the columns, as `sku from 商品编码; note from 买家退款说明, else 备注`; and the headers
 * that feed nothing, as `left: 手机, 固话`.
 */
void explain_tell_mapping(enum side side, const struct reader *r, const struct mapping *m);

/*
 * Report the n missing columns found by canonical_missing(), all at once: print the headers of the file, the accepted headers and those that
 * look like what is missing on stderr, and put what to do into *e. Returns -1.
 */
int explain_tell_missing(const struct layout *l, enum side side, const struct reader *r, const struct mapping *m,
			 const char *const *columns, size_t n, struct err *e);

#endif

/*
 * explain: messages about how the headers of a file were understood, or why they were not.
 *
 * Nothing here decides anything. The caller frees the texts.
 */
#ifndef RETKIT_EXPLAIN_H
#define RETKIT_EXPLAIN_H

#include "clean/alias.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "csv/reader.h"

/*
 * The columns that are only approximated, as `shipped_at from 付款确认时间, a stand-in: this layout has no ship date`, joined by "; "; NULL
 * when there are none.
 */
char *explain_standins(enum side side, const struct reader *r, const struct mapping *m);

/* The headers of a file. The caller frees the array; the names are owned by the reader. */
const char **explain_headers(const struct reader *r);

/* `column '优惠' is in the header twice; the first is read`; NULL when no header that is used has a duplicate. */
char *explain_twice(const struct reader *r, const struct mapping *m);

/* `header found in row 5; 4 rows above it skipped`; NULL when it is the first row. */
char *explain_header(const struct reader *r);

/*
 * Print on stderr how a file was read: its form; the columns, as `sku from 商品编码; note from 买家退款说明, else 备注`; and the headers
 * that feed nothing, as `left: 手机, 固话`.
 */
void explain_tell_mapping(enum side side, const struct reader *r, const struct mapping *m);

/*
 * Report a missing column, found by canonical_missing(): print the headers of the file and the accepted headers on stderr, and put what to
 * do into *e. Returns -1.
 */
int explain_tell_missing(const struct aliases *a, enum side side, const struct reader *r, const char *column,
			 struct err *e);

#endif

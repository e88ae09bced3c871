/*
 * explain: words on how the headers of a file were understood, or why they were not.
 *
 * Only words: nothing here decides. Texts are the caller's to free.
 */
#ifndef RETKIT_EXPLAIN_H
#define RETKIT_EXPLAIN_H

#include "clean/alias.h"
#include "base/err.h"
#include "clean/mapping.h"
#include "csv/reader.h"

/*
 * `shipped_at from 付款确认时间, which stands in: this layout has no ship date`, those of several columns
 * parted by "; "; NULL when none stands in.
 */
char *explain_standins(enum side side, const struct reader *r, const struct mapping *m);

/* The headers of a file. Caller frees the array, not the names. */
const char **explain_headers(const struct reader *r);

/* `column '优惠' stands in the header twice; the first is read`; NULL when no used header does. */
char *explain_twice(const struct reader *r, const struct mapping *m);

/* `header found in row 5; 4 rows above it left out`; NULL when it is the first row. */
char *explain_header(const struct reader *r);

/*
 * How a file was read, as warnings: its form; `sku from 商品编码; note from 买家退款说明, else 备注`; and `left: 手机, 固话`,
 * the headers that feed nothing.
 */
void explain_tell_mapping(enum side side, const struct reader *r, const struct mapping *m);

/*
 * A required column that is missing, as of canonical_missing(): what the file has and what is accepted for it, as warnings; and
 * what to do, as the words of *e. Returns -1.
 */
int explain_tell_missing(const struct aliases *a, enum side side, const struct reader *r, const char *column,
			 struct err *e);

#endif

/*
 * explain: words on how the headers of a file were understood, or why they were not.
 *
 * Only words: nothing here decides. Texts are the caller's to free.
 */
#ifndef RETKIT_EXPLAIN_H
#define RETKIT_EXPLAIN_H

#include "alias.h"
#include "err.h"
#include "mapping.h"
#include "reader.h"

#include <stdbool.h>

/* `sku from 商品编码; note from 买家退款说明, else 备注`. */
char *explain_mapping(enum side side, const struct reader *r, const struct mapping *m);

/* `left: 手机, 固话`: the headers that feed nothing. */
char *explain_left(const struct reader *r, const struct mapping *m);

/*
 * `shipped_at from 付款确认时间, which stands in: this layout has no ship date`, those of several columns
 * parted by "; "; NULL when none stands in.
 */
char *explain_standins(enum side side, const struct reader *r, const struct mapping *m);

/* The headers of a file. Caller frees the array, not the names. */
const char **explain_headers(const struct reader *r);

/* `column '优惠' stands in the header twice; the first is read`; NULL when no used header does. */
char *explain_twice(const struct reader *r, const struct mapping *m);

/* True when the header is one cell with TABs in it although cells are parted by commas. */
bool explain_is_one_cell(const struct reader *r, char delimiter);

/*
 * A required column that is missing, as of canonical_missing(): what the file has; what is accepted
 * for it, in as many texts as there are columns that give it (NULL-terminated, the array to be
 * freed too); and what to do, as the words of *e. Returns -1.
 */
char *explain_missing(const struct reader *r, const char *column);
char **explain_accepted(const struct aliases *a, enum side side, const char *column);
int explain_remedy(const struct aliases *a, enum side side, const struct reader *r, char delimiter,
		   const char *column, struct err *e);

#endif

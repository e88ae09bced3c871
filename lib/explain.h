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


/* `sku from 商品编码; note from 买家退款说明, else 备注`. */
char *explain_mapping(enum side side, const struct reader *r, const struct mapping *m);

/* `left: 手机, 固话`: the headers that feed nothing. */
char *explain_left(const struct reader *r, const struct mapping *m);

/* `column '优惠' stands in the header twice; the first is read`; NULL when no used header does. */
char *explain_twice(const struct reader *r, const struct mapping *m);

/* `utf-16le with a byte order mark, parted by TAB, 12 columns`; nothing is said of commas. */
char *explain_form(const struct reader *r);

/* `header found in row 5; 4 rows above it left out`; NULL when it is the first row. */
char *explain_header(const struct reader *r);

/*
 * A required column that is missing, as of canonical_missing(): what the file has; what is accepted
 * for it, in as many texts as there are columns that give it (NULL-terminated, the array to be
 * freed too); and what to do, as the words of *e. Returns -1.
 */
char *explain_missing(const struct reader *r, const char *column);
char **explain_accepted(const struct aliases *a, enum side side, const char *column);
int explain_remedy(const struct aliases *a, enum side side, const struct reader *r,
		   const char *column, struct err *e);

#endif

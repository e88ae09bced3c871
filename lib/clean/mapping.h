/*
 * mapping: which headers of one file feed which canonical columns.
 *
 * It is made once for each file from the alias table and does not depend on the rows. A header may feed several columns. Of duplicate
 * headers only the first feeds any.
 */
#ifndef RETKIT_MAPPING_H
#define RETKIT_MAPPING_H

#include "clean/alias.h"
#include "clean/header.h"

#include <stdbool.h>
#include <stddef.h>

/* One header of a file that feeds a column. */
struct alias_use {
	size_t header;             /* its index in the file */
	bool generic;              /* a common word, recognised only because enough other headers are known */
	enum alias_blank blank;    /* what to read instead of a blank cell */
	bool standin;              /* it only approximates the column */
	const struct alias *alias; /* the row of the table that matched */
};

struct mapping;

/* Map the n headers of a file. The aliases must outlive the mapping, which the caller frees. */
struct mapping *mapping_new(const struct aliases *a, enum side side, const char *const *headers, size_t n);

void mapping_free(struct mapping *m);

/* The headers that feed a column, in the order to try them. Returns their number; *uses is owned by the mapping. */
size_t mapping_uses(const struct mapping *m, const char *column, const struct alias_use **uses);

/* True when a header of the file feeds any column. */
bool mapping_is_used(const struct mapping *m, size_t header);

/* True when a header feeds a column of quantities. */
bool mapping_gives_quantity(const struct mapping *m, size_t header);

/*
 * What the dialect of the file says beyond headers, as texts owned by the aliases:
 * - the constant of a column; NULL if there is none, or if a header feeds the column (for qty, any of the three quantity columns; a
 *   generic header with a condition does not count);
 * - the i-th format of the dates of a column, NULL after the last;
 * - the decimal sign of the numbers of a column, "." or ","; NULL if it is not stated;
 * - the i-th text that banners and footers begin with, NULL after the last;
 * - the sign of the quantities of this table in a layout that mixes both tables: 1, -1, or 0 if it does not.
 */
const char *mapping_constant(const struct mapping *m, const char *column);
const char *mapping_date_format(const struct mapping *m, const char *column, size_t i);
const char *mapping_decimal(const struct mapping *m, const char *column);
const char *mapping_banner(const struct mapping *m, size_t i);
int mapping_sign(const struct mapping *m);

#endif

/*
 * mapping: the headers of one file, and the canonical columns they feed.
 *
 * Made once a file from the alias table; what it says does not depend on the rows. A header may
 * feed several columns; a header that stands twice feeds by its first.
 */
#ifndef RETKIT_MAPPING_H
#define RETKIT_MAPPING_H

#include "clean/alias.h"
#include "clean/header.h"

#include <stdbool.h>
#include <stddef.h>

/* One header of a file that feeds a column. */
struct alias_use {
	size_t header;             /* its place in the file */
	bool generic;              /* recognised only because others were */
	enum alias_blank blank;    /* what stands in for a blank cell of it */
	bool standin;              /* it is not what the column means, but the nearest the layout has */
	const struct alias *alias; /* the row that says so */
};

struct mapping;

/* Map the n headers of a file. The aliases must outlive it. */
struct mapping *mapping_new(const struct aliases *a, enum side side, const char *const *headers, size_t n);

void mapping_free(struct mapping *m);

/*
 * The headers that feed a column, in the order to try them. Returns how many; owned by the
 * mapping.
 */
size_t mapping_uses(const struct mapping *m, const char *column, const struct alias_use **uses);

/* True when a header of the file feeds any column. */
bool mapping_is_used(const struct mapping *m, size_t header);

/* True when it feeds a column of quantities. */
bool mapping_gives_quantity(const struct mapping *m, size_t header);

/*
 * What the dialect of the file says beyond headers: the one value of a column, NULL where it says none or a header gives the
 * column, for a quantity in any of its three ways, but for one of the generic tables that counts only beside others; the
 * formats that dates of a column may have, NULL behind the last; the texts that banners and footers begin with, NULL behind
 * the last; and the sign of the quantities of this table in a layout that holds both, 1 or -1, 0 where it says none.
 */
const char *mapping_constant(const struct mapping *m, const char *column);
const char *mapping_date_format(const struct mapping *m, const char *column, size_t i);
const char *mapping_banner(const struct mapping *m, size_t i);
int mapping_sign(const struct mapping *m);

#endif

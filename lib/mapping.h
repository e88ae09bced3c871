/*
 * mapping: the headers of one file, and the canonical columns they feed.
 *
 * Made once a file from the alias table; what it says does not depend on the rows. A header may
 * feed several columns; a header that stands twice feeds by its first.
 */
#ifndef RETKIT_MAPPING_H
#define RETKIT_MAPPING_H

#include "alias.h"

#include <stdbool.h>
#include <stddef.h>

/* One header of a file that feeds a column. */
struct alias_use {
	size_t header; /* its place in the file */
	bool generic;  /* recognised only because others were */
};

struct mapping;

/* Map the n headers of a file. */
struct mapping *mapping_new(const struct aliases *a, enum side side, const char *const *headers,
			    size_t n);

void mapping_free(struct mapping *m);

/*
 * The headers that feed a column, in the order to try them. Returns how many; owned by the
 * mapping.
 */
size_t mapping_uses(const struct mapping *m, const char *column, const struct alias_use **uses);

/* True when a header of the file feeds any column. */
bool mapping_is_used(const struct mapping *m, size_t header);

#endif

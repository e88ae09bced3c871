/* inspect_private: the loop over files that the inspections share. */
#ifndef RETKIT_INSPECT_PRIVATE_H
#define RETKIT_INSPECT_PRIVATE_H

#include "layout/inspect.h"
#include "result/result.h"

#include <stddef.h>

/*
 * Give each table in n files, a workbook by its sheets, to `one`, which returns -1 when it is lost; a file whose tables cannot be listed is
 * told on stderr and given to `unreadable` (may be NULL). Returns the number of lost ones; *all is how many there are.
 */
size_t inspect_each(const struct inspection *in, char *const *paths, size_t n,
		    int (*one)(const struct inspection *, struct result *, const char *path),
		    void (*unreadable)(struct result *, const char *path), struct result *table, size_t *all);

#endif

/*
 * lookalike: the unread headers of a file that may be a column which no header gives.
 *
 * A header that nobody has told us of is never read by its looks; it is named, so that the user can name it with --map. Layouts that have
 * a dialect are left alone: there it is known what each header means.
 */
#ifndef RETKIT_LOOKALIKE_H
#define RETKIT_LOOKALIKE_H

#include "clean/mapping.h"
#include "csv/reader.h"
#include "layout/dialects.h"
#include "row/remarks.h"

#include <stdbool.h>
#include <stddef.h>

/* The column of a side that an unread header may be, among those that nothing gives; NULL when it looks like none. */
const char *lookalike_column(const struct layout *l, enum side side, const struct mapping *m, const char *header);

/* Remark on the unread headers that may be what is missing. `remarks` may be NULL: they are told on stderr only. */
void lookalike_tell(const struct layout *l, enum side side, const struct reader *r, const struct mapping *m,
		    struct remarks *remarks);

/*
 * Remark on orders that have a column of what came back and no date but those of the order: its header feeds a quantity of returns, another
 * that of shipments. `remarks` as above.
 */
void lookalike_tell_undated(const struct layout *l, const struct reader *r, struct remarks *remarks);

/* True when returns have no type, though the layout should give one. */
bool lookalike_lacks_type(const struct layout *l, const struct mapping *m);

#endif

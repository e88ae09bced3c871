/*
 * exports: the exports in a folder: what each is, and why one is not read.
 *
 * Every entry of the folder whose name does not begin with a dot has a row, a workbook one for each of its sheets; an
 * export has a kind, anything else a reason. The same bytes under two names, or the same name with and without
 * compression, count once. A row has the hash of the bytes, so that the table changes whenever an export does,
 * whatever its time stamps. An entry that the system does not let us read is an error, never "no export".
 */
#ifndef RETKIT_EXPORTS_H
#define RETKIT_EXPORTS_H

#include "base/err.h"
#include "layout/inspect.h"
#include "result/schema.h"
#include "row/side.h"

#include <stdbool.h>
#include <stddef.h>

/* The table of ret-import --folder. The reason is a slug of WORD_UNREAD, the detail what fills its template. */
enum exports_column {
	EXPORTS_FILE,
	EXPORTS_KIND,
	EXPORTS_DIALECT,
	EXPORTS_REASON,
	EXPORTS_DETAIL,
	EXPORTS_HASH,
	EXPORTS_COLUMNS
};

extern const struct schema exports_schema;

/*
 * Write the table of a folder, with names without the folder, sorted by bytes. Entries that are not read are also
 * reported on stderr. Returns 0; or -1 with words that name an entry that cannot be read, unless `skip_unreadable`
 * makes that a reason as well.
 */
int exports_list(const struct inspection *in, const char *folder, bool skip_unreadable, struct err *e);

/*
 * The paths of the exports of a side in a table that exports_list() wrote, NULL-terminated; *n is their number, which may be 0. Free with
 * book_free_paths(). Returns NULL with words when the table cannot be read.
 */
char **exports_paths(const char *table, const char *folder, enum side side, size_t *n, struct err *e);

/*
 * Whether these exports still have the bytes that they were listed with. Asked when they were read, it says that no export vanished, grew
 * or was cut while it was. Returns 0, or -1 with words that name one.
 */
int exports_unchanged(const char *table, const char *folder, enum side side, struct err *e);

#endif

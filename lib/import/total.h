/*
 * total: the total rows that exports carry, told from data and checked against it.
 *
 * A row is one when its first cell that is not blank says 合计, 总计, 小计, 汇总 or Total. It
 * must equal the sum of all rows above it, or of those since the total row before it. Sums are
 * exact; a cell that is no number makes its column's sum unsure, and unsure sums are not
 * compared.
 *
 * A dialect may have banners and footers too: rows whose first cell that is not blank begins with a text of its.
 */
#ifndef RETKIT_TOTAL_H
#define RETKIT_TOTAL_H

#include "clean/clean.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum total_kind {
	TOTAL_DATA,  /* a row like any other */
	TOTAL_BLANK, /* a row without a cell that is not blank */
	TOTAL_ROW,
	TOTAL_BANNER,
};

struct total;

/*
 * For a file of which `columns` columns are summed. `delimiter` as the reader was told, 0 for a
 * comma.
 */
struct total *total_new(size_t columns, char delimiter);

/* Rows that begin with this text are banners. It is copied. */
void total_add_banner(struct total *t, const char *text);

void total_free(struct total *t);

/*
 * What kind of row this is; looks at the record's bytes only as far as the first cell that is not
 * blank.
 */
enum total_kind total_classify(struct total *t, const struct reader *r, const struct record *record);

/* A data row's cell of one column, `value` in 1/DECIMAL_SCALE. */
void total_add(struct total *t, size_t column, enum clean state, int64_t value);

/*
 * Does a total row's cell agree? When not, *sum is what the rows give. True also where nothing
 * can be compared.
 */
bool total_agrees(const struct total *t, size_t column, enum clean state, int64_t value, int64_t *sum);

/*
 * Add the sums of the rows that follow, which hold no total row. Returns false, and changes nothing, when sums are so large that
 * only adding row by row tells whether they can be trusted. total_clear() forgets all sums.
 */
bool total_join(struct total *t, const struct total *part);
void total_clear(struct total *t);

/* A total row has been checked: the next one may be the sum of what follows. */
void total_end_part(struct total *t);

#endif

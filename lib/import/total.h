/*
 * total: recognises total rows, banners and blank rows, and checks total rows against the data above them.
 *
 * A total row is one whose first nonblank cell is 合计, 总计, 小计, 汇总, Total or the like, or ends with such a word and is followed by
 * numbers alone, as spreadsheets label subtotals: `甲店 汇总`; or one with such a word at the end of an id or SKU. It must equal the sum of all rows above it, or
 * of those since the previous total row. Sums are exact. A cell that is not a number makes the sum of its column unsure, and unsure sums
 * are not compared.
 *
 * A banner or footer is a row whose first nonblank cell begins with a text that the dialect of the file lists.
 */
#ifndef RETKIT_TOTAL_H
#define RETKIT_TOTAL_H

#include "clean/clean.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum total_kind {
	TOTAL_DATA,  /* none of the others */
	TOTAL_BLANK, /* all cells are blank */
	TOTAL_ROW,
	TOTAL_BANNER,
};

struct total;

/*
 * For one file, of which `columns` columns are summed. `delimiter` is the one the reader was given, 0 for a comma. Free with
 * total_free().
 */
struct total *total_new(size_t columns, char delimiter);

/* Treat rows that begin with this text as banners. It is copied. */
void total_add_banner(struct total *t, const char *text);

void total_free(struct total *t);

/* The kind of a row. Looks beyond the first nonblank cell only when that ends with a word for totals. */
enum total_kind total_classify(struct total *t, const struct reader *r, const struct record *record);

/*
 * True for the cell of an id or SKU that ends with a Chinese word for totals, such as `K1 小计` or `合 计：`: its row is a total, whatever
 * else it holds. UTF-8.
 */
bool total_is_label(const char *s, size_t n);

/* Add the cell of a data row to the sum of its column; `value` is in 1/DECIMAL_SCALE. */
void total_add(struct total *t, size_t column, enum clean state, int64_t value);

/* False when a cell of a total row differs from the sum of its column, which is then in *sum. True when they cannot be compared. */
bool total_agrees(const struct total *t, size_t column, enum clean state, int64_t value, int64_t *sum);

/*
 * Add the sums of the next part of the file, which has no total row. Returns false and changes nothing when the sums are so large that
 * only adding row by row shows whether they overflow. total_clear() resets all sums.
 */
bool total_join(struct total *t, const struct total *part);
void total_clear(struct total *t);

/* Call after a total row was checked: the next one may be the sum of the rows in between. */
void total_end_part(struct total *t);

#endif

/*
 * line: the shipment lines that share an order or line id with a return.
 *
 * Shipments are streamed, large files in parts; a row is kept when one of its order or line ids is wanted, and is
 * judged by row/shipment.h. Gifts are lines too, because gifts come back as well. Rows with the same line id, order,
 * shop and SKU are partial shipments of one line: their quantities are added, everything else is taken from the
 * first. Lines are numbered in the order of the files. Memory grows with the lines of wanted orders, not with all
 * shipments: an id on more lines than an order or line can have is ignored.
 */
#ifndef RETKIT_LINE_H
#define RETKIT_LINE_H

#include "csv/hold.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/rows.h"
#include "join/reading.h"
#include "join/wanted.h"
#include "row/fate.h"

/* The cells kept of a line. The first four identify it. */
enum line_cell {
	LINE_SHOP,
	LINE_ORDER_ID,
	LINE_LINE_ID,
	LINE_SKU,
	LINE_PLATFORM,
	LINE_STYLE,
	LINE_CATEGORY,
	LINE_CURRENCY,
	LINE_ORDERED_AT,
	LINE_PAID_AT,
	LINE_SHIPPED_AT,
	LINE_SIGNED_AT,
	LINE_WAREHOUSE,
	LINE_CARRIER,
	LINE_AGENT,
	LINE_BATCH,
	LINE_SOURCE,
	LINE_CELLS,
};

struct line {
	const char *cells; /* each NUL-terminated */
	uint32_t length;   /* of `cells`, NUL bytes included */
	int64_t qty;
	int64_t amount;   /* in 1/DECIMAL_SCALE, or HOLD_NO_AMOUNT */
	int64_t returned; /* units; set by the caller */
	uint64_t record;  /* its number in its file */
	uint32_t file;
	int32_t day; /* shipped */
	bool gift;
};

struct lines;

/*
 * Read the wanted lines of all files ("-" is stdin). Returns NULL with words. Wanted rows that are faulty go to
 * `rejects`.
 */
struct lines *lines_read(const struct wanted *orders, const struct wanted *line_ids, char *const *paths, size_t n,
			 const struct join_reading *reading, struct rows_counts *read, struct err *e);

void lines_free(struct lines *l);

struct line *lines_get(struct lines *l, size_t i);

/* The name of a line's file, without its folder. */
const char *lines_file(const struct lines *l, const struct line *line);

/*
 * The lines of a wanted id as a chain: the first link of the order's or line id's chain, lines ascending, ended by
 * LINE_NO_LINK. The chain is empty also when too many lines have the id; *some is set to true when any line has it.
 */
#define LINE_NO_LINK SIZE_MAX

size_t lines_of_order(const struct lines *l, uint32_t order, bool *some);
size_t lines_of_line(const struct lines *l, uint32_t line_id, bool *some);
size_t lines_next(const struct lines *l, size_t link);
size_t lines_at(const struct lines *l, size_t link);

#endif

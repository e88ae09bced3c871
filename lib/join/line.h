/*
 * line: the shipment lines that share an order or line id with some return.
 *
 * Shipments stream through, in parts where a file is large; a row stays when one of its order or line ids is wanted, and is judged as
 * row/shipment.h has it. Gifts are lines like others, because returns of them come back too. Rows of one line id, order, shop and SKU are
 * shipments of one line: their quantities add up, all else is that of the first. Lines are numbered in the order of the files.
 * Memory grows with the lines of the orders that are wanted, not with shipments: an id on more lines than one order or
 * line can have is ignored.
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

/* The cells that are kept of a line. The first four tell it from others. */
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
	const char *cells; /* each followed by a NUL byte */
	uint32_t length;   /* of them, NUL bytes included */
	int64_t qty;
	int64_t amount;   /* in 1/DECIMAL_SCALE, or HOLD_NO_AMOUNT */
	int64_t returned; /* units; the caller's */
	uint64_t record;  /* its number in its file */
	uint32_t file;
	int32_t day; /* shipped */
	bool gift;
};

struct lines;

/*
 * Read the lines that are wanted of all files ("-" is stdin). Returns NULL with words. Rows that are wanted and wrong go to `rejects`.
 */
struct lines *lines_read(const struct wanted *orders, const struct wanted *line_ids, char *const *paths, size_t n,
			 const struct join_reading *reading, struct rows_counts *read, struct err *e);

void lines_free(struct lines *l);

struct line *lines_get(struct lines *l, size_t i);

/* The name of the file of a line, without its folder. */
const char *lines_file(const struct lines *l, const struct line *line);

/*
 * Lines of a wanted id: the first link of an order's or a line id's chain, whose lines come in order; LINE_NO_LINK ends it. A chain is
 * empty, too, when its id stands on too many lines; *some is set when it stands on any.
 */
#define LINE_NO_LINK SIZE_MAX

size_t lines_of_order(const struct lines *l, uint32_t order, bool *some);
size_t lines_of_line(const struct lines *l, uint32_t line_id, bool *some);
size_t lines_next(const struct lines *l, size_t link);
size_t lines_at(const struct lines *l, size_t link);

#endif

/*
 * orphans: the table of findings about returns and their shipment lines.
 *
 * One row for each finding: the columns of the return, then of its line, which are empty when there is none.
 */
#ifndef RETKIT_ORPHANS_H
#define RETKIT_ORPHANS_H

#include "io/out.h"
#include "join/join.h"
#include "result/schema.h"

/* The table of ret-join --orphans. */
enum orphan_column {
	ORPHAN_FINDING,
	ORPHAN_MATCHED,
	ORPHAN_SHOP, /* from here: cells of the return, unchanged */
	ORPHAN_RETURN_ID,
	ORPHAN_ORDER_ID,
	ORPHAN_LINE_ID,
	ORPHAN_SKU,
	ORPHAN_TYPE,
	ORPHAN_STATUS, /* to here */
	ORPHAN_QTY,
	ORPHAN_EXCESS,
	ORPHAN_RETURNED_AT,
	ORPHAN_SOURCE,
	ORPHAN_LINE_SHOP,
	ORPHAN_LINE_ORDER_ID,
	ORPHAN_LINE_LINE_ID,
	ORPHAN_LINE_SKU,
	ORPHAN_LINE_SHIPPED,
	ORPHAN_LINE_RETURNED,
	ORPHAN_LINE_SHIPPED_AT,
	ORPHAN_LINE_SOURCE,
	ORPHAN_COLUMNS
};

extern const struct schema orphans_schema;

struct orphans;

/* Begin the table. The caller keeps `out`, the tickets and the lines. */
struct orphans *orphans_new(struct out *out, const struct tickets *tickets, const struct lines *lines);

/* Write the findings of a return; `cells` are those of the return. */
void orphans_add(struct orphans *o, const struct held *ticket, const struct cell *cells, const struct join_match *m);

/* Write what is buffered and free. NULL is allowed. */
void orphans_close(struct orphans *o);

#endif

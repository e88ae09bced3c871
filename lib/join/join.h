/*
 * join: the shipment line of a return, and what the line says about it.
 *
 * A return's line is found by line id; else by order id and SKU; else by order id alone where all lines of the order are of one SKU, gifts
 * apart. Lines of the return's shop come before others of the same ids. Of several lines, units are taken in the order of the
 * shipments while a line has units that have not come back, so callers must pass returns in input order.
 */
#ifndef RETKIT_JOIN_H
#define RETKIT_JOIN_H

#include "join/line.h"
#include "join/ticket.h"

#include <stdbool.h>
#include <stdint.h>

enum join_how { JOIN_LINE, JOIN_ORDER_SKU, JOIN_ORDER, JOIN_NONE, JOIN_HOWS };

/* line, order_sku, order, none */
const char *join_how_name(enum join_how how);

/* Findings about a return and its line. */
enum join_finding {
	JOIN_ORPHAN,        /* no line has its ids */
	JOIN_LINE_UNKNOWN,  /* lines have its ids, but none can be chosen */
	JOIN_ONE_TO_MANY,   /* several lines may be its own */
	JOIN_OVER_RETURNED, /* more came back than was shipped */
	JOIN_SKU_DIFFERS,
	JOIN_ORDER_DIFFERS,  /* the line id is the same, the order is not */
	JOIN_BEFORE_SHIPPED, /* came back before its line was shipped */
	JOIN_FINDINGS,
};

const char *join_finding_name(enum join_finding finding);

/* What the quantity of a return is. */
enum join_basis {
	JOIN_AS_SAID,
	JOIN_OF_LINE, /* all of the line: it was said to be imputed, or not at all, and all was paid back */
	JOIN_IMPUTED, /* 1, as nothing tells */
};

struct join_match {
	enum join_how how;
	const struct line *line; /* NULL with JOIN_NONE */
	bool goods;              /* the line's goods are the return's */
	bool imputed;            /* the quantity is not known */
	unsigned findings;       /* a bit each */
	enum join_basis basis;
	int64_t qty;      /* units; 0 with TICKET_QTY_UNREAD */
	int64_t excess;   /* of them, those that were not shipped; 0 unless JOIN_OVER_RETURNED */
	int64_t shipped;  /* units of all lines that may be its own, */
	int64_t returned; /* and those that have come back of them, these included */
};

struct join;

/* Both must outlive it. With `cap` what exceeds a line is not counted as come back. */
struct join *join_new(const struct tickets *tickets, struct lines *lines, bool cap);
void join_free(struct join *j);

/* Find the line of a return and take its units. `cells` are its own. */
void join_find(struct join *j, const struct held *ticket, const struct cell *cells, struct join_match *m);

#endif

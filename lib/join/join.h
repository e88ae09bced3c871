/*
 * join: finds the shipment line of a return, and checks the return against it.
 *
 * A return's line is found by line id; else by order id and SKU; else by order id alone where all lines of the order
 * are of one SKU, gifts apart. Lines of the return's shop come before others of the same ids. Several candidate lines
 * are used up in the order of the shipments, each until all its units have come back; so callers must pass returns in
 * input order.
 */
#ifndef RETKIT_JOIN_H
#define RETKIT_JOIN_H

#include "join/line.h"
#include "join/ticket.h"

#include <stdbool.h>
#include <stdint.h>

enum join_how { JOIN_LINE, JOIN_ORDER_SKU, JOIN_ORDER, JOIN_NONE, JOIN_HOWS };

/* The slug of WORD_MATCH, which is in the order of the enum: line, order_sku, order, none. */
const char *join_how_name(enum join_how how);

/* Findings about a return and its line. */
enum join_finding {
	JOIN_ORPHAN,        /* no line has its ids */
	JOIN_LINE_UNKNOWN,  /* lines have its ids, but none matches */
	JOIN_ONE_TO_MANY,   /* several candidate lines */
	JOIN_OVER_RETURNED, /* more came back than was shipped */
	JOIN_SKU_DIFFERS,
	JOIN_ORDER_DIFFERS,  /* the line id is the same, the order is not */
	JOIN_BEFORE_SHIPPED, /* came back before its line was shipped */
	JOIN_FINDINGS,
};

/* The slug of WORD_ODDITY, which is in the order of the enum. */
const char *join_finding_name(enum join_finding finding);

/* Where the quantity of a return comes from. */
enum join_basis {
	JOIN_AS_SAID,
	JOIN_OF_LINE, /* the line's: the return's own was empty or imputed, and the whole amount was refunded */
	JOIN_IMPUTED, /* 1, because it is unknown */
};

struct join_match {
	enum join_how how;
	const struct line *line; /* NULL with JOIN_NONE */
	bool goods;              /* the line's goods are the return's */
	bool imputed;            /* the quantity is a guess */
	unsigned findings;       /* bit set of 1 << enum join_finding */
	enum join_basis basis;
	int64_t qty;      /* units; 0 with TICKET_QTY_UNREAD */
	int64_t excess;   /* units of qty beyond those shipped; 0 unless JOIN_OVER_RETURNED */
	int64_t shipped;  /* units of all candidate lines */
	int64_t returned; /* units of these lines that have come back so far, this return included */
};

struct join;

/* Both must outlive it. With `cap`, units beyond those shipped are not counted as returned. */
struct join *join_new(const struct tickets *tickets, struct lines *lines, bool cap);
void join_free(struct join *j);

/* Find the line of a return and take its units. `cells` are those of the return. */
void join_find(struct join *j, const struct held *ticket, const struct cell *cells, struct join_match *m);

#endif

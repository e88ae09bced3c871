/*
 * shipments: the order lines of all shops, sorted by shipping time.
 *
 * shipments_new() draws the lines, and shipments_append() adds the replacements that after-sales sends. shipments_number() then
 * sorts them and assigns the printed numbers of orders and lines, which are empty before. Sorting changes the indices into
 * lines, so other modules refer to a line by its stable id: shipments_by_id().
 */
#ifndef SAMPLES_SHIPMENTS_H
#define SAMPLES_SHIPMENTS_H

#include "catalogue.h"

#include <gsl/gsl_rng.h>
#include <stddef.h>

enum line_kind {
	LINE_ORDINARY,  /* sold and shipped: the only kind in the denominator of a rate */
	LINE_GIFT,      /* shipped free of charge */
	LINE_CANCELLED, /* never left */
	LINE_SPLIT,     /* the parent of a line that was split off; never shipped itself */
	LINE_WAITING,   /* paid, not yet shipped when the export was made */
	LINE_EXCHANGE,  /* replacement for an exchanged item */
	LINE_REISSUE    /* replacement for a missing or broken item */
};

struct order_line {
	size_t id;
	size_t order; /* the same for all lines of an order */
	enum line_kind kind;
	enum shop shop;
	enum carrier carrier;
	int product;
	int day;    /* of shipping, or of the decision for lines that were never shipped */
	int second; /* of that day */
	int qty;
	long amount; /* in cents, for the whole line */
	char order_number[24];
	char line_number[16];
};

struct shipments {
	struct order_line *lines;
	size_t count;
	size_t capacity;
	size_t order_count;
	size_t *position; /* of each id, once numbered */
};

/* Returns the order lines drawn from rng, to be freed with shipments_free(). */
struct shipments *shipments_new(gsl_rng *rng);

void shipments_free(struct shipments *shipments);

/* Adds a copy of the line and returns its id. Pointers into lines become invalid. */
size_t shipments_append(struct shipments *shipments, struct order_line line);

/* Sorts the lines by time and numbers orders and lines, with gaps drawn from rng. */
void shipments_number(struct shipments *shipments, gsl_rng *rng);

/* Returns 1 for a replacement that the exports list; those of the live shop omit replacements. */
int shipments_is_replacement(const struct order_line *line);

/* Returns the line with that id. Before numbering, lines are in the order of their ids. */
const struct order_line *shipments_by_id(const struct shipments *shipments, size_t id);

#endif

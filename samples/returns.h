/*
 * returns: the after-sales tickets of all order lines.
 *
 * Only TICKET_RETURN and TICKET_EXCHANGE count in a return rate; the other kinds exist because real exports have them. If
 * goods arrive after the last day of the calendar, the ticket is TICKET_PENDING if it was opened by then, and omitted otherwise.
 */
#ifndef SAMPLES_RETURNS_H
#define SAMPLES_RETURNS_H

#include "phrases.h"
#include "shipments.h"

enum ticket_kind {
	TICKET_RETURN,      /* goods received, money back */
	TICKET_EXCHANGE,    /* goods received, replacement sent */
	TICKET_PENDING,     /* goods not received when the export was made */
	TICKET_VOID,        /* closed without a return */
	TICKET_REFUND_ONLY, /* money back, no goods */
	TICKET_PRE_SHIP,    /* money back before anything was shipped */
	TICKET_REJECT,      /* refused at the door: goods back, but never sold */
	TICKET_REISSUE,     /* replacement sent, no goods back */
	TICKET_PRICE        /* part of the price back */
};

struct ticket {
	enum ticket_kind kind;
	enum shop shop;
	size_t line_id;
	enum reason reason; /* the true one */
	struct words words;
	int applied_day;
	int applied_second;
	int received_day; /* -1: no goods received */
	int qty_applied;
	int qty_received;
	long refund; /* in cents */
	char number[16];
};

struct returns {
	struct ticket *tickets;
	size_t count;
	size_t capacity;
	int luck_attempts; /* histories drawn until the unlucky SKU looked bad enough */
};

/*
 * Returns the tickets of all shipments, sorted by opening time and numbered; free them with returns_free(). Appends the
 * replacements to shipments, which must not be numbered yet. The unlucky SKU's outcomes are drawn from seeds derived from seed.
 */
struct returns *returns_new(struct shipments *shipments, gsl_rng *rng, unsigned long seed);

void returns_free(struct returns *returns);

/* Returns 1 when a ticket counts in the numerator of a return rate. */
int returns_counts(const struct ticket *ticket);

#endif

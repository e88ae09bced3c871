#include "returns.h"

#include "calendar.h"
#include "outcome.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>

static double chance(gsl_rng *rng)
{
	return gsl_rng_uniform(rng);
}

static int between(gsl_rng *rng, int low, int high)
{
	return low + (int)gsl_rng_uniform_int(rng, (unsigned long)(high - low + 1));
}

int returns_counts(const struct ticket *ticket)
{
	return ticket->kind == TICKET_RETURN || ticket->kind == TICKET_EXCHANGE;
}

/* Makes a ticket opened on that day for the whole line, with random words for its reason. */
static struct ticket open_ticket(gsl_rng *rng, const struct order_line *line, enum ticket_kind kind, enum reason reason,
				 int day)
{
	struct ticket ticket = {
		.kind = kind,
		.shop = line->shop,
		.line_id = line->id,
		.reason = reason,
		.applied_day = day,
		.applied_second = between(rng, 7 * 3600, 23 * 3600),
		.received_day = -1,
		.qty_applied = line->qty,
	};

	phrases_draw(&ticket.words, rng, line->shop, line->product, reason);
	return ticket;
}

static void add_ticket(struct returns *returns, struct ticket ticket)
{
	if (ticket.applied_day > CALENDAR_LAST_DAY)
		return;
	if (returns->count == returns->capacity) {
		returns->capacity = returns->capacity ? 2 * returns->capacity : 1024;
		returns->tickets = realloc(returns->tickets, returns->capacity * sizeof(*returns->tickets));
		if (!returns->tickets)
			writer_die("out of memory");
	}
	returns->tickets[returns->count++] = ticket;
}

static void send_replacement(struct shipments *shipments, struct order_line line, enum line_kind kind, int day, int qty)
{
	if (calendar_is_sunday(day))
		day++;
	if (day > CALENDAR_LAST_DAY)
		return;
	line.kind = kind;
	line.day = day;
	line.qty = qty;
	line.amount = 0;
	shipments_append(shipments, line);
}

static double exchange_share(enum reason reason)
{
	switch (reason) {
	case NO_REASON_SIZE_SMALL:
	case NO_REASON_SIZE_LARGE:
		return 0.24;
	case AFTER_SALES_WRONG_ITEM:
		return 0.30;
	case QUALITY_NOT_WORKING:
	case QUALITY_BROKEN_PART:
		return 0.12;
	default:
		return 0;
	}
}

static void add_return(struct returns *returns, struct shipments *shipments, gsl_rng *rng, struct order_line line,
		       const struct outcome *outcome)
{
	int lag = outcome->received_day - line.day;
	int applied = line.day + 1 + (int)(lag * (0.2 + 0.4 * chance(rng)));
	enum ticket_kind kind = TICKET_RETURN;
	struct ticket ticket;

	if (chance(rng) < exchange_share(outcome->reason))
		kind = TICKET_EXCHANGE;
	if (outcome->received_day > CALENDAR_LAST_DAY)
		kind = TICKET_PENDING;
	if (chance(rng) < 0.012) /* a first request that was withdrawn */
		add_ticket(returns, open_ticket(rng, &line, TICKET_VOID, outcome->reason,
						applied > line.day + 1 ? applied - 1 : applied));
	ticket = open_ticket(rng, &line, kind, outcome->reason, applied);
	ticket.qty_applied = outcome->qty;
	if (kind == TICKET_RETURN)
		ticket.refund = line.amount * outcome->qty / line.qty;
	if (kind != TICKET_PENDING) {
		ticket.received_day = outcome->received_day;
		ticket.qty_received = outcome->qty;
	}
	add_ticket(returns, ticket);
	if (kind == TICKET_EXCHANGE)
		send_replacement(shipments, line, LINE_EXCHANGE, outcome->received_day + 1, outcome->qty);
}

/* Draws a reason for a refund without return: somebody's fault, or a lost parcel. */
static enum reason draw_fault(gsl_rng *rng, const struct order_line *line)
{
	double weights[NO_REASON_SIZE_SMALL], total = 0, u;
	int reason = 0;

	for (int i = 0; i < NO_REASON_SIZE_SMALL; i++) {
		weights[i] =
			catalogue_return_chance(line->product, line->shop, line->carrier, line->day, (enum reason)i);
		if (i == LOGISTICS_LOST)
			weights[i] = 0.004;
		total += weights[i];
	}
	u = chance(rng) * total;
	while (reason < LOGISTICS_LOST && u >= weights[reason])
		u -= weights[reason++];
	return (enum reason)reason;
}

static void add_reject(struct returns *returns, gsl_rng *rng, const struct order_line *line)
{
	enum reason reason = chance(rng) < 0.5 ? LOGISTICS_SLOW : NO_REASON_CHANGED_MIND;
	struct ticket ticket = open_ticket(rng, line, TICKET_REJECT, reason, line->day + between(rng, 2, 5));

	ticket.received_day = ticket.applied_day + between(rng, 2, 6);
	if (ticket.received_day > CALENDAR_LAST_DAY)
		return;
	ticket.qty_received = line->qty;
	ticket.refund = line->amount;
	add_ticket(returns, ticket);
}

static void add_refund_only(struct returns *returns, gsl_rng *rng, const struct order_line *line)
{
	enum reason reason = draw_fault(rng, line);
	struct ticket ticket = open_ticket(rng, line, TICKET_REFUND_ONLY, reason, line->day + between(rng, 2, 12));

	if (reason == LOGISTICS_LOST)
		ticket.refund = line->amount;
	else
		ticket.refund = line->amount * between(rng, 1, 10) / 10;
	add_ticket(returns, ticket);
}

static void add_reissue(struct returns *returns, struct shipments *shipments, gsl_rng *rng, struct order_line line)
{
	enum reason reason = AFTER_SALES_MISSING_ITEM;
	struct ticket ticket;

	if (catalogue_products[line.product].category != HOME && chance(rng) < 0.4)
		reason = QUALITY_BROKEN_PART;
	ticket = open_ticket(rng, &line, TICKET_REISSUE, reason, line.day + between(rng, 2, 8));
	ticket.qty_applied = 1;
	add_ticket(returns, ticket);
	if (ticket.applied_day <= CALENDAR_LAST_DAY)
		send_replacement(shipments, line, LINE_REISSUE, ticket.applied_day + 1, 1);
}

static void add_price(struct returns *returns, gsl_rng *rng, const struct order_line *line)
{
	struct ticket ticket = open_ticket(rng, line, TICKET_PRICE, NO_REASON_PRICE, line->day + between(rng, 2, 15));

	ticket.refund = line->amount / 10;
	add_ticket(returns, ticket);
}

static void add_pre_ship(struct returns *returns, gsl_rng *rng, const struct order_line *line)
{
	static const enum reason reasons[] = {
		NO_REASON_CHANGED_MIND,
		NO_REASON_ORDERED_WRONG,
		NO_REASON_PRICE,
		NO_REASON_UNSAID,
	};
	struct ticket ticket = open_ticket(rng, line, TICKET_PRE_SHIP, reasons[between(rng, 0, 3)], line->day);

	ticket.refund = line->amount;
	add_ticket(returns, ticket);
}

static void add_void(struct returns *returns, gsl_rng *rng, const struct order_line *line)
{
	enum reason reason = NO_REASON_CHANGED_MIND;

	if (chance(rng) < 0.4)
		reason = draw_fault(rng, line);
	add_ticket(returns, open_ticket(rng, line, TICKET_VOID, reason, line->day + between(rng, 2, 9)));
}

/* Adds the tickets of a line that was not returned: few lines have one, and none counts as a return. */
static void add_other(struct returns *returns, struct shipments *shipments, gsl_rng *rng, struct order_line line)
{
	double u = chance(rng);

	if (line.kind == LINE_CANCELLED && u < 0.35) {
		add_pre_ship(returns, rng, &line);
		return;
	}
	if (line.kind != LINE_ORDINARY || line.carrier == CARRIER_FREIGHT)
		return;
	if (u < 0.0045)
		add_refund_only(returns, rng, &line);
	else if (u < 0.0055 && line.shop != SHOP_LIVE) /* 旺店通 has no such ticket */
		add_reject(returns, rng, &line);
	else if (u < 0.0077)
		add_reissue(returns, shipments, rng, line);
	else if (u < 0.0090)
		add_price(returns, rng, &line);
	else if (u < 0.0120)
		add_void(returns, rng, &line);
}

static int compare_tickets(const void *left, const void *right)
{
	const struct ticket *a = left, *b = right;

	if (a->applied_day != b->applied_day)
		return a->applied_day < b->applied_day ? -1 : 1;
	if (a->applied_second != b->applied_second)
		return a->applied_second < b->applied_second ? -1 : 1;
	if (a->line_id != b->line_id)
		return a->line_id < b->line_id ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

static void number_tickets(struct returns *returns, gsl_rng *rng)
{
	unsigned long jst = 4210385, wdt = 23010207;

	qsort(returns->tickets, returns->count, sizeof(*returns->tickets), compare_tickets);
	for (size_t i = 0; i < returns->count; i++) {
		struct ticket *ticket = &returns->tickets[i];
		unsigned long step = 1 + gsl_rng_uniform_int(rng, 60);

		if (ticket->shop == SHOP_LIVE)
			snprintf(ticket->number, sizeof(ticket->number), "TH%lu", wdt += step);
		else
			snprintf(ticket->number, sizeof(ticket->number), "%lu", jst += step);
	}
}

struct returns *returns_new(struct shipments *shipments, gsl_rng *rng, unsigned long seed)
{
	struct returns *returns = calloc(1, sizeof(*returns));
	size_t line_count = shipments->count;
	struct outcome *outcomes;

	if (!returns)
		writer_die("out of memory");
	outcomes = outcome_draw(shipments, rng, seed, &returns->luck_attempts);
	for (size_t i = 0; i < line_count; i++) {
		if (outcomes[i].returned)
			add_return(returns, shipments, rng, shipments->lines[i], &outcomes[i]);
		else
			add_other(returns, shipments, rng, shipments->lines[i]);
	}
	free(outcomes);
	number_tickets(returns, rng);
	return returns;
}

void returns_free(struct returns *returns)
{
	if (!returns)
		return;
	free(returns->tickets);
	free(returns);
}

/*
 * orders: distinct orders, and the lines of orders that are left out.
 *
 * An order is told by its id within a group (a combination of dims), for it may stand in several.
 * What is sold of it dates it by its first day; of what came back one row speaks for it: the first
 * or the last, by the time it was asked for, and of equal times the one read first or last. Memory
 * grows with orders.
 */
#ifndef RETKIT_ORDERS_H
#define RETKIT_ORDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ORDERS_TIME = 20 };

struct order {
	uint32_t group;
	bool sold;
	bool returned;
	int32_t sold_day; /* the first */
	int64_t sold_amount;
	int32_t returned_day; /* the first of what dates its returns */
	int64_t returned_amount;
	/* The row that speaks for its returns. */
	char time[ORDERS_TIME];
	int32_t event;
	uint32_t category;
};

struct orders;

struct orders *orders_new(void);
void orders_free(struct orders *os);

/* The order of that id in a group; new ones are empty. Valid until the next call. */
struct order *orders_get(struct orders *os, uint32_t group, const char *id, size_t n);

size_t orders_count(const struct orders *os);
const struct order *orders_at(const struct orders *os, size_t i);

/* One more line was sold. Returns 0, or -1 when its amount leaves 64 bits. */
int order_sell(struct order *o, int32_t day, int64_t amount);

/* One more row of returns, asked for at a time such as `2025-06-18 12:00:00`. Returns as above. */
struct order_return {
	const char *time;
	size_t length;
	int32_t day, event;
	int64_t amount;
	uint32_t category;
};

int order_return(struct order *o, const struct order_return *r, bool last);

/* ---- lines left out ---- */

/*
 * Which lines of the shipments a definition leaves out, so that their returns can be left out too. A return belongs to the line of
 * its line id, else to those of its order and SKU, else to those of its order; it is left out when all of them are.
 */
struct order_lines;

/* A part of a line; empty: not known. */
struct order_text {
	const char *bytes;
	size_t length;
};

struct order_line {
	struct order_text line_id, order_id, sku;
};

struct order_lines *order_lines_new(void);
void order_lines_free(struct order_lines *ls);
void order_lines_add(struct order_lines *ls, const struct order_line *line, bool left_out);
bool order_lines_leave_out(struct order_lines *ls, const struct order_line *line);

#endif

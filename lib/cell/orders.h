/*
 * orders: distinct orders, for metrics that count orders, and the lines that a metric leaves out.
 *
 * An order is identified by its id within a group (a combination of dims), because one order may be in several groups. It is dated by
 * the first day on which any of it was sold. One row of its returns stands for them all: the first or the last by application time, or
 * the first or last read among equal times. Memory grows with the number of orders.
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
	int32_t returned_day; /* the first day of its returns */
	int64_t returned_amount;
	/* The row that stands for its returns. */
	char time[ORDERS_TIME];
	int32_t event;
	uint32_t category;
};

struct orders;

struct orders *orders_new(void);
void orders_free(struct orders *os);

/* The order with that id in a group, created empty if new. Valid until the next call. */
struct order *orders_get(struct orders *os, uint32_t group, const char *id, size_t n);

size_t orders_count(const struct orders *os);
const struct order *orders_at(const struct orders *os, size_t i);

/* Add a sold line. Returns 0, or -1 when the amount overflows 64 bits. */
int order_sell(struct order *o, int32_t day, int64_t amount);

/* A row of returns. */
struct order_return {
	const char *time; /* of application, such as `2025-06-18 12:00:00` */
	size_t length;
	int32_t day, event;
	int64_t amount;
	uint32_t category;
};

/* Add a row of returns; `last`: the last row stands for the order, not the first. Returns as order_sell(). */
int order_return(struct order *o, const struct order_return *r, bool last);

/* ---- lines left out ---- */

/*
 * The shipment lines that a metric leaves out, so that their returns can be left out too. A return belongs to the line with its line
 * id, else to the lines with its order and SKU, else to those with its order; it is left out when all of these are.
 */
struct order_lines;

/* An id of a line; empty: unknown. */
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

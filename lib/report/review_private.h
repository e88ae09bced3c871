/*
 * review_private: the sections of the page of a review; private to this folder. Each function appends its blocks to
 * the page.
 */
#ifndef RETKIT_REVIEW_PRIVATE_H
#define RETKIT_REVIEW_PRIVATE_H

#include "report/data.h"
#include "report/lines.h"
#include "report/report.h"
#include "report/review.h"

/* The comparisons of one window. */
struct window {
	const char *slug; /* in the names of its tables: month, quarter, year */
	struct changes total, sku, sku_reason, style, style_reason, carrier;
};

enum { WINDOWS = 3 };

struct review {
	const struct review_request *request;
	struct report *page;
	struct window windows[WINDOWS]; /* windows with a total, and the month */
	size_t window_count;
	struct changes shops, platforms; /* over the year */
	struct moves bridge_total, bridge_cause, bridge_reason, bridge_shop;
	struct rates months;
	struct faults faults;
	struct ledger shipments, returns, joined, classified, counted;
	struct table *cells;
	struct table *exports; /* written by ret-import --folder */
	struct notices undrawn, said_shipments, said_returns;
};

/* review_rates.c: items used by several sections */
struct item *review_window(struct review *v, const struct window *w);
struct item *review_year(struct review *v); /* the name of the last twelve months */
const struct window *review_find(const struct review *v, const char *slug);
struct item *review_compared(struct report *page, const struct change *c);
struct item *review_named(struct report *page, const char *name);
struct item *review_nothing(struct report *page, size_t tested);

/* review_findings.c */
void review_trust(struct review *v);
struct item *review_clause(struct report *page, const struct faults *faults);

/* review_rates.c */
void review_overall(struct review *v);
void review_bridge(struct review *v);
void review_shops(struct review *v);
void review_moved(struct review *v);
void review_couriers(struct review *v);

/* review_movers.c */
void review_movers(struct review *v);
void review_watch(struct review *v);
void review_rest(struct review *v);

/* review_accounts.c: rows read and excluded. Returns 0, or -1 with words. */
int review_unread(struct review *v, struct err *e);
size_t review_warnings(struct review *v, struct item *list);
int review_coverage(struct review *v, struct err *e);
int review_left_out(struct review *v, struct err *e);
struct item *review_sources(struct report *page, const struct review *v);

#endif

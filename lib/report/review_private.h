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
#include "row/side.h"

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
	struct table *exports; /* of ret-import --folder */
	struct notices undrawn;
	struct remark_list remarks[SIDES]; /* of the imports */
};

/* review_rates.c: items used by several sections */
struct item *review_window(struct review *v, const struct window *w);
struct item *review_year(struct review *v); /* the name of the last twelve months */
const struct window *review_find(const struct review *v, const char *slug);
struct item *review_compared(struct report *page, const struct change *c);
struct item *review_named(struct report *page, const char *name);

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

/* review_accounts.c: what was counted and what was left out. Returns 0, or -1 with words. */
int review_left_out(struct review *v, struct err *e);
struct item *review_sources(struct report *page, const struct review *v);

/*
 * review_ledger.c: what an account says of a side, or of one of its files. review_account() is one line that adds up, with the reasons of
 * the rows skipped in brackets; review_reasons() adds the reasons of a fate to a list.
 */
struct item *review_count(struct report *page, int64_t n);
struct item *review_account(struct report *page, const struct ledger *l, const char *side, const char *file,
			    enum phrase phrase);
void review_reasons(struct report *page, struct item *list, const struct ledger *l, const char *side, const char *file,
		    const char *fate);

/*
 * review_exports.c: what was found in the folder of the exports. Exports and warnings are points of a list; the number of warnings, and
 * what is not read, come first on the page. Return 0, or -1 with words.
 */
int review_unread(struct review *v, struct err *e);
size_t review_warnings(const struct review *v);
void review_add_exports(struct review *v);
void review_add_warnings(struct review *v);
int review_layouts(struct review *v, struct err *e);

/* review_days.c: the first and last day of the cells; shops whose shipments end too early. Return 0, or -1 with words. */
struct review_days {
	int32_t first, last;
};

int review_counted_days(const struct review *v, struct review_days days[SIDES], struct err *e);
struct item *review_day(struct report *page, int32_t when);
int review_coverage(struct review *v, struct err *e);

#endif

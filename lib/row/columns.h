/*
 * columns: the canonical columns of shipments and returns, in the order ret-import writes them.
 *
 * The one place where these names are spelled. Causes and the kinds of after-sales tickets are fixed words too.
 */
#ifndef RETKIT_COLUMNS_H
#define RETKIT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

/* NULL-terminated lists of names. */
extern const char *const columns_shipments[];
extern const char *const columns_returns[];

/* quality after_sales logistics no_reason unclassified: level 1, in the order pictures stack them. */
extern const char *const columns_causes[];

/* return exchange refund_only pre_ship reject reissue repair price_adjust other */
extern const char *const columns_types[];

/* done pending void */
extern const char *const columns_statuses[];

/* True when `word` (length n) is in a NULL-terminated list. */
bool columns_has(const char *const *list, const char *word, size_t n);

#endif

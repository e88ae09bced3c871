/*
 * columns: the canonical columns of shipments and returns, in the order ret-import writes them.
 *
 * These names are spelled here only. Causes and types of after-sales tickets are fixed words too.
 */
#ifndef RETKIT_COLUMNS_H
#define RETKIT_COLUMNS_H

#include "result/key.h"

#include <stdbool.h>
#include <stddef.h>

/* The names, so that a misspelt one does not compile; those of cause and reason are in result/key.h. */
#define COLUMN_PLATFORM "platform"
#define COLUMN_SHOP "shop"
#define COLUMN_ORDER_ID "order_id"
#define COLUMN_LINE_ID "line_id"
#define COLUMN_SKU "sku"
#define COLUMN_STYLE "style"
#define COLUMN_PRODUCT "product"
#define COLUMN_CATEGORY "category"
#define COLUMN_SPEC "spec"
#define COLUMN_QTY "qty"
#define COLUMN_AMOUNT "amount"
#define COLUMN_CURRENCY "currency"
#define COLUMN_ORDERED_AT "ordered_at"
#define COLUMN_PAID_AT "paid_at"
#define COLUMN_SHIPPED_AT "shipped_at"
#define COLUMN_SIGNED_AT "signed_at"
#define COLUMN_ORDER_TYPE "order_type"
#define COLUMN_STATUS "status"
#define COLUMN_GIFT "gift"
#define COLUMN_COMBO "combo"
#define COLUMN_WAREHOUSE "warehouse"
#define COLUMN_CARRIER "carrier"
#define COLUMN_TRACKING_NO "tracking_no"
#define COLUMN_AGENT "agent"
#define COLUMN_BATCH "batch"
#define COLUMN_SOURCE "source"
#define COLUMN_RETURN_ID "return_id"
#define COLUMN_QTY_BASIS "qty_basis"
#define COLUMN_TYPE "type"
#define COLUMN_REASON1 "reason1"
#define COLUMN_REASON2 "reason2"
#define COLUMN_NOTE "note"
#define COLUMN_APPLIED_AT "applied_at"
#define COLUMN_RECEIVED_AT "received_at"
#define COLUMN_FINISHED_AT "finished_at"
#define COLUMN_RETURN_CARRIER "return_carrier"

/* NULL-terminated lists of names. */
extern const char *const columns_shipments[];
extern const char *const columns_returns[];

/* quality after_sales logistics no_reason unclassified: level 1, in the order pictures stack them. */
extern const char *const columns_causes[];

/* The place in it of the cause that couriers answer for. */
enum { CAUSE_LOGISTICS = 2 };

/* return exchange refund_only pre_ship reject reissue repair price_adjust other */
extern const char *const columns_types[];

/* done pending void */
extern const char *const columns_statuses[];

/* True when `word` (length n) is in a NULL-terminated list. */
bool columns_has(const char *const *list, const char *word, size_t n);

#endif

#include "row/columns.h"

#include <string.h>

const char *const columns_shipments[] = {
	"platform",   "shop",        "order_id",   "line_id", "sku",      "style",      "product",
	"category",   "spec",        "qty",        "amount",  "currency", "ordered_at", "paid_at",
	"shipped_at", "signed_at",   "order_type", "status",  "gift",     "combo",      "warehouse",
	"carrier",    "tracking_no", "agent",      "batch",   "source",   NULL,
};

const char *const columns_returns[] = {
	"platform",  "shop",       "return_id",      "order_id",    "line_id",    "sku",     "style",      "category",
	"qty",       "qty_basis",  "amount",         "currency",    "type",       "status",  "reason1",    "reason2",
	"note",      "applied_at", "received_at",    "finished_at", "ordered_at", "paid_at", "shipped_at", "signed_at",
	"warehouse", "carrier",    "return_carrier", "agent",       "batch",      "source",  NULL,
};

const char *const columns_causes[] = {
	"quality", "after_sales", "logistics", "no_reason", "unclassified", NULL,
};

const char *const columns_types[] = {
	"return", "exchange", "refund_only", "pre_ship", "reject", "reissue", "repair", "price_adjust", "other", NULL,
};

const char *const columns_statuses[] = {
	"done",
	"pending",
	"void",
	NULL,
};

bool columns_has(const char *const *list, const char *word, size_t n)
{
	for (; *list; list++)
		if (strlen(*list) == n && memcmp(*list, word, n) == 0)
			return true;
	return false;
}

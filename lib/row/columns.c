#include "row/columns.h"

#include <string.h>

const char *const columns_shipments[] = {
	COLUMN_PLATFORM,   COLUMN_SHOP,        COLUMN_ORDER_ID,
	COLUMN_LINE_ID,    COLUMN_SKU,         COLUMN_STYLE,
	COLUMN_PRODUCT,    COLUMN_CATEGORY,    COLUMN_SPEC,
	COLUMN_QTY,        COLUMN_AMOUNT,      COLUMN_CURRENCY,
	COLUMN_ORDERED_AT, COLUMN_PAID_AT,     COLUMN_SHIPPED_AT,
	COLUMN_SIGNED_AT,  COLUMN_ORDER_TYPE,  COLUMN_STATUS,
	COLUMN_GIFT,       COLUMN_COMBO,       COLUMN_WAREHOUSE,
	COLUMN_CARRIER,    COLUMN_TRACKING_NO, COLUMN_AGENT,
	COLUMN_BATCH,      COLUMN_SOURCE,      NULL,
};

const char *const columns_returns[] = {
	COLUMN_PLATFORM,    COLUMN_SHOP,       COLUMN_RETURN_ID,  COLUMN_ORDER_ID,
	COLUMN_LINE_ID,     COLUMN_SKU,        COLUMN_STYLE,      COLUMN_PRODUCT,
	COLUMN_CATEGORY,    COLUMN_QTY,        COLUMN_QTY_BASIS,  COLUMN_AMOUNT,
	COLUMN_CURRENCY,    COLUMN_TYPE,       COLUMN_STATUS,     COLUMN_REASON1,
	COLUMN_REASON2,     COLUMN_NOTE,       COLUMN_APPLIED_AT, COLUMN_RECEIVED_AT,
	COLUMN_FINISHED_AT, COLUMN_ORDERED_AT, COLUMN_PAID_AT,    COLUMN_SHIPPED_AT,
	COLUMN_SIGNED_AT,   COLUMN_WAREHOUSE,  COLUMN_CARRIER,    COLUMN_RETURN_CARRIER,
	COLUMN_AGENT,       COLUMN_BATCH,      COLUMN_SOURCE,     NULL,
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

#include "layout/lookalike.h"

#include "base/mem.h"
#include "clean/header.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

enum { OUT = 1 << SIDE_SHIPMENTS, BACK = 1 << SIDE_RETURNS, WORDS = 8 };

/* A column, what makes it unnecessary, the words in the names of its headers, and those that show them to be something else. */
static const struct look {
	unsigned sides;
	const char *column;
	const char *instead[2];
	const char *words[WORDS];
	const char *nots[WORDS];
} looks[] = {
	{BACK,
	 COLUMN_TYPE,
	 {0},
	 {"类型", "type"},
	 {"商品", "店铺", "快递", "物流", "仓库", "product", "shop", "payment"}},
	{BACK, COLUMN_STATUS, {0}, {"状态", "status"}, {"发货", "物流", "打印"}},
	{OUT, COLUMN_STATUS, {0}, {"状态", "status"}, {"退", "物流", "打印", "refund", "return", "payment"}},
	{OUT,
	 COLUMN_ORDER_TYPE,
	 {0},
	 {"类型", "type"},
	 {"商品", "店铺", "快递", "物流", "仓库", "product", "shop", "payment"}},
	{BACK,
	 COLUMN_RETURN_ID,
	 {0},
	 {"退单号", "退货单", "退款单", "售后单", "return id", "refund id", "rma", "case id"},
	 {0}},
	{OUT | BACK,
	 COLUMN_ORDER_ID,
	 {COLUMN_LINE_ID},
	 {"单号", "交易号", "订单", "order", "id"},
	 {"快递", "物流", "运单", "退", "售后", "date", "状态", "status"}},
	{OUT | BACK,
	 COLUMN_SKU,
	 {0},
	 {"条码", "条形码", "编码", "货号", "sku", "item id", "product id"},
	 {"店铺", "仓库", "订单"}},
	{BACK, COLUMN_QTY, {"qty_received", "qty_applied"}, {"数量", "件数", "qty", "quantity"}, {0}},
	{OUT, COLUMN_QTY, {0}, {"数量", "件数", "qty", "quantity"}, {"退", "return", "refund"}},
	{BACK,
	 COLUMN_RECEIVED_AT,
	 {COLUMN_FINISHED_AT, COLUMN_APPLIED_AT},
	 {"日期", "时间", "date", "time"},
	 {"付款", "发货", "下单", "order", "ship"}},
	{OUT, COLUMN_SHIPPED_AT, {0}, {"日期", "时间", "date", "time"}, {"付款", "下单", "退", "order", "return"}},
	{BACK, COLUMN_REASON1, {0}, {"原因", "理由", "reason"}, {0}},
};

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* True when a normalised name contains a word; an English one as a whole. */
static bool contains(const char *name, const char *word)
{
	for (const char *at = name; (at = strstr(at, word)); at++) {
		char after = at[strlen(word)];

		if (!is_plain(word[0]) || ((at == name || !is_plain(at[-1])) && !is_plain(after)))
			return true;
	}
	return false;
}

static bool contains_any(const char *name, const char *const words[WORDS])
{
	for (size_t i = 0; i < WORDS && words[i]; i++)
		if (contains(name, words[i]))
			return true;
	return false;
}

static bool is_given(const struct mapping *m, const char *column)
{
	const struct alias_use *uses;

	return mapping_constant(m, column) || mapping_uses(m, column, &uses) > 0;
}

static bool is_lacking(const struct look *look, const struct mapping *m)
{
	for (size_t i = 0; i < 2 && look->instead[i]; i++)
		if (is_given(m, look->instead[i]))
			return false;
	return !is_given(m, look->column);
}

/* True when the user said to ignore a header, by its normalised name. */
static bool is_ignored(const struct aliases *a, enum side side, const char *name)
{
	for (size_t i = aliases_count(a); i-- > 0;) {
		const struct alias *alias = aliases_row(a, i);

		if (!alias->column[0] && (alias->sides & side_bit(side)) && strcmp(alias->header, name) == 0)
			return true;
	}
	return false;
}

const char *lookalike_column(const struct layout *l, enum side side, const struct mapping *m, const char *header)
{
	const char *column = NULL;

	if (l->dialect)
		return NULL;
	char *name = header_normalise(header, strlen(header));

	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]) && !column; i++) {
		const struct look *look = &looks[i];

		if ((look->sides & side_bit(side)) && contains_any(name, look->words) &&
		    !contains_any(name, look->nots) && is_lacking(look, m))
			column = look->column;
	}
	if (column && is_ignored(l->aliases, side, name))
		column = NULL;
	free(name);
	return column;
}

void lookalike_tell(const struct layout *l, enum side side, const struct reader *r, const struct mapping *m,
		    struct remarks *remarks)
{
	for (size_t i = 0; i < reader_columns(r); i++) {
		const char *header = reader_column(r, i);
		const char *column = mapping_is_used(m, i) ? NULL : lookalike_column(l, side, m, header);
		const struct remark remark = {
			.kind = REMARK_UNREAD, .file = reader_name(r), .column = column, .value = header};

		if (column)
			remarks_tell(remarks, &remark);
	}
}

/* The first header that feeds one of the columns, NULL ends them; NULL if none does. */
static const char *feeding(const struct reader *r, const struct mapping *m, const char *const *columns)
{
	const struct alias_use *uses;

	for (; *columns; columns++)
		if (mapping_uses(m, *columns, &uses) > 0)
			return reader_column(r, uses[0].header);
	return NULL;
}

void lookalike_tell_undated(const struct layout *l, const struct reader *r, struct remarks *remarks)
{
	static const char *const returned[] = {"qty_received", "qty_applied", COLUMN_QTY, NULL};
	static const char *const dates[] = {COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, NULL};
	static const char *const ordered[] = {COLUMN_QTY, NULL};
	static const char *const order_dates[] = {COLUMN_SHIPPED_AT, COLUMN_PAID_AT, COLUMN_ORDERED_AT, NULL};

	if (l->dialect)
		return;
	size_t n = reader_columns(r);
	const char **headers = mem_alloc(n, sizeof(*headers));

	for (size_t i = 0; i < n; i++)
		headers[i] = reader_column(r, i);
	struct mapping *back = mapping_new(l->aliases, SIDE_RETURNS, headers, n);
	struct mapping *out = mapping_new(l->aliases, SIDE_SHIPMENTS, headers, n);
	const char *qty = feeding(r, out, ordered), *date = feeding(r, out, order_dates);
	const struct remark remark = {
		.kind = REMARK_UNDATED, .file = reader_name(r), .column = feeding(r, back, returned), .value = date};

	if (qty && date && remark.column && remark.column != qty && !feeding(r, back, dates))
		remarks_tell(remarks, &remark);
	mapping_free(back);
	mapping_free(out);
	free(headers);
}

/* True when the dialect of a layout knows a header of types. */
static bool has_type(const struct aliases *a)
{
	for (size_t i = 0; i < aliases_count(a); i++) {
		const struct alias *alias = aliases_row(a, i);

		if (alias->layer == ALIAS_DIALECT && (alias->sides & side_bit(SIDE_RETURNS)) &&
		    strcmp(alias->column, COLUMN_TYPE) == 0)
			return true;
	}
	return false;
}

bool lookalike_lacks_type(const struct layout *l, const struct mapping *m)
{
	return !is_given(m, COLUMN_TYPE) && (!l->dialect || has_type(l->aliases));
}

#include "exports.h"

#include "calendar.h"
#include "cells.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

struct file {
	const char *shipments;
	const char *returns;
	int first_day, last_day;
	const char *no_gift; /* 赠品方式 of a line that was sold */
};

static const struct file files[] = {
	{"wdt-shipments-2023.csv", "wdt-returns-2023.csv", 0, 364, ""},
	{"wdt-shipments-2024.csv", "wdt-returns-2024.csv", 365, 730, ""},
	{"wdt-shipments-2025H1.csv", "wdt-returns-2025H1.csv", 731, 911, "非赠品"},
};

static const char *const shipment_headers[] = {
	"原始单号", "原始子单号",   "店铺",     "出库单状态", "商家编码", "货品编号",
	"货品数量", "货品成交总价", "物流公司", "发货时间",   "赠品方式",
};

static const char *const return_headers[] = {
	"退换单号",     "类型",         "退款阶段", "状态",         "入库状态", "退换原因", "店铺",
	"原始单号",     "原始子订单号", "货品编号", "商家编码",     "货品名称", "退款数量", "入库数量",
	"分摊退款金额", "物流公司",     "登记时间", "退货入库时间", "备注",
};

static const char *status(enum line_kind kind)
{
	if (kind == LINE_CANCELLED)
		return "已取消";
	return kind == LINE_WAITING ? "待审核" : "已发货";
}

static void put_shipment(struct writer *writer, const struct file *file, const struct order_line *line, size_t row)
{
	const struct product *product = &catalogue_products[line->product];
	int has_left = line->kind == LINE_ORDINARY || line->kind == LINE_GIFT;

	writer_cell(writer, line->order_number);
	writer_cell(writer, line->line_number);
	writer_cell(writer, catalogue_shop_name(line->shop));
	writer_cell(writer, status(line->kind));
	cells_id(writer, product->sku, ID_APOSTROPHE, row);
	writer_cell(writer, product->style);
	writer_print(writer, "%d.0000", line->qty);
	writer_print(writer, "%ld.%02ld", line->amount / 100, line->amount % 100);
	writer_cell(writer, has_left ? catalogue_carrier_name(line->carrier) : "");
	cells_time(writer, DATE_SECONDS, has_left ? line->day : -1, line->second);
	writer_cell(writer, line->kind == LINE_GIFT ? "自动赠送" : file->no_gift);
	writer_end(writer);
}

/* This client's export has sold orders only; see shipments_is_replacement(). */
static int is_exported(const struct order_line *line, const struct file *file)
{
	return line->shop == SHOP_LIVE && line->kind != LINE_EXCHANGE && line->kind != LINE_REISSUE &&
	       line->day >= file->first_day && line->day <= file->last_day;
}

static void write_shipment_file(const char *directory, const struct file *file, const struct shipments *shipments)
{
	struct writer *writer = writer_open(directory, file->shipments, WRITER_UTF8_BOM);
	size_t row = 0;

	writer_cells(writer, shipment_headers, COUNT(shipment_headers));
	writer_end(writer);
	for (size_t i = 0; i < shipments->count; i++)
		if (is_exported(&shipments->lines[i], file))
			put_shipment(writer, file, &shipments->lines[i], ++row);
	writer_close(writer);
}

static const char *ticket_type(enum ticket_kind kind)
{
	switch (kind) {
	case TICKET_EXCHANGE:
		return "换货";
	case TICKET_REFUND_ONLY:
		return "退款不退货";
	case TICKET_PRE_SHIP:
		return "售前退款";
	case TICKET_REISSUE:
		return "补发";
	case TICKET_PRICE:
		return "保价退款";
	default:
		return "退货";
	}
}

static const char *ticket_status(enum ticket_kind kind)
{
	if (kind == TICKET_VOID)
		return "已取消";
	return kind == TICKET_PENDING ? "待收货" : "已完成";
}

static const char *stock_status(enum ticket_kind kind)
{
	if (kind == TICKET_RETURN || kind == TICKET_EXCHANGE)
		return "全部入库";
	return kind == TICKET_PENDING ? "待入库" : "无需入库";
}

/* The courier that delivered the goods, not the one that returned them. */
static const char *carrier_name(const struct ticket *ticket, const struct order_line *line)
{
	return ticket->kind == TICKET_PRE_SHIP ? "" : catalogue_carrier_name(line->carrier);
}

static void put_return(struct writer *writer, const struct ticket *ticket, const struct order_line *line)
{
	const struct product *product = &catalogue_products[line->product];

	writer_cell(writer, ticket->number);
	writer_cell(writer, ticket_type(ticket->kind));
	writer_cell(writer, ticket->kind == TICKET_PRE_SHIP ? "售前" : "售后");
	writer_cell(writer, ticket_status(ticket->kind));
	writer_cell(writer, stock_status(ticket->kind));
	writer_cell(writer, ticket->words.code);
	writer_cell(writer, catalogue_shop_name(line->shop));
	writer_cell(writer, line->order_number);
	writer_cell(writer, line->line_number);
	writer_cell(writer, product->style);
	writer_cell(writer, product->sku);
	writer_cell(writer, product->name);
	writer_print(writer, "%d.0000", ticket->qty_applied);
	writer_print(writer, "%d.0000", ticket->qty_received);
	writer_print(writer, "%ld.%02ld00", ticket->refund / 100, ticket->refund % 100);
	writer_cell(writer, carrier_name(ticket, line));
	cells_time(writer, DATE_SECONDS, ticket->applied_day, ticket->applied_second);
	cells_time(writer, DATE_SECONDS, ticket->received_day, 36000 + ticket->applied_second / 4);
	writer_cell(writer, ticket->words.note);
	writer_end(writer);
}

static void write_return_file(const char *directory, const struct file *file, const struct shipments *shipments,
			      const struct returns *returns)
{
	struct writer *writer = writer_open(directory, file->returns, WRITER_UTF8_BOM);

	writer_cells(writer, return_headers, COUNT(return_headers));
	writer_end(writer);
	for (size_t i = 0; i < returns->count; i++) {
		const struct ticket *ticket = &returns->tickets[i];

		if (ticket->shop == SHOP_LIVE && ticket->applied_day >= file->first_day &&
		    ticket->applied_day <= file->last_day)
			put_return(writer, ticket, shipments_by_id(shipments, ticket->line_id));
	}
	writer_close(writer);
}

void exports_write_wdt(const char *directory, const struct shipments *shipments, const struct returns *returns)
{
	for (int i = 0; i < COUNT(files); i++) {
		write_shipment_file(directory, &files[i], shipments);
		write_return_file(directory, &files[i], shipments, returns);
	}
}

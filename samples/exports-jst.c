#include "exports.h"

#include "calendar.h"
#include "cells.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

struct shipment_file {
	const char *name;
	int first_day, last_day;
	enum date_style dates;
	enum id_dirt dirt;
	size_t wide_row; /* the row whose quantity is in full-width digits */
	int money_symbol;
	int blank_row; /* a row of commas before the footer */
};

static const struct shipment_file shipment_files[] = {
	{"jst-shipments-2023H1.csv", 0, 180, DATE_DAY, ID_APOSTROPHE, 0, 0, 0},
	{"jst-shipments-2023H2.csv", 181, 364, DATE_DAY, ID_FORMULA, 1207, 1, 0},
	{"jst-shipments-2024H1.csv", 365, 546, DATE_EXCEL, ID_CLEAN, 0, 1, 1},
	{"jst-shipments-2024H2.csv", 547, 730, DATE_DAY, ID_TAB, 0, 0, 1},
	{"jst-shipments-2025H1.csv", 731, 911, DATE_DAY, ID_TAB, 2018, 1, 0},
};

struct return_file {
	const char *name;
	int first_day, last_day; /* of the days on which tickets were opened */
	enum id_dirt dirt;
};

static const struct return_file return_files[] = {
	{"jst-returns-2023.csv", 0, 364, ID_APOSTROPHE},
	{"jst-returns-2024.csv", 365, 730, ID_FORMULA},
	{"jst-returns-2025H1.csv", 731, 911, ID_TAB},
};

static const char *const shipment_headers[] = {
	"线上订单号", "店铺",     "发货日期", "状态", "快递公司", "订单类型",
	"子订单编号", "商品编码", "款式编码", "数量", "商品金额", "是否赠品",
};

static const char *const return_headers[] = {
	"售后单号", "线上订单号",     "店铺名称",     "状态",     "线上状态", "货物状态", "售后分类",
	"问题类型", "线上子订单编号", "商品编码",     "款式编码", "商品名称", "申请数量", "实退数量",
	"实退金额", "售后登记日期",   "售后进仓日期", "快递公司", "卖家备注",
};

static const char *status(enum line_kind kind)
{
	switch (kind) {
	case LINE_CANCELLED:
		return "已取消";
	case LINE_SPLIT:
		return "被拆分";
	case LINE_WAITING:
		return "已付款待审核";
	default:
		return "已发货";
	}
}

static const char *order_type(enum line_kind kind)
{
	if (kind == LINE_EXCHANGE)
		return "换货订单";
	return kind == LINE_REISSUE ? "补发订单" : "普通订单";
}

static int has_left(enum line_kind kind)
{
	return kind != LINE_CANCELLED && kind != LINE_SPLIT && kind != LINE_WAITING;
}

/* Excel drops leading zeros, so some people protect such codes, and only such, with a formula. */
static void put_sku(struct writer *writer, const char *sku, enum id_dirt dirt, size_t row)
{
	if (dirt == ID_FORMULA && sku[0] == '0' && row % 5 == 0)
		writer_print(writer, "=\"%s\"", sku);
	else
		writer_cell(writer, sku);
}

static void put_shipment(struct writer *writer, const struct shipment_file *file, const struct order_line *line,
			 size_t row)
{
	cells_id(writer, line->order_number, file->dirt, row);
	writer_cell(writer, catalogue_shop_name(line->shop));
	cells_time(writer, file->dates, has_left(line->kind) ? line->day : -1, line->second);
	writer_cell(writer, status(line->kind));
	writer_cell(writer, has_left(line->kind) ? catalogue_carrier_name(line->carrier) : "");
	writer_cell(writer, order_type(line->kind));
	writer_cell(writer, line->line_number);
	put_sku(writer, catalogue_products[line->product].sku, file->dirt, row);
	writer_cell(writer, catalogue_products[line->product].style);
	if (row == file->wide_row)
		cells_wide_number(writer, line->qty);
	else
		writer_print(writer, "%d", line->qty);
	cells_money(writer, line->amount, file->money_symbol);
	writer_cell(writer, line->kind == LINE_GIFT ? "是" : "否");
	writer_end(writer);
}

static void put_blank_row(struct writer *writer, int cells)
{
	for (int i = 0; i < cells; i++)
		writer_cell(writer, "");
	writer_end(writer);
}

static void write_shipment_file(const char *directory, const struct shipment_file *file,
				const struct shipments *shipments)
{
	struct writer *writer = writer_open(directory, file->name, WRITER_GBK_CRLF);
	long qty = 0, amount = 0;
	size_t row = 0;

	writer_cells(writer, shipment_headers, COUNT(shipment_headers));
	writer_end(writer);
	for (size_t i = 0; i < shipments->count; i++) {
		const struct order_line *line = &shipments->lines[i];

		if (line->shop == SHOP_LIVE || line->day < file->first_day || line->day > file->last_day)
			continue;
		put_shipment(writer, file, line, ++row);
		qty += line->qty;
		amount += line->amount;
	}
	if (file->blank_row)
		put_blank_row(writer, COUNT(shipment_headers));
	writer_cell(writer, "合计");
	for (int i = 1; i < COUNT(shipment_headers) - 3; i++)
		writer_cell(writer, "");
	writer_print(writer, "%ld", qty);
	cells_money(writer, amount, 0);
	writer_cell(writer, "");
	writer_end(writer);
	writer_close(writer);
}

static const char *online_status(const struct ticket *ticket)
{
	switch (ticket->kind) {
	case TICKET_EXCHANGE:
		return "换货成功";
	case TICKET_PENDING:
		return "退款中";
	case TICKET_VOID:
		return "退款关闭";
	case TICKET_REISSUE:
		return "";
	default:
		return "退款成功";
	}
}

static const char *goods_status(const struct ticket *ticket)
{
	if (ticket->received_day >= 0)
		return "卖家已收到退货";
	if (ticket->kind == TICKET_PENDING)
		return "买家已退货";
	if (ticket->kind == TICKET_PRE_SHIP || ticket->reason == LOGISTICS_LOST)
		return "买家未收到货";
	return "买家已收到货";
}

static const char *ticket_type(enum ticket_kind kind)
{
	switch (kind) {
	case TICKET_EXCHANGE:
		return "换货";
	case TICKET_REFUND_ONLY:
	case TICKET_PRE_SHIP:
		return "仅退款";
	case TICKET_REJECT:
		return "拒收退货";
	case TICKET_REISSUE:
		return "补发";
	case TICKET_PRICE:
		return "其它";
	default:
		return "普通退货";
	}
}

/* The courier that delivered the goods, not the one that returned them. */
static const char *carrier_name(const struct ticket *ticket, const struct order_line *line)
{
	return ticket->kind == TICKET_PRE_SHIP ? "" : catalogue_carrier_name(line->carrier);
}

static void put_return(struct writer *writer, const struct return_file *file, const struct ticket *ticket,
		       const struct order_line *line, size_t row)
{
	const struct product *product = &catalogue_products[line->product];

	writer_cell(writer, ticket->number);
	cells_id(writer, line->order_number, file->dirt, row);
	writer_cell(writer, catalogue_shop_name(line->shop));
	writer_cell(writer, ticket->kind == TICKET_PENDING ? "待确认" : "已确认");
	writer_cell(writer, online_status(ticket));
	writer_cell(writer, goods_status(ticket));
	writer_cell(writer, ticket_type(ticket->kind));
	writer_cell(writer, ticket->words.code);
	writer_cell(writer, line->line_number);
	put_sku(writer, product->sku, file->dirt, row);
	writer_cell(writer, product->style);
	writer_cell(writer, product->name);
	writer_print(writer, "%d", ticket->qty_applied);
	writer_print(writer, "%d", ticket->qty_received);
	cells_money(writer, ticket->refund, 0);
	cells_time(writer, DATE_SECONDS, ticket->applied_day, ticket->applied_second);
	cells_time(writer, DATE_DAY, ticket->received_day, 0);
	writer_cell(writer, carrier_name(ticket, line));
	writer_cell(writer, ticket->words.note);
	writer_end(writer);
}

static void write_return_file(const char *directory, const struct return_file *file, const struct shipments *shipments,
			      const struct returns *returns)
{
	struct writer *writer = writer_open(directory, file->name, WRITER_GBK_CRLF);
	long applied = 0, received = 0, refund = 0;
	size_t row = 0;

	writer_cells(writer, return_headers, COUNT(return_headers));
	writer_end(writer);
	for (size_t i = 0; i < returns->count; i++) {
		const struct ticket *ticket = &returns->tickets[i];

		if (ticket->shop == SHOP_LIVE || ticket->applied_day < file->first_day ||
		    ticket->applied_day > file->last_day)
			continue;
		put_return(writer, file, ticket, shipments_by_id(shipments, ticket->line_id), ++row);
		applied += ticket->qty_applied;
		received += ticket->qty_received;
		refund += ticket->refund;
	}
	writer_cell(writer, "合计");
	for (int i = 1; i < 12; i++)
		writer_cell(writer, "");
	writer_print(writer, "%ld", applied);
	writer_print(writer, "%ld", received);
	cells_money(writer, refund, 0);
	for (int i = 15; i < COUNT(return_headers); i++)
		writer_cell(writer, "");
	writer_end(writer);
	writer_close(writer);
}

void exports_write_jst(const char *directory, const struct shipments *shipments, const struct returns *returns)
{
	for (int i = 0; i < COUNT(shipment_files); i++)
		write_shipment_file(directory, &shipment_files[i], shipments);
	for (int i = 0; i < COUNT(return_files); i++)
		write_return_file(directory, &return_files[i], shipments, returns);
}

#include "truth.h"

#include "calendar.h"
#include "writer.h"

#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

void truth_write_causes(const char *directory, const struct returns *returns)
{
	static const char *const headers[] = {"return_id", "counted", "reason", "told"};
	struct writer *writer = writer_open(directory, "causes.csv", WRITER_UTF8);

	writer_cells(writer, headers, COUNT(headers));
	writer_end(writer);
	for (size_t i = 0; i < returns->count; i++) {
		const struct ticket *ticket = &returns->tickets[i];

		writer_cell(writer, ticket->number);
		writer_cell(writer, returns_counts(ticket) ? "1" : "0");
		writer_cell(writer, catalogue_reason_slug(ticket->reason));
		writer_cell(writer, phrases_told_slug(ticket->words.told));
		writer_end(writer);
	}
	writer_close(writer);
}

struct month {
	long lines, shipped, gifts, replacements, return_lines, returned, rejected;
};

static void count_months(struct month months[SHOP_COUNT][CALENDAR_MONTHS], const struct shipments *shipments,
			 const struct returns *returns)
{
	for (size_t i = 0; i < shipments->count; i++) {
		const struct order_line *line = &shipments->lines[i];
		struct month *month = &months[line->shop][calendar_month(line->day)];

		if (line->kind == LINE_ORDINARY) {
			month->lines++;
			month->shipped += line->qty;
		}
		if (line->kind == LINE_GIFT)
			month->gifts += line->qty;
		if (shipments_is_replacement(line))
			month->replacements += line->qty;
	}
	for (size_t i = 0; i < returns->count; i++) {
		const struct ticket *ticket = &returns->tickets[i];
		struct month *month;

		if (ticket->received_day < 0)
			continue;
		month = &months[ticket->shop][calendar_month(ticket->received_day)];
		if (returns_counts(ticket)) {
			month->return_lines++;
			month->returned += ticket->qty_received;
		} else {
			month->rejected += ticket->qty_received;
		}
	}
}

void truth_write_monthly(const char *directory, const struct shipments *shipments, const struct returns *returns)
{
	static const char *const headers[] = {
		"month",        "shop",           "shipped_lines", "shipped",  "gifts",
		"replacements", "returned_lines", "returned",      "rejected",
	};
	struct writer *writer = writer_open(directory, "monthly.csv", WRITER_UTF8);
	struct month months[SHOP_COUNT][CALENDAR_MONTHS] = {0};

	count_months(months, shipments, returns);
	writer_cells(writer, headers, COUNT(headers));
	writer_end(writer);
	for (int m = 0; m < CALENDAR_MONTHS; m++) {
		for (int shop = 0; shop < SHOP_COUNT; shop++) {
			const struct month *month = &months[shop][m];

			writer_print(writer, "%d-%02d", 2023 + m / 12, m % 12 + 1);
			writer_cell(writer, catalogue_shop_name((enum shop)shop));
			writer_print(writer, "%ld", month->lines);
			writer_print(writer, "%ld", month->shipped);
			writer_print(writer, "%ld", month->gifts);
			writer_print(writer, "%ld", month->replacements);
			writer_print(writer, "%ld", month->return_lines);
			writer_print(writer, "%ld", month->returned);
			writer_print(writer, "%ld", month->rejected);
			writer_end(writer);
		}
	}
	writer_close(writer);
}

void truth_write_products(const char *directory)
{
	static const char *const headers[] = {
		"sku",          "product",        "category",       "first_shipped",
		"last_shipped", "chance_2024_06", "chance_2025_06", "chance_live_shop",
	};
	struct writer *writer = writer_open(directory, "products.csv", WRITER_UTF8);
	const int before = calendar_day(2024, 6, 15), after = calendar_day(2025, 6, 15);

	writer_cells(writer, headers, COUNT(headers));
	writer_end(writer);
	for (int i = 0; i < catalogue_product_count; i++) {
		const struct product *product = &catalogue_products[i];
		struct date first = calendar_date(product->first_day);
		struct date last = calendar_date(product->last_day);

		if (i == catalogue_gift_product)
			continue;
		writer_cell(writer, product->sku);
		writer_cell(writer, product->name);
		writer_cell(writer, catalogue_category_name(product->category));
		writer_print(writer, "%d-%02d-%02d", first.year, first.month, first.day);
		writer_print(writer, "%d-%02d-%02d", last.year, last.month, last.day);
		writer_print(writer, "%.4f", catalogue_return_total(i, SHOP_FLAGSHIP, CARRIER_HONGYAN, before));
		writer_print(writer, "%.4f", catalogue_return_total(i, SHOP_FLAGSHIP, CARRIER_HONGYAN, after));
		writer_print(writer, "%.4f", catalogue_return_total(i, SHOP_LIVE, CARRIER_YIMA, after));
		writer_end(writer);
	}
	writer_close(writer);
}

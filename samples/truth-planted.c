#include "truth.h"

#include "calendar.h"
#include "writer.h"

#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

enum shops { ERP_SHOPS, LIVE_SHOP, ALL_SHOPS };

enum apparel { ANY_CATEGORY, APPAREL_ONLY, NO_APPAREL };

/* The subject of a story: a line belongs to it if it meets all conditions. */
struct subject {
	const char *story;
	const char *name;
	enum shops shops;
	unsigned trait;  /* 0: any product */
	const char *sku; /* NULL: any product */
	int carrier;     /* -1: any, else enum carrier */
	enum apparel apparel;
	int first_reason, last_reason; /* numerator only */
	const char *reasons;
};

#define EVERY_REASON 0, REASON_COUNT - 1, "all"
#define LEAK QUALITY_LEAK, QUALITY_LEAK, "quality/leak"
#define LOGISTICS LOGISTICS_DAMAGED, LOGISTICS_LOST, "logistics"
#define TOO_SMALL NO_REASON_SIZE_SMALL, NO_REASON_SIZE_SMALL, "no_reason/size_small"

static const struct subject subjects[] = {
	{"overall", "three shops", ALL_SHOPS, 0, NULL, -1, ANY_CATEGORY, EVERY_REASON},
	{"leak", "0010500", ALL_SHOPS, LEAKING, NULL, -1, ANY_CATEGORY, EVERY_REASON},
	{"leak", "0010500", ALL_SHOPS, LEAKING, NULL, -1, ANY_CATEGORY, LEAK},
	{"leak", "0010500 in shops 1 and 2", ERP_SHOPS, LEAKING, NULL, -1, ANY_CATEGORY, LEAK},
	{"courier", "云驰", ALL_SHOPS, 0, NULL, CARRIER_YUNCHI, ANY_CATEGORY, EVERY_REASON},
	{"courier", "云驰", ALL_SHOPS, 0, NULL, CARRIER_YUNCHI, ANY_CATEGORY, LOGISTICS},
	{"courier", "鸿雁", ALL_SHOPS, 0, NULL, CARRIER_HONGYAN, ANY_CATEGORY, LOGISTICS},
	{"courier", "百川", ALL_SHOPS, 0, NULL, CARRIER_BAICHUAN, ANY_CATEGORY, LOGISTICS},
	{"courier", "驿马", ALL_SHOPS, 0, NULL, CARRIER_YIMA, ANY_CATEGORY, LOGISTICS},
	{"size chart", "ZS2201 and XB66", ALL_SHOPS, SIZE_FIX, NULL, -1, ANY_CATEGORY, EVERY_REASON},
	{"size chart", "ZS2201 and XB66", ALL_SHOPS, SIZE_FIX, NULL, -1, ANY_CATEGORY, TOO_SMALL},
	{"bad luck", "DDYS3", ALL_SHOPS, UNLUCKY, NULL, -1, ANY_CATEGORY, EVERY_REASON},
	{"new", "JM150B", ALL_SHOPS, 0, "JM150B", -1, ANY_CATEGORY, EVERY_REASON},
	{"gone", "000451", ALL_SHOPS, 0, "000451", -1, ANY_CATEGORY, EVERY_REASON},
	{"mix", "live shop", LIVE_SHOP, 0, NULL, -1, ANY_CATEGORY, EVERY_REASON},
	{"mix", "live shop, apparel", LIVE_SHOP, 0, NULL, -1, APPAREL_ONLY, EVERY_REASON},
	{"mix", "live shop, all else", LIVE_SHOP, 0, NULL, -1, NO_APPAREL, EVERY_REASON},
};

struct period {
	const char *name;
	int first, last;
};

struct sums {
	long shipped_lines, shipped, replacements, returned_lines, returned, returned_of_shipped;
};

static int suits(const struct subject *subject, const struct order_line *line)
{
	const struct product *product = &catalogue_products[line->product];
	int apparel = catalogue_is_apparel(product->category);

	return (subject->shops == ALL_SHOPS || (subject->shops == LIVE_SHOP) == (line->shop == SHOP_LIVE)) &&
	       (!subject->trait || (product->traits & subject->trait)) &&
	       (!subject->sku || strcmp(subject->sku, product->sku) == 0) &&
	       (subject->carrier < 0 || (int)line->carrier == subject->carrier) &&
	       (subject->apparel == ANY_CATEGORY || (subject->apparel == APPAREL_ONLY) == apparel);
}

static int within(const struct period *period, int day)
{
	return day >= period->first && day <= period->last;
}

static struct sums count(const struct subject *subject, const struct period *period, const struct shipments *shipments,
			 const struct returns *returns)
{
	struct sums sums = {0};

	for (size_t i = 0; i < shipments->count; i++) {
		const struct order_line *line = &shipments->lines[i];

		if (!within(period, line->day) || !suits(subject, line))
			continue;
		if (shipments_is_replacement(line))
			sums.replacements += line->qty;
		if (line->kind != LINE_ORDINARY)
			continue;
		sums.shipped_lines++;
		sums.shipped += line->qty;
	}
	for (size_t i = 0; i < returns->count; i++) {
		const struct ticket *ticket = &returns->tickets[i];
		const struct order_line *line = shipments_by_id(shipments, ticket->line_id);

		if (!returns_counts(ticket) || (int)ticket->reason < subject->first_reason ||
		    (int)ticket->reason > subject->last_reason || !suits(subject, line))
			continue;
		if (within(period, ticket->received_day)) {
			sums.returned_lines++;
			sums.returned += ticket->qty_received;
		}
		if (within(period, line->day))
			sums.returned_of_shipped += ticket->qty_received;
	}
	return sums;
}

static void put_sums(struct writer *writer, const struct subject *subject, const struct period *period,
		     const struct sums *sums)
{
	double shipped = (double)sums->shipped;

	writer_cell(writer, subject->story);
	writer_cell(writer, subject->name);
	writer_cell(writer, subject->reasons);
	writer_cell(writer, period->name);
	writer_print(writer, "%ld", sums->shipped_lines);
	writer_print(writer, "%ld", sums->shipped);
	writer_print(writer, "%ld", sums->replacements);
	writer_print(writer, "%ld", sums->returned_lines);
	writer_print(writer, "%ld", sums->returned);
	writer_print(writer, "%ld", sums->returned_of_shipped);
	if (sums->shipped > 0)
		writer_print(writer, "%.6f", (double)sums->returned / shipped);
	else
		writer_cell(writer, "");
	writer_end(writer);
}

void truth_write_planted(const char *directory, const struct shipments *shipments, const struct returns *returns)
{
	static const char *const headers[] = {
		"story",   "subject",      "reason",         "period",   "shipped_lines",
		"shipped", "replacements", "returned_lines", "returned", "returned_of_shipped",
		"rate",
	};
	const struct period periods[] = {
		{"2024-06", calendar_day(2024, 6, 1), calendar_day(2024, 6, 30)},
		{"2025-06", calendar_day(2025, 6, 1), calendar_day(2025, 6, 30)},
		{"2024-Q2", calendar_day(2024, 4, 1), calendar_day(2024, 6, 30)},
		{"2025-Q2", calendar_day(2025, 4, 1), calendar_day(2025, 6, 30)},
		{"2023-07..2024-06", calendar_day(2023, 7, 1), calendar_day(2024, 6, 30)},
		{"2024-07..2025-06", calendar_day(2024, 7, 1), calendar_day(2025, 6, 30)},
	};
	struct writer *writer = writer_open(directory, "planted.csv", WRITER_UTF8);

	writer_cells(writer, headers, COUNT(headers));
	writer_end(writer);
	for (int s = 0; s < COUNT(subjects); s++) {
		for (int p = 0; p < COUNT(periods); p++) {
			struct sums sums = count(&subjects[s], &periods[p], shipments, returns);

			put_sums(writer, &subjects[s], &periods[p], &sums);
		}
	}
	writer_close(writer);
}

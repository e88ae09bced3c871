#include "shipments.h"

#include "calendar.h"
#include "writer.h"

#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRODUCTS_MAX = 128 };

/* Orders on an ordinary working day of early 2023. */
static const double daily_orders[SHOP_COUNT] = {10.6, 7.0, 7.9};

static double chance(gsl_rng *rng)
{
	return gsl_rng_uniform(rng);
}

static int between(gsl_rng *rng, int low, int high)
{
	return low + (int)gsl_rng_uniform_int(rng, (unsigned long)(high - low + 1));
}

size_t shipments_append(struct shipments *shipments, struct order_line line)
{
	if (shipments->count == shipments->capacity) {
		shipments->capacity = shipments->capacity ? 2 * shipments->capacity : 4096;
		shipments->lines = realloc(shipments->lines, shipments->capacity * sizeof(*shipments->lines));
		if (!shipments->lines)
			writer_die("out of memory");
	}
	line.id = shipments->count;
	shipments->lines[shipments->count++] = line;
	return line.id;
}

static int draw_product(gsl_rng *rng, const double *cumulative)
{
	double u = chance(rng) * cumulative[catalogue_product_count - 1];
	int product = 0;

	while (cumulative[product] <= u)
		product++;
	return product;
}

static int draw_qty(gsl_rng *rng, const struct product *product)
{
	double u = chance(rng);

	if (catalogue_is_apparel(product->category))
		return u < 0.92 ? 1 : u < 0.985 ? 2 : 3;
	return u < 0.76 ? 1 : u < 0.93 ? 2 : u < 0.98 ? 3 : 4;
}

/* The live shop has couriers of its own. */
static enum carrier draw_carrier(gsl_rng *rng, enum shop shop)
{
	double u = chance(rng);

	if (shop == SHOP_LIVE)
		return u < 0.75 ? CARRIER_YIMA : CARRIER_NANYOU;
	return u < 0.36 ? CARRIER_YUNCHI : u < 0.70 ? CARRIER_HONGYAN : CARRIER_BAICHUAN;
}

static long draw_amount(gsl_rng *rng, const struct product *product, int qty)
{
	static const int discounts[] = {100, 95, 90, 90, 85, 80};
	int percent = discounts[between(rng, 0, 5)];

	/* shops price to the tenth of a yuan */
	return (long)product->price * percent / 1000 * 10 * qty;
}

static void add_gift(struct shipments *shipments, gsl_rng *rng, struct order_line line)
{
	line.kind = LINE_GIFT;
	line.qty = 1;
	line.amount = 0;
	/* sometimes an ordinary product is given away, which must not count either */
	line.product = chance(rng) < 0.7 ? catalogue_gift_product : line.product;
	shipments_append(shipments, line);
}

static void add_line(struct shipments *shipments, gsl_rng *rng, struct order_line line, const double *cumulative)
{
	const struct product *product;

	line.product = draw_product(rng, cumulative);
	product = &catalogue_products[line.product];
	/* appliances are shipped separately, always with the same courier */
	if (product->category == APPLIANCE && line.shop != SHOP_LIVE)
		line.carrier = CARRIER_HONGYAN;
	line.qty = draw_qty(rng, product);
	line.amount = draw_amount(rng, product, line.qty);
	shipments_append(shipments, line);
	if (line.kind != LINE_ORDINARY)
		return;
	if (line.qty > 1 && line.shop != SHOP_LIVE && chance(rng) < 0.012) {
		/* the parent follows immediately and shares the number of the line split off */
		struct order_line parent = line;

		parent.kind = LINE_SPLIT;
		shipments_append(shipments, parent);
	}
	if (chance(rng) < 0.016)
		add_gift(shipments, rng, line);
}

static void add_order(struct shipments *shipments, gsl_rng *rng, enum shop shop, int day, const double *cumulative)
{
	struct order_line line = {
		.order = shipments->order_count++,
		.shop = shop,
		.day = day,
	};
	double u = chance(rng);
	int lines = u < 0.78 ? 1 : u < 0.96 ? 2 : 3;

	line.second = between(rng, 8 * 3600, 21 * 3600);
	line.carrier = draw_carrier(rng, shop);
	line.kind = chance(rng) < 0.013 ? LINE_CANCELLED : LINE_ORDINARY;
	if (line.kind == LINE_ORDINARY && day == CALENDAR_LAST_DAY && chance(rng) < 0.25)
		line.kind = LINE_WAITING;
	for (int i = 0; i < lines; i++)
		add_line(shipments, rng, line, cumulative);
}

static void add_wholesale(struct shipments *shipments, gsl_rng *rng, int day)
{
	struct order_line line = {
		.order = shipments->order_count++,
		.shop = SHOP_FLAGSHIP,
		.day = day,
		.kind = LINE_ORDINARY,
		.carrier = CARRIER_FREIGHT,
	};

	line.second = between(rng, 9 * 3600, 17 * 3600);
	line.qty = between(rng, 4, 12) * 5;
	do {
		line.product = between(rng, 0, catalogue_product_count - 1);
	} while (!(catalogue_products[line.product].traits & WHOLESALE));
	line.amount = (long)catalogue_products[line.product].price * 7 / 10 * line.qty;
	shipments_append(shipments, line);
}

static void add_day(struct shipments *shipments, gsl_rng *rng, enum shop shop, int day)
{
	double cumulative[PRODUCTS_MAX], total = 0;
	unsigned orders = gsl_ran_poisson(rng, daily_orders[shop] * calendar_rhythm(day) + 1e-9);

	for (int i = 0; i < catalogue_product_count; i++)
		cumulative[i] = total += catalogue_sales_weight(i, shop, day);
	while (orders-- > 0)
		add_order(shipments, rng, shop, day, cumulative);
}

struct shipments *shipments_new(gsl_rng *rng)
{
	struct shipments *shipments = calloc(1, sizeof(*shipments));

	if (!shipments)
		writer_die("out of memory");
	for (int day = 0; day <= CALENDAR_LAST_DAY; day++) {
		for (int shop = 0; shop < SHOP_COUNT; shop++)
			add_day(shipments, rng, (enum shop)shop, day);
		if (day % 7 == 3 && chance(rng) < 0.15)
			add_wholesale(shipments, rng, day);
	}
	return shipments;
}

void shipments_free(struct shipments *shipments)
{
	if (!shipments)
		return;
	free(shipments->lines);
	free(shipments->position);
	free(shipments);
}

static int compare_lines(const void *left, const void *right)
{
	const struct order_line *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->second != b->second)
		return a->second < b->second ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* Ids differ in length and kind from platform to platform. */
static void print_order_number(struct order_line *line, unsigned long long serial)
{
	static const char *const formats[SHOP_COUNT] = {"3%011llu", "69%014llu", "P7%010llu"};

	snprintf(line->order_number, sizeof(line->order_number), formats[line->shop], serial);
}

void shipments_number(struct shipments *shipments, gsl_rng *rng)
{
	unsigned long long serial[SHOP_COUNT] = {20481630552, 48120537714402, 2300417756};
	unsigned long step[SHOP_COUNT] = {1900000, 33000000, 900000};
	unsigned long line_serial[SHOP_COUNT] = {51026631, 73004417, 80410027};
	size_t *first = calloc(shipments->order_count, sizeof(*first));

	shipments->position = calloc(shipments->count, sizeof(*shipments->position));
	if (!first || !shipments->position)
		writer_die("out of memory");
	qsort(shipments->lines, shipments->count, sizeof(*shipments->lines), compare_lines);
	for (size_t i = 0; i < shipments->count; i++) {
		struct order_line *line = &shipments->lines[i];

		shipments->position[line->id] = i;
		if (first[line->order] == 0) {
			first[line->order] = i + 1;
			serial[line->shop] += 1 + gsl_rng_uniform_int(rng, 999) * (step[line->shop] / 1000) + i % 97;
			print_order_number(line, serial[line->shop]);
		} else {
			memcpy(line->order_number, shipments->lines[first[line->order] - 1].order_number,
			       sizeof(line->order_number));
		}
		if (line->kind != LINE_SPLIT)
			line_serial[line->shop] += 1 + gsl_rng_uniform_int(rng, 40);
		snprintf(line->line_number, sizeof(line->line_number), "%lu", line_serial[line->shop]);
	}
	free(first);
}

int shipments_is_replacement(const struct order_line *line)
{
	return line->shop != SHOP_LIVE && (line->kind == LINE_EXCHANGE || line->kind == LINE_REISSUE);
}

const struct order_line *shipments_by_id(const struct shipments *shipments, size_t id)
{
	return &shipments->lines[shipments->position ? shipments->position[id] : id];
}

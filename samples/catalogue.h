/*
 * catalogue: the products, shops and couriers of the invented brand, and the probability that a line is returned for each
 * reason.
 *
 * This is the truth behind the samples. Only catalogue_return_chance() and catalogue_sales_weight() plant effects. The
 * unlucky SKU is the exception: it has no effect here, and outcome.c selects a history that looks bad by chance.
 * All names are invented. Probabilities are per order line.
 */
#ifndef SAMPLES_CATALOGUE_H
#define SAMPLES_CATALOGUE_H

enum category { CARE, CUP, KNIT, SHOE, APPLIANCE, HOME, CATEGORY_COUNT };

enum reason {
	QUALITY_LEAK,
	QUALITY_BROKEN_PART,
	QUALITY_ODOUR,
	QUALITY_FADE,
	QUALITY_NOT_WORKING,
	AFTER_SALES_WRONG_ITEM,
	AFTER_SALES_MISSING_ITEM,
	AFTER_SALES_DESCRIPTION,
	LOGISTICS_DAMAGED,
	LOGISTICS_SLOW,
	LOGISTICS_LOST,
	NO_REASON_SIZE_SMALL,
	NO_REASON_SIZE_LARGE,
	NO_REASON_COLOUR,
	NO_REASON_EXPECTATION,
	NO_REASON_PRICE,
	NO_REASON_CHANGED_MIND,
	NO_REASON_ORDERED_WRONG,
	NO_REASON_UNSAID,
	REASON_COUNT
};

enum shop { SHOP_FLAGSHIP, SHOP_SPECIALTY, SHOP_LIVE, SHOP_COUNT };

enum carrier {
	CARRIER_YUNCHI,
	CARRIER_HONGYAN,
	CARRIER_BAICHUAN,
	CARRIER_YIMA,
	CARRIER_NANYOU,
	CARRIER_FREIGHT,
	CARRIER_COUNT
};

enum trait {
	LEAKING = 1,   /* the SKU of the leaking batch */
	SIZE_FIX = 2,  /* its size chart was corrected; not in the live shop */
	UNLUCKY = 4,   /* looks worse by chance only */
	WHOLESALE = 8, /* companies buy it by the carton */
	NOT_LIVE = 16  /* not sold in the live shop */
};

struct product {
	const char *sku;
	const char *style;
	const char *name;
	const char *noun; /* the word that buyers use for it */
	enum category category;
	int price;     /* list price in cents */
	int weight;    /* share of sales relative to the other products */
	int proneness; /* return probability in percent of the category's */
	unsigned traits;
	int first_day; /* first and last day it is shipped */
	int last_day;
};

extern const struct product catalogue_products[];
extern const int catalogue_product_count;
extern const int catalogue_gift_product; /* index of the product only given away */

extern const int catalogue_leak_day;    /* first ship day of the leaking batch */
extern const int catalogue_courier_day; /* first ship day of the courier's decline */
extern const int catalogue_chart_day;   /* first ship day with the corrected size chart */

/* Returns the printed name of a shop, a carrier or a category. */
const char *catalogue_shop_name(enum shop shop);
const char *catalogue_carrier_name(enum carrier carrier);
const char *catalogue_category_name(enum category category);

/* Returns the slug of a reason, which begins with its cause: "quality/leak". */
const char *catalogue_reason_slug(enum reason reason);

/* Returns 1 for categories with sizes, which have high return rates. */
int catalogue_is_apparel(enum category category);

/* Returns the relative weight of a product among the lines of a shop on a day; 0 = not sold. */
double catalogue_sales_weight(int product, enum shop shop, int day);

/*
 * Returns the probability that the goods of an ordinary line shipped on that day are returned for that reason. It is 0 for
 * LOGISTICS_LOST, because a lost parcel never comes back.
 */
double catalogue_return_chance(int product, enum shop shop, enum carrier carrier, int day, enum reason reason);

/* Returns the sum of catalogue_return_chance() over all reasons. */
double catalogue_return_total(int product, enum shop shop, enum carrier carrier, int day);

#endif

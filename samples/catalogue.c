#include "catalogue.h"

#include "calendar.h"

#define ALWAYS 0, CALENDAR_LAST_DAY
#define FROM_2025_01_06 736, CALENDAR_LAST_DAY
#define UNTIL_2024_08 0, 608

const int catalogue_leak_day = 821;    /* 2025-04-01 */
const int catalogue_courier_day = 639; /* 2024-10-01 */
const int catalogue_chart_day = 609;   /* 2024-09-01 */

const struct product catalogue_products[] = {
	{"0010500", "00105", "氨基酸洗发水500ml", "洗发水", CARE, 5990, 120, 90, LEAKING, ALWAYS},
	{"0010300", "00105", "氨基酸洗发水300ml", "洗发水", CARE, 3990, 22, 100, 0, ALWAYS},
	{"0020500", "00205", "柔顺护发素500ml", "护发素", CARE, 5590, 66, 95, 0, ALWAYS},
	{"XF-K750", "XF-K", "控油洗发水750ml", "洗发水", CARE, 6990, 24, 110, 0, ALWAYS},
	{"MY500-01", "MY500", "山茶沐浴露", "沐浴露", CARE, 4990, 64, 90, 0, ALWAYS},
	{"MY500-02", "MY500", "白桃沐浴露", "沐浴露", CARE, 4990, 20, 95, 0, ALWAYS},
	{"SR250", "SR", "保湿身体乳250ml", "身体乳", CARE, 6890, 60, 100, 0, ALWAYS},
	{"SR400R", "SR", "修护身体乳400ml", "身体乳", CARE, 9890, 12, 115, 0, ALWAYS},
	{"HS08", "HS", "护手霜80g", "护手霜", CARE, 2990, 54, 70, 0, ALWAYS},
	{"JM120", "JM", "洁面乳120g", "洁面乳", CARE, 4590, 18, 110, 0, ALWAYS},
	{"JM150B", "JM", "洁面慕斯150ml", "洁面慕斯", CARE, 5290, 44, 100, 0, FROM_2025_01_06},
	{"XSY500", "XSY", "泡沫洗手液", "洗手液", CARE, 1990, 14, 95, 0, ALWAYS},
	{"00731", "007", "漱口水500ml", "漱口水", CARE, 3290, 8, 110, 0, ALWAYS},
	{"7E02", "7E", "护发精油70ml", "精油", CARE, 7990, 9, 120, 0, ALWAYS},
	{"CB350-W", "CB350", "陶瓷马克杯白", "杯子", CUP, 3990, 58, 90, 0, ALWAYS},
	{"CB350-G", "CB350", "陶瓷马克杯绿", "杯子", CUP, 3990, 20, 100, WHOLESALE, ALWAYS},
	{"CB500", "CB500", "带盖大口杯", "杯子", CUP, 4990, 18, 115, 0, ALWAYS},
	{"0087", "0087", "功夫茶杯套装", "茶具", CUP, 12900, 7, 125, 0, ALWAYS},
	{"CW6", "CW", "陶瓷碗6只装", "碗", CUP, 6990, 13, 120, 0, ALWAYS},
	{"CP8", "CP", "8寸圆盘4只装", "盘子", CUP, 7990, 7, 115, 0, ALWAYS},
	{"HP1000", "HP", "手工釉花瓶", "花瓶", CUP, 8990, 5, 125, 0, ALWAYS},
	{"BW450", "BW", "焖茶保温杯", "保温杯", CUP, 9990, 16, 70, 0, ALWAYS},
	{"ZS2201-S", "ZS2201", "圆领针织衫S", "针织衫", KNIT, 15900, 14, 100, SIZE_FIX, ALWAYS},
	{"ZS2201-M", "ZS2201", "圆领针织衫M", "针织衫", KNIT, 15900, 58, 95, SIZE_FIX, ALWAYS},
	{"ZS2201-L", "ZS2201", "圆领针织衫L", "针织衫", KNIT, 15900, 54, 95, SIZE_FIX, ALWAYS},
	{"ZS2201-XL", "ZS2201", "圆领针织衫XL", "针织衫", KNIT, 15900, 18, 105, SIZE_FIX, ALWAYS},
	{"KS3107M", "KS3107", "短款开衫M", "开衫", KNIT, 19900, 12, 100, 0, ALWAYS},
	{"KS3107L", "KS3107", "短款开衫L", "开衫", KNIT, 19900, 13, 100, 0, ALWAYS},
	{"KS3107XL", "KS3107", "短款开衫XL", "开衫", KNIT, 19900, 7, 110, 0, ALWAYS},
	{"TX09-M", "TX09", "棉质T恤M", "T恤", KNIT, 7990, 14, 90, 0, ALWAYS},
	{"TX09-L", "TX09", "棉质T恤L", "T恤", KNIT, 7990, 16, 90, 0, ALWAYS},
	{"TX09-XL", "TX09", "棉质T恤XL", "T恤", KNIT, 7990, 9, 95, 0, ALWAYS},
	{"WY01", "WY", "羊毛围巾", "围巾", KNIT, 12900, 7, 75, 0, ALWAYS},
	{"MZ02", "MZ", "针织帽", "帽子", KNIT, 5990, 5, 75, 0, ALWAYS},
	{"000451", "0004", "连衣裙均码", "裙子", KNIT, 23900, 52, 100, NOT_LIVE, UNTIL_2024_08},
	{"JJ205", "JJ", "打底裤均码", "打底裤", KNIT, 6990, 8, 85, 0, ALWAYS},
	{"XB66-36", "XB66", "帆布鞋36码", "鞋子", SHOE, 13900, 10, 105, SIZE_FIX, ALWAYS},
	{"XB66-37", "XB66", "帆布鞋37码", "鞋子", SHOE, 13900, 22, 100, SIZE_FIX, ALWAYS},
	{"XB66-38", "XB66", "帆布鞋38码", "鞋子", SHOE, 13900, 58, 95, SIZE_FIX, ALWAYS},
	{"XB66-39", "XB66", "帆布鞋39码", "鞋子", SHOE, 13900, 18, 100, SIZE_FIX, ALWAYS},
	{"XB66-40", "XB66", "帆布鞋40码", "鞋子", SHOE, 13900, 8, 105, SIZE_FIX, ALWAYS},
	{"TX0137", "TX01", "棉拖鞋37码", "拖鞋", SHOE, 4990, 8, 85, 0, ALWAYS},
	{"TX0138", "TX01", "棉拖鞋38码", "拖鞋", SHOE, 4990, 10, 85, 0, ALWAYS},
	{"TX0139", "TX01", "棉拖鞋39码", "拖鞋", SHOE, 4990, 6, 90, 0, ALWAYS},
	{"DDYS3", "DDYS", "声波电动牙刷", "牙刷", APPLIANCE, 19900, 64, 90, UNLUCKY, ALWAYS},
	{"CFJ1600", "CFJ", "负离子吹风机", "吹风机", APPLIANCE, 15900, 17, 105, 0, ALWAYS},
	{"JSQ20", "JSQ", "桌面加湿器", "加湿器", APPLIANCE, 8990, 14, 120, 0, ALWAYS},
	{"GTJ1500", "GTJ", "手持挂烫机", "挂烫机", APPLIANCE, 16900, 7, 115, 0, ALWAYS},
	{"000215", "0002", "充电暖手宝", "暖手宝", APPLIANCE, 6990, 6, 110, 0, ALWAYS},
	{"TZC5", "TZC", "体脂秤", "体脂秤", APPLIANCE, 7990, 7, 95, 0, ALWAYS},
	{"XYD-2", "XYD", "人体感应小夜灯", "小夜灯", APPLIANCE, 3590, 9, 85, 0, ALWAYS},
	{"FS12", "FS", "静音台扇", "风扇", APPLIANCE, 9990, 12, 105, 0, ALWAYS},
	{"KZ45-01", "KZ45", "棉麻靠垫米白", "靠垫", HOME, 4590, 18, 105, 0, ALWAYS},
	{"KZ45-02", "KZ45", "棉麻靠垫墨绿", "靠垫", HOME, 4590, 12, 110, 0, ALWAYS},
	{"ZD60", "ZD", "记忆棉坐垫", "坐垫", HOME, 8990, 11, 115, 0, ALWAYS},
	{"MJ3", "MJ", "纯棉毛巾3条装", "毛巾", HOME, 3990, 52, 85, WHOLESALE, ALWAYS},
	{"YJ70140", "YJ", "加厚浴巾", "浴巾", HOME, 5990, 12, 95, 0, ALWAYS},
	{"SNH4", "SNH", "收纳盒4件套", "收纳盒", HOME, 6990, 8, 105, 0, ALWAYS},
	{"XX0301", "XX03", "无火香薰", "香薰", HOME, 7990, 7, 120, 0, ALWAYS},
	{"00000962", "0000", "全棉枕套一对", "枕套", HOME, 4990, 6, 95, 0, ALWAYS},
	{"ZP-01", "ZP", "旅行装小样", "小样", CARE, 990, 0, 0, 0, ALWAYS},
};

const int catalogue_product_count = (int)(sizeof(catalogue_products) / sizeof(catalogue_products[0]));
const int catalogue_gift_product = (int)(sizeof(catalogue_products) / sizeof(catalogue_products[0])) - 1;

static const char *const slugs[REASON_COUNT] = {
	"quality/leak",
	"quality/broken_part",
	"quality/odour",
	"quality/fade",
	"quality/not_working",
	"after_sales/wrong_item",
	"after_sales/missing_item",
	"after_sales/description",
	"logistics/damaged",
	"logistics/slow",
	"logistics/lost",
	"no_reason/size_small",
	"no_reason/size_large",
	"no_reason/colour",
	"no_reason/expectation",
	"no_reason/price",
	"no_reason/changed_mind",
	"no_reason/ordered_wrong",
	"no_reason/unsaid",
};

/* Return probabilities of a line in 1/10000, in the order of enum reason. */
static const int base_chance[CATEGORY_COUNT][REASON_COUNT] = {
	[CARE] = {90, 30, 35, 0, 0, 20, 30, 20, 40, 22, 0, 0, 0, 0, 55, 35, 45, 25, 35},
	[CUP] = {10, 25, 15, 10, 0, 25, 25, 35, 130, 20, 0, 0, 0, 30, 45, 20, 45, 25, 35},
	[KNIT] = {0, 60, 30, 60, 0, 35, 10, 60, 10, 30, 0, 390, 180, 110, 120, 60, 120, 60, 90},
	[SHOE] = {0, 85, 40, 25, 0, 40, 10, 40, 10, 30, 0, 390, 200, 80, 110, 50, 110, 60, 90},
	[APPLIANCE] = {15, 45, 15, 0, 120, 20, 25, 40, 45, 22, 0, 0, 0, 15, 75, 45, 55, 20, 35},
	[HOME] = {0, 20, 40, 30, 0, 20, 10, 35, 10, 20, 0, 15, 15, 35, 50, 20, 45, 20, 30},
};

enum {
	LEAKING_CHANCE = 2100,      /* for a bottle of the leaking batch */
	OLD_CHART_CHANCE = 990,     /* too small, under the wrong size chart */
	NEW_CHART_CHANCE = 330,     /* too small, under the corrected one */
	COURIER_DAMAGED_MORE = 260, /* added by the courier's decline */
	COURIER_SLOW_MORE = 120
};

const char *catalogue_shop_name(enum shop shop)
{
	static const char *const names[] = {"旗舰店", "专营店", "直播店"};

	return names[shop];
}

const char *catalogue_carrier_name(enum carrier carrier)
{
	static const char *const names[] = {"云驰", "鸿雁", "百川", "驿马", "南邮", "大通物流"};

	return names[carrier];
}

const char *catalogue_category_name(enum category category)
{
	static const char *const names[] = {"洗护", "杯具", "服饰", "鞋靴", "小家电", "家居"};

	return names[category];
}

const char *catalogue_reason_slug(enum reason reason)
{
	return slugs[reason];
}

int catalogue_is_apparel(enum category category)
{
	return category == KNIT || category == SHOE;
}

/* The live shop moved from care products to apparel during July and August 2024. */
static double live_shop_apparel(int day)
{
	const double before = 1.2, after = 6.0;
	const int start = calendar_day(2024, 6, 20), end = calendar_day(2024, 8, 20);

	if (day <= start)
		return before;
	if (day >= end)
		return after;
	return before + (after - before) * (day - start) / (end - start);
}

double catalogue_sales_weight(int product, enum shop shop, int day)
{
	static const double season[CATEGORY_COUNT][4] = {
		[CARE] = {1, 1, 1, 1},     [CUP] = {1, 1, 0.95, 1.05},       [KNIT] = {1.05, 0.9, 0.9, 1.15},
		[SHOE] = {1, 1.1, 1, 0.9}, [APPLIANCE] = {0.95, 1, 1.05, 1}, [HOME] = {1, 1, 1, 1},
	};
	static const double specialty[CATEGORY_COUNT] = {0.95, 1.2, 0.95, 1.05, 0.9, 1.05};
	const struct product *p = &catalogue_products[product];
	double weight;

	if (day < p->first_day || day > p->last_day)
		return 0;
	if (shop == SHOP_LIVE && (p->traits & (SIZE_FIX | NOT_LIVE)))
		return 0;
	weight = p->weight * season[p->category][(calendar_date(day).month - 1) / 3];
	if (shop == SHOP_SPECIALTY)
		weight *= specialty[p->category];
	if (shop == SHOP_LIVE && catalogue_is_apparel(p->category))
		weight *= live_shop_apparel(day);
	return weight;
}

/* The live shop has its own stock and couriers, so no planted effect applies to it. */
static double planted_chance(const struct product *p, enum shop shop, enum carrier carrier, int day, enum reason reason,
			     double chance)
{
	if ((p->traits & SIZE_FIX) && reason == NO_REASON_SIZE_SMALL)
		chance = OLD_CHART_CHANCE;
	if (shop == SHOP_LIVE)
		return chance;
	if ((p->traits & SIZE_FIX) && reason == NO_REASON_SIZE_SMALL && day >= catalogue_chart_day)
		chance = NEW_CHART_CHANCE;
	if ((p->traits & LEAKING) && reason == QUALITY_LEAK && day >= catalogue_leak_day)
		chance = LEAKING_CHANCE;
	if (carrier == CARRIER_YUNCHI && day >= catalogue_courier_day) {
		if (reason == LOGISTICS_DAMAGED)
			chance += COURIER_DAMAGED_MORE;
		if (reason == LOGISTICS_SLOW)
			chance += COURIER_SLOW_MORE;
	}
	return chance;
}

double catalogue_return_chance(int product, enum shop shop, enum carrier carrier, int day, enum reason reason)
{
	const struct product *p = &catalogue_products[product];
	double chance = base_chance[p->category][reason] * p->proneness / 100.0;

	chance = planted_chance(p, shop, carrier, day, reason, chance);
	return chance / 10000 * calendar_return_season(day);
}

double catalogue_return_total(int product, enum shop shop, enum carrier carrier, int day)
{
	double total = 0;

	for (int reason = 0; reason < REASON_COUNT; reason++)
		total += catalogue_return_chance(product, shop, carrier, day, (enum reason)reason);
	return total;
}

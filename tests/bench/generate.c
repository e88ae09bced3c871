/*
 * generate: the tables the benchmarks run on: shipments and returns of any size, the same bytes for the same seed.
 *
 *   generate --rows N [--skus N] [--texts N] [--seed N] --out DIR
 *
 * N order lines over 36 months and a tenth of a fourteenth of them returned (0.7 million of 10 million). SKUs are drawn with a
 * skew, as in shops: half of the lines fall on a twentieth of them. `texts` is how many distinct notes there are; 0 makes nearly
 * every note distinct. Writes shipments.csv and returns.csv (canonical, UTF-8; 10 million rows are 1 GB) and, for ret-import, the same
 * shipments as a GBK export, shipments-gbk.csv.
 */
#include "date.h"
#include "die.h"
#include "mem.h"
#include "option.h"
#include "out.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_ROWS = 256, OPT_SKUS, OPT_TEXTS, OPT_SEED, OPT_OUT };

static const struct option_row rows[] = {
	{OPT_ROWS, "rows", "N", "order lines (default 10000000: 1 GB)"},
	{OPT_SKUS, "skus", "N", "distinct SKUs (default 20000)"},
	{OPT_TEXTS, "texts", "N", "distinct notes; 0 for nearly all distinct (default 0)"},
	{OPT_SEED, "seed", "N", "seed (default 1)"},
	{OPT_OUT, "out", "DIR", "where the tables go"},
};

static const struct program program = {
	"generate", "[--rows N] [--skus N] [--texts N] [--seed N] --out DIR",
	"write the tables the benchmarks run on", rows, sizeof(rows) / sizeof(*rows),
};

static const char *const shops[] = {"旗舰店", "专营店", "直播店"};
static const char *const carriers[] = {"云驰", "鸿雁", "百川", "驿马"};
static const char *const codes[] = {
	"7天无理由退换货", "质量问题", "多拍/拍错/不想要", "卖家发错货", "商品破损/污渍", "大小/尺寸与商品描述不符", "其他",
};
static const char *const notes[] = {
	"瓶口漏液", "用了两天就坏了", "偏小一码", "偏大", "颜色不喜欢", "快递摔碎了", "少发一件", "发错颜色", "不想要了",
	"买贵了", "和描述不符", "味道很大", "掉色", "物流太慢", "没收到货", "拍错了", "效果不好", "有划痕", "开线", "断裂",
};

struct world {
	uint64_t state;
	uint64_t skus;
	uint64_t texts;
};

/* xorshift64*: Vigna (2016), ACM Trans Math Softw 42:30. */
static uint64_t draw(struct world *w)
{
	w->state ^= w->state >> 12;
	w->state ^= w->state << 25;
	w->state ^= w->state >> 27;
	return w->state * 2685821657736338717u;
}

static uint64_t below(struct world *w, uint64_t n)
{
	return draw(w) % n;
}

static const char *pick(struct world *w, const char *const *words, size_t n)
{
	return words[below(w, n)];
}

/* Half of the lines fall on a twentieth of the SKUs. */
static uint64_t draw_sku(struct world *w)
{
	uint64_t head = w->skus / 20 ? w->skus / 20 : 1;

	return draw(w) & 1 ? below(w, head) : below(w, w->skus);
}

struct line {
	uint64_t number;
	uint64_t sku;
	int32_t day;
	unsigned second;
	unsigned qty;
	unsigned cents;
	const char *shop, *carrier;
};

static struct line draw_line(struct world *w, uint64_t i, uint64_t n, int32_t first, int32_t days)
{
	struct line l = {.number = i, .sku = draw_sku(w)};

	/* Exports come in the order of time. */
	l.day = first + (int32_t)(i * (uint64_t)days / n);
	l.second = (unsigned)below(w, 86400);
	l.qty = below(w, 5) ? 1 : 1 + (unsigned)below(w, 4);
	l.cents = l.qty * (1000 + (unsigned)(l.sku * 37 % 20000));
	l.shop = pick(w, shops, 3);
	l.carrier = pick(w, carriers, 4);
	return l;
}

static int format_time(char *to, size_t size, int32_t day, unsigned second)
{
	char date[DATE_TEXT];

	return snprintf(to, size, "%s %02u:%02u:%02u", date_print(date, day), second / 3600 % 24,
			second / 60 % 60, second % 60);
}

static void write_shipment(struct out *canonical, struct out *gbk, iconv_t cd, const struct line *l)
{
	char time[64], row[256], coded[256];
	char *from = row, *to = coded;
	size_t room = sizeof(coded);

	format_time(time, sizeof(time), l->day, l->second);
	out_format(canonical, "%s,%012llu,%llu,SKU%06llu,%u,%u.%02u,%s,%s,sale,done,0,%s\n", l->shop,
		   (unsigned long long)(300000000000 + l->number * 7),
		   (unsigned long long)(50000000 + l->number), (unsigned long long)l->sku, l->qty,
		   l->cents / 100, l->cents % 100, time, time, l->carrier);
	size_t n = (size_t)snprintf(row, sizeof(row),
				    "%012llu,%s,%s,已发货,%s,普通订单,%llu,SKU%06llu,%u,%u.%02u,否\r\n",
				    (unsigned long long)(300000000000 + l->number * 7), l->shop, time,
				    l->carrier, (unsigned long long)(50000000 + l->number),
				    (unsigned long long)l->sku, l->qty, l->cents / 100,
				    l->cents % 100);

	if (iconv(cd, &from, &n, &to, &room) == (size_t)-1)
		die("a text of the benchmark is not in GBK");
	out_bytes(gbk, coded, (size_t)(to - coded));
}

static void write_return(struct world *w, struct out *o, const struct line *l)
{
	char applied[64], received[64], text[256];
	int32_t lag = 3 + (int32_t)below(w, 20);

	format_time(applied, sizeof(applied), l->day + lag, l->second);
	format_time(received, sizeof(received), l->day + lag + 3, l->second);
	snprintf(text, sizeof(text), "%s，%s %llu 号", pick(w, notes, sizeof(notes) / sizeof(*notes)),
		 pick(w, notes, sizeof(notes) / sizeof(*notes)),
		 (unsigned long long)(w->texts ? below(w, w->texts) : below(w, 1000000000)));
	out_format(o, "%s,R%llu,%012llu,%llu,SKU%06llu,%u,%u.%02u,return,done,%s,%s,%s,%s,%s\n",
		   l->shop, (unsigned long long)l->number,
		   (unsigned long long)(300000000000 + l->number * 7),
		   (unsigned long long)(50000000 + l->number), (unsigned long long)l->sku, l->qty,
		   l->cents / 100, l->cents % 100,
		   pick(w, codes, sizeof(codes) / sizeof(*codes)), text, applied, received,
		   l->carrier);
}

static struct out *open_table(const char *directory, const char *name, const char *header)
{
	char *path = mem_printf("%s/%s", directory, name);
	struct err e;
	struct out *o = out_open(path, &e);

	if (!o)
		die("%s", e.words);
	out_text(o, header);
	free(path);
	return o;
}

static void close_table(struct out *o)
{
	struct err e;

	if (out_close(o, &e) != 0)
		die("%s", e.words);
}

static void generate(struct world *w, uint64_t n, const char *directory)
{
	static const char gbk_header[] =
		"\xcf\xdf\xc9\xcf\xb6\xa9\xb5\xa5\xba\xc5,\xb5\xea\xc6\xcc,\xb7\xa2\xbb\xf5\xc8\xd5\xc6\xda,"
		"\xd7\xb4\xcc\xac,\xbf\xec\xb5\xdd\xb9\xab\xcb\xbe,\xb6\xa9\xb5\xa5\xc0\xe0\xd0\xcd,"
		"\xd7\xd3\xb6\xa9\xb5\xa5\xb1\xe0\xba\xc5,\xc9\xcc\xc6\xb7\xb1\xe0\xc2\xeb,\xca\xfd\xc1\xbf,"
		"\xc9\xcc\xc6\xb7\xbd\xf0\xb6\xee,\xca\xc7\xb7\xf1\xd4\xf9\xc6\xb7\r\n";
	struct out *shipments = open_table(directory, "shipments.csv",
					   "shop,order_id,line_id,sku,qty,amount,ordered_at,shipped_at,"
					   "order_type,status,gift,carrier\n");
	struct out *returns = open_table(directory, "returns.csv",
					 "shop,return_id,order_id,line_id,sku,qty,amount,type,status,"
					 "reason1,note,applied_at,received_at,carrier\n");
	struct out *gbk = open_table(directory, "shipments-gbk.csv", gbk_header);
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	int32_t first = date_of_civil(2022, 7, 1);
	int32_t days = date_of_civil(2025, 7, 1) - first;

	if (cd == (iconv_t)-1)
		die("this system cannot encode GB18030");
	for (uint64_t i = 0; i < n; i++) {
		struct line l = draw_line(w, i, n, first, days);

		write_shipment(shipments, gbk, cd, &l);
		if (below(w, 1000) < 70)
			write_return(w, returns, &l);
	}
	iconv_close(cd);
	close_table(shipments);
	close_table(returns);
	close_table(gbk);
}

int main(int argc, char **argv)
{
	struct world w = {.skus = 20000};
	uint64_t n = 10000000, seed = 1;
	const char *directory = NULL;
	struct options o;

	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;) {
		switch (id) {
		case OPT_ROWS: n = (uint64_t)option_int(&o, "rows", 1, 1000000000); break;
		case OPT_SKUS: w.skus = (uint64_t)option_int(&o, "skus", 1, 999999); break;
		case OPT_TEXTS: w.texts = (uint64_t)option_int(&o, "texts", 0, 1000000000); break;
		case OPT_SEED: seed = (uint64_t)option_int(&o, "seed", 1, INT64_MAX); break;
		case OPT_OUT: directory = o.value; break;
		}
	}
	if (!directory)
		die("no --out; try --help");
	w.state = seed * 0x9e3779b97f4a7c15u;
	generate(&w, n, directory);
	die_closing(STATUS_DONE);
}

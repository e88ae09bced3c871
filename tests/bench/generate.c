/*
 * generate: the tables the benchmarks run on: shipments and returns of any size, the same bytes for the same seed.
 *
 *   generate [--rows N] [--skus N] [--texts N] [--seed N] [--only WHAT] --out DIR
 *
 * N order lines over 36 months, and 7 in 100 of them returned. SKUs are drawn with a skew, as in shops: half of the lines fall on a
 * twentieth of them. `texts` is how many distinct notes there are; 0 makes nearly every note distinct. Writes shipments.csv and
 * returns.csv (canonical, UTF-8) and, for ret-import, the same two as exports in GBK: shipments-gbk.csv and returns-gbk.csv.
 * 90 thousand rows are 10 MB of canonical tables, 900 thousand 100 MB, 10 million 1.2 GB, 45 million 5 GB. `only` leaves out files,
 * and what is left has the bytes it would have had beside them.
 */
#include "base/date.h"
#include "base/die.h"
#include "base/mem.h"
#include "base/option.h"
#include "io/out.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_ROWS = 256, OPT_SKUS, OPT_TEXTS, OPT_SEED, OPT_ONLY, OPT_OUT };

static const struct option_row rows[] = {
	{OPT_ROWS, "rows", "N", "order lines (default 10000000: 1 GB)"},
	{OPT_SKUS, "skus", "N", "distinct SKUs (default 20000)"},
	{OPT_TEXTS, "texts", "N", "distinct notes; 0 for nearly all distinct (default 0)"},
	{OPT_SEED, "seed", "N", "seed (default 1)"},
	{OPT_ONLY, "only", "WHAT", "write canonical (both tables, no exports) or returns (returns.csv)"},
	{OPT_OUT, "out", "DIR", "where the tables go"},
};

static const struct program program = {
	"generate",
	"[--rows N] [--skus N] [--texts N] [--seed N] [--only WHAT] --out DIR",
	"write the tables the benchmarks run on",
	rows,
	sizeof(rows) / sizeof(*rows),
};

static const char *const shops[] = {"旗舰店", "专营店", "直播店"};
static const char *const carriers[] = {"云驰", "鸿雁", "百川", "驿马"};
static const char *const codes[] = {
	"7天无理由退换货",         "质量问题", "多拍/拍错/不想要", "卖家发错货", "商品破损/污渍",
	"大小/尺寸与商品描述不符", "其他",
};
static const char *const notes[] = {
	"瓶口漏液", "用了两天就坏了", "偏小一码", "偏大",       "颜色不喜欢", "快递摔碎了", "少发一件",
	"发错颜色", "不想要了",       "买贵了",   "和描述不符", "味道很大",   "掉色",       "物流太慢",
	"没收到货", "拍错了",         "效果不好", "有划痕",     "开线",       "断裂",
};

enum wanted { ALL, CANONICAL, RETURNS };

static const uint64_t first_order = 300000000000, first_number = 50000000;

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
	unsigned long long order, number, sku;
	int32_t day;
	unsigned second;
	unsigned qty;
	unsigned cents;
	const char *shop, *carrier;
};

static struct line draw_line(struct world *w, uint64_t i, uint64_t n, int32_t first, int32_t days)
{
	struct line l = {
		.order = first_order + i * 7,
		.number = first_number + i,
		.sku = draw_sku(w),
	};

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

	return snprintf(to, size, "%s %02u:%02u:%02u", date_print(date, day), second / 3600 % 24, second / 60 % 60,
			second % 60);
}

/* The tables; those that are not asked for are NULL, and are drawn all the same. */
struct tables {
	struct out *shipments, *returns, *shipments_gbk, *returns_gbk;
	iconv_t cd;
};

/* A line of an export, in GBK. */
static void write_gbk(const struct tables *t, struct out *o, char *row, size_t n)
{
	char coded[1024], *to = coded;
	size_t room = sizeof(coded);

	if (iconv(t->cd, &row, &n, &to, &room) == (size_t)-1)
		die("a text of the benchmark is not in GBK");
	out_bytes(o, coded, (size_t)(to - coded));
}

static void write_shipment(const struct tables *t, const struct line *l)
{
	char time[64], row[256];

	format_time(time, sizeof(time), l->day, l->second);
	if (t->shipments)
		out_format(t->shipments, "%s,%012llu,%llu,SKU%06llu,%u,%u.%02u,%s,%s,sale,done,0,%s\n", l->shop,
			   l->order, l->number, l->sku, l->qty, l->cents / 100, l->cents % 100, time, time, l->carrier);
	if (!t->shipments_gbk)
		return;
	int n = snprintf(row, sizeof(row), "%012llu,%s,%s,已发货,%s,普通订单,%llu,SKU%06llu,%u,%u.%02u,否\r\n",
			 l->order, l->shop, time, l->carrier, l->number, l->sku, l->qty, l->cents / 100,
			 l->cents % 100);

	write_gbk(t, t->shipments_gbk, row, (size_t)n);
}

/* One of `texts` notes, or with 0 of 400 thousand million. */
static void draw_note(struct world *w, char *to, size_t size)
{
	const uint64_t words = sizeof(notes) / sizeof(*notes);
	uint64_t id = below(w, w->texts ? w->texts : words * words * 1000000000);

	snprintf(to, size, "%s，%s %llu 号", notes[id % words], notes[id / words % words],
		 (unsigned long long)(id / words / words));
}

static void write_return(struct world *w, const struct tables *t, const struct line *l)
{
	char applied[64], received[64], text[256], row[512];
	int32_t lag = 3 + (int32_t)below(w, 20);

	format_time(applied, sizeof(applied), l->day + lag, l->second);
	format_time(received, sizeof(received), l->day + lag + 3, l->second);
	draw_note(w, text, sizeof(text));
	const char *code = pick(w, codes, sizeof(codes) / sizeof(*codes));

	if (t->returns)
		out_format(t->returns, "%s,R%llu,%012llu,%llu,SKU%06llu,%u,%u.%02u,return,done,%s,%s,%s,%s,%s\n",
			   l->shop, l->number, l->order, l->number, l->sku, l->qty, l->cents / 100, l->cents % 100,
			   code, text, applied, received, l->carrier);
	if (!t->returns_gbk)
		return;
	int n = snprintf(row, sizeof(row),
			 "R%llu,%012llu,%s,退款成功,普通退货,%s,%llu,SKU%06llu,%u,%u,%u.%02u,%s,%s,%s,%s\r\n",
			 l->number, l->order, l->shop, code, l->number, l->sku, l->qty, l->qty, l->cents / 100,
			 l->cents % 100, applied, received, l->carrier, text);

	write_gbk(t, t->returns_gbk, row, (size_t)n);
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

	if (o && out_close(o, &e) != 0)
		die("%s", e.words);
}

static struct out *open_export(const struct tables *t, const char *directory, const char *name, char *header)
{
	struct out *o = open_table(directory, name, "");

	write_gbk(t, o, header, strlen(header));
	return o;
}

static void open_tables(struct tables *t, enum wanted wanted, const char *directory)
{
	char shipments[] =
		"线上订单号,店铺,发货日期,状态,快递公司,订单类型,子订单编号,商品编码,数量,商品金额,是否赠品\r\n";
	char returns[] = "售后单号,线上订单号,店铺名称,线上状态,售后分类,问题类型,线上子订单编号,商品编码,"
			 "申请数量,实退数量,实退金额,售后登记日期,售后进仓日期,快递公司,卖家备注\r\n";

	t->cd = iconv_open("GB18030", "UTF-8");
	if (t->cd == (iconv_t)-1)
		die("this system cannot encode GB18030");
	t->returns = open_table(directory, "returns.csv",
				"shop,return_id,order_id,line_id,sku,qty,amount,type,status,"
				"reason1,note,applied_at,received_at,carrier\n");
	if (wanted == RETURNS)
		return;
	t->shipments = open_table(directory, "shipments.csv",
				  "shop,order_id,line_id,sku,qty,amount,ordered_at,shipped_at,"
				  "order_type,status,gift,carrier\n");
	if (wanted == CANONICAL)
		return;
	t->shipments_gbk = open_export(t, directory, "shipments-gbk.csv", shipments);
	t->returns_gbk = open_export(t, directory, "returns-gbk.csv", returns);
}

static void close_tables(struct tables *t)
{
	iconv_close(t->cd);
	close_table(t->shipments);
	close_table(t->returns);
	close_table(t->shipments_gbk);
	close_table(t->returns_gbk);
}

static void generate(struct world *w, uint64_t n, enum wanted wanted, const char *directory)
{
	struct tables t = {0};
	int32_t first = date_of_civil(2022, 7, 1);
	int32_t days = date_of_civil(2025, 7, 1) - first;

	open_tables(&t, wanted, directory);
	for (uint64_t i = 0; i < n; i++) {
		struct line l = draw_line(w, i, n, first, days);

		write_shipment(&t, &l);
		if (below(w, 1000) < 70)
			write_return(w, &t, &l);
	}
	close_tables(&t);
}

static enum wanted parse_wanted(const char *word)
{
	if (strcmp(word, "canonical") == 0)
		return CANONICAL;
	if (strcmp(word, "returns") == 0)
		return RETURNS;
	die("--only '%s' is neither canonical nor returns", word);
}

int main(int argc, char **argv)
{
	struct world w = {.skus = 20000};
	uint64_t n = 10000000, seed = 1;
	enum wanted wanted = ALL;
	const char *directory = NULL;
	struct options o;

	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;) {
		switch (id) {
		case OPT_ROWS:
			n = (uint64_t)option_int(&o, "rows", 1, 1000000000);
			break;
		case OPT_SKUS:
			w.skus = (uint64_t)option_int(&o, "skus", 1, 1000000);
			break;
		case OPT_TEXTS:
			w.texts = (uint64_t)option_int(&o, "texts", 0, 1000000000);
			break;
		case OPT_SEED:
			seed = (uint64_t)option_int(&o, "seed", 1, INT64_MAX);
			break;
		case OPT_ONLY:
			wanted = parse_wanted(o.value);
			break;
		case OPT_OUT:
			directory = o.value;
			break;
		}
	}
	if (!directory)
		die("no --out; try --help");
	w.state = seed * 0x9e3779b97f4a7c15u;
	generate(&w, n, wanted, directory);
	die_closing(STATUS_DONE);
}

#include "words/lang.h"

#include "base/mem.h"
#include "cell/metric.h"
#include "base/num.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

struct phrase_row {
	const char *words[2]; /* English, Chinese */
};

static const struct phrase_row phrases[PHRASE_COUNT] = {
	[PHRASE_TREND_CHANGED] = {{"%1 %2 in %3, %4 pp on a year ago", "%3 %1 %2，同比 %4 个百分点"}},
	[PHRASE_TREND_UNCLEAR] = {{"%1 %2 in %3, no clear change on a year ago (%4 pp)",
				   "%3 %1 %2，与去年同期相比无明确变化（%4 个百分点）"}},
	[PHRASE_TREND_ALONE] = {{"%1 %2 in %3", "%3 %1 %2"}},
	[PHRASE_TREND_NONE] = {{"%1: no whole period with enough units shipped yet", "%1：尚无完整且出库量足够的周期"}},
	[PHRASE_OF_SUBJECT] = {{"%1: %2", "%1：%2"}},
	[PHRASE_YOY_BOTH] = {{"%1 up on a year ago for %3 of %2 %5, down for %4",
			      "%1同比：%2 个%5中 %3 个上升，%4 个下降"}},
	[PHRASE_YOY_WORSE] = {{"%1 up on a year ago for %3 of %2 %5, clearly down for none",
			       "%1同比：%2 个%5中 %3 个上升，无明确下降"}},
	[PHRASE_YOY_BETTER] = {{"%1 down on a year ago for %4 of %2 %5, clearly up for none",
				"%1同比：%2 个%5中 %4 个下降，无明确上升"}},
	[PHRASE_YOY_NEITHER] = {{"%1: no clear change on a year ago for any of %2 %5", "%1同比：%2 个%5均无明确变化"}},
	[PHRASE_YOY_ONE] = {{"%1 %2 → %3, %4 pp on a year ago", "%1 %2 → %3，同比 %4 个百分点"}},
	[PHRASE_YOY_ONE_UNCLEAR] = {{"%1 %2 → %3, no clear change on a year ago",
				     "%1 %2 → %3，与去年同期相比无明确变化"}},
	[PHRASE_CAUSES_TOP] = {{"%1 is the largest cause in %2: %3 of %4 returned units",
				"%2 退货首因是%1，占退货 %4 件的 %3"}},
	[PHRASE_CAUSES_TWO] = {{"%1 %3, %4 %5 of the units returned in %2", "%2 退货件数中%1占 %3，%4占 %5"}},
	[PHRASE_CAUSES_UNKNOWN] = {{"%1 of the %3 units returned in %2 have no cause yet",
				    "%2 退货 %3 件中 %1 尚未归因"}},
	[PHRASE_CAUSES_PLAIN] = {{"Returns by cause, %1", "%1 退货原因构成"}},
	[PHRASE_PARETO_TOP] = {{"%1: %2 of %3 returned units", "%1占退货 %3 件的 %2"}},
	[PHRASE_PARETO_THREE] = {{"%1, %2 and %3 make %4 of returned units", "%1、%2、%3合计占退货 %5 件的 %4"}},
	[PHRASE_PARETO_UNKNOWN] = {{"%1 of %2 returned units are unclassified, %4 are %3",
				    "退货 %2 件中 %1 未归类，%3占 %4"}},
	[PHRASE_HEAT_TOP] = {{"%1 of %2 %4 make %3 of all returned units", "%2 个%4中 %1 个占全部退货件数的 %3"}},
	[PHRASE_HEAT_ONE] = {{"%1 by period", "各周期%1"}},
	[PHRASE_HEAT_PLAIN] = {{"%1 by period, %2 %3", "%2 个%3各周期%1"}},

	[PHRASE_UNIT_RATE] = {{"% of units shipped", "占出库件数的 %"}},
	[PHRASE_UNIT_POINTS] = {{"change in pp", "变化，百分点（pp）"}},
	[PHRASE_UNIT_RETURNED] = {{"units returned", "退货件数"}},
	[PHRASE_UNIT_SHARE] = {{"% of units returned", "占退货件数的 %"}},
	[PHRASE_SPAN] = {{"%1 to %2", "%1 至 %2"}},
	[PHRASE_AGAINST] = {{"%1 against %2", "%1 对比 %2"}},
	[PHRASE_AGAINST_BEFORE] = {{"%1 against the year before", "%1 对比上一年同期"}},
	[PHRASE_UNITS] = {{"%1 returned of %2 shipped", "退货 %1 件 / 出库 %2 件"}},
	[PHRASE_UNITS_COMPARED] = {{"%1 returned of %2 shipped, of the %3 %4 compared",
				    "%3 个可比%4退货 %1 件 / 出库 %2 件"}},
	[PHRASE_RETURNED_UNITS] = {{"%1 units", "%1 件"}},
	[PHRASE_QUOTED] = {{"“%1”", "“%1”"}},

	[PHRASE_YEAR_AGO] = {{"a year ago %1", "去年同期 %1"}},
	[PHRASE_POINTS] = {{"%1 pp", "%1 pp"}},
	[PHRASE_POINTS_RANGE] = {{"%1 pp (%2 to %3)", "%1 pp（%2 至 %3）"}},
	[PHRASE_COLUMN_CHANGE] = {{"change, pp", "变化 pp"}},
	[PHRASE_COLUMN_RATES] = {{"a year ago → now", "去年同期 → 本期"}},
	[PHRASE_COLUMN_SHIPPED] = {{"shipped", "出库件数"}},
	[PHRASE_COLUMN_RETURNED] = {{"returned", "退货件数"}},
	[PHRASE_COLUMN_SHARE] = {{"share", "占比"}},
	[PHRASE_COLUMN_CUMULATIVE] = {{"cumulative", "累计"}},
	[PHRASE_GROUP_WORSE] = {{"▲ worse: %1", "▲ 上升：%1"}},
	[PHRASE_GROUP_BETTER] = {{"▼ better: %1", "▼ 下降：%1"}},
	[PHRASE_GROUP_UNCLEAR] = {{"not clear: %1", "不明确：%1"}},
	[PHRASE_GROUP_SAME] = {{"same: %1", "持平：%1"}},
	[PHRASE_GROUP_PART] = {{"%1 (%2 drawn)", "%1（图中 %2）"}},
	[PHRASE_OTHER_REASONS] = {{"other reasons (%1)", "其他原因（%1 种）"}},
	[PHRASE_ALL] = {{"All", "全部"}},
	[PHRASE_FLAG_PARTIAL] = {{"partial", "不完整"}},
	[PHRASE_FLAG_THIN] = {{"thin", "量少"}},
	[PHRASE_FLAG_IMMATURE] = {{"immature", "未成熟"}},
	[PHRASE_FLAG_OVER] = {{"over 100 %", "超过 100%"}},

	[PHRASE_NOTE_LIGHT] = {{"Light: a year before.", "浅色：去年同期。"}},
	[PHRASE_NOTE_BAND] = {{"Bands: intervals of the rates.", "色带：退货率的置信区间。"}},
	[PHRASE_NOTE_BAND_LINES] = {{"Bands and thin lines: intervals of the rates.",
				     "色带和细线：退货率的置信区间。"}},
	[PHRASE_NOTE_AXIS] = {{"The axis begins at %1.", "纵轴从 %1 开始。"}},
	[PHRASE_NOTE_BEYOND] = {{"Triangles: the interval goes on beyond the axis.", "三角：区间超出图外。"}},
	[PHRASE_NOTE_WHISKER] = {{"Thin lines: intervals of the changes.", "细线：变化的置信区间。"}},
	[PHRASE_NOTE_CUT] = {{"Lines to the edge go on beyond it.", "触及图边的细线：区间超出图外。"}},
	[PHRASE_NOTE_OPEN] = {{"Open points, not compared: %1.", "空心点不参与比较：%1。"}},
	[PHRASE_NOTE_HATCHED] = {{"Hatched: %1.", "斜线：%1。"}},
	[PHRASE_NOTE_TICK] = {{"Black tick: total a year ago.", "黑色短线：去年同期合计。"}},
	[PHRASE_NOTE_NOT_SHOWN] = {{"Not shown: %1.", "未显示：%1。"}},
	[PHRASE_NOTE_ROWS] = {{"Drawn: the %1 of %2 %3 with most units returned.",
			       "图中为 %2 个%3中退货件数最多的 %1 个。"}},
	[PHRASE_NOTE_PALE] = {{"Hatched: too few units, or a period not yet whole or mature.",
			       "斜线：件数过少，或周期不完整、未成熟。"}},
	[PHRASE_NOTE_NO_RATE] = {{"Blank: nothing shipped.", "空白：无出库。"}},
	[PHRASE_NOTE_LINE] = {{"Line: cumulative share.", "折线：累计占比。"}},
	[PHRASE_NOTE_SUMMED] = {{"Among the periods: %1.", "其中：%1。"}},
	[PHRASE_VERDICT_THIN] = {{"%1 thin", "%1 个量少"}},
	[PHRASE_VERDICT_NEW] = {{"%1 new", "%1 个新品"}},
	[PHRASE_VERDICT_GONE] = {{"%1 gone", "%1 个已停售"}},
	[PHRASE_VERDICT_PARTIAL] = {{"%1 partial", "%1 个周期不完整"}},
	[PHRASE_VERDICT_IMMATURE] = {{"%1 immature", "%1 个未成熟"}},
	[PHRASE_VERDICT_OVER] = {{"%1 over 100 %", "%1 个超过 100%"}},
	[PHRASE_VERDICT_WORSE] = {{"%1 more worse", "另 %1 个上升"}},
	[PHRASE_VERDICT_BETTER] = {{"%1 more better", "另 %1 个下降"}},
	[PHRASE_VERDICT_SAME] = {{"%1 more same", "另 %1 个持平"}},
	[PHRASE_VERDICT_UNCLEAR] = {{"%1 more not clear", "另 %1 个不明确"}},
	[PHRASE_LIST_COMMA] = {{"%1, %2", "%1、%2"}},
	[PHRASE_SENTENCES] = {{"%1 %2", "%1%2"}},
};

struct term {
	const char *key;
	const char *words[2];
};

static const struct term causes[] = {
	{"quality", {"Quality", "质量问题"}},         {"after_sales", {"After-sales", "售后服务"}},
	{"logistics", {"Logistics", "物流问题"}},     {"no_reason", {"No reason", "无理由"}},
	{"unclassified", {"Unclassified", "未归类"}},
};

/* The level-2 reasons of the default rules. */
static const struct term reasons[] = {
	{"after_sales/description", {"Not as described", "与描述不符"}},
	{"after_sales/extra_item", {"Extra item", "多发"}},
	{"after_sales/freight", {"Freight dispute", "运费争议"}},
	{"after_sales/installation", {"Installation", "安装问题"}},
	{"after_sales/invoice", {"Invoice", "发票问题"}},
	{"after_sales/missing_item", {"Missing item", "少件漏发"}},
	{"after_sales/negotiated", {"By agreement", "协商一致"}},
	{"after_sales/out_of_stock", {"Out of stock", "缺货"}},
	{"after_sales/packaging", {"Packaging", "包装问题"}},
	{"after_sales/service", {"Service", "客服服务"}},
	{"after_sales/slow_dispatch", {"Slow dispatch", "发货慢"}},
	{"after_sales/wrong_item", {"Wrong item sent", "发错货"}},
	{"logistics/address", {"Wrong address", "地址有误"}},
	{"logistics/courier", {"Courier", "快递服务"}},
	{"logistics/damaged", {"Damaged in transit", "运输破损"}},
	{"logistics/lost", {"Lost in transit", "快递丢件"}},
	{"logistics/no_tracking", {"No tracking", "无物流信息"}},
	{"logistics/refused", {"Refused at the door", "拒收"}},
	{"logistics/slow", {"Slow delivery", "派送慢"}},
	{"logistics/undeliverable", {"Undeliverable", "无法派送"}},
	{"logistics/unspecified", {"Logistics (unspecified)", "物流（未细分）"}},
	{"no_reason/changed_mind", {"Changed mind", "不想要了"}},
	{"no_reason/colour", {"Colour disliked", "颜色不合意"}},
	{"no_reason/compatibility", {"Does not fit the device", "不兼容"}},
	{"no_reason/expectation", {"Below expectation", "不符合预期"}},
	{"no_reason/ordered_wrong", {"Ordered wrong", "拍错多拍"}},
	{"no_reason/price", {"Price", "价格原因"}},
	{"no_reason/size", {"Size", "尺码不合适"}},
	{"no_reason/size_large", {"Size too large", "尺码偏大"}},
	{"no_reason/size_small", {"Size too small", "尺码偏小"}},
	{"no_reason/switched", {"Switched by the buyer", "买家调包"}},
	{"no_reason/unsaid", {"No reason said", "未说明原因"}},
	{"quality/allergy", {"Allergy", "过敏"}},
	{"quality/broken_part", {"Broken part", "部件损坏"}},
	{"quality/deformed", {"Deformed", "变形"}},
	{"quality/expired", {"Expired", "过期"}},
	{"quality/fade", {"Fading", "褪色"}},
	{"quality/fake", {"Taken for fake", "疑似假货"}},
	{"quality/flaw", {"Flaw", "瑕疵"}},
	{"quality/foreign_matter", {"Foreign matter", "异物"}},
	{"quality/leak", {"Leak", "漏液"}},
	{"quality/material", {"Material", "材质问题"}},
	{"quality/not_working", {"Does not work", "功能故障"}},
	{"quality/odour", {"Odour", "异味"}},
	{"quality/performance", {"Performance", "性能不佳"}},
	{"quality/pilling", {"Pilling", "起球"}},
	{"quality/safety", {"Safety", "安全隐患"}},
	{"quality/short_measure", {"Short measure", "缺斤少两"}},
	{"quality/shrink", {"Shrinking", "缩水"}},
	{"quality/spoiled", {"Spoiled", "变质"}},
	{"quality/stain", {"Stain", "污渍"}},
	{"quality/unlabelled", {"Unlabelled", "三无产品"}},
	{"quality/unspecified", {"Quality (unspecified)", "质量（未细分）"}},
	{"quality/used", {"Used before", "二手货"}},
	{"quality/workmanship", {"Workmanship", "做工粗糙"}},
	{"unclassified/ignore", {"Nothing to go by", "无有效信息"}},
	{"unclassified/other", {"Other", "其他"}},
	{"unclassified/unspecified", {"Unclassified", "未归类"}},
};

static const struct term many[] = {
	{"sku", {"SKUs", " SKU "}},          {"style", {"styles", "款式"}},
	{"product", {"products", "商品"}},   {"category", {"categories", "品类"}},
	{"spec", {"specs", "规格"}},         {"shop", {"shops", "店铺"}},
	{"platform", {"platforms", "平台"}}, {"warehouse", {"warehouses", "仓库"}},
	{"carrier", {"carriers", "快递"}},   {"agent", {"agents", "客服"}},
	{"batch", {"batches", "批次"}},      {"combination", {"combinations", "组合"}},
	{"cause", {"causes", "原因"}},       {"reason", {"reasons", "原因"}},
};

static const char *const months[2][12] = {
	{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
};

static const char *find_term(const struct term *list, size_t n, const char *key, enum lang lang)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].key, key) == 0)
			return list[i].words[lang];
	return NULL;
}

#define FIND_TERM(list, key, lang) find_term(list, sizeof(list) / sizeof((list)[0]), key, lang)

int lang_parse(const char *s, enum lang *lang)
{
	if (strcmp(s, "en") != 0 && strcmp(s, "zh") != 0)
		return -1;
	*lang = *s == 'e' ? LANG_EN : LANG_ZH;
	return 0;
}

const char *lang_word(enum lang lang, enum phrase phrase)
{
	return phrases[phrase].words[lang];
}

/* Fill the places of `words` into `filled` when it is not NULL. Returns the length without the NUL
 * byte. */
static size_t fill(char *filled, const char *words, const char *const *places, size_t count)
{
	size_t n = 0;

	for (const char *s = words; *s; s++) {
		size_t place = s[0] == '%' && s[1] >= '1' && s[1] <= '9' ? (size_t)(s[1] - '0') : 0;
		const char *text = place > 0 && place <= count ? places[place - 1] : s;
		size_t length = text == s ? 1 : strlen(text);

		if (filled)
			memcpy(filled + n, text, length);
		n += length;
		s += text == s ? 0 : 1;
	}
	return n;
}

static char *say(const char *words, va_list arguments)
{
	const char *places[LANG_PLACES];
	size_t count = 0;
	const char *text;

	while (count < LANG_PLACES && (text = va_arg(arguments, const char *)) != NULL)
		places[count++] = text;
	size_t n = fill(NULL, words, places, count);
	char *filled = mem_alloc(n + 1, 1);

	fill(filled, words, places, count);
	return filled;
}

char *lang_say(enum lang lang, enum phrase phrase, ...)
{
	va_list arguments;

	va_start(arguments, phrase);
	char *words = say(phrases[phrase].words[lang], arguments);

	va_end(arguments);
	return words;
}

/* The words of templates that are of units shipped: of units first, by enum metric_unit; then of shipped, by enum metric_date. */
static const struct counted {
	const char *of_units;
	const char *units[4];
} counted[2][2] = {
	[LANG_EN] = {{"units", {"units", "lines", "orders", "amounts"}}},
	[LANG_ZH] = {{"件数", {"件数", "行数", "单数", "金额"}}, {" 件", {" 件", " 行", " 单", ""}}},
};

static const char *const shipped[2] = {"shipped", "出库"};
static const char *const sold[2][METRIC_DATES + 1] = {
	[LANG_EN] = {"ordered", "paid", "shipped", "signed", [METRIC_DATES] = "sold"},
	[LANG_ZH] = {"下单", "付款", "出库", "签收", [METRIC_DATES] = "售出"},
};

/* What stands for the word of a template that begins at `s`; its length in *n. NULL: the letter itself. */
static const char *exchange(enum lang lang, const char *metric, const char *s, size_t *n)
{
	for (size_t i = 0; i < 2 && counted[lang][i].of_units; i++) {
		*n = strlen(counted[lang][i].of_units);
		if (strncmp(s, counted[lang][i].of_units, *n) == 0)
			return counted[lang][i].units[metric_unit_of(metric)];
	}
	*n = strlen(shipped[lang]);
	return strncmp(s, shipped[lang], *n) == 0 ? sold[lang][metric_cohort_of(metric)] : NULL;
}

char *lang_say_of(enum lang lang, const char *metric, enum phrase phrase, ...)
{
	const char *s = phrases[phrase].words[lang];
	bool plain = strncmp(metric, "return-rate@", 12) == 0;
	char *template = mem_alloc(4 * strlen(s) + 1, 1), *to = template;
	va_list arguments;

	while (*s) {
		size_t n;
		const char *word = plain ? NULL : exchange(lang, metric, s, &n);

		if (word)
			to = stpcpy(to, word);
		else
			*to++ = *s;
		s += word ? n : 1;
	}
	va_start(arguments, phrase);
	char *words = say(template, arguments);

	va_end(arguments);
	free(template);
	return words;
}

char *lang_word_of(char text[LANG_TEXT], enum lang lang, const char *metric, enum phrase phrase)
{
	char *words = lang_say_of(lang, metric, phrase, NULL);

	snprintf(text, LANG_TEXT, "%s", words);
	free(words);
	return text;
}

char *lang_percent(char text[LANG_TEXT], enum lang lang, double fraction, int digits)
{
	char number[NUM_TEXT];

	num_print_fixed(number, 100 * fraction, digits);
	snprintf(text, LANG_TEXT, "%s%s", number, *number == '\0' ? "" : lang == LANG_EN ? " %" : "%");
	return text;
}

char *lang_difference(char text[LANG_TEXT], double points, int digits)
{
	char number[NUM_TEXT];

	num_print_fixed(number, points, digits);
	/* What rounds to zero has no sign. */
	bool zero = strspn(number, "-0.") == strlen(number);

	if (number[0] == '-')
		snprintf(text, LANG_TEXT, MINUS "%s", number + 1);
	else
		snprintf(text, LANG_TEXT, "%s%s", zero ? "" : "+", number);
	return text;
}

char *lang_count(char text[LANG_TEXT], double count)
{
	char number[NUM_TEXT];
	size_t n = strlen(num_print_fixed(number, count, 0)), used = 0;

	for (size_t i = 0; i < n && used + 2 < LANG_TEXT; i++) {
		if (i > 0 && (n - i) % 3 == 0 && isdigit((unsigned char)number[i - 1]))
			text[used++] = ',';
		text[used++] = number[i];
	}
	text[used] = '\0';
	return text;
}

const char *lang_cause(enum lang lang, const char *cause)
{
	const char *words = FIND_TERM(causes, cause, lang);

	return words ? words : cause;
}

char *lang_reason(enum lang lang, const char *reason)
{
	const char *words = FIND_TERM(reasons, reason, lang);

	if (!words)
		words = FIND_TERM(causes, reason, lang);
	if (words)
		return mem_dup(words, strlen(words));
	const char *slash = strchr(reason, '/');
	const char *slug = slash && slash[1] ? slash + 1 : reason;
	char *text = mem_dup(slug, strlen(slug));

	for (char *s = text; *s; s++)
		if (*s == '_')
			*s = ' ';
	if (*text >= 'a' && *text <= 'z')
		*text = (char)(*text - 'a' + 'A');
	return text;
}

size_t lang_reason_count(void)
{
	return sizeof(reasons) / sizeof(reasons[0]);
}

struct lang_reason_words lang_reason_at(size_t i)
{
	return (struct lang_reason_words){
		.reason = reasons[i].key,
		.words = {reasons[i].words[LANG_EN], reasons[i].words[LANG_ZH]},
	};
}

const char *lang_things(enum lang lang, const char *dimension)
{
	const char *words = FIND_TERM(many, dimension, lang);

	return words ? words : dimension;
}

char *lang_metric(enum lang lang, const char *metric)
{
	struct err ignored;
	struct metrics *ms = metrics_read(NULL, &ignored);
	const struct metric *m = ms ? metrics_find_cells(ms, metric) : NULL;
	const char *title = m ? m->titles[lang == LANG_EN ? METRIC_EN : METRIC_ZH] : metric;
	char *words = mem_dup(title, m ? strlen(title) : strcspn(metric, "@"));

	metrics_free(ms);
	return words;
}

const char *lang_month(enum lang lang, int month)
{
	return months[lang][month - 1];
}

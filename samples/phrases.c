#include "phrases.h"

#include <stdio.h>
#include <string.h>

enum { CODES_PER_LIST = 3 };

struct code {
	const char *text;
	enum told told;
};

/* The codes in each shop's list that name a reason, or at least its cause. */
static const struct code named_codes[REASON_COUNT][SHOP_COUNT] = {
	[QUALITY_LEAK] = {{"质量问题", TOLD_CAUSE}, {"商品质量问题", TOLD_CAUSE}, {"质量问题", TOLD_CAUSE}},
	[QUALITY_BROKEN_PART] = {{"做工问题", TOLD_CAUSE},
				 {"商品质量问题", TOLD_CAUSE},
				 {"做工粗糙/有瑕疵", TOLD_CAUSE}},
	[QUALITY_ODOUR] = {{"质量问题", TOLD_CAUSE}, {"商品质量问题", TOLD_CAUSE}, {"质量问题", TOLD_CAUSE}},
	[QUALITY_FADE] = {{"褪色/掉色/缩水/填充物少", TOLD_REASON},
			  {"商品质量问题", TOLD_CAUSE},
			  {"做工粗糙/有瑕疵", TOLD_CAUSE}},
	[QUALITY_NOT_WORKING] = {{"质量问题", TOLD_CAUSE}, {"商品质量问题", TOLD_CAUSE}, {"质量问题", TOLD_CAUSE}},
	[AFTER_SALES_WRONG_ITEM] = {{"卖家发错货", TOLD_REASON},
				    {"商家发错货", TOLD_REASON},
				    {"商家发错货", TOLD_REASON}},
	[AFTER_SALES_MISSING_ITEM] = {{"少件/漏发", TOLD_REASON},
				      {"少件/漏发", TOLD_REASON},
				      {"少件/漏发", TOLD_REASON}},
	[AFTER_SALES_DESCRIPTION] = {{"材质面料与商品描述不符", TOLD_REASON},
				     {"商品与描述不符", TOLD_REASON},
				     {"商品与描述不符", TOLD_REASON}},
	[LOGISTICS_DAMAGED] = {{"包装/商品破损/污渍/裂痕/变形", TOLD_CAUSE},
			       {"商品破损/污渍", TOLD_CAUSE},
			       {"商品破损", TOLD_CAUSE}},
	[LOGISTICS_SLOW] = {{"快递/物流一直未送到", TOLD_CAUSE},
			    {"快递/物流无跟踪记录", TOLD_CAUSE},
			    {"快递/物流一直未送到", TOLD_CAUSE}},
	[LOGISTICS_LOST] = {{"快递/物流一直未收到", TOLD_CAUSE},
			    {"快递/物流无跟踪记录", TOLD_CAUSE},
			    {"快递/物流一直未送到", TOLD_CAUSE}},
	[NO_REASON_SIZE_SMALL] = {{"大小/尺寸不合适", TOLD_CAUSE},
				  {"尺码偏小", TOLD_REASON},
				  {"尺寸/款式没选对", TOLD_CAUSE}},
	[NO_REASON_SIZE_LARGE] = {{"大小/尺寸不合适", TOLD_CAUSE},
				  {"尺码偏大", TOLD_REASON},
				  {"尺寸/款式没选对", TOLD_CAUSE}},
	[NO_REASON_COLOUR] = {{"不喜欢/不想要", TOLD_CAUSE},
			      {"不喜欢/效果不好", TOLD_CAUSE},
			      {"不喜欢/不想要", TOLD_CAUSE}},
	[NO_REASON_EXPECTATION] = {{"不喜欢/不想要", TOLD_CAUSE},
				   {"不喜欢/效果不好", TOLD_REASON},
				   {"不喜欢/效果不好", TOLD_REASON}},
	[NO_REASON_PRICE] = {{"没用/少用优惠", TOLD_REASON},
			     {"没用/少用优惠", TOLD_REASON},
			     {"商品价格问题", TOLD_REASON}},
	[NO_REASON_CHANGED_MIND] = {{"不想要了", TOLD_REASON}, {"我不想要了", TOLD_REASON}, {"不想要了", TOLD_REASON}},
	[NO_REASON_ORDERED_WRONG] = {{"拍错/多拍", TOLD_REASON},
				     {"拍错/多拍", TOLD_REASON},
				     {"拍错/多拍", TOLD_REASON}},
	[NO_REASON_UNSAID] = {{"7天无理由退换货", TOLD_REASON},
			      {"7天无理由退货", TOLD_REASON},
			      {"七天无理由退货", TOLD_REASON}},
};

/* The codes that buyers pick when they do not care. They say that there is no reason, or say nothing. */
static const struct code vague_codes[SHOP_COUNT][CODES_PER_LIST] = {
	[SHOP_FLAGSHIP] = {{"7天无理由退换货", TOLD_CAUSE}, {"多拍/拍错/不想要", TOLD_CAUSE}, {"其他", TOLD_NONE}},
	[SHOP_SPECIALTY] = {{"7天无理由退货", TOLD_CAUSE}, {"多拍/错拍/不想要", TOLD_CAUSE}, {"其他", TOLD_NONE}},
	[SHOP_LIVE] = {{"七天无理由退货", TOLD_CAUSE}, {"多拍/拍错/不想要", TOLD_CAUSE}, {"其他", TOLD_NONE}},
};

static const char *const openings[] = {
	"你好，", "客服您好，", "买家反馈：", "客户说", "亲，", "顾客来电，", "售后说明：", "申请说明: ",
};

static const char *const endings[] = {
	"，申请退货", "，麻烦处理一下", "，退了吧",       "。已同意退货", "，已寄回",     ", 已拍照",       "！",
	"。",         "\n客服已登记",   "，运费险能赔吗", "，谢谢",       ", 等仓库验货", "\n已联系，同意",
};

static int is_no_reason(enum reason reason)
{
	return reason >= NO_REASON_SIZE_SMALL;
}

static double chance(gsl_rng *rng)
{
	return gsl_rng_uniform(rng);
}

static unsigned pick(gsl_rng *rng, size_t count)
{
	return (unsigned)gsl_rng_uniform_int(rng, (unsigned long)count);
}

static const struct phrase *draw_phrase(gsl_rng *rng, int product, enum reason reason)
{
	unsigned category = 1U << catalogue_products[product].category;
	const struct phrase *found = NULL;
	unsigned seen = 0;

	for (int i = 0; i < phrases_count; i++) {
		if (phrases_table[i].reason != reason || !(phrases_table[i].categories & category))
			continue;
		/* keep each matching phrase with probability 1/seen, which makes all equally likely */
		if (pick(rng, ++seen) == 0)
			found = &phrases_table[i];
	}
	return found;
}

static void append(char *note, const char *text, size_t length)
{
	size_t used = strlen(note);

	if (used + length >= PHRASES_NOTE_SIZE)
		return;
	memcpy(note + used, text, length);
	note[used + length] = '\0';
}

static void append_phrase(char *note, const char *text, const char *noun)
{
	const char *slot = strstr(text, "{n}");

	if (!slot) {
		append(note, text, strlen(text));
		return;
	}
	append(note, text, (size_t)(slot - text));
	append(note, noun, strlen(noun));
	append(note, slot + 3, strlen(slot + 3));
}

static void write_note(struct words *words, gsl_rng *rng, int product, const struct phrase *phrase)
{
	const char *noun = catalogue_products[product].noun;
	int quoted = chance(rng) < 0.03;

	if (quoted)
		append(words->note, "买家原话\"", strlen("买家原话\""));
	else if (chance(rng) < 0.22) {
		const char *text = openings[pick(rng, sizeof(openings) / sizeof(openings[0]))];

		append(words->note, text, strlen(text));
	}
	append_phrase(words->note, phrase->text, noun);
	if (quoted)
		append(words->note, "\"", 1);
	else if (chance(rng) < 0.30) {
		const char *text = endings[pick(rng, sizeof(endings) / sizeof(endings[0]))];

		append(words->note, text, strlen(text));
	}
}

static enum told more(enum told a, enum told b)
{
	return a > b ? a : b;
}

/* A vague code says that the buyer changed their mind, so it tells the cause only if that is the cause. */
static enum told vague_told(enum shop shop, int choice, enum reason reason)
{
	if (!is_no_reason(reason))
		return TOLD_NONE;
	if (reason == NO_REASON_UNSAID && choice == 0)
		return TOLD_REASON;
	return vague_codes[shop][choice].told;
}

void phrases_draw(struct words *words, gsl_rng *rng, enum shop shop, int product, enum reason reason)
{
	const struct phrase *phrase = draw_phrase(rng, product, reason);
	double silent = reason == NO_REASON_UNSAID ? 0.75 : 0.31;
	double vague = is_no_reason(reason) ? 0.60 : 0.50;
	const struct code *code = &named_codes[reason][shop];
	int beside = 0;

	words->note[0] = '\0';
	words->told = code->told;
	if (chance(rng) < vague) {
		double u = chance(rng);
		int choice = u < 0.55 ? 0 : u < 0.85 ? 1 : 2;

		code = &vague_codes[shop][choice];
		words->told = vague_told(shop, choice, reason);
	} else if (is_no_reason(reason) && reason != NO_REASON_UNSAID && chance(rng) < 0.08) {
		/* the buyer claims a defect so that the seller pays the freight; the text reveals the true reason */
		code = &named_codes[QUALITY_ODOUR][shop];
		words->told = TOLD_NONE;
		beside = 1;
	}
	words->code = code->text;
	if (!phrase || (chance(rng) < silent && !beside))
		return;
	write_note(words, rng, product, phrase);
	words->told = more(words->told, phrase->told);
}

const char *phrases_told_slug(enum told told)
{
	static const char *const slugs[] = {"none", "cause", "reason"};

	return slugs[told];
}

#include "words/lang.h"

#include "base/mem.h"
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
	[PHRASE_TREND_NONE] = {{"%1: no whole period with enough {units} {sold} yet",
				"%1：尚无完整且{sold}量足够的周期"}},
	[PHRASE_OF_SUBJECT] = {{"%1: %2", "%1：%2"}},
	[PHRASE_YOY_BOTH] = {{"%1 worse than a year ago for %3 of %2 %5, better for %4",
			      "%1同比：%2 个%5中 %3 个变差，%4 个变好"}},
	[PHRASE_YOY_WORSE] = {{"%1 worse than a year ago for %3 of %2 %5, clearly better for none",
			       "%1同比：%2 个%5中 %3 个变差，没有明确变好的"}},
	[PHRASE_YOY_BETTER] = {{"%1 better than a year ago for %4 of %2 %5, clearly worse for none",
				"%1同比：%2 个%5中 %4 个变好，没有明确变差的"}},
	[PHRASE_YOY_NEITHER] = {{"%1: no clear change on a year ago for any of %2 %5", "%1同比：%2 个%5均无明确变化"}},
	[PHRASE_YOY_ONE] = {{"%1 %2 → %3, %4 pp on a year ago", "%1 %2 → %3，同比 %4 个百分点"}},
	[PHRASE_YOY_ONE_UNCLEAR] = {{"%1 %2 → %3, no clear change on a year ago",
				     "%1 %2 → %3，与去年同期相比无明确变化"}},
	[PHRASE_CAUSES_TOP] = {{"%1 is the largest cause in %2: %3 of %4 returned {units}",
				"%2 退货首因是%1，占退货 %4{measure}的 %3"}},
	[PHRASE_CAUSES_TWO] = {{"%1 %3, %4 %5 of the {units} returned in %2", "%2 退货{units}中%1占 %3，%4占 %5"}},
	[PHRASE_CAUSES_UNKNOWN] = {{"%1 of the %3 {units} returned in %2 have no cause yet",
				    "%2 退货 %3{measure}中 %1 尚未归因"}},
	[PHRASE_CAUSES_PLAIN] = {{"Returns by cause, %1", "%1 退货原因构成"}},
	[PHRASE_PARETO_TOP] = {{"%1: %2 of %3 returned {units}", "%1占退货 %3{measure}的 %2"}},
	[PHRASE_PARETO_THREE] = {{"%1, %2 and %3 make %4 of returned {units}",
				  "%1、%2、%3合计占退货 %5{measure}的 %4"}},
	[PHRASE_PARETO_UNKNOWN] = {{"%1 of %2 returned {units} are unclassified, %4 are %3",
				    "退货 %2{measure}中 %1 未归类，%3占 %4"}},
	[PHRASE_HEAT_TOP] = {{"%1 of %2 %4 make %3 of all returned {units}", "%2 个%4中 %1 个占全部退货{units}的 %3"}},
	[PHRASE_HEAT_ONE] = {{"%1 by period", "各周期%1"}},
	[PHRASE_HEAT_PLAIN] = {{"%1 by period, %2 %3", "%2 个%3各周期%1"}},

	[PHRASE_UNIT_RATE] = {{"% of {units} {sold}", "占{sold}{units}的 %"}},
	[PHRASE_UNIT_POINTS] = {{"change in pp", "变化，百分点（pp）"}},
	[PHRASE_UNIT_RETURNED] = {{"{units} returned", "退货{units}"}},
	[PHRASE_UNIT_SHARE] = {{"% of {units} returned", "占退货{units}的 %"}},
	[PHRASE_SPAN] = {{"%1 to %2", "%1 至 %2"}},
	[PHRASE_AGAINST] = {{"%1 against %2", "%1 对比 %2"}},
	[PHRASE_AGAINST_BEFORE] = {{"%1 against the year before", "%1 对比上一年同期"}},
	[PHRASE_UNITS] = {{"%1 returned of %2 {sold}", "退货 %1{measure} / {sold} %2{measure}"}},
	[PHRASE_UNITS_COMPARED] = {{"%1 returned of %2 {sold}, of the %3 %4 compared",
				    "%3 个可比%4退货 %1{measure} / {sold} %2{measure}"}},
	[PHRASE_RETURNED_UNITS] = {{"%1{measure}", "%1{measure}"}},
	[PHRASE_QUOTED] = {{"“%1”", "“%1”"}},

	[PHRASE_YEAR_AGO] = {{"a year ago %1", "去年同期 %1"}},
	[PHRASE_POINTS] = {{"%1 pp", "%1 pp"}},
	[PHRASE_POINTS_RANGE] = {{"%1 pp (%2 to %3)", "%1 pp（%2 至 %3）"}},
	[PHRASE_COLUMN_CHANGE] = {{"change, pp", "变化 pp"}},
	[PHRASE_COLUMN_RATES] = {{"a year ago → now", "去年同期 → 本期"}},
	[PHRASE_COLUMN_SHIPPED] = {{"{sold}", "{sold}{units}"}},
	[PHRASE_COLUMN_RETURNED] = {{"returned", "退货{units}"}},
	[PHRASE_COLUMN_SHARE] = {{"share", "占比"}},
	[PHRASE_COLUMN_CUMULATIVE] = {{"cumulative", "累计"}},
	[PHRASE_GROUP] = {{"%1%2: %3", "%1%2：%3"}},
	[PHRASE_GROUP_PART] = {{"%1 (%2 drawn)", "%1（图中 %2）"}},
	[PHRASE_OTHER_REASONS] = {{"other reasons (%1)", "其他原因（%1 种）"}},
	[PHRASE_ALL] = {{"All", "全部"}},

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
	[PHRASE_NOTE_ROWS] = {{"Drawn: the %1 of %2 %3 with most {units} returned.",
			       "图中为 %2 个%3中退货{units}最多的 %1 个。"}},
	[PHRASE_NOTE_PALE] = {{"Hatched: too few units, or a period not yet whole or mature.",
			       "斜线：量太少，或数据不全、未成熟。"}},
	[PHRASE_NOTE_NO_RATE] = {{"Blank: nothing {sold}.", "空白：无{sold}。"}},
	[PHRASE_NOTE_LINE] = {{"Line: cumulative share.", "折线：累计占比。"}},
	[PHRASE_NOTE_SUMMED] = {{"Among the periods: %1.", "其中：%1。"}},
	[PHRASE_VERDICT] = {{"%1 %2", "%1 个%2"}},
	[PHRASE_VERDICT_MORE] = {{"%1 more %2", "另 %1 个%2"}},
	[PHRASE_LIST_COMMA] = {{"%1, %2", "%1、%2"}},
	[PHRASE_SENTENCES] = {{"%1 %2", "%1%2"}},
};

const char *lang_word(enum lang lang, enum phrase phrase)
{
	return phrases[phrase].words[lang];
}

static const struct lang_counted units_shipped[LANGS] = {
	[LANG_EN] = {"units", "shipped", " units"},
	[LANG_ZH] = {"件数", "出库", " 件"},
};

struct lang_counted lang_counted(enum lang lang, const char *unit, const char *sold)
{
	return (struct lang_counted){
		.units = word_find(WORD_UNIT, unit, lang),
		.sold = word_find(WORD_SOLD, sold, lang),
		.measure = word_find(WORD_MEASURE, unit, lang),
	};
}

/* The texts that the places of a template are filled with. */
struct places {
	const char *texts[LANG_PLACES];
	size_t count;
	const struct lang_counted *counted;
};

/* The text of the place that begins at `s`, with the length of the place in *n; NULL: it is none. */
static const char *place_text(const struct places *p, const char *s, size_t *n)
{
	const struct {
		const char *place, *text;
	} named[] = {
		{"{units}", p->counted->units},
		{"{sold}", p->counted->sold},
		{"{measure}", p->counted->measure},
	};

	*n = 2;
	if (s[0] == '%' && s[1] >= '1' && s[1] <= '9')
		return (size_t)(s[1] - '0') <= p->count ? p->texts[s[1] - '1'] : NULL;
	for (size_t i = 0; *s == '{' && i < sizeof(named) / sizeof(*named); i++) {
		*n = strlen(named[i].place);
		if (strncmp(s, named[i].place, *n) == 0)
			return named[i].text;
	}
	return NULL;
}

/* Fill the places of `words` into `filled` when it is not NULL. Returns the length without the NUL byte. */
static size_t fill(char *filled, const char *words, const struct places *p)
{
	size_t n = 0, step;

	for (const char *s = words; *s; s += step) {
		const char *text = place_text(p, s, &step);

		if (!text) {
			text = s;
			step = 1;
		}
		size_t length = text == s ? 1 : strlen(text);

		if (filled)
			memcpy(filled + n, text, length);
		n += length;
	}
	return n;
}

char *lang_say_list(enum lang lang, const struct lang_counted *counted, enum phrase phrase, va_list texts)
{
	const char *words = phrases[phrase].words[lang], *text;
	struct places p = {.counted = counted ? counted : &units_shipped[lang]};

	while (p.count < LANG_PLACES && (text = va_arg(texts, const char *)) != NULL)
		p.texts[p.count++] = text;
	size_t n = fill(NULL, words, &p);
	char *filled = mem_alloc(n + 1, 1);

	fill(filled, words, &p);
	return filled;
}

char *lang_say(enum lang lang, enum phrase phrase, ...)
{
	va_list texts;

	va_start(texts, phrase);
	char *words = lang_say_list(lang, NULL, phrase, texts);

	va_end(texts);
	return words;
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
	return word_or_slug(WORD_CAUSE, cause, lang);
}

char *lang_reason(enum lang lang, const char *reason)
{
	const char *words = word_find(WORD_REASON, reason, lang);

	if (!words)
		words = word_find(WORD_CAUSE, reason, lang);
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

const char *lang_things(enum lang lang, const char *dimension)
{
	return word_or_slug(WORD_THING, dimension, lang);
}

const char *lang_month(enum lang lang, int month)
{
	return word_at(WORD_MONTH, (size_t)month - 1)->in[lang];
}

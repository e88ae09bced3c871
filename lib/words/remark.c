#include "words/remark.h"

#include "base/die.h"
#include "base/mem.h"
#include "base/num.h"
#include "words/lang.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */

#define DUPLICATES "%1 rows are also in %4: duplicates removed"
#define DUPLICATES_ZH "%1 行也在 %4 中：已去重"
#define DUPLICATE "%1 row is also in %4: duplicate removed"
#define NO_SHOP "; no shop is named: import each shop by itself, with --const shop=NAME"
#define NO_SHOP_ZH "；未注明店铺：请分店导入，用 --const shop=店铺名"

/* The templates: %1 rows, %2 column, %3 value, %4 the other file or number. */
static const struct word remarks[] = {
	[REMARK_DUPLICATES] = {"duplicates", {DUPLICATES, DUPLICATES_ZH}},
	[REMARK_DUPLICATES_ALL] = {"duplicates-all", {"all " DUPLICATES, "全部 " DUPLICATES_ZH}},
	[REMARK_DUPLICATES_NO_SHOP] = {"duplicates-no-shop", {DUPLICATES NO_SHOP, DUPLICATES_ZH NO_SHOP_ZH}},
	[REMARK_DUPLICATES_ALL_NO_SHOP] = {"duplicates-all-no-shop", {"all " DUPLICATES NO_SHOP, "全部 " DUPLICATES_ZH NO_SHOP_ZH}},
	[REMARK_ENCODING] = {"encoding", {"read as %3, because its bytes are Chinese text in it", "按 %3 读取：字节按它读是中文"}},
	[REMARK_ENCODING_NAMED] = {"encoding-named", {"read as %3, as given", "按指定的 %3 读取"}},
	[REMARK_ENCODING_UTF8] = {"encoding-utf8", {"is valid UTF-8, but is read as %3, as given by --encoding", "是有效的 UTF-8，却按 --encoding 指定的 %3 读取"}},
	[REMARK_DUPLICATES_KEPT] = {"duplicates-kept", {"%1 rows without an id are also in %4 and kept, because they may not be duplicates; --overlaps any removes such rows", "%1 行没有单号，也在 %4 中：可能不是重复，已保留；--overlaps any 可去掉这类行"}},
	[REMARK_CHANGED_TICKETS] = {"changed-tickets", {"%1 tickets are in two files with different cells and are counted more than once: ret-check lists them", "%1 张售后单在两个文件里内容不同，被重复计算：ret-check 会列出"}},
	[REMARK_CHANGED_LINES] = {"changed-lines", {"%1 shipped lines are in two files with different cells and are counted more than once: ret-check lists them", "%1 条发货行在两个文件里内容不同，被重复计算：ret-check 会列出"}},
	[REMARK_HEADER_ROW] = {"header-row", {"header found in row %3; %1 rows above it skipped", "表头在第 %3 行，其上 %1 行已跳过"}},
	[REMARK_SHEET_CHOSEN] = {"sheet-chosen", {"this sheet is read", "读取的是这张工作表"}},
	[REMARK_COLUMN_TWICE] = {"column-twice", {"column '%2' is in the header twice; the first is read", "表头中有两列“%2”，读取前一列"}},
	[REMARK_STAND_IN] = {"stand-in", {"%2 from %3, a stand-in: this layout has no %4", "%2 以“%3”代替：这种导出没有%4"}},
	[REMARK_NO_TYPE] = {"no-type", {"no type column: all %1 rows are taken as returns", "没有类型列：全部 %1 行都按退货计"}},
	[REMARK_UNREAD] = {"unread-header", {"'%3' is not read, but may be %2: name it with --map FILE", "“%3”没有读取，可能就是 %2：请用 --map 文件 指明"}},
	[REMARK_UNDATED] = {"undated-returns", {"'%2' counts returns, but no header is a date of the return (received_at): unless another export has them, import this file --as returns too, with --const received_at=DATE, or with a --map FILE of side,column,header that says returns,received_at,%3 to take that date", "“%2”是退货数量，但没有退货日期（received_at）：若其他导出中没有这些退货，请把此文件再用 --as returns 导入，并加 --const received_at=日期，或用 --map 文件（side,column,header）写明 returns,received_at,%3 以该日期为准"}},
	[REMARK_TOTAL_DIFFERS] = {"total-differs", {"total row gives %3 for %2, but the rows above it sum to %4", "合计行的“%2”为 %3，而上面各行之和为 %4"}},
	[REMARK_SWALLOWED] = {"swallowed-rows", {"a quoted cell of %1 lines looks like swallowed rows: is its quote stray?", "一个引号内的单元格有 %1 行，像是吞掉了后面的行：引号是否多余？"}},
	[REMARK_SWALLOWED_MORE] = {"swallowed-more", {"and %1 more such cells", "另有 %1 个这样的单元格"}},
	[REMARK_CUT_OFF] = {"cut-off", {"the last row is short and has no line end: the file may be truncated", "最后一行不完整且没有换行：文件可能被截断"}},
	[REMARK_POINT_OF_OTHERS] = {"point-of-others", {"the decimal point of %4 in this line is taken to be that of %2 too, as in '%3'", "本行“%4”的小数点是“.”，“%2”（如“%3”）也照此读"}},
	[REMARK_COMMA_OF_OTHERS] = {"comma-of-others", {"the decimal comma of %4 in this line is taken to be that of %2 too, as in '%3'", "本行“%4”的小数点是“,”，“%2”（如“%3”）也照此读"}},
	[REMARK_MIXED_OFFSETS] = {"mixed-offsets", {"%2 mixes UTC offsets, %4 in this line and %3 in line %1: the day of each is that of its own clock; --utc-offset converts all to one", "“%2”混用多个时区：本行为 %4，第 %1 行为 %3；各按其原时区计日，--utc-offset 可换算到同一时区"}},
	[REMARK_NEGATIVE] = {"negative-rows", {"%1 rows with a negative %2 (%4 units) are not imported: if these are returns, import them with --as returns --where '%2<0' and a --map that makes %3 their received_at", "%1 行“%2”为负（共 %4 件），未导入：若是退货，请另用 --as returns --where '%2<0' 导入，并用 --map 把“%3”作为 received_at"}},
	[REMARK_NEGATIVE_MIXED] = {"negative-rows-mixed", {"%1 rows with a negative %2 (%4 units) are not imported: if these are returns, import them with --as returns, --where '%2<0', another --where on the column of document types that leaves out transfers and what else is no sale, and a --map that makes %3 their received_at", "%1 行“%2”为负（共 %4 件），未导入：若是退货，请另用 --as returns、--where '%2<0' 导入，再加一个 --where 按单据类型排除调拨、采购退货等非销售行，并用 --map 把“%3”作为 received_at"}},
	[REMARK_REJECTED_CELL] = {"rejected-cell", {"%2 %3", "坏行：%2 %3"}},
	[REMARK_REJECTED_ROW] = {"rejected-row", {"%3", "坏行：%3"}},
	[REMARK_REJECTED_MORE] = {"rejected-more", {"and %1 more rows rejected", "另有 %1 行坏行"}},
};

/* Those that differ for a single row. */
static const struct word remarks_of_one[] = {
	{"duplicates", {DUPLICATE, DUPLICATES_ZH}},
	{"duplicates-no-shop", {DUPLICATE NO_SHOP, DUPLICATES_ZH NO_SHOP_ZH}},
	{"duplicates-kept", {"%1 row without an id is also in %4 and kept, because it may not be a duplicate; --overlaps any removes such rows", "%1 行没有单号，也在 %4 中：可能不是重复，已保留；--overlaps any 可去掉这类行"}},
	{"changed-tickets", {"%1 ticket is in two files with different cells and is counted more than once: ret-check lists them", "%1 张售后单在两个文件里内容不同，被重复计算：ret-check 会列出"}},
	{"changed-lines", {"%1 shipped line is in two files with different cells and is counted more than once: ret-check lists them", "%1 条发货行在两个文件里内容不同，被重复计算：ret-check 会列出"}},
	{"no-type", {"no type column: the only row is taken as a return", "没有类型列：唯一的一行按退货计"}},
	{"negative-rows", {"%1 row with a negative %2 (%4 units) is not imported: if it is a return, import it with --as returns --where '%2<0' and a --map that makes %3 its received_at", "%1 行“%2”为负（共 %4 件），未导入：若是退货，请另用 --as returns --where '%2<0' 导入，并用 --map 把“%3”作为 received_at"}},
	{"negative-rows-mixed", {"%1 row with a negative %2 (%4 units) is not imported: if it is a return, import it with --as returns, --where '%2<0', another --where on the column of document types that leaves out transfers and what else is no sale, and a --map that makes %3 its received_at", "%1 行“%2”为负（共 %4 件），未导入：若是退货，请另用 --as returns、--where '%2<0' 导入，再加一个 --where 按单据类型排除调拨、采购退货等非销售行，并用 --map 把“%3”作为 received_at"}},
	{"header-row", {"header found in row %3; %1 row above it skipped", "表头在第 %3 行，其上 %1 行已跳过"}},
};

/* What a layout has no column of, by the column. */
static const struct word lacking[] = {
	{"shipped_at", {"ship date", "发货时间"}},
	{"received_at", {"date of receipt", "收货时间"}},
	{"finished_at", {"date of completion", "完结时间"}},
	{"applied_at", {"date of application", "申请时间"}},
	{"qty", {"quantity", "数量"}},
	{"sku", {"SKU", " SKU"}},
};

/* clang-format on */

static const char *find(const struct word *words, size_t n, const char *slug, enum lang lang)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i].slug, slug) == 0)
			return words[i].in[lang];
	return NULL;
}

#define FIND(words, slug, lang) find(words, sizeof(words) / sizeof(*(words)), slug, lang)

const char *remark_slug(enum remark_kind kind)
{
	return remarks[kind].slug;
}

int remark_parse(const char *slug, enum remark_kind *kind)
{
	for (size_t i = 0; i < REMARK_COUNT; i++)
		if (strcmp(remarks[i].slug, slug) == 0) {
			*kind = (enum remark_kind)i;
			return 0;
		}
	return -1;
}

bool remark_is_duplicates(enum remark_kind kind)
{
	return kind <= REMARK_DUPLICATES_ALL_NO_SHOP;
}

bool remark_is_encoding(enum remark_kind kind)
{
	return kind >= REMARK_ENCODING && kind <= REMARK_ENCODING_UTF8;
}

bool remark_is_warning(enum remark_kind kind)
{
	return kind > REMARK_ENCODING_NAMED;
}

static const char *or_none(const char *text)
{
	return text ? text : "";
}

/* The other file, or what else stands in the fourth place. Caller frees. */
static char *other_words(const struct remark *r, enum lang lang)
{
	char number[NUM_TEXT];
	const char *other = or_none(r->other);

	if (r->kind == REMARK_STAND_IN) {
		const char *name = FIND(lacking, or_none(r->column), lang);

		other = name ? name : or_none(r->column);
	}
	if (r->other_rows == 0 || r->other_rows == r->rows)
		return mem_dup(other, strlen(other));
	num_print_fixed(number, (double)r->other_rows, 0);
	return lang_say(lang, PHRASE_EARLIER_FILES, number, other, NULL);
}

static char *fill(enum lang lang, const char *words, ...)
{
	va_list texts;

	va_start(texts, words);
	char *filled = lang_fill(lang, NULL, words, texts);

	va_end(texts);
	return filled;
}

char *remark_words(const struct remark *r, enum lang lang)
{
	const char *one = r->rows == 1 ? FIND(remarks_of_one, remark_slug(r->kind), lang) : NULL;
	char *other = other_words(r, lang);
	char number[NUM_TEXT];

	num_print_fixed(number, (double)r->rows, 0);
	char *words = fill(lang, one ? one : remarks[r->kind].in[lang], number, or_none(r->column), or_none(r->value),
			   other, NULL);

	free(other);
	return words;
}

void remark_warn(const struct remark *r)
{
	char *words = remark_words(r, LANG_EN);

	if (!r->file || *r->file == '\0')
		warn("%s", words);
	else if (r->line)
		warn("%s:%" PRIu64 ": %s", r->file, r->line, words);
	else
		warn("%s: %s", r->file, words);
	free(words);
}

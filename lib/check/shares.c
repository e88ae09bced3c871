/* Shares of rows that are to be known before a rate is read. */
#include "check/private.h"

#include "row/columns.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A kind of row that is worth a line, and a warning from a share of the units of its side on. */
struct share {
	const char *check;
	enum side side;
	enum check_kind kind;
	double warning;                /* percent; above 100: never */
	const char *english, *chinese; /* take the percent */
};

static const struct share shares[] = {
	{"imputed-quantities", SIDE_RETURNS, CHECK_IMPUTED, 20,
	 "%.1f%% of the returned units are guessed, because the export has no quantity: complete them with ret-join "
	 "--shipments where that was not done, or say so "
	 "on the page; ret-filter 'qty_basis=imputed' shows them",
	 "%.1f%% 的退货件数是推定的（导出里没有数量）：尚未用 ret-join --shipments 补全的请补全，否则在报告中注明；可用 ret-filter 'qty_basis=imputed' 查看"},
	{"unclassified", SIDE_RETURNS, CHECK_UNCLASSIFIED, 20,
	 "%.1f%% of the returned units have no cause: see their words with ret-filter 'cause=unclassified', and add rules (ret-classify --rules)",
	 "%.1f%% 的退货件数没有原因：请用 ret-filter 'cause=unclassified' 看原文，并补充规则（ret-classify --rules）"},
	{"shipments-pending", SIDE_SHIPMENTS, CHECK_PENDING, 10,
	 "%.1f%% as many units as counted are pending and not counted as shipped: see ret-filter 'status=pending' for a word that means sent",
	 "待处理、未计入发货的件数为已计入的 %.1f%%：请用 ret-filter 'status=pending' 检查是否有表示已发货的状态词"},
	{"returns-pending", SIDE_RETURNS, CHECK_PENDING, 10,
	 "%.1f%% as many units as counted are pending and not counted: the latest periods will rise when these tickets end; "
	 "ret-filter 'status=pending' shows them",
	 "处理中、未计入的件数为已计入的 %.1f%%：售后完结后最近几期的退货率会升高；可用 ret-filter 'status=pending' 查看"},
	{"split-parents", SIDE_SHIPMENTS, CHECK_SPLIT, 0,
	 "orders that were split (被拆分) stand beside their parts (%.1f%% of the units): left out here, but take them out before counting, "
	 "ret-filter 'status!~被拆分'",
	 "被拆分的原单与拆出的单同时存在（占件数 %.1f%%）：此处未计，统计前请去掉，ret-filter 'status!~被拆分'"},
	{"replacements-shipped", SIDE_SHIPMENTS, CHECK_REPLACED, 5,
	 "%.1f%% of the shipped units are replacements (exchange, reissue) and make rates lower: leave them out of the "
	 "shipments with ret-filter 'order_type!=exchange,reissue' if they are not sales to you",
	 "发出的件数中 %.1f%% 是换货或补发，会压低退货率：若不算销售，请用 ret-filter 'order_type!=exchange,reissue' 从发货中去掉"},
	{"free-lines", SIDE_SHIPMENTS, CHECK_FREE, 10,
	 "%.1f%% of the shipped units cost 0.01 or less and are not marked as gifts: gifts, links and samples make rates lower; "
	 "ret-filter 'amount<=0.01' shows them",
	 "发出的件数中 %.1f%% 金额不超过 0.01 且未标为赠品：赠品、链接、样品会压低退货率；可用 ret-filter 'amount<=0.01' 查看"},
	{"other-types", SIDE_RETURNS, CHECK_TYPES + 8, 1,
	 "tickets of a type not understood (%.1f%% as many units as counted) are not counted: name the words with ret-import --map",
	 "类型无法识别的售后单（为已计入件数的 %.1f%%）没有计入：请用 ret-import --map 说明这些词"},
	{"rejected-parcels", SIDE_RETURNS, CHECK_TYPES + 4, 101,
	 "parcels refused at the door (拒收), %.1f%% as many units as counted, are not returns of a customer and are not counted",
	 "拒收为已计入件数的 %.1f%%，不是顾客退货，没有计入"},
};

static void check_share(struct check *c, const struct share *share)
{
	const struct check_tally *t = &c->facts->half[share->side].kinds[share->kind];
	double percent = check_percent(t->units, check_units(c, share->side));

	if (t->rows == 0)
		return;
	/* The words are one of two that were checked as formats of one number. */
	const char *words = CHECK_SAY(c, share->english, share->chinese);
	char *text = mem_dup(words, strlen(words)), *at = strstr(text, "%.1f%%");
	char *told = mem_printf("%.*s%.1f%%%s", (int)(at - text), text, percent, at + strlen("%.1f%%"));

	free(text);
	findings_add(c->found, share->check, percent >= share->warning ? SEVERITY_WARNING : SEVERITY_NOTE, t->rows,
		     t->units, check_source(c, t->first), told);
}

/* Tickets of types that bring no goods back, which return-rate@1 does not count. */
static void check_types(struct check *c)
{
	const struct check_tally *types = &c->facts->half[SIDE_RETURNS].kinds[CHECK_TYPES];
	struct check_tally sum = {0};
	char *list = mem_dup("", 0);

	for (size_t i = 0; columns_types[i]; i++) {
		if (types[i].rows == 0 || strcmp(columns_types[i], "other") == 0 ||
		    strcmp(columns_types[i], "reject") == 0)
			continue;
		char *longer =
			mem_printf("%s%s%s %lld", list, *list ? ", " : "", columns_types[i], (long long)types[i].units);

		free(list);
		list = longer;
		if (sum.rows == 0)
			sum.first = types[i].first;
		sum.rows += types[i].rows;
		sum.units += types[i].units;
	}
	if (sum.rows)
		findings_add(
			c->found, "types-not-counted", SEVERITY_NOTE, sum.rows, sum.units, check_source(c, sum.first),
			mem_printf(
				CHECK_SAY(
					c,
					"tickets without goods coming back are no returns and are not counted, in units: %s; "
					"a rate that has them is another metric",
					"没有退回货物的售后单不是退货，没有计入，件数：%s；包含它们的是另一个指标"),
				list));
	free(list);
}

static void check_currencies(struct check *c, enum side side)
{
	static const char *const names[] = {"shipments-currencies", "returns-currencies"};
	const struct check_half *h = &c->facts->half[side];
	struct check_tally rest = {0};
	uint32_t most = 0;
	size_t n = intern_count(c->facts->currencies), used = 0;

	for (uint32_t i = 0; i < n; i++) {
		used += h->currencies[i].rows > 0;
		if (h->currencies[i].rows > h->currencies[most].rows)
			most = i;
	}
	if (used < 2)
		return;
	for (uint32_t i = 0; i < n; i++) {
		if (i == most || h->currencies[i].rows == 0)
			continue;
		if (rest.rows == 0)
			rest.first = h->currencies[i].first;
		rest.rows += h->currencies[i].rows;
		rest.units += h->currencies[i].units;
	}
	const char *main = intern_get(c->facts->currencies, most, NULL);
	char *condition = check_condition("currency", false, &main, 1);

	findings_add(
		c->found, names[side], SEVERITY_WARNING, rest.rows, rest.units, check_source(c, rest.first),
		mem_printf(
			CHECK_SAY(
				c,
				"amounts in %zu currencies add up to nothing: count each apart, ret-filter %s; rates of units are "
				"not concerned",
				"金额有 %zu 种币种，不能相加：请分开统计，ret-filter %s；按件数的退货率不受影响"),
			used, condition));
	free(condition);
}

/* A side of which nothing counts makes every rate 0 or none at all, without any row that could show it. */
static void check_nothing(struct check *c, enum side side)
{
	static const char *const names[] = {"shipments-nothing", "returns-nothing"};
	enum side other = side == SIDE_SHIPMENTS ? SIDE_RETURNS : SIDE_SHIPMENTS;

	if (c->facts->half[side].kinds[CHECK_COUNTED].rows)
		return;
	const char *words =
		side == SIDE_SHIPMENTS
			? CHECK_SAY(
				  c,
				  "no shipment counts, so there is nothing to divide by: is an export missing, or do --from and --to leave all "
				  "rows out?",
				  "没有一行发货计入，没有分母：是否缺少导出文件，或 --from、--to 把所有行都排除了？")
			: CHECK_SAY(
				  c,
				  "no return counts, so every rate would be 0: is an export missing, or do --from and --to leave all rows out?",
				  "没有一行退货计入，所有退货率都会是 0：是否缺少导出文件，或 --from、--to 把所有行都排除了？");

	findings_add(c->found, names[side], SEVERITY_ERROR, 0, check_units(c, other), NULL,
		     mem_dup(words, strlen(words)));
}

void check_shares(struct check *c)
{
	check_nothing(c, SIDE_SHIPMENTS);
	check_nothing(c, SIDE_RETURNS);
	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++)
		check_share(c, &shares[i]);
	check_types(c);
	check_currencies(c, SIDE_SHIPMENTS);
	check_currencies(c, SIDE_RETURNS);
}

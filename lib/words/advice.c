#include "words/catalogue_private.h"

/* clang-format off */

#define CANCELLED \
	{"ordered and given back within a day, the largest %1 of SKU %2: without these the rate is %3%, " \
	 "not %4%: take both lines out, ret-filter %5", \
	 "下单后一天内整单退回，最大的一对为 %1 件（SKU %2）：去掉后退货率为 %3%，而不是 %4%：请把这两行都去掉，ret-filter %5"}
#define DOMINANT \
	{"single lines of %1% or more of all units, the largest of SKU %2: without them the rate is %3%, " \
	 "not %4%: see whether they are real, ret-filter %5", \
	 "单行占总件数 %1% 以上，最大的一行 SKU 为 %2：去掉后退货率为 %3%，而不是 %4%：请核实是否真实，ret-filter %5"}

/*
 * advice: what to do about each finding of ret-check. The check fills the placeholders. A check of both sides is listed once, by its
 * name after `shipments-` or `returns-`.
 */
static const struct word advice[] = {
	{"shipments-nothing",
	 {"no shipment counts, so the denominator is 0: is an export missing, or do --from and --to exclude all rows?",
	  "没有一行发货计入，没有分母：是否缺少导出文件，或 --from、--to 把所有行都排除了？"}},
	{"returns-nothing",
	 {"no return counts, so every rate would be 0: is an export missing, or do --from and --to exclude all rows?",
	  "没有一行退货计入，所有退货率都会是 0：是否缺少导出文件，或 --from、--to 把所有行都排除了？"}},
	{"overlap",
	 {"lines in more than one file are counted more than once: import these files in one "
	  "run, ret-import --as %1 FILE FILE, which removes the duplicates",
	  "同一行出现在多个文件里，被重复计算：请用 ret-import --as %1 FILE FILE 一次导入，自动去重"}},
	{"conflict",
	 {"the same ticket or line has different cells in two files and is counted twice: "
	  "keep only the one exported later",
	  "同一单据在两个文件里内容不同，被计算两次：请只保留较晚导出的一份"}},
	{"repeated",
	 {"duplicate lines within one file (%1% of the lines): "
	  "units sent one by one look the same; check whether the export repeats lines",
	  "同一文件内有内容完全相同的行（占 %1%）：逐件发出也会如此，请确认导出是否重复"}},
	{"total-row",
	 {"total rows count everything twice: import again with ret-import, which drops them, or remove them with "
	  "ret-filter 'sku!~^(合计|总计|小计|汇总|[Tt]otal)'",
	  "合计行会使全部数据重复计算：请用 ret-import 重新导入（会去掉合计行），"
	  "或用 ret-filter 'sku!~^(合计|总计|小计|汇总|[Tt]otal)' 去掉"}},
	{"order-and-cancel", CANCELLED},
	{"order-and-cancel-small", CANCELLED},
	{"dominant-shipment", DOMINANT},
	{"dominant-return", DOMINANT},
	{"sku-leverage",
	 {"SKUs whose returns are mostly one line; of %1 the rate is %2%, without that line %3%: "
	  "see ret-filter %4 before blaming the goods",
	  "这些 SKU 的退货主要来自一行；%1 的退货率为 %2%，去掉该行为 %3%：归因之前请先看 ret-filter %4"}},
	{"gap",
	 {"missing days, on weekdays that usually have lines, the worst from %1 to %2%3%4: "
	  "export these days again, or say that the shop was closed; "
	  "ret-filter %5 '%6>=%1' shows what is there",
	  "缺数据的日期（同一星期几通常有数据），最严重的缺口 %1 至 %2%3%4："
	  "请补导这些天，或确认当时停业；可用 ret-filter %5 '%6>=%1' 查看"}},
	{"shop-begins",
	 {"%1 has no %2 before %3 while others begin on %4%5: is an export missing, or did "
	  "it open then? ret-filter %6 shows what is there",
	  "%1 在 %3 之前没有%2，而其他从 %4 就有%5：是不是漏了导出？若是新开的请注明；可用 ret-filter %6 查看"}},
	{"shop-ends",
	 {"%1 has no %2 after %3 while others go on to %4%5: is an export missing, or did it "
	  "close? ret-filter %6 shows what is there",
	  "%1 在 %3 之后没有%2，而其他一直到 %4%5：是不是漏了导出？若已关闭请注明；可用 ret-filter %6 查看"}},
	{"first-partial",
	 {"%1 of %2 begin on %3: do not compare this period with others; ret-rate --from excludes it",
	  "%1在 %2 从 %3 才开始：不要拿该期与其他期比较，可用 ret-rate --from 去掉"}},
	{"last-partial",
	 {"%1 of %2 end on %3: do not compare this period with others; ret-rate --to excludes it, ret-yoy marks it",
	  "%1在 %2 只到 %3：不要拿该期与其他期比较，可用 ret-rate --to 去掉"}},
	{"stray-dates",
	 {"lines more than a year apart from all others, which run from %1 to %2: "
	  "correct the year, or give --from and --to",
	  "日期与其余数据相隔一年以上（其余为 %1 至 %2）：请更正年份，或用 --from 和 --to 限定"}},
	{"basis-applied-only",
	 {"returns have only the day of application and are counted before the goods are back: "
	  "export by the day of receipt (售后进仓日期, 退货入库时间), or say on the page that it is "
	  "applications that are counted",
	  "退货只有申请日期，会在货物收回之前就计入：请按收货日期（售后进仓日期、退货入库时间）导出，"
	  "或在报告中注明按申请日统计"}},
	{"basis-mixed",
	 {"%1% of the returned units have no day of receipt and are counted by the day the ticket was "
	  "finished or applied for: export the day of receipt too (售后进仓日期, 退货入库时间); ret-filter 'received_at=' "
	  "shows them",
	  "%1% 的退货件数没有收货日期，改按完结或申请日期计入：请连同收货日期（售后进仓日期、退货入库时间）一起导出；可用 ret-filter 'received_at=' 查看"}},
	{"basis-cut-by-applied",
	 {"about %1 returns must have been applied for before the first was received on %2, "
	  "%3 are there: the export was cut by the day of application, so returns are missing in its first weeks; "
	  "export by the day of receipt, or from %4 days earlier",
	  "按在途推算，首个收货日 %2 之前应有约 %1 条已申请的退货，实有 %3 条："
	  "导出是按申请日期截取的，最初几周缺退货；请按收货日期导出，或提前 %4 天导出"}},
	{"orphan-returns",
	 {"%1% of the returns with an id belong to orders missing from the shipments: export shipments from "
	  "an earlier date and of all shops, or list them with ret-join --orphans",
	  "有单号的退货中 %1% 的订单不在发货里：请把发货导出的起始日期提前并包括全部店铺，"
	  "或用 ret-join --orphans 列出"}},
	{"ids-never-match",
	 {"no order number of the returns occurs in the shipments: the two exports use different "
	  "order numbers, so returns cannot be matched; choose the column of the platform's "
	  "order number in both with ret-import --map",
	  "没有一条退货的订单号出现在发货中：两份导出的订单号不是同一种，无法核对；"
	  "请用 ret-import --map 在两边都选平台订单号"}},
	{"returns-without-id",
	 {"returns without order and line cannot be matched with a shipment: "
	  "export the order number too",
	  "没有订单号也没有子订单号的退货无法与发货核对：请连同订单号一起导出"}},
	{"returned-before-shipped",
	 {"goods came back before they were shipped: refunds before shipment, returns matched with a "
	  "replacement, or wrong dates; mark them as pre_ship or correct the dates",
	  "退回日期早于发货日期：可能是发货前退款、匹配到补发单或日期有误；请标为 pre_ship 或更正日期"}},
	{"over-returned-lines",
	 {"more units of an order's SKU came back than were shipped, often because a ticket was filed again: keep the last ticket of a line, or use ret-join --cap",
	  "同一订单同一 SKU 退回多于发出，常因重复申请：每行只留最后一张售后单，或用 ret-join --cap"}},
	{"rate-over-100",
	 {"more units of these SKUs came back in a period than were shipped in it: %1: use longer periods, or count by "
	  "ship date with ret-tally --when shipped; ret-filter %2 shows one of them",
	  "这些 SKU 有的期间退回多于发出：%1：请用更长的期间，或用 ret-tally --when shipped 按发货日统计；"
	  "可用 ret-filter %2 查看其中一个"}},
	{"sku-only-returned",
	 {"SKUs with returns but without shipments: %1: export shipments from an earlier date, or check that both "
	  "exports use the same codes (ret-filter %2 shows one of them)",
	  "只有退货、从未发货的 SKU：%1：请把发货导出的起始日期提前，或核对两份导出的编码是否一致（ret-filter %2 可查看其中一个）"}},
	{"returns-without-sku",
	 {"returns without a SKU count in the total, but not in the rate of any SKU: ret-join takes the SKU from "
	  "the shipment line; where it finds none, export the shipments of these orders too; ret-filter 'sku=' shows them",
	  "没有 SKU 的退货计入总体，但不在任何 SKU 的退货率里：请用 ret-join 从发货行补上；"
	  "补不上的，请把这些订单的发货也导出；可用 ret-filter 'sku=' 查看"}},
	{"sku-variants",
	 {"codes that differ only in case or width from a more common code are counted as separate SKUs: %1: correct them "
	  "in the source, '%2' (most units) first",
	  "与更常用的编码仅大小写或全半角不同，被当成另一个 SKU：%1：请在源头更正，先改“%2”（件数最多）"}},
	{"sku-blanks",
	 {"codes with leading or trailing blanks are counted as separate SKUs: '%1' (the first is '%2'): import with ret-import --trim-sku",
	  "首尾带空格的编码会被当成另一个 SKU：“%1”（首个为“%2”）：请用 ret-import --trim-sku 导入"}},
	{"non-products",
	 {"postage, fees, adjustments and the like are counted as goods, most units first: %1: remove them with ret-filter %2",
	  "邮费、补差、费用等被当作商品统计（按件数从多到少）：%1：请用 ret-filter %2 去掉"}},
	{"imputed-quantities",
	 {"%1% of the returned units are guessed, because the export has no quantity: complete them with ret-join "
	  "--shipments where that was not done, or say so "
	  "on the page; ret-filter 'qty_basis=imputed' shows them",
	  "%1% 的退货件数是推定的（导出里没有数量）：尚未用 ret-join --shipments 补全的请补全，否则在报告中注明；可用 ret-filter 'qty_basis=imputed' 查看"}},
	{"unclassified",
	 {"%1% of the returned units have no cause: see their words with ret-filter 'cause=unclassified', and add rules (ret-classify --rules)",
	  "%1% 的退货件数没有原因：请用 ret-filter 'cause=unclassified' 看原文，并补充规则（ret-classify --rules）"}},
	{"shipments-pending",
	 {"pending shipments are not counted (their units are %1% of those counted): check with ret-filter 'status=pending' "
	  "that none of these statuses means shipped",
	  "待处理、未计入发货的件数为已计入的 %1%：请用 ret-filter 'status=pending' 检查是否有表示已发货的状态词"}},
	{"returns-pending",
	 {"pending tickets are not counted (their units are %1% of those counted): the rates of the latest periods will rise "
	  "when these tickets are finished; "
	  "ret-filter 'status=pending' shows them",
	  "处理中、未计入的件数为已计入的 %1%：售后完结后最近几期的退货率会升高；可用 ret-filter 'status=pending' 查看"}},
	{"split-parents",
	 {"split orders (被拆分) are listed together with their parts (%1% of the units): ignored here, but remove them before counting, "
	  "ret-filter 'status!~被拆分'",
	  "被拆分的原单与拆出的单同时存在（占件数 %1%）：此处未计，统计前请去掉，ret-filter 'status!~被拆分'"}},
	{"replacements-shipped",
	 {"%1% of the shipped units are replacements (exchange, reissue) and make rates lower: leave them out of the "
	  "shipments with ret-filter 'order_type!=exchange,reissue' if they are not sales to you",
	  "发出的件数中 %1% 是换货或补发，会压低退货率：若不算销售，请用 ret-filter 'order_type!=exchange,reissue' 从发货中去掉"}},
	{"free-lines",
	 {"%1% of the shipped units cost 0.01 or less and are not marked as gifts: gifts, links and samples make rates lower; "
	  "ret-filter 'amount<=0.01' shows them",
	  "发出的件数中 %1% 金额不超过 0.01 且未标为赠品：赠品、链接、样品会压低退货率；可用 ret-filter 'amount<=0.01' 查看"}},
	{"other-types",
	 {"tickets of an unknown type are not counted (their units are %1% of those counted): map the words of the type with ret-import --map",
	  "类型无法识别的售后单（为已计入件数的 %1%）没有计入：请用 ret-import --map 说明这些词"}},
	{"rejected-parcels",
	 {"parcels refused at the door (拒收) are not returns of a customer and are not counted (their units are %1% of those counted)",
	  "拒收为已计入件数的 %1%，不是顾客退货，没有计入"}},
	{"types-not-counted",
	 {"tickets without goods coming back are no returns and are not counted, in units: %1; "
	  "a rate that includes them is another metric",
	  "没有退回货物的售后单不是退货，没有计入，件数：%1；包含它们的是另一个指标"}},
	{"currencies",
	 {"amounts in %1 currencies cannot be added up: count each currency separately, ret-filter %2; rates of units are not affected",
	  "金额有 %1 种币种，不能相加：请分开统计，ret-filter %2；按件数的退货率不受影响"}},
};

/* clang-format on */

const struct word_list catalogue_advice = {advice, sizeof(advice) / sizeof(*advice)};

# findings.awk: what ret-check found, in the words of the page of a review.

# What a check is called, and what it counts. A line a check, parted by "|": English, what is counted, Chinese, its measure word.
function name_checks(    i, n, list, part) {
	n = split( \
		"shipments-nothing|no shipment that counts|rows|没有计入的发货|行\n" \
		"returns-nothing|no return that counts|rows|没有计入的售后|行\n" \
		"shipments-overlap|shipments that stand in two files|rows|发货在两个文件中重复|行\n" \
		"returns-overlap|returns that stand in two files|rows|售后在两个文件中重复|行\n" \
		"shipments-conflict|shipment lines that two files tell differently|lines|同一发货行两份内容不一致|行\n" \
		"returns-conflict|tickets that two files tell differently|tickets|同一售后单两份内容不一致|单\n" \
		"shipments-repeated|equal rows in one shipment export|rows|同一发货文件内的重复行|行\n" \
		"returns-repeated|equal rows in one return export|rows|同一售后文件内的重复行|行\n" \
		"shipments-total-row|total rows among the shipments|rows|发货中混有合计行|行\n" \
		"returns-total-row|total rows among the returns|rows|售后中混有合计行|行\n" \
		"order-and-cancel|large orders cancelled at once|pairs|大单下单后随即整单退回|对\n" \
		"order-and-cancel-small|orders cancelled at once|pairs|下单后随即整单退回|对\n" \
		"dominant-shipment|single shipment lines that decide the rate|lines|左右退货率的单行发货|行\n" \
		"dominant-return|single returns that decide the rate|lines|左右退货率的单行售后|行\n" \
		"sku-leverage|SKUs of which one return is the most|SKUs|多半由一行售后构成的 SKU|个\n" \
		"shipments-gap|days missing in the shipments|days|发货缺日|天\n" \
		"returns-gap|days missing in the returns|days|售后缺日|天\n" \
		"shipments-shop-begins|a shop that begins to ship after others|days|店铺发货晚于其他店铺开始|天\n" \
		"shipments-shop-ends|a shop whose shipments end before others|days|店铺发货早于其他店铺中断|天\n" \
		"returns-shop-begins|a shop whose returns begin after others|days|店铺售后晚于其他店铺开始|天\n" \
		"returns-shop-ends|a shop whose returns end before others|days|店铺售后早于其他店铺中断|天\n" \
		"shipments-first-partial|the first period of the shipments is not whole|days|发货首期不全|天\n" \
		"shipments-last-partial|the last period of the shipments is not whole|days|发货末期不全|天\n" \
		"returns-first-partial|the first period of the returns is not whole|days|售后首期不全|天\n" \
		"returns-last-partial|the last period of the returns is not whole|days|售后末期不全|天\n" \
		"shipments-stray-dates|shipments with mistyped years|rows|发货年份异常|行\n" \
		"returns-stray-dates|returns with mistyped years|rows|售后年份异常|行\n" \
		"basis-applied-only|returns dated by application only|rows|售后只有申请日期|行\n" \
		"basis-mixed|returns dated in two ways|rows|售后日期口径混用|行\n" \
		"basis-cut-by-applied|returns cut off by the day of application|rows|售后按申请日导出，缺前一段|行\n" \
		"orphan-returns|returns without a shipment|rows|找不到发货的售后|行\n" \
		"ids-never-match|order numbers that never match|rows|两边订单号完全对不上|行\n" \
		"returns-without-id|returns without an order number|rows|没有订单号的售后|行\n" \
		"returned-before-shipped|returned before shipped|rows|退回早于发货|行\n" \
		"over-returned-lines|more returned than sent|lines|退回多于发出|行\n" \
		"rate-over-100|SKUs above 100%|SKUs|退货率超过 100% 的 SKU|个\n" \
		"sku-only-returned|SKUs that were never shipped|SKUs|只有售后没有发货的 SKU|个\n" \
		"returns-without-sku|returns without a SKU|rows|没有 SKU 的售后|行\n" \
		"sku-variants|SKUs written in several ways|SKUs|同一 SKU 的不同写法|个\n" \
		"sku-blanks|SKUs with blanks at an end|SKUs|首尾带空格的 SKU|个\n" \
		"non-products|postage and fees among the goods|SKUs|混进来的邮费、补差等|个\n" \
		"imputed-quantities|returns whose units are guessed|rows|件数为推定的售后|行\n" \
		"unclassified|returns without a cause|rows|未能归因的售后|行\n" \
		"shipments-pending|shipments not yet certain|rows|未完结的发货|行\n" \
		"returns-pending|returns under way|rows|处理中的售后|行\n" \
		"split-parents|split orders beside their parts|rows|拆分后仍在的原单|行\n" \
		"replacements-shipped|replacements among the shipments|rows|计入出库的换货、补发|行\n" \
		"free-lines|shipment lines without an amount|rows|零金额的发货行|行\n" \
		"other-types|tickets of a type not understood|rows|类型不明的售后|行\n" \
		"rejected-parcels|parcels refused at the door|rows|拒收|行\n" \
		"types-not-counted|tickets without goods coming back|rows|无实物退回的售后|行\n" \
		"shipments-currencies|shipments in several currencies|rows|发货有多种币种|行\n" \
		"returns-currencies|returns in several currencies|rows|售后有多种币种|行", list, "\n")
	for (i = 1; i <= n; i++) {
		split(list[i], part, "|")
		check_name[part[1]] = word(part[2], part[4])
		check_unit[part[1]] = word(part[3], part[5])
	}
	checks_named = 1
}

function check_words(check) {
	if (!checks_named)
		name_checks()
	return check in check_name ? check_name[check] : safe(check)
}

# "76 days": an only one of them has no s.
function check_count(check, n,    unit) {
	check_words(check)
	unit = check in check_unit ? check_unit[check] : word("rows", "行")
	if (lang != "zh" && n == 1)
		unit = substr(unit, 1, length(unit) - 1)
	return thousands(n) " " unit
}

# Advice with its commands as code.
function advice(s,    done) {
	done = ""
	while (match(s, /ret-[a-z]+( --when shipped| --[a-z-]+| '[^']*'(\\''[^']*')*)*/)) {
		done = done safe(substr(s, 1, RSTART - 1)) "`" plain(substr(s, RSTART, RLENGTH)) "`"
		s = substr(s, RSTART + RLENGTH)
	}
	return done safe(s)
}

# How many findings of a severity ret-check has.
function findings(severity,    i, n) {
	n = 0
	for (i = 1; i <= rows["findings"]; i++)
		n += T["findings", i, "severity"] == severity
	return n
}

# How many are more than notes, for the foot of a picture.
function findings_clause(    errors, warned, s) {
	errors = findings("error")
	warned = findings("warning")
	if (errors + warned == 0)
		return ""
	s = errors ? errors " " word(errors == 1 ? "error" : "errors", "项错误") : ""
	if (warned)
		s = s (s == "" ? "" : word(" and ", "、")) warned " " word(warned == 1 ? "warning" : "warnings", "项警告")
	return sprintf(word(" %s about these data: see summary.md.", "数据检查：%s，见 summary.md。"), s)
}

# What would make the rates wrong, the worst first; notes are only named.
function trust(    i, t, notes, severity, check, asks) {
	t = "findings"
	if (!rows[t])
		return
	print word("## Before you trust these rates", "## 看数之前") "\n"
	notes = asks = ""
	for (i = 1; i <= rows[t]; i++) {
		severity = T[t, i, "severity"]
		check = T[t, i, "check"]
		if (severity == "note") {
			notes = notes (notes == "" ? "" : word(", ", "、")) check_words(check) " " T[t, i, "count"]
			continue
		}
		if (T[t, i, "what_to_do"] ~ /ret-filter/)
			asks = 1
		print "- **" (severity == "error" ? word("error", "错误") : word("warning", "警告")) "**" word(" ", "：") check_words(check) \
			sprintf(word(" (%s, %s %s%s): ", "（%s，%s %s%s）："), check_count(check, T[t, i, "count"]), \
				thousands(T[t, i, "units"]), word(T[t, i, "units"] == 1 ? "unit" : "units", "件"), \
				T[t, i, "example_source"] == "" ? "" : word(", such as ", "，例如 ") safe(T[t, i, "example_source"])) \
			advice(T[t, i, "what_to_do"])
	}
	if (notes != "")
		print "- " word("to be known: ", "备注：") notes word("; what to do about each is in tables/findings.csv", "；各项说明见 tables/findings.csv")
	if (asks)
		print "\n" word("`ret-filter` looks into `work/shipments/shipments.csv` and `work/returns/returns.csv` of this folder.", \
				"`ret-filter` 查看的是本文件夹的 `work/shipments/shipments.csv` 与 `work/returns/returns.csv`。")
	print ""
}

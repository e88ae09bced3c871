# review.awk: the page of a monthly review, out of its tables. Every number comes from a table in OUT/tables; what was left out comes from
# the logs, which are the operands. With `asked` foot, only the line of sources for the feet
# of the charts; with errors, only the findings that are.

function window_name(w) {
	if (w == "month") return month
	if (w == "quarter") return T["yoy-total-quarter", 1, "period"]
	return word("12 months to " month, "截至 " month " 的 12 个月")
}

# ---- parts of the page ----

function overall(    i, t, any) {
	print word("## Overall", "## 总体") "\n"
	any = 0
	for (i = 1; i <= windows; i++) {
		t = "yoy-total-" window[i]
		if (!rows[t])
			continue
		any++
		print "- " window_name(window[i]) word(": ", "：") sentence(t, 1) \
			sprintf(word(" (%d of %d units).", "（退 %d 件 / 出库 %d 件）。"), \
				T[t, 1, "returned"], T[t, 1, "shipped"])
	}
	t = "rate-month"
	for (i = rows[t]; i > 0 && T[t, i, "period"] != month; )
		i--
	if (!any && i)
		printf word("- %s: %s (95%% interval %s–%s), %d of %d units%s. The exports have no year before it.\n", \
			    "- %s：%s（95%% 区间 %s–%s），退 %d 件 / 出库 %d 件%s。导出中没有去年同期。\n"), month, \
			percent(T[t, i, "rate"]), percent(T[t, i, "low"]), percent(T[t, i, "high"]), \
			T[t, i, "returned"], T[t, i, "shipped"], \
			T[t, i, "flag"] == "" ? "" : word(", ", "，") verdict(T[t, i, "flag"])
	print ""
}

# Whether rates or the mix moved the total: the rate effect is called by its interval.
function bridge(    t, low, high, call) {
	t = "bridge-total-year"
	if (!rows[t] || T[t, 1, "flag"] != "" || T[t, 1, "returned"] + T[t, 1, "returned_before"] == 0)
		return
	low = num(t, 1, "rate_low_pp"); high = num(t, 1, "rate_high_pp")
	if (low > 0)
		call = word("the same goods came back more", "同样的商品退得更多了")
	else if (high < 0)
		call = word("the same goods came back less", "同样的商品退得更少了")
	else
		call = word("the rates of the same goods did not move beyond chance", "同样商品的退货率变化没有超出随机波动")
	printf word("Of the change over 12 months, %s pp, the mix of goods made %s pp, goods new to or gone from a shop %s pp, the rates of the same goods %s pp [%s]: %s.\n\n", \
		    "12 个月变化 %s 个百分点中：商品结构 %s，店铺新上与下架 %s，同样商品的退货率 %s [%s]：%s。\n\n"), \
		points(T[t, 1, "change_pp"]), points(T[t, 1, "mix_pp"]), points(T[t, 1, "assortment_pp"]), \
		points(T[t, 1, "rate_pp"]), band(low, high), call
}

# Rates are called when their interval excludes 0, the mix when the total moved for sure and the mix made more of it than the rates.
function what_moved(t, i, b, r,    mix, rate) {
	if (T[b, r, "flag"] != "")
		return "–"
	mix = num(b, r, "mix_pp") + num(b, r, "assortment_pp")
	rate = num(b, r, "rate_pp")
	if (num(b, r, "rate_low_pp") > 0 || num(b, r, "rate_high_pp") < 0)
		return word("rates", "退货率")
	if ((T[t, i, "verdict"] == "worse" || T[t, i, "verdict"] == "better") && mix * mix > rate * rate)
		return word("mix, not rates", "结构，不是退货率")
	return word("nothing certain", "无定论")
}

# What moved each shop: its own bridge over its SKUs. Exports of platforms name no shops, and stand for one each.
function shops(    t, i, b, r) {
	t = "yoy-shop-year"
	if (rows[t] < 2) {
		platforms()
		return
	}
	print word("## Shops, " window_name("year"), "## 店铺，" window_name("year")) "\n"
	print word("| shop | rate | a year ago | change pp | interval | verdict | mix pp | same goods pp | what moved it |", \
		   "| 店铺 | 退货率 | 去年 | 变化（百分点） | 区间 | 判断 | 结构 | 同样商品 | 原因 |")
	print "|---|--:|--:|--:|---|---|--:|--:|---|"
	b = "bridge-shop-year"
	for (i = 1; i <= rows[t]; i++) {
		for (r = rows[b]; r > 0 && T[b, r, "shop"] != T[t, i, "shop"]; )
			r--
		print "| " named(T[t, i, "shop"]) " | " percent(T[t, i, "rate"]) " | " percent(T[t, i, "rate_before"]) \
			" | " points(T[t, i, "change_pp"]) " | " band(T[t, i, "change_low_pp"], T[t, i, "change_high_pp"]) \
			" | " verdict(T[t, i, "verdict"]) " | " (r && T[b, r, "flag"] == "" ? points(T[b, r, "mix_pp"] + T[b, r, "assortment_pp"]) : "–") \
			" | " (r && T[b, r, "flag"] == "" ? points(T[b, r, "rate_pp"]) : "–") " | " (r ? what_moved(t, i, b, r) : "–") " |"
	}
	print ""
}

function platforms(    t, i) {
	t = "yoy-platform-year"
	if (rows[t] < 2)
		return
	print word("## Platforms, " window_name("year"), "## 平台，" window_name("year")) "\n"
	print word("| platform | rate | a year ago | change pp | interval | verdict |", \
		   "| 平台 | 退货率 | 去年 | 变化（百分点） | 区间 | 判断 |")
	print "|---|--:|--:|--:|---|---|"
	for (i = 1; i <= rows[t]; i++)
		print "| " named(T[t, i, "platform"]) " | " percent(T[t, i, "rate"]) " | " percent(T[t, i, "rate_before"]) \
			" | " points(T[t, i, "change_pp"]) " | " band(T[t, i, "change_low_pp"], T[t, i, "change_high_pp"]) \
			" | " verdict(T[t, i, "verdict"]) " |"
	print ""
}

# A name out of data, or that there is none.
function named(s) { return s == "" ? word("(not named)", "（未注明）") : safe(s) }

# The reason that moved a SKU or style most in the direction of its verdict. One that is certain by itself stands plain, one that
# only points the same way in brackets.
function main_reason(t, dim, name, v,    i, found, sure) {
	found = sure = 0
	for (i = 1; i <= rows[t]; i++) {
		if (T[t, i, dim] != name || (v == "worse" ? num(t, i, "change_pp") <= 0 : num(t, i, "change_pp") >= 0))
			continue
		if (sure && T[t, i, "verdict"] != v)
			continue
		if (!found || (!sure && T[t, i, "verdict"] == v) || \
		    (v == "worse" ? num(t, i, "change_pp") > num(t, found, "change_pp") : \
				    num(t, i, "change_pp") < num(t, found, "change_pp")))
			found = i
		if (T[t, i, "verdict"] == v)
			sure = 1
	}
	if (!found)
		return "–"
	return sprintf(sure ? "%s %s pp" : "(%s %s pp)", reason_words(T[t, found, "reason"]), points(T[t, found, "change_pp"]))
}

# SKUs or styles (dim) with a verdict, in every window.
function movers(dim, v, title,    i, j, n, t, r, any) {
	print title "\n"
	any = 0
	for (i = windows; i >= 1; i--) {
		t = "yoy-" dim "-" window[i]
		n = choose(t, v, 10000)
		for (j = 1; j <= n && j <= 8; j++) {
			r = pick[j]
			if (T[t, r, dim] == "")
				continue
			if (!any++) {
				print "| " word("window", "窗口") " | " (dim == "sku" ? "SKU" : word("style", "款")) " | " \
					word("rate | a year ago | change pp | interval | q | main reason |", \
					     "退货率 | 去年 | 变化（百分点） | 区间 | q | 主要原因 |")
				print "|---|---|--:|--:|--:|---|--:|---|"
			}
			print "| " window_name(window[i]) " | " safe(T[t, r, dim]) " | " percent(T[t, r, "rate"]) " | " \
				percent(T[t, r, "rate_before"]) " | " points(T[t, r, "change_pp"]) " | " \
				band(T[t, r, "change_low_pp"], T[t, r, "change_high_pp"]) " | " \
				small(T[t, r, "q"]) " | " \
				main_reason("yoy-" dim "-reason-" window[i], dim, T[t, r, dim], v) " |"
		}
		if (n > 8)
			print "| " window_name(window[i]) " | … | | | | | | " \
				sprintf(word("%d more in tables/%s.csv", "另有 %d 个，见 tables/%s.csv"), n - 8, t) " |"
	}
	if (!any)
		print tested(dim) ? word("None that stands out from chance.", "没有超出随机波动的。") : \
			nothing_compared()
	print ""
}

# How many rows of a table were tested.
function tested_rows(t,    j, n) {
	n = 0
	for (j = 1; j <= rows[t]; j++)
		n += T[t, j, "q"] != ""
	return n
}

# How many rows of a dim were tested in some window.
function tested(dim,    i, n) {
	n = 0
	for (i = 1; i <= windows; i++)
		n += tested_rows("yoy-" dim "-" window[i])
	return n
}

function nothing_compared() {
	return word("Nothing could be compared: the exports have no whole period a year before, or too little of it.", \
		    "没有可以比较的：导出中没有完整的去年同期，或量太少。")
}

# Sizes of one style share a size chart, a cloth and a factory: together they show what one size cannot. Told where the exports name
# the style.
function styles(    i, some) {
	some = 0
	for (i = 1; i <= rows["yoy-style-year"]; i++)
		some += T["yoy-style-year", i, "style"] != ""
	if (!some)
		return
	movers("style", "worse", word("## Styles that got worse", "## 变差的款"))
	movers("style", "better", word("## Styles that got better", "## 变好的款"))
	reasons_of_styles("worse")
	reasons_of_styles("better")
	if (styles_told)
		print ""
}

function reasons_of_styles(v,    t, j, n, r) {
	t = "yoy-style-reason-year"
	n = choose(t, v, 6)
	for (j = 1; j <= n; j++) {
		r = pick[j]
		if (T[t, r, "style"] == "")
			continue
		if (!styles_told++)
			print word("Reasons within styles, 12 months to " month ":", "款内的具体原因，截至 " month " 的 12 个月：") "\n"
		print "- " safe(T[t, r, "style"]) ", " reason_words(T[t, r, "reason"]) word(": ", "：") sentence(t, r)
	}
}

# True for a SKU that was not shipped in the month under review: its last returns trail behind.
function is_gone(sku,    i) {
	for (i = 1; i <= rows["yoy-sku-month"]; i++)
		if (T["yoy-sku-month", i, "sku"] == sku)
			return T["yoy-sku-month", i, "verdict"] == "gone"
	return 0
}

# What a bare ranking would put on top though chance explains it.
function by_chance(    i, t, n, j, r, line, any) {
	any = 0
	for (i = 1; i <= windows; i++) {
		t = "yoy-sku-" window[i]
		n = choose(t, "unclear", 3)
		line = ""
		for (j = 1; j <= n; j++) {
			r = pick[j]
			if (num(t, r, "change_pp") > 0 && !is_gone(T[t, r, "sku"]))
				line = line (line == "" ? "" : word("; ", "；")) safe(T[t, r, "sku"]) " " \
					percent(T[t, r, "rate_before"]) " → " percent(T[t, r, "rate"]) " [" \
					band(T[t, r, "change_low_pp"], T[t, r, "change_high_pp"]) "]"
		}
		if (line == "")
			continue
		any++
		print "- " window_name(window[i]) word(": ", "：") line
	}
	if (!any)
		print word("None.", "无。")
	print ""
}

# Causes or reasons whose rate moved for the same goods, the mix of goods taken out.
function moved(t, name,    i, any) {
	any = 0
	if (!tested_rows(t)) {
		print nothing_compared() "\n"
		return
	}
	for (i = 1; i <= rows[t]; i++) {
		if (T[t, i, "q"] == "" || num(t, i, "q") > 0.1 || (num(t, i, "rate_low_pp") <= 0 && num(t, i, "rate_high_pp") >= 0) || \
		    (num(t, i, "rate_pp") < 0.1 && num(t, i, "rate_pp") > -0.1))
			continue
		if (!any++) {
			print "| | " word("rate | a year ago | change pp | same goods pp | interval | q |", \
					  "占出库比例 | 去年 | 变化（百分点） | 同样商品 | 区间 | q |")
			print "|---|--:|--:|--:|--:|---|--:|"
		}
		print "| " (name == "cause" ? cause(T[t, i, "cause"]) : reason_words(T[t, i, "reason"])) " | " percent(T[t, i, "rate"]) \
			" | " percent(T[t, i, "rate_before"]) " | " points(T[t, i, "change_pp"]) " | **" \
			points(T[t, i, "rate_pp"]) "** | " band(T[t, i, "rate_low_pp"], T[t, i, "rate_high_pp"]) \
			" | " small(T[t, i, "q"]) " |"
	}
	if (!any)
		print word("None beyond chance and materiality.", "没有超出随机波动和重要性的。")
	print ""
}

# Couriers are judged by logistics alone: the goods they carry differ.
function couriers(    t, i, any) {
	t = "yoy-carrier-year"
	if (!rows[t])
		return
	print word("## Couriers, " window_name("year") ", returns for logistics", \
		   "## 快递，" window_name("year") "，物流原因的退货") "\n"
	any = 0
	if (!tested_rows(t)) {
		print nothing_compared() "\n"
		return
	}
	for (i = 1; i <= rows[t]; i++) {
		if (T[t, i, "cause"] != "logistics" || T[t, i, "carrier"] == "" || \
		    (T[t, i, "verdict"] != "worse" && T[t, i, "verdict"] != "better"))
			continue
		any++
		print "- " safe(T[t, i, "carrier"]) word(": ", "：") sentence(t, i)
	}
	if (!any)
		print word("None beyond chance and materiality.", "没有超出随机波动和重要性的。")
	print ""
}

function count_verdicts(t,    i, v, n, line, order, k) {
	n = split("worse better same unclear thin new gone partial immature over", order, " ")
	for (i = 1; i <= rows[t]; i++)
		k[T[t, i, "verdict"]]++
	line = ""
	for (i = 1; i <= n; i++)
		if (k[order[i]])
			line = line (line == "" ? "" : word(", ", "、")) verdict(order[i]) " " k[order[i]]
	return line
}

function listed(t, v,    i, line) {
	line = ""
	for (i = 1; i <= rows[t]; i++)
		if (T[t, i, "verdict"] == v)
			line = line (line == "" ? "" : word(", ", "、")) safe(T[t, i, "sku"])
	return line == "" ? word("none", "无") : line
}

# ---- what was left out ----

# Shops whose shipments end, or begin, well inside of what the exports cover while their returns go on: an export may be missing. Out of
# the cells, because a table of rates does not know days.
function coverage(    file, n, i, shop, head, first, last, back, known, name, shops_seen, all_first, all_last) {
	shops_seen = 0
	file = out "/work/cells.csv"
	n = read_record(file)
	for (i = 1; i <= n; i++)
		head[cell[i]] = i
	while (read_record(file) > 0) {
		shop = cell[head["shop"]]
		if (!(shop in known)) {
			known[shop] = ++shops_seen
			name[shops_seen] = shop
		}
		if (cell[head["shipped_lines"]] > 0) {
			if (!(shop in first) || cell[head["first"]] < first[shop]) first[shop] = cell[head["first"]]
			if (!(shop in last) || cell[head["last"]] > last[shop]) last[shop] = cell[head["last"]]
			if (all_first == "" || cell[head["first"]] < all_first) all_first = cell[head["first"]]
			if (cell[head["last"]] > all_last) all_last = cell[head["last"]]
		} else if (cell[head["last"]] > back[shop])
			back[shop] = cell[head["last"]]
	}
	close(file)
	for (i = 1; i <= shops_seen; i++) {
		shop = name[i]
		if (back[shop] == "")
			continue
		if (!(shop in last) || (days(all_last) - days(last[shop]) > 31 && days(back[shop]) - days(last[shop]) > 45))
			print word("**Check the exports:** ", "**请核对导出：**") named(shop) \
				sprintf(word(" has returns until %s but shipments only until %s. If an export is missing, its rates and the totals are too high.\n", \
					     " 的退货到 %s，发货却只到 %s。若缺了导出文件，该店与总体的退货率都偏高。\n"), \
					back[shop], shop in last ? last[shop] : word("never", "从未"))
	}
}

# Days since some day, of YYYY-MM-DD; good to a day or two, which is all that coverage() needs.
function days(date) { return substr(date, 1, 4) * 365.25 + substr(date, 6, 2) * 30.44 + substr(date, 9, 2) }

# Why an export is not read, in Chinese where the words are known.
function why_not(s,    i, n, list, part) {
	if (lang != "zh")
		return s
	n = split("an old .xls workbook|旧版 .xls 工作簿，或设有密码：请另存为 .xlsx 或 CSV UTF-8\n" \
		  "a web page under|改了扩展名的网页：请用表格软件打开后另存为 .xlsx 或 CSV UTF-8\n" \
		  "a zip archive|zip 压缩包：请先解压\n" \
		  "a picture or document|是图片或文档，不是数据表\n" \
		  "empty|空文件\n" \
		  "neither shipments nor|认不出是发货还是售后：用 ret-import --as shipments（或 returns）加文件名，看缺什么列\n" \
		  "a folder;|文件夹：只读取导出文件夹本身，请把文件移上来\n" \
		  "not a .csv|不是 .csv、.tsv、.txt 或 .xlsx 文件\n" \
		  "its name holds|文件名含控制字符\n" \
		  "its name is not|文件名不是 UTF-8 编码：请改名\n" \
		  "what a spreadsheet|表格软件打开工作簿时的临时文件：请保存并关闭该工作簿", list, "\n")
	for (i = 1; i <= n; i++) {
		split(list[i], part, "|")
		if (index(s, part[1]) == 1)
			return part[2]
	}
	if (sub(/^the same bytes as /, "", s))
		return "内容与 " s " 完全相同"
	if (sub(/^the same name as /, "", s) && sub(/ but for the compression$/, "", s))
		return "与 " s " 同名，只是压缩方式不同"
	return s
}

function unread(    line, part, any) {
	while ((getline line < (out "/work/unread")) > 0) {
		split(line, part, "\t")
		print word("**Not read:** ", "**未读取：**") safe(part[1]) word(", ", "，") safe(why_not(part[2])) "\n"
	}
	close(out "/work/unread")
}

function left_out(    i, line) {
	print word("## What was counted and what was left out", "## 口径与剔除") "\n"
	print word("return-rate@1: units returned or exchanged, goods received, over units really shipped, both in the period. Left out: gifts and cancelled lines of the shipments; refund-only, pre-shipment refund, reissue and price-adjustment tickets of the returns. Replacements left the warehouse and count as shipped.", \
		   "return-rate@1：期内实收的退换货件数 ÷ 期内实际出库件数。出库不含赠品与取消行，退货不含仅退款、发货前退款、补发与差价单；换货、补发发出的货算出库。") "\n"
	print "- " word("shipment exports: ", "发货导出：") told("shipments")
	print "- " word("return exports: ", "售后导出：") told("returns")
	for (i = 1; i <= exports_told && i <= 20; i++)
		print "- " word("export ", "导出文件 ") safe(exports[i])
	if (exports_told > 20)
		print "- " sprintf(word("and %d more in work/*.log", "另有 %d 条，见 work/*.log"), exports_told - 20)
	if (layouts_told)
		print "- " word("layouts of the exports, files of each: ", "识别的导出格式（文件数）：") safe(layouts_line())
	print "- " joined()
	if (A["classified", "returns", "kept"])
		printf "- " word("reasons: %d of %d returns unclassified (%.1f%%)\n", "原因：%d / %d 行未能分类（%.1f%%）\n"), \
			A["classified", "returns", "note", "unclassified"], A["classified", "returns", "kept"], \
			100 * A["classified", "returns", "note", "unclassified"] / A["classified", "returns", "kept"]
	print_counted()
	for (i = 1; i <= warning_count && i <= 20; i++)
		print "- " word("warning: ", "警告：") safe(warnings[i])
	if (warning_count > 20)
		print "- " sprintf(word("and %d more in work/*.log", "另有 %d 条，见 work/*.log"), warning_count - 20)
	list_file("undrawn", word("not drawn: ", "未画出："))
	print ""
}

BEGIN {
	out = ENVIRON["OUT"]
	read_accounts()
	load("findings")
	if (asked == "foot") {
		print sources_line() findings_clause()
		exit
	}
	if (asked == "errors") {
		for (i = 1; i <= findings("error"); i++)
			print "monthly-review: " T["findings", i, "check"] ": " T["findings", i, "what_to_do"]
		exit
	}
	split("month quarter year", all, " ")
	windows = 0
	for (i = 1; i <= 3; i++) {
		load("yoy-total-" all[i])
		if (!rows["yoy-total-" all[i]] && all[i] != "month")
			continue
		window[++windows] = all[i]
		split("yoy-style yoy-style-reason yoy-shop yoy-platform yoy-sku bridge-cause bridge-reason yoy-sku-reason yoy-carrier bridge-total bridge-shop", names, " ")
		for (j = 1; j <= 11; j++)
			load(names[j] "-" all[i])
	}
	load("rate-month")
	print word("# Return review " month, "# 退货率月度复盘 " month) "\n"
	trust()
	unread()
	if (A["classified", "returns", "kept"] == 0)
		print word("**No returns** are in the exports: if an export is missing, every rate below is too low.", \
			   "**导出中没有退货：**若缺了文件，下面的退货率都偏低。") "\n"
	if (warning_count)
		print sprintf(word("**%d warnings** on reading the exports stand at the end.", "**读取导出时有 %d 条警告，**见文末。"), warning_count) "\n"
	coverage()
	overall()
	bridge()
	shops()
	movers("sku", "worse", word("## SKUs that got worse", "## 变差的 SKU"))
	movers("sku", "better", word("## SKUs that got better", "## 变好的 SKU"))
	styles()
	print word("Each table holds its own false-discovery rate at 10%: a single name, above all one with q near 0.1, can still be chance. A reason in brackets points the same way without being certain by itself.", \
		   "每张表各自把误报率控制在 10%：个别点名（尤其 q 接近 0.1 的）仍可能是偶然。括号里的原因只是方向一致，单独看并不确定。") "\n"
	print word("## Look worse, but cannot be told from chance: watch, do not act yet", "## 看似变差、但与随机波动分不开：继续观察，先不行动") "\n"
	by_chance()
	print word("## Causes that moved, " window_name("year"), "## 变化的原因大类，" window_name("year")) "\n"
	moved("bridge-cause-year", "cause")
	print word("## Reasons that moved, " window_name("year"), "## 变化的具体原因，" window_name("year")) "\n"
	moved("bridge-reason-year", "reason")
	couriers()
	print word("## The rest", "## 其余") "\n"
	if (rows["yoy-sku-year"])
		print "- " word("SKUs over 12 months: ", "12 个月 SKU：") count_verdicts("yoy-sku-year")
	print "- " word("new: ", "新品：") listed("yoy-sku-year", "new") word("; shipped a year ago, not in " month ": ", "；去年同期有、" month " 无出库：") \
		listed("yoy-sku-month", "gone")
	print ""
	left_out()
}

# dive.awk: the page of one SKU, out of its tables. The SKU comes in the environment, because -v would read its
# backslashes as escapes.

# A month that has no year before it in the exports: its rate alone, when it has one.
function alone(name,    i) {
	for (i = rows["rate-month"]; i > 0 && T["rate-month", i, "period"] != name; )
		i--
	if (!i)
		print "- " name word(": nothing to compare with a year ago", "：没有可比的去年同期")
	else
		printf word("- %s: %s (95%% interval %s–%s), %d of %d units; nothing to compare with a year ago\n", \
			    "- %s：%s（95%% 区间 %s–%s），退 %d 件 / 出库 %d 件；没有可比的去年同期\n"), name, \
			percent(T["rate-month", i, "rate"]), percent(T["rate-month", i, "low"]), percent(T["rate-month", i, "high"]), \
			T["rate-month", i, "returned"], T["rate-month", i, "shipped"]
}

# One window of the review's own table, which has no row where the SKU was neither shipped nor returned.
function window(t, name,    v) {
	v = T[t, 1, "verdict"]
	if (!rows[t])
		print "- " name word(": neither shipped nor returned in it or a year before", "：本期与去年同期均无出库和退货")
	else if (v == "new")
		printf word("- %s: **new**, nothing shipped a year ago; now %s (%d of %d units)\n", "- %s：**新品**，去年同期没有出库；现为 %s（退 %d 件 / 出库 %d 件）\n"), \
			name, percent(T[t, 1, "rate"]), T[t, 1, "returned"], T[t, 1, "shipped"]
	else if (v == "gone")
		printf word("- %s: **no longer shipped**: nothing in this period; a year ago %s\n", "- %s：**本期无出库**；去年同期 %s\n"), \
			name, percent(T[t, 1, "rate_before"])
	else
		print "- " name word(": ", "：") sentence(t, 1) \
			sprintf(word(" (%d of %d units)", "（退 %d 件 / 出库 %d 件）"), T[t, 1, "returned"], T[t, 1, "shipped"])
}

function overall() {
	print word("## The rate", "## 退货率") "\n"
	window("yoy-sku-month", month)
	if (rows["yoy-sku-quarter"])
		window("yoy-sku-quarter", T["yoy-sku-quarter", 1, "period"])
	window("yoy-sku-year", word("12 months to " month, "截至 " month " 的 12 个月"))
	print ""
	picture("trend")
}

# The picture, or why there is none.
function picture(name,    line, part, why) {
	while ((getline line < (ENVIRON["WORK"] "/undrawn")) > 0) {
		split(line, part, "\t")
		if (part[1] == name)
			why = part[2]
	}
	close(ENVIRON["WORK"] "/undrawn")
	print (why == "" ? "![" name "](charts/" name ".png)" : word("No picture: ", "未画图：") safe(why)) "\n"
}

function compare(t, column, title,    i) {
	print title "\n"
	if (!rows[t]) {
		print word("Nothing to compare with a year ago.", "去年同期没有可比的数据。") "\n"
		return
	}
	print word("| | returned | rate | a year ago | change pp | interval | q | verdict |", \
		   "| | 退货件数 | 占出库 | 去年 | 变化（百分点） | 区间 | q | 判断 |")
	print "|---|--:|--:|--:|--:|---|--:|---|"
	for (i = 1; i <= rows[t]; i++)
		if (T[t, i, "returned"] + T[t, i, "returned_before"] > 0)
			print "| " (column == "cause" ? cause(T[t, i, column]) : reason_words(T[t, i, column])) " | " T[t, i, "returned"] " | " \
			percent(T[t, i, "rate"]) " | " percent(T[t, i, "rate_before"]) " | " points(T[t, i, "change_pp"]) \
			" | " (T[t, i, "change_low_pp"] == "" ? "" : band(T[t, i, "change_low_pp"], T[t, i, "change_high_pp"])) \
			" | " small(T[t, i, "q"]) " | " verdict(T[t, i, "verdict"]) " |"
	print ""
}

# Reasons with the most units of the year, into top[1..]; returns their number.
function top_reasons(t, most,    i, j, n) {
	n = 0
	for (i = 1; i <= rows[t]; i++) {
		if (T[t, i, "returned"] == 0)
			continue
		for (j = n; j >= 1 && T[t, top[j], "returned"] + 0 < T[t, i, "returned"] + 0; j--)
			top[j + 1] = top[j]
		top[j + 1] = i
		n++
	}
	return n < most ? n : most
}

function date_of(i) {
	return substr(T["notes", i, "received_at"] != "" ? T["notes", i, "received_at"] : T["notes", i, "finished_at"], 1, 10)
}

# The year's notes of a reason, newest first, into pick[1..]; returns their number. `without` counts those that have no text.
function notes_of(reason,    i, j, n) {
	n = without = 0
	for (i = 1; i <= rows["notes"]; i++) {
		if (T["notes", i, "reason"] != reason || substr(date_of(i), 1, 7) < first || substr(date_of(i), 1, 7) > month)
			continue
		if (T["notes", i, "note"] == "") {
			without++
			continue
		}
		for (j = n; j >= 1 && date_of(pick[j]) < date_of(i); j--)
			pick[j + 1] = pick[j]
		pick[j + 1] = i
		n++
	}
	return n
}

function verbatim(    k, i, j, reasons, found, reason) {
	print word("## What customers wrote", "## 客户原话") "\n"
	reasons = top_reasons("rate-reason-year", 4)
	for (k = 1; k <= reasons; k++) {
		reason = T["rate-reason-year", top[k], "reason"]
		printf word("### %s: %d units, %.0f%% of the year\n\n", "### %s：%d 件，占本年 %.0f%%\n\n"), reason_words(reason), \
			T["rate-reason-year", top[k], "returned"], 100 * T["rate-reason-year", top[k], "share"]
		found = notes_of(reason)
		for (j = 1; j <= found && j <= notes; j++) {
			i = pick[j]
			print "- " date_of(i) " · " safe(T["notes", i, "shop"]) " · (" safe(T["notes", i, "reason1"]) ") " \
				safe(T["notes", i, "note"]) " — `" plain(T["notes", i, "source"]) "`" \
				(T["notes", i, "conflict"] == 1 ? word(", picked reason disagrees", ",与所选原因不符") : "")
		}
		if (found > notes)
			print "- " sprintf(word("and %d more in tables/notes.csv", "另有 %d 条，见 tables/notes.csv"), found - notes)
		if (without)
			print "- " sprintf(word("%d returns without a text", "%d 条没有文字"), without)
		print ""
	}
}

BEGIN {
	out = ENVIRON["OUT"]
	n = split("rate-month yoy-sku-month yoy-sku-quarter yoy-sku-year yoy-cause-year yoy-reason-year rate-reason-year notes", names, " ")
	for (i = 1; i <= n; i++)
		load(names[i])
	print "# " safe(ENVIRON["SKU"]) word(", to " month, "，截至 " month) "\n"
	overall()
	compare("yoy-cause-year", "cause", word("## Causes, 12 months", "## 原因大类，12 个月"))
	picture("causes")
	compare("yoy-reason-year", "reason", word("## Reasons, 12 months", "## 具体原因，12 个月"))
	picture("pareto")
	verbatim()
}

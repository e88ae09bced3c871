# dive.awk: the page of one SKU, out of its tables. The SKU comes in the environment, because -v would read its
# backslashes as escapes.

function overall() {
	print word("## The rate", "## 退货率") "\n"
	if (rows["yoy-total-month"])
		print "- " month word(": ", ":") sentence("yoy-total-month", 1)
	if (rows["yoy-total-year"])
		print "- " word("12 months to " month ": ", "截至 " month " 的 12 个月:") sentence("yoy-total-year", 1)
	print "\n![trend](charts/trend.png)\n"
}

function compare(t, column, title,    i) {
	print title "\n"
	print word("| | returned | rate | a year ago | change pp | interval | q | verdict |", \
		   "| | 退货件数 | 占出库 | 去年 | 变化(百分点) | 区间 | q | 判断 |")
	print "|---|--:|--:|--:|--:|---|--:|---|"
	for (i = 1; i <= rows[t]; i++)
		if (T[t, i, "returned"] + T[t, i, "returned_before"] > 0)
			print "| " (column == "cause" ? cause(T[t, i, column]) : safe(T[t, i, column])) " | " T[t, i, "returned"] " | " \
			percent(T[t, i, "rate"]) " | " percent(T[t, i, "rate_before"]) " | " points(T[t, i, "change_pp"]) \
			" | " (T[t, i, "change_low_pp"] == "" ? "" : band(T[t, i, "change_low_pp"], T[t, i, "change_high_pp"])) \
			" | " (T[t, i, "q"] == "" ? "" : sprintf("%.2g", T[t, i, "q"])) " | " verdict(T[t, i, "verdict"]) " |"
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
		printf word("### %s: %d units, %.0f%% of the year\n\n", "### %s:%d 件,占本年 %.0f%%\n\n"), safe(reason), \
			T["rate-reason-year", top[k], "returned"], 100 * T["rate-reason-year", top[k], "share"]
		found = notes_of(reason)
		for (j = 1; j <= found && j <= notes; j++) {
			i = pick[j]
			print "- " date_of(i) " · " safe(T["notes", i, "shop"]) " · (" safe(T["notes", i, "reason1"]) ") " \
				safe(T["notes", i, "note"]) " — `" plain(T["notes", i, "source"]) "`" \
				(T["notes", i, "conflict"] == 1 ? word(", picked reason disagrees", ",与所选原因不符") : "")
		}
		if (found > notes)
			print "- " sprintf(word("and %d more in tables/notes.csv", "另有 %d 条,见 tables/notes.csv"), found - notes)
		if (without)
			print "- " sprintf(word("%d returns without a text", "%d 条没有文字"), without)
		print ""
	}
}

BEGIN {
	n = split("yoy-total-month yoy-total-year yoy-cause-year yoy-reason-year rate-reason-year notes", names, " ")
	for (i = 1; i <= n; i++)
		load(names[i])
	print "# " safe(ENVIRON["SKU"]) word(", to " month, ",截至 " month) "\n"
	overall()
	compare("yoy-cause-year", "cause", word("## Causes, 12 months", "## 原因大类,12 个月"))
	print "![causes](charts/causes.png)\n"
	compare("yoy-reason-year", "reason", word("## Reasons, 12 months", "## 具体原因,12 个月"))
	if (rows["rate-reason-year"])
		print "![pareto](charts/pareto.png)\n"
	verbatim()
}

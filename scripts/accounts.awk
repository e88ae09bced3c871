# accounts.awk: what was read, left out, joined and counted, for the page of a review: out of the accounts of the programs (retkit(7)),
# work/accounts/NAME.csv of `shipments` and `returns` (the imports), `joined`, `classified` and `counted`.

# Rows and units of all files add up in A[name, side, fate, reason] and U[…], rows of one file in A[name, file, fate, reason]; the rows
# read, and those of all reasons of a fate, in A[name, side or file, "read"] and A[…, fate].
function account(name,    path, n, i, head, side, file, fate, reason) {
	path = out "/work/accounts/" name ".csv"
	n = read_record(path)
	for (i = 1; i <= n; i++)
		head[cell[i]] = i
	while (read_record(path) > 0) {
		side = cell[head["side"]]; file = cell[head["file"]]; fate = cell[head["fate"]]; reason = cell[head["reason"]]
		if (fate == "kept")
			files[name, ++file_count[name]] = file
		U[name, side, fate, reason] += cell[head["units"]]
		add(name SUBSEP side, fate, reason, cell[head["rows"]])
		add(name SUBSEP file, fate, reason, cell[head["rows"]])
	}
	close(path)
}

function add(key, fate, reason, n) {
	A[key, fate, reason] += n
	A[key, fate] += n
	if (fate != "note")
		A[key, "read"] += n
	# A reason without words is told as it stands.
	if (fate == "skipped" && !(reason in english)) {
		english[reason] = chinese[reason] = reason
		slugs[++slug_count] = reason
	}
}

# The words of the reasons as lib/words has them (tests/lint/words.py compares them), in the order in which they are told.
function read_words(    n, i, list, part) {
	n = split("total-row|total rows|合计行\nbanner|banner|说明行\nblank-row|blank rows|空行\nno-ship-date|no ship date|无发货时间\n" \
		  "qty-blank|qty blank|数量为空\nqty-zero|qty 0|数量为 0\nnothing-received|nothing received|未收到货\n" \
		  "qty-negative|qty negative|数量为负\nother-file|in another file|另一文件已有\nother-table|of the other table|属于另一张表\n" \
		  "void|void|已作废\npending|pending|处理中\ngift|gift|赠品\n" \
		  "refund_only|refund_only|仅退款\npre_ship|pre_ship|发货前退款\nreject|reject|拒收\nreissue|reissue|补发\n" \
		  "repair|repair|维修\nprice_adjust|price_adjust|差价\nother|other|其他\n" \
		  "short-rows|short rows filled up|缺列已补空\ndamaged-text|damaged texts kept|乱码文字照留\n" \
		  "turned-positive|negative qty made positive|负数量已转正\n" \
		  "parcel-numbers|tracking numbers in scientific notation left out|科学计数法的运单号已略去\n" \
		  "outer-blanks|SKUs with blanks at an end|首尾带空格的 SKU\n" \
		  "applied-quantity|applied quantity taken where no goods come back|无实物退回而取申请数量\n" \
		  "several-ids|ids with several numbers|一格含多个单号\n" \
		  "rounded-ids|ids rounded to 15 digits by a spreadsheet, which match nothing|单号被表格软件截成 15 位，无法匹配\n" \
		  "no-sku|sku left to ret-join|SKU 待由发货行补上\norder-day|ordered_at from the order number|下单时间取自订单号\n" \
		  "gifts|gifts|赠品\nzero-amount|0-amount lines|零金额行\nstatus-void|status void|已作废\n" \
		  "status-pending|status pending|处理中\nunknown-type|type not understood|类型无法识别\n" \
		  "unknown-status|status not understood|状态无法识别\nunknown-order-type|order_type not understood|订单类型无法识别\n" \
		  "unknown-gift|gift not understood|赠品标记无法识别", list, "\n")
	for (i = 1; i <= n; i++) {
		split(list[i], part, "|")
		slugs[++slug_count] = part[1]
		english[part[1]] = part[2]
		chinese[part[1]] = part[3]
	}
}

# Behind `before`, the reasons that rows of a side or file have, as `words n, words n`; "" where there are none.
function reasons(key, fate, before, comma, in_chinese,    i, line, rows) {
	line = ""
	for (i = 1; i <= slug_count; i++) {
		rows = A[key, fate, slugs[i]]
		if (rows > 0)
			line = line (line == "" ? before : comma) (in_chinese ? chinese[slugs[i]] : english[slugs[i]]) " " rows
	}
	return line
}

function read_accounts(    n, i, list) {
	read_words()
	n = split("shipments returns joined classified counted", list, " ")
	for (i = 1; i <= n; i++)
		account(list[i])
	read_layouts()
	remarks("shipments", "work-shipments-shipments.csv")
	remarks("returns", "work-returns-returns.raw")
}

# ---- the imports ----

# The layout that each file was taken for, as ret-import --detect has it, and how many files of each, in the order they came.
function read_layouts(    path, n, i, k, head, kind, name) {
	path = out "/work/detected.csv"
	n = read_record(path)
	for (i = 1; i <= n; i++)
		head[cell[i]] = i
	while (read_record(path) > 0)
		layout[cell[head["file"]]] = cell[head["dialect"]]
	close(path)
	for (k = 1; k <= 2; k++) {
		kind = k == 1 ? "shipments" : "returns"
		for (i = 1; i <= file_count[kind]; i++) {
			name = layout[files[kind, i]]
			if (name != "" && !layouts[name]++)
				layout_name[++layouts_told] = name
		}
	}
}

function layouts_line(    i, line) {
	for (i = 1; i <= layouts_told; i++)
		line = line (i > 1 ? word(", ", "、") : "") layout_name[i] " " layouts[layout_name[i]]
	return line
}

# The rows of a side or file as ret-import says them.
function import_words(key) {
	return sprintf("read %d = kept %d + skipped %d%s + rejected %d", A[key, "read"], A[key, "kept"], A[key, "skipped"], \
		       reasons(key, "skipped", " (", ", ") (A[key, "skipped"] ? ")" : ""), A[key, "rejected"])
}

# Without the folder of the exports.
function short_name(line) {
	return index(line, ENVIRON["EXPORTS"] "/") == 1 ? substr(line, length(ENVIRON["EXPORTS"]) + 2) : line
}

# What an import said besides what stands in its account and the list of layouts is quoted: what it says of the duplicates of a file
# with that file, all else as a warning.
function remarks(kind, step,    path, line, i, key, file, about) {
	path = out "/work/" step ".log"
	while ((getline line < path) > 0) {
		sub(/^ret-import: /, "", line)
		if (index(line, import_words(kind SUBSEP kind)) == 1)
			continue
		about = ""
		for (i = 1; i <= file_count[kind] && about == ""; i++) {
			file = files[kind, i]
			if (index(line, file ": ") == 1)
				about = repeats(kind, file, substr(line, length(file) + 3))
		}
		if (about == "duplicates")
			duplicates[kind, file] = short_name(line)
		else if (about == "")
			warnings[++warning_count] = short_name(line)
	}
	close(path)
	for (i = 1; i <= file_count[kind] && file_count[kind] > 1; i++) {
		file = files[kind, i]
		key = kind SUBSEP file
		if (A[key, "rejected"] > 0)
			exports[++exports_told] = short_name(file) ": " import_words(key) reasons(key, "note", "; ", ", ")
		if ((kind, file) in duplicates)
			exports[++exports_told] = duplicates[kind, file]
	}
}

# What a line about a file repeats: its `layout`, its `account`, or of the latter the `duplicates` in other words; "" for nothing.
function repeats(kind, file, line,    n) {
	n = A[kind, file, "skipped", "other-file"]
	if (index(line, "dialect " layout[file] " (") == 1)
		return "layout"
	if (index(line, import_words(kind SUBSEP file)) == 1)
		return "account"
	sub(/^all /, "", line)
	return n > 0 && index(line, n (n == 1 ? " row is" : " rows are") " also in ") == 1 ? "duplicates" : ""
}

# The account of an import, as `read 12, kept 10, skipped 2, gift 2, rejected 0`.
function told(kind,    key, line) {
	key = kind SUBSEP kind
	line = count_of(word("read ", "读取 "), A[key, "read"]) count_of(word("kept ", "保留 "), A[key, "kept"]) \
	       count_of(word("skipped ", "跳过 "), A[key, "skipped"]) \
	       reasons(key, "skipped", "", word(", ", "，"), lang == "zh") (A[key, "skipped"] ? word(", ", "，") : "") \
	       word("rejected ", "坏行 ") A[key, "rejected"] + 0 \
	       reasons(key, "note", word(", ", "，"), word(", ", "，"), lang == "zh")
	return line
}

function count_of(words, n) { return n > 0 ? words n word(", ", "，") : "" }

function sources_line() {
	return sprintf(word("Source: ERP exports, %s shipment and %s return records read, %d rejected. Goods received only; gifts, cancelled lines and refunds without goods left out.", \
			    "来源：ERP 导出，读取发货 %s 行、售后 %s 行，坏行 %d 行。口径：实收退换货 ÷ 实际出库，不含赠品、取消与仅退款。"), \
		       thousands(A["shipments", "shipments", "read"]), thousands(A["returns", "returns", "read"]), \
		       A["shipments", "shipments", "rejected"] + A["returns", "returns", "rejected"] + A["classified", "returns", "rejected"])
}

# ---- the join ----

# Notes on the returns that ret-join wrote, of a list `SLUG|WORDS|CHINESE` parted by line ends: those that some have, or `all`; with `units`
# these too.
function note_list(list, all, units,    n, i, part, line, rows) {
	line = ""
	n = split(list, noted, "\n")
	for (i = 1; i <= n; i++) {
		split(noted[i], part, "|")
		rows = A["joined", "returns", "note", part[1]] + 0
		if (rows > 0 || all)
			line = line (line == "" ? "" : word(", ", "、")) word(part[2], part[3]) " " rows \
			       (units ? word(" (units ", "（实收件数 ") U["joined", "returns", "note", part[1]] + 0 word(")", "）") : "")
	}
	return line
}

# One line on the lines that the returns were found to be of.
function joined(    s, filled, quantities, found) {
	filled = note_list("filled-order_id|order id|订单号\nfilled-platform|platform|平台\nfilled-shop|shop|店铺\nfilled-sku|sku|SKU\n" \
		       "filled-style|style|款\nfilled-category|category|类目\nfilled-qty|qty|件数\nfilled-amount|amount|金额\n" \
		       "filled-currency|currency|币种\nfilled-ordered_at|ordered at|下单时间\nfilled-paid_at|paid at|付款时间\n" \
		       "filled-shipped_at|shipped at|发货时间\nfilled-signed_at|signed at|签收时间\nfilled-warehouse|warehouse|仓库\n" \
		       "filled-carrier|carrier|快递\nfilled-agent|agent|客服\nfilled-batch|batch|批次")
	quantities = "qty-of-line|those of the line|取自发货行\nqty-imputed|imputed|推定"
	found = note_list("orphan|orphan|没有对应发货\nline_unknown|line unknown|不能确定是哪一行\none_to_many|one to many|对应多行\n" \
		      "over_returned|over returned|退回多于发出\nsku_differs|sku differs|SKU 不一致\norder_differs|order differs|订单号不一致\n" \
		      "returned_before_shipped|returned before shipped|退回早于发货", 0, 1)
	s = word("returns matched with their shipment line by ", "售后与发货行核对：") \
	    note_list("by-line|line|子订单号\nby-order-sku|order and SKU|订单号+SKU\nby-order|order|订单号\nunmatched|none|未找到", 1)
	if (filled != "")
		s = s word("; filled in ", "；补上 ") filled
	if (note_list(quantities) != "")
		s = s word("; units: ", "；件数：") note_list(quantities, 1)
	if (found != "")
		s = s word("; found: ", "；发现：") found word(", listed in tables/orphans.csv", "，清单见 tables/orphans.csv")
	return safe(s)
}

# ---- the counting ----

# First and last day counted of a side, from the cells: FIRST[side], LAST[side].
function read_days(    path, n, i, head, side) {
	path = out "/work/cells.csv"
	n = read_record(path)
	for (i = 1; i <= n; i++)
		head[cell[i]] = i
	while (read_record(path) > 0) {
		side = cell[head["shipped_lines"]] > 0 ? "shipments" : "returns"
		if (!(side in FIRST) || cell[head["first"]] < FIRST[side]) FIRST[side] = cell[head["first"]]
		if (!(side in LAST) || cell[head["last"]] > LAST[side]) LAST[side] = cell[head["last"]]
	}
	close(path)
}

# The rows of a side that were counted into cells, in a line.
function counted(side,    key, replaced, line) {
	key = "counted" SUBSEP side
	replaced = U[key, "note", "replacement-order"]
	line = sprintf(word("read %d = kept %d + skipped %d%s + rejected %d; units %d", "读取 %d = 计入 %d + 不计 %d%s + 坏行 %d；件数 %d"), \
		       A[key, "read"], A[key, "kept"], A[key, "skipped"], \
		       reasons(key, "skipped", " (", ", ", lang == "zh") (A[key, "skipped"] ? ")" : ""), A[key, "rejected"], \
		       U[key, "kept", ""])
	if (replaced)
		line = line " (" replaced word(" on replacement orders)", " 件为换货、补发单)")
	if (side in FIRST)
		line = line ", " FIRST[side] word(" to ", " 至 ") LAST[side]
	return (side == "shipments" ? word("shipments: ", "发货： ") : word("returns: ", "退货： ")) line
}

# Which date the returns were dated by, where it is not that of receipt for all; else "".
function dated(    key, list) {
	key = "counted" SUBSEP "returns" SUBSEP "note" SUBSEP
	if (!A[key "dated-finished"] && !A[key "dated-applied"])
		return ""
	return sprintf(word("returns dated by", "退货日期取自") " received_at %d, finished_at %d, applied_at %d", \
		       A[key "dated-received"], A[key "dated-finished"], A[key "dated-applied"])
}

function print_counted(    line) {
	read_days()
	print "- " word("counted, ", "计数，") safe(counted("shipments"))
	print "- " word("counted, ", "计数，") safe(counted("returns"))
	line = dated()
	if (line != "")
		print "- " word("counted, ", "计数，") safe(line)
}

# The lines "name TAB why" of a file in work/.
function list_file(name, lead,    line, part) {
	while ((getline line < (out "/work/" name)) > 0) {
		split(line, part, "\t")
		if (index(part[2], out "/") == 1)
			part[2] = substr(part[2], length(out) + 2)
		print "- " lead safe(part[1]) word(" (", "（") safe(part[2]) word(")", "）")
	}
	close(out "/work/" name)
}

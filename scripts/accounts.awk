# accounts.awk: what was read, left out, joined and counted, out of the logs of the programs, for the page of a review.

# Add up what the logs of one kind of step say: read, kept, skipped, rejected and the words in brackets.
function account(file,    line, kind, n, i, words, w) {
	kind = file ~ /work-shipments-/ ? "shipments" : file ~ /\.raw\.log$/ ? "returns" : \
	       file ~ /\.joined\.log$/ ? "joined" : file ~ /work-returns-/ ? "classified" : "tally"
	while ((getline line < file) > 0) {
		sub(/^ret-[a-z]+: /, "", line)
		if (index(line, ENVIRON["EXPORTS"] "/") == 1)
			line = substr(line, length(ENVIRON["EXPORTS"]) + 2)
		if (kind == "joined") {
			join_told(line)
			continue
		}
		if (kind == "tally") {
			if (line ~ /^(shipments|returns)[: ]/)
				tally[++tallies] = line
			continue
		}
		if (match(line, /: dialect [^ ]+ \([0-9]+ of [0-9]+ headers\)$/)) {
			layout(substr(line, RSTART + 10))
			continue
		}
		# Of several exports, what each gave, and how much of it was duplicate.
		if (line ~ /: read [0-9]+ = kept [0-9]+ /) {
			if (line !~ / rejected 0(;|$)/)
				exports[++exports_told] = line
			continue
		}
		if (line ~ /: duplicates? removed(;|$)/) {
			exports[++exports_told] = line
			continue
		}
		if (line !~ /^read [0-9]+ = /) {
			if (kind != "classified")
				warnings[++warning_count] = line
			continue
		}
		count_words(kind, line)
	}
	close(file)
}

# The layout that a file was taken for: how many files of each, in the order they came.
function layout(words,    name) {
	name = substr(words, 1, index(words, " ") - 1)
	if (!layouts[name]++)
		layout_name[++layouts_told] = name
}

# What ret-join tells: "returns: …; matched by line 3, none 1", "filled: sku 3", "quantities: …", "found: orphan 1 (units 1)".
function join_told(line) {
	if (match(line, /matched by .*/))
		J["matched"] = substr(line, RSTART + 11)
	else if (match(line, /^[a-z]+: /) && line !~ /^shipments: /)
		J[substr(line, 1, RLENGTH - 2)] = substr(line, RLENGTH + 1)
}

# That in Chinese.
function join_chinese(s) {
	gsub(/those of the line /, "取自发货行 ", s); gsub(/imputed /, "推定 ", s)
	gsub(/order_sku /, "订单号+SKU ", s); gsub(/line_unknown /, "不能确定是哪一行 ", s); gsub(/one_to_many /, "对应多行 ", s)
	gsub(/over_returned /, "退回多于发出 ", s); gsub(/sku_differs /, "SKU 不一致 ", s); gsub(/order_differs /, "订单号不一致 ", s)
	gsub(/returned_before_shipped /, "退回早于发货 ", s); gsub(/orphan /, "没有对应发货 ", s)
	gsub(/line /, "子订单号 ", s); gsub(/order /, "订单号 ", s); gsub(/none /, "未找到 ", s)
	gsub(/units /, "实收件数 ", s); gsub(/, /, "、", s); gsub(/ \(/, "（", s); gsub(/\)/, "）", s)
	gsub(/sku /, "SKU ", s); gsub(/style /, "款 ", s); gsub(/category /, "类目 ", s); gsub(/qty /, "件数 ", s)
	gsub(/amount /, "金额 ", s); gsub(/currency /, "币种 ", s); gsub(/platform /, "平台 ", s); gsub(/shop /, "店铺 ", s)
	gsub(/ordered_at /, "下单时间 ", s); gsub(/paid_at /, "付款时间 ", s); gsub(/shipped_at /, "发货时间 ", s)
	gsub(/signed_at /, "签收时间 ", s); gsub(/warehouse /, "仓库 ", s); gsub(/carrier /, "快递 ", s)
	gsub(/agent /, "客服 ", s); gsub(/batch /, "批次 ", s)
	return s
}

# One line on the lines that the returns were found to be of.
function joined(    s) {
	s = word("returns matched with their shipment line by ", "售后与发货行核对：") J["matched"]
	if (J["filled"] != "")
		s = s word("; filled in ", "；补上 ") J["filled"]
	if (J["quantities"] != "")
		s = s word("; units: ", "；件数：") J["quantities"]
	if (J["found"] != "")
		s = s word("; found: ", "；发现：") J["found"] word(", listed in tables/orphans.csv", "，清单见 tables/orphans.csv")
	if (lang == "zh")
		return safe(join_chinese(s))
	gsub(/order_sku/, "order and SKU", s)
	gsub(/_/, " ", s)
	return safe(s)
}

function layouts_line(    i, line) {
	for (i = 1; i <= layouts_told; i++)
		line = line (i > 1 ? word(", ", "、") : "") layout_name[i] " " layouts[layout_name[i]]
	return line
}

# "read 12 = kept 10 + skipped 2 (gift 2) + rejected 0; more 3 of 4": every name before a number is a count.
function count_words(kind, line,    n, i, piece) {
	gsub(/[=+;,()]/, "|", line)
	n = split(line, pieces, "|")
	for (i = 1; i <= n; i++) {
		piece = pieces[i]
		gsub(/^ +| +$/, "", piece)
		if (match(piece, / [0-9]+$/)) {
			w = substr(piece, 1, RSTART - 1)
			if (!((kind, w) in A))
				order[kind, ++orders[kind]] = w
			A[kind, w] += substr(piece, RSTART + 1)
		} else if (match(piece, /^unclassified [0-9]+ of [0-9]+ rows/)) {
			split(piece, number, " ")
			A[kind, "unclassified"] += number[2]
			A[kind, "of"] += number[4]
		}
	}
}

function read_accounts(    i) {
	for (i = 1; i < ARGC; i++)
		account(ARGV[i])
}

function sources_line() {
	return sprintf(word("Source: ERP exports, %s shipment and %s return records read, %d rejected. Goods received only; gifts, cancelled lines and refunds without goods left out.", \
			    "来源：ERP 导出，读取发货 %s 行、售后 %s 行，坏行 %d 行。口径：实收退换货 ÷ 实际出库，不含赠品、取消与仅退款。"), \
		       thousands(A["shipments", "read"]), thousands(A["returns", "read"]), \
		       A["shipments", "rejected"] + A["returns", "rejected"] + A["classified", "rejected"])
}

# The words of the programs' accounts in Chinese.
function chinese(w,    i, n, pairs, pair) {
	n = split("read=读取|kept=保留|skipped=跳过|rejected=坏行|total rows=合计行|blank rows=空行|no ship date=无发货时间|" \
		  "nothing received=未收到货|in another file=另一文件已有|qty 0=数量为 0|qty blank=数量为空|qty negative=数量为负|" \
		  "applied quantity taken where no goods come back=无实物退回而取申请数量|status void=已作废|status pending=处理中|" \
		  "gifts=赠品|0-amount lines=零金额行|banner=说明行|short rows filled up=缺列已补空|sku left to ret-join=SKU 待由发货行补上", pairs, "|")
	for (i = 1; i <= n; i++) {
		split(pairs[i], pair, "=")
		if (w == pair[1])
			return pair[2]
	}
	return w
}

# A line of ret-tally in Chinese, its words one by one.
function chinese_line(s) {
	gsub(/shipments:/, "发货：", s); gsub(/returns:/, "退货：", s)
	gsub(/returns dated by/, "退货日期取自", s)
	gsub(/read /, "读取 ", s); gsub(/kept /, "计入 ", s); gsub(/skipped /, "不计 ", s); gsub(/rejected /, "坏行 ", s)
	gsub(/; units /, "；件数 ", s); gsub(/on replacement orders/, "件为换货、补发单", s)
	gsub(/gift /, "赠品 ", s); gsub(/void /, "作废 ", s); gsub(/pending /, "处理中 ", s)
	gsub(/refund_only /, "仅退款 ", s); gsub(/pre_ship /, "发货前退款 ", s); gsub(/reject /, "拒收 ", s)
	gsub(/reissue /, "补发 ", s); gsub(/repair /, "维修 ", s); gsub(/price_adjust /, "差价 ", s); gsub(/other /, "其他 ", s)
	gsub(/ to /, " 至 ", s)
	return s
}

# What the logs of a kind counted, in the order they told it.
function told(kind,    i, w, line) {
	line = ""
	for (i = 1; i <= orders[kind]; i++) {
		w = order[kind, i]
		if (A[kind, w] > 0 || w == "rejected")
			line = line (line == "" ? "" : word(", ", "，")) (lang == "zh" ? chinese(w) : w) " " A[kind, w]
	}
	return line
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

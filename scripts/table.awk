# table.awk: result tables read into an array, and their words in English and Chinese. For the pages of the scripts;
# the caller sets `out` (the folder that holds tables/, from the
# environment, because -v would read backslashes as escapes) and `lang` (en or zh).

# One record of CSV out of a file into cell[1..]; returns the number of cells, 0 at the end.
function read_record(file,    line, n, text, quoted, c, i) {
	if ((getline line < file) <= 0)
		return 0
	n = 0; text = ""; quoted = 0
	for (i = 1; ; i++) {
		if (i > length(line)) {
			if (!quoted)
				break
			if ((getline c < file) <= 0)
				break
			line = line "\n" c
			continue
		}
		c = substr(line, i, 1)
		if (quoted) {
			if (c != "\"")
				text = text c
			else if (substr(line, i + 1, 1) == "\"") {
				text = text c
				i++
			} else
				quoted = 0
		} else if (c == "\"")
			quoted = 1
		else if (c == ",") {
			cell[++n] = text
			text = ""
		} else
			text = text c
	}
	cell[++n] = text
	return n
}

# Read tables/NAME.csv into T[name, row, column]; rows[name] is their number. A table that was not made has none.
function load(name,    file, n, i, head) {
	file = out "/tables/" name ".csv"
	rows[name] = 0
	n = read_record(file)
	for (i = 1; i <= n; i++)
		head[i] = cell[i]
	while ((n = read_record(file)) > 0) {
		rows[name]++
		for (i = 1; i <= n; i++)
			T[name, rows[name], head[i]] = cell[i]
	}
	close(file)
}

# A cell as a number; cells read character by character are strings, and would compare as such.
function num(t, r, column) { return T[t, r, column] + 0 }

# ---- words ----

function word(en, zh) { return lang == "zh" ? zh : en }

# Text out of data, harmless in Markdown.
function safe(s) {
	gsub(/[\001-\037]/, " ", s)
	gsub(/[\\`*_<>|[\]]/, "\\\\&", s)
	return s
}

# Text for a code span.
function plain(s) {
	gsub(/[\001-\037`]/, " ", s)
	return s
}

# 33792 as 33,792.
function thousands(n,    s) {
	s = sprintf("%d", n)
	while (match(s, /^-?[0-9]+[0-9][0-9][0-9]/) && RLENGTH > 3 && match(s, /[0-9][0-9][0-9][0-9](,|$)/))
		s = substr(s, 1, RSTART) "," substr(s, RSTART + 1)
	return s
}

function percent(rate) { return rate == "" ? "–" : sprintf("%.2f%%", rate * 100) }
function points(pp) { return pp == "" ? "–" : sprintf("%+.2f", pp) }
function band(low, high) { return low == "" || high == "" ? "–" : sprintf("%+.2f … %+.2f", low, high) }

function verdict(v) {
	if (lang != "zh")
		return v == "gone" ? "no longer shipped" : v == "over" ? "over 100 %" : v
	if (v == "worse") return "变差"
	if (v == "better") return "变好"
	if (v == "same") return "基本持平"
	if (v == "unclear") return "尚不能判断"
	if (v == "new") return "新品"
	if (v == "gone") return "本期无出库"
	if (v == "thin") return "量太少"
	if (v == "partial") return "数据不全"
	if (v == "immature") return "未成熟"
	if (v == "over") return "超过 100%"
	return v
}

function cause(c) {
	if (lang != "zh") {
		gsub(/_/, "-", c)
		return c
	}
	if (c == "quality") return "质量问题"
	if (c == "after_sales") return "售后服务"
	if (c == "logistics") return "物流问题"
	if (c == "no_reason") return "无理由"
	return "未归类"
}

# A reason in words: the table reasons.csv, in the folder WORK of the environment or in out/work, is that of
# ret-classify --print-reasons. One it does not know stays as it is.
function reason_words(reason,    n) {
	if (!reasons_known) {
		reasons_known = 1
		n = ("WORK" in ENVIRON ? ENVIRON["WORK"] : out "/work") "/reasons.csv"
		while (read_record(n) > 0) {
			reason_en[cell[1]] = cell[2]
			reason_zh[cell[1]] = cell[3]
		}
		close(n)
	}
	if (!(reason in reason_en))
		return safe(reason)
	n = cause(substr(reason, 1, index(reason, "/") - 1))
	reason = lang == "zh" ? reason_zh[reason] : reason_en[reason]
	# Some reasons begin with their cause: it is not said twice.
	return index(tolower(reason), n) == 1 ? reason : n word(" · ", "·") reason
}

# A q as people read it.
function small(q) { return q == "" ? "" : q + 0 >= 0.001 ? sprintf("%.3f", q) : sprintf("%.0e", q) }

# "8.10% (7.9–8.3), +0.62 pp [+0.3 … +0.9] on a year ago: worse"
function sentence(t, r) {
	return sprintf(word("%s (95%% interval %s–%s) against %s a year ago, %s pp [%s]: **%s**", \
			    "%s（95%% 区间 %s–%s），去年同期 %s，变化 %s 个百分点 [%s]：**%s**"), \
		       percent(T[t, r, "rate"]), percent(T[t, r, "low"]), percent(T[t, r, "high"]), \
		       percent(T[t, r, "rate_before"]), points(T[t, r, "change_pp"]), \
		       band(T[t, r, "change_low_pp"], T[t, r, "change_high_pp"]), verdict(T[t, r, "verdict"]))
}

# Rows of a table with a verdict, largest change first, into pick[1..]; returns their number.
function choose(t, v, most,    i, j, n, k) {
	n = 0
	for (i = 1; i <= rows[t]; i++) {
		if (T[t, i, "verdict"] != v)
			continue
		for (j = n; j >= 1; j--) {
			k = T[t, pick[j], "change_pp"] - T[t, i, "change_pp"]
			if (v == "better" ? k <= 0 : k >= 0)
				break
			pick[j + 1] = pick[j]
		}
		pick[j + 1] = i
		n++
	}
	return n < most ? n : most
}

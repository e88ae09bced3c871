# tally.awk: the tally by awk, without amounts: its decimals are binary. Columns by number, no quoted cells: what it can take for granted
# in these tables it does.
function count(key, qty, day) {
	units[key] += qty
	lines[key]++
	squares[key] += qty * qty
	if (!(key in first) || day < first[key])
		first[key] = day
	if (day > last[key])
		last[key] = day
}
FNR == 1 { file++; next }
file == 1 && $10 == "done" && $11 != "1" {
	count(substr($8, 1, 7) "," $4 ",,", $5, substr($8, 1, 10))
}
file == 2 && $9 == "done" && ($8 == "return" || $8 == "exchange") {
	count(substr($13, 1, 7) "," $5 "," $15 "," $16, $6, substr($13, 1, 10))
}
END {
	for (key in units) {
		form = key ~ /,,$/ ? "%s,%d,0,%d,0,%d,0,%s,%s\n" : "%s,0,%d,0,%d,0,%d,%s,%s\n"
		printf form, key, units[key], lines[key], squares[key], first[key], last[key]
	}
}

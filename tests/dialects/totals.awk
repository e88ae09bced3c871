# The sums of a table of ours: rows, units and amount, and for returns the units of each type.
# Reads CSV with quoted cells; a cell may hold a line end.
function cells(line, n, c, i, inside) {
	n = 1
	cell[1] = ""
	inside = 0
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"")
			inside = !inside
		else if (c == "," && !inside)
			cell[++n] = ""
		else
			cell[n] = cell[n] c
	}
	return n
}
{
	record = record == "" ? $0 : record "\n" $0
	quotes = record
	if (gsub(/"/, "", quotes) % 2)
		next
	n = cells(record)
	record = ""
}
!header {
	for (i = 1; i <= n; i++)
		at[cell[i]] = i
	header = 1
	next
}
{
	rows++
	units += cell[at["qty"]]
	amount += cell[at["amount"]]
	if ("type" in at)
		kinds[cell[at["type"]]] += cell[at["qty"]]
}
END {
	printf "rows %d, units %d, amount %.2f\n", rows, units, amount
	split("return exchange refund_only pre_ship reject reissue repair price_adjust other", order, " ")
	for (i = 1; i in order; i++)
		if (order[i] in kinds)
			printf "  %s %d\n", order[i], kinds[order[i]]
}

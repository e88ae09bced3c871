# table.awk: what became of each row in each program, out of the words that the programs wrote on stderr.
#
# Reads, for each row, `@ row CELLS`, then for each program `@ PROGRAM` and its words. Prints CELLS, a fate for each program and what a
# rejected row is told, which all programs must say alike; then how many rows the programs disagree on.
# Wants SIDE (shipments or returns) and PROGRAMS (in order, parted by blanks).

# A row counts, is `passed` by ret-join, which takes no units of a return that is out of scope, is rejected for a column, or is skipped for a
# reason.
function fate_of(line,    found) {
	if (line ~ /rejected 1/)
		return "rejected"
	if (match(line, /skipped 1 \([a-z_ ]+ 1\)/)) {
		found = substr(line, RSTART + length("skipped 1 ("), RLENGTH - length("skipped 1 (") - 3)
		return found
	}
	return line ~ /= kept [12] \+ skipped 0 \+ rejected 0/ ? "counts" : "?"
}

# Programs that count by the same definition say the same of every row.
function disagree(    tally, shipped) {
	tally = fate["tally"]
	if (SIDE == "shipments") {
		# All lines that left may be asked for by a return, gifts among them.
		if (fate["join"] != fate["with-gifts"])
			return 1
		return fate["metric"] != tally || fate["shipped"] != tally || fate["check"] != tally
	}
	shipped = fate["shipped"]
	# Only by ship date must the day be known that goods left.
	if (shipped == "rejected" && tally == "counts" && said["shipped"] ~ /^shipped_at/)
		shipped = "counts"
	if (fate["metric"] != tally || fate["check"] != tally || shipped != tally)
		return 1
	if (fate["join"] == "passed")
		return tally == "counts" || tally == "rejected"
	# What a return lacks, ret-join completes or does without.
	if (tally == "rejected" && fate["join"] == "counts")
		return said["tally"] !~ /^(qty ''|no date)/
	return fate["join"] != tally
}

function finish(    i, line, words, told) {
	if (cells == "")
		return
	line = cells
	for (i = 1; i <= programs; i++) {
		line = line "," fate[name[i]]
		words = said[name[i]]
		if (words == "" || (name[i] == "shipped" && words ~ /^shipped_at/ && SIDE == "returns"))
			continue
		if (told != "" && told != words)
			differing++
		told = words
	}
	print line "," told
	rows++
	if (disagree()) {
		disagreeing++
		print "^ disagree"
	}
	split("", fate)
	split("", said)
}

BEGIN {
	programs = split(PROGRAMS, name, " ")
}
/^@ row / {
	finish()
	cells = substr($0, 7)
	next
}
/^@ / {
	program = $2
	next
}
index($0, ": " SIDE ": read ") {
	fate[program] = fate_of($0)
	if (SIDE == "returns" && program == "join" && fate[program] == "counts")
		fate[program] = "passed"
	next
}
/^ret-join: found: .*over_returned 1/ {
	fate[program] = "counts"
	next
}
/row\.csv:2: / {
	said[program] = substr($0, index($0, "row.csv:2: ") + length("row.csv:2: "))
}
END {
	finish()
	print "rows " rows ", on which programs disagree " disagreeing + 0 ", messages that differ " differing + 0
}

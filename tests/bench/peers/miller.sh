#!/bin/sh
# miller.sh DIR: the tally by Miller (mlr), without amounts: its decimals are binary. Maps beat its stats1 here, and a record cut to
# what is asked for is cheaper to carry.
set -eu
count='
	day = $at[1:10];
	@units[k] += $qty;
	@lines[k] += 1;
	@squares[k] += $qty * $qty;
	@first[k] = min(@first[k], day);
	@last[k] = max(@last[k], day);
}'
mlr --icsv --ocsv cut -f status,gift,sku,qty,shipped_at 'then' rename shipped_at,at 'then' put -q '
if ($status == "done" && $gift != "1") {
	k = $at[1:7].",".$sku.",,";
'"$count"'
end {
	for (k, v in @units) {
		print k.",".v.",0,".@lines[k].",0,".@squares[k].",0,".@first[k].",".@last[k]
	}
}' "$1/shipments.csv"
mlr --icsv --ocsv cut -f status,type,sku,qty,received_at,cause,reason 'then' rename received_at,at 'then' put -q '
if ($status == "done" && ($type == "return" || $type == "exchange")) {
	k = $at[1:7].",".$sku.",".$cause.",".$reason;
'"$count"'
end {
	for (k, v in @units) {
		print k.",0,".v.",0,".@lines[k].",0,".@squares[k].",".@first[k].",".@last[k]
	}
}' "$1/returns-classified.csv"

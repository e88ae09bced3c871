#!/bin/sh
# work.sh NAME: one piece of the benchmark's work, ours or a peer's: on the tables of $DATA, its answer in $OUT/NAME. $DIR holds the
# node packages; ours use all cores, or N threads as NAME-N. Runs with the programs in PATH.
set -u
here=$(cd "$(dirname "$0")" && pwd)
name=$1
out=$OUT/$name
jobs=
case $name in *-[1-9]*)
	jobs=${name##*-}
	name=${name%-*}
	;;
esac
shipments=$DATA/shipments.csv
returns=$DATA/returns-classified.csv

# node finds packages beside the file it runs, so that is a copy in DIR.
node_peer() {
	cp "$here/peers/$1.mjs" "$DIR/$1.mjs" && exec node "$DIR/$1.mjs" "$2" "$DATA" "$out"
}

tally() { exec ret-tally -q ${jobs:+-j "$jobs"} "$@" --shipments "$shipments" --returns "$returns" -o "$out"; }

# The rows of one program stream into the next; sh has no other way than named pipes to give a program two of them.
pipe() {
	rm -f "$out.s" "$out.r"
	mkfifo "$out.s" "$out.r" || exit 2
	ret-filter -q status=done "$shipments" >"$out.s" &
	filter=$!
	ret-filter -q status=done "$DATA/returns.csv" | ret-classify -q >"$out.r" &
	classify=$!
	ret-tally -q --shipments "$out.s" --returns "$out.r" -o "$out" && wait $filter && wait $classify
}

import() {
	ret-import -q ${jobs:+-j "$jobs"} --as shipments -o "$out.shipments" "$DATA/shipments-gbk.csv" &&
		ret-import -q ${jobs:+-j "$jobs"} --as returns -o "$out.returns" "$DATA/returns-gbk.csv"
}

# The shipments alone: whole, or in two files that share a tenth of their rows.
import_shipments() { exec ret-import -q ${jobs:+-j "$jobs"} --as shipments -o "$out" "$@"; }

case $name in
tally) tally ;;
metric) exec ret-tally -q ${jobs:+-j "$jobs"} --metric aftership-order-return-rate --shipments "$shipments" --returns "$OUT/joined" -o "$out" ;;
check) exec ret-check -q ${jobs:+-j "$jobs"} --shipments "$shipments" --returns "$DATA/returns.csv" -o "$out" ;;
import-whole) import_shipments "$DATA/shipments-gbk.csv" ;;
import-halves) import_shipments "$OUT/first-half" "$OUT/second-half" ;;
tally-by-shop) tally --by shop ;;
pipe) pipe ;;
import) import ;;
filter) exec ret-filter -q ${jobs:+-j "$jobs"} -o "$out" 'shop=直播店' 'qty>=2' "$shipments" ;;
classify) exec ret-classify -q ${jobs:+-j "$jobs"} -o "$out" "$DATA/returns.csv" ;;
join) exec ret-join -q ${jobs:+-j "$jobs"} --shipments "$shipments" --returns "$DATA/returns.csv" -o "$out" ;;
rate) exec ret-rate -o "$out" "$OUT/cells" ;;
yoy) exec ret-yoy -o "$out" "$OUT/cells" ;;
wc) exec wc -l "$shipments" "$returns" ;;
duckdb | duckdb-filter | duckdb-copy | duckdb-join)
	question=${name#duckdb}
	question=${question#-}
	node_peer duckdb "${question:-tally}"
	;;
clickhouse) node_peer clickhouse tally ;;
miller) exec "$here/peers/miller.sh" "$DATA" >"$out" ;;
mawk) exec mawk -F, -f "$here/peers/tally.awk" "$shipments" "$returns" >"$out" ;;
sqlite) exec "$here/peers/sqlite.sh" "$DATA" >"$out" ;;
datatable) exec Rscript "$here/peers/datatable.R" "$DATA" "$out" ;;
*)
	echo "work.sh: no work '$name'" >&2
	exit 2
	;;
esac

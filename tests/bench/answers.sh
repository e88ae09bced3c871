# answers.sh: sourced by run; which peers are here, and which gave our answer. What they say is in $dir/left-out.
# shellcheck disable=SC2154 # what run sets

# missing PEER: why it cannot be asked, or nothing.
missing() {
	case $1 in
	duckdb* | clickhouse)
		package=@duckdb/node-api
		[ "$1" = clickhouse ] && package=chdb
		command -v node >/dev/null || echo 'node is not here'
		[ -d "$dir/node_modules/$package" ] || echo "the npm package $package is not in DIR"
		;;
	miller) command -v mlr >/dev/null || echo 'mlr is not here' ;;
	mawk) command -v mawk >/dev/null || echo 'mawk is not here' ;;
	sqlite) command -v sqlite3 >/dev/null || echo 'sqlite3 is not here' ;;
	datatable)
		Rscript -e 'library(data.table)' >/dev/null 2>&1 || echo 'R with data.table is not here'
		;;
	esac
}

# comparable NAME: is it ours, or a peer that gave our answer?
comparable() {
	case $1 in
	duckdb* | clickhouse | miller | mawk | sqlite | datatable) [ -f "$dir/same/$1" ] ;;
	esac
}

# The common forms: rows of cells without the metric, sorted, decimals without zeros at their end; and without amounts, for
# peers whose decimals are binary.
exact() {
	tail -n +2 "$1" | tr -d '"\r' | awk -F, -v OFS=, '{
		for (i = 7; i <= 8; i++)
			if ($i ~ /\./) {
				sub(/0+$/, "", $i)
				sub(/\.$/, "", $i)
			}
		print
	}' | sort
}
without_amounts() { tr -d '"\r' <"$1" | sort; }

# expect NAME FORM FILE: ask, and compare the answer with FILE.
expect() {
	why=$(missing "$1" | head -n 1)
	if [ -n "$why" ]; then
		echo "$(label "$1"): $why" >>"$dir/left-out"
		return 0
	fi
	if ! attempt "$1" "first.$1"; then
		echo "$(label "$1"): it failed: $(grep -m 1 . "$dir/errors")" >>"$dir/left-out"
		return 0
	fi
	"$2" "$OUT/$1" >"$OUT/theirs"
	if cmp -s "$OUT/theirs" "$3"; then
		: >"$dir/same/$1"
	else
		echo "$(label "$1"): its answer is not ours" >>"$dir/left-out"
		say "$1: its answer, $OUT/$1, is not ours"
	fi
	rm -f "$OUT/theirs"
}

# The pair that ret-import made of the exports counts as the pair itself does, and as many rows leave DuckDB.
compare_imports() {
	timed import first.import
	ret-tally -q --shipments "$DATA/shipments.csv" --returns "$DATA/returns.csv" -o "$OUT/of-pair" &&
		ret-tally -q --shipments "$OUT/import.shipments" --returns "$OUT/import.returns" -o "$OUT/of-import" &&
		cmp -s "$OUT/of-pair" "$OUT/of-import" || die 'the import of the exports is not the pair'
	why=$(missing duckdb-copy | head -n 1)
	[ -z "$why" ] || return 0
	timed duckdb-copy first.duckdb-copy
	for table in shipments returns; do
		cmp -s "$DATA/$table.csv" "$OUT/duckdb-copy.$table" || die "DuckDB's copy of $table.csv is not $table.csv"
	done
	: >"$dir/same/duckdb-copy"
}

# Two halves that share a tenth of the rows count as the whole does.
compare_halves() {
	half=$(((rows + 1) * 11 / 20))
	head -n $((half + 1)) "$DATA/shipments-gbk.csv" >"$OUT/first-half"
	{
		head -n 1 "$DATA/shipments-gbk.csv"
		tail -n "$half" "$DATA/shipments-gbk.csv"
	} >"$OUT/second-half"
	for piece in import-whole import-halves; do
		timed $piece first.$piece
		ret-tally -q --shipments "$OUT/$piece" --returns "$DATA/returns.csv" -o "$OUT/of-$piece" || die "no tally of $piece"
	done
	cmp -s "$OUT/of-import-whole" "$OUT/of-import-halves" || die 'two halves count otherwise than the whole'
}

# What a shipment line tells of its returns is the same; what only ours tells is left out. What is joined stays, for the metric.
compare_joins() {
	timed join first.join
	mv "$OUT/join" "$OUT/joined"
	cut -d, -f1-14,20,22 "$OUT/joined" | tr -d '"\r' | sort >"$OUT/ours"
	expect duckdb-join without_amounts "$OUT/ours"
}

compare_all() {
	rm -rf "$dir/same" "$dir/left-out"
	mkdir "$dir/same"
	: >"$dir/left-out"
	timed tally first.tally
	records "$OUT/tally" >"$times/cells"
	tail -n +2 "$OUT/tally" | cut -d, -f2- | sort >"$OUT/ours"
	cut -d, -f1-6,9- "$OUT/ours" >"$OUT/ours-short"
	timed pipe first.pipe
	cmp -s "$OUT/pipe" "$OUT/tally" || die 'the pipe counts otherwise than the tally'
	expect duckdb exact "$OUT/ours"
	expect clickhouse exact "$OUT/ours"
	for peer in datatable mawk sqlite miller; do
		expect $peer without_amounts "$OUT/ours-short"
	done
	timed filter first.filter
	sort "$OUT/filter" >"$OUT/ours"
	expect duckdb-filter without_amounts "$OUT/ours"
	compare_imports
	compare_halves
	compare_joins
}

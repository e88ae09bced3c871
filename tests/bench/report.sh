# report.sh: sourced by run; the tables of one run: the machine, times and memory, the goals.
# shellcheck disable=SC2154 # what run sets

version_of() {
	case $1 in
	duckdb | clickhouse)
		cp "$here/peers/$1.mjs" "$dir/" && node "$dir/$1.mjs" version "$DATA" "$OUT/version" >/dev/null && cat "$OUT/version"
		;;
	miller) mlr --version | awk '{ print $NF }' ;;
	mawk) mawk -W version 2>&1 | awk 'NR == 1 { print $2 }' ;;
	sqlite) sqlite3 --version | awk '{ print $1 }' ;;
	datatable) Rscript -e 'cat(as.character(packageVersion("data.table")))' ;;
	esac
}

machine() {
	cpu=$(awk -F': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
	memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
	peers=
	for peer in duckdb clickhouse datatable mawk sqlite miller; do
		comparable $peer && peers="$peers, $(label $peer) $(version_of $peer)"
	done
	echo "Machine: ${cpu:-unknown processor}, $(nproc) cores, $memory GiB; $(uname -sr)$peers."
	echo "Data: $rows order lines ($(megabytes "$DATA/shipments.csv") MB) and" \
		"$(records "$DATA/returns.csv") returns ($(megabytes "$DATA/returns.csv") MB); $(cat "$times/cells") cells." \
		"Medians of $runs runs in turn, ratios of pairs; data.table, mawk, SQLite and Miller once." \
		"CPU ms are of all cores, peak memory is that of the largest process; DuckDB's and ClickHouse's have node in them."
	sort -u "$dir/left-out" | sed 's/^/Left out: /'
	echo
}

megabytes() { bytes "$@" | awk '{ printf "%.0f", $1 / 1e6 }'; }

label() {
	case $1 in
	duckdb*) echo DuckDB ;;
	clickhouse) echo ClickHouse ;;
	datatable) echo data.table ;;
	miller) echo Miller ;;
	sqlite) echo SQLite ;;
	*) echo "$1" ;;
	esac
}

# row NAME BASE WORDS FILE…: a row of the figures, when there are any; BASE is the work of ours that it is set against.
row() {
	measured "$1" || return 0
	row_name=$1 row_base=$2 row_words=$3
	shift 3
	echo "| $row_words | $(figure "$row_name" wall) | $(figure "$row_name" cpu) | $(speed "$row_name" "$@") | $(peak "$row_name") |" \
		"$(ratio "$row_name" "$row_base") |"
}

figures() {
	shipments=$DATA/shipments.csv returns=$DATA/returns.csv classified=$DATA/returns-classified.csv
	echo '| work | ms | CPU ms | MB/s read | peak MB | × ours |'
	echo '|---|--:|--:|--:|--:|--:|'
	row tally tally 'tally by month, SKU, cause and reason: **ret-tally**' "$shipments" "$classified"
	row tally-1 tally 'ret-tally on one core' "$shipments" "$classified"
	row pipe tally '**ret-filter \| ret-classify \| ret-tally**, causes decided on the way' "$shipments" "$returns"
	row duckdb tally 'DuckDB' "$shipments" "$classified"
	row clickhouse tally 'ClickHouse' "$shipments" "$classified"
	for peer in datatable mawk sqlite miller; do
		row $peer tally "$(label $peer), without amounts" "$shipments" "$classified"
	done
	row wc tally '`wc -l` of the same bytes' "$shipments" "$classified"
	row import import 'import of the pair from exports in GBK: **ret-import**' "$DATA/shipments-gbk.csv" "$DATA/returns-gbk.csv"
	row duckdb-copy import 'DuckDB reads the pair in UTF-8 and writes CSV' "$shipments" "$returns"
	row import-whole import-whole 'import of the shipments from one file' "$DATA/shipments-gbk.csv"
	row import-halves import-whole 'the same from two files that share a tenth of the rows, duplicates removed: **ret-import**' \
		"$OUT/first-half" "$OUT/second-half"
	row filter filter 'shipments that meet two conditions: **ret-filter**' "$shipments"
	row duckdb-filter filter 'DuckDB' "$shipments"
	row classify classify 'causes of the returns, nearly all notes distinct: **ret-classify**' "$returns"
	row join join 'returns completed from their shipment lines: **ret-join**' "$shipments" "$returns"
	row duckdb-join join 'DuckDB: a left join that writes CSV' "$shipments" "$returns"
	row check tally 'what would make a rate of the pair wrong: **ret-check**, beside ret-tally' "$shipments" "$returns"
	row metric tally 'orders that came to a return, by month: **ret-tally --metric**, beside ret-tally' "$shipments" "$OUT/joined"
	row rate rate "rates of $(statistics_cells) cells: **ret-rate**" "$OUT/cells"
	row yoy yoy 'the same cells against a year ago: **ret-yoy**' "$OUT/cells"
	echo
}

statistics_cells() { records "$OUT/cells"; }

# times_faster THEIRS OURS, times_smaller THEIRS OURS, seconds NAME: what the goals are about; empty when not measured.
times_faster() { measured "$1" && ratio "$1" "$2"; }
times_smaller() { measured "$1" && quotient "$(median "$times/$1" 4)" "$(median "$times/$2" 4)"; }
milliseconds() { median "$times/$1" 1 | awk '{ printf "%.1f", $1 }'; }

# How many times the memory at 5 GB is that at the size of the run, with the same cells.
large_memory() {
	measured tally-by-shop@45000000 && quotient "$(median "$times/tally-by-shop@45000000" 4)" "$(median "$times/tally-by-shop@$rows" 4)"
}

goals() {
	echo '| goal, of 10000000 order lines on two cores | wanted | reached | met |'
	echo '|---|--:|--:|:-:|'
	goal 'tally: times faster than DuckDB' 10 "$(times_faster duckdb tally)" 'at least' ×
	goal 'tally: times faster than Miller' 100 "$(times_faster miller tally)" 'at least' ×
	goal 'tally: times as long as `wc -l`' 4 "$(ratio tally wc)" 'at most' ×
	goal 'pipe: times faster than DuckDB' 4 "$(times_faster duckdb pipe)" 'at least' ×
	goal 'import: times faster than DuckDB' 3 "$(times_faster duckdb-copy import)" 'at least' ×
	goal 'classify' 200 "$(speed classify "$DATA/returns.csv")" 'at least' MB/s
	goal 'tally: times less memory than DuckDB' 4 "$(times_smaller duckdb tally)" 'at least' ×
	goal 'tally: memory at 5 GB, `--by shop`, as many times that at this size' 1.1 "$(large_memory)" 'at most' ×
	goal "ret-rate of $(statistics_cells) cells" 1000 "$(milliseconds rate)" 'at most' ms
	goal "ret-yoy of $(statistics_cells) cells" 1000 "$(milliseconds yoy)" 'at most' ms
	goal '`--version`, median of 50' 5 "$(milliseconds version)" 'at most' ms
	goal 'ret-filter on 10 rows, median of 50' 5 "$(milliseconds ten)" 'at most' ms
}

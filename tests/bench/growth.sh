# growth.sh: sourced by run; how cost grows with rows, SKUs, distinct texts and threads. A size's times are in files NAME@SIZE.
# shellcheck disable=SC2154 # what run sets

# sizes: the numbers of order lines, up to the one asked for.
sizes() {
	for size in 90000 900000 10000000; do
		[ "$size" -lt "$rows" ] && echo "$size"
	done
	echo "$rows"
	[ -z "$large" ] || [ "$rows" -ge 45000000 ] || echo 45000000
}

# On the tables of DATA, `tries` times in turn: work of the names, into files of the size.
at_size() {
	size=$1
	tries=$2
	shift 2
	while [ "$tries" -gt 0 ]; do
		for piece in "$@"; do
			comparable "$piece" && timed "$piece" "$piece@$size"
		done
		tries=$((tries - 1))
	done
}

# The size that was asked for has been timed already.
grow_to_rows() {
	for piece in tally duckdb; do
		measured $piece && cp "$times/$piece" "$times/$piece@$rows"
	done
	at_size "$rows" "$runs" tally-by-shop
	cp "$times/cells" "$times/cells@$rows"
}

grow_rows() {
	for rows_now in $(sizes); do
		say "growth: $rows_now rows"
		DATA=$dir/$rows_now
		if [ "$rows_now" -eq "$rows" ]; then
			grow_to_rows
		else
			tables "$DATA" --rows "$rows_now" --only canonical
			many=$runs
			[ "$rows_now" -gt 10000000 ] && many=1
			at_size "$rows_now" "$many" tally duckdb tally-by-shop
			records "$OUT/tally" >"$times/cells@$rows_now"
		fi
		bytes "$DATA/shipments.csv" "$DATA/returns-classified.csv" >"$times/bytes@$rows_now"
		[ "$rows_now" -eq "$rows" ] || rm -rf "$DATA"
	done
}

# A million lines, or as many as there are.
grow_skus() {
	few=$((rows < 1000000 ? rows : 1000000))
	for skus in 100 1000 10000 100000 1000000; do
		say "growth: $skus SKUs"
		DATA=$dir/skus
		tables "$DATA" --rows $few --skus "$skus" --only canonical
		at_size "skus-$skus" "$runs" tally duckdb
		records "$OUT/tally" >"$times/cells@skus-$skus"
		rm -rf "$DATA"
	done
}

grow_texts() {
	for texts in 100 10000 1000000 0; do
		say "growth: ${texts} texts (0: all)"
		DATA=$dir/texts
		tables "$DATA" --rows "$rows" --texts $texts --only returns
		at_size "texts-$texts" "$runs" classify
		tail -n +2 "$DATA/returns.csv" | cut -d, -f11 | sort -u | wc -l >"$times/distinct@$texts"
		bytes "$DATA/returns.csv" >"$times/bytes@texts-$texts"
		rm -rf "$DATA"
	done
}

# Of the programs that know threads.
threaded() {
	for tool in tally classify import filter; do
		"ret-$tool" --help | grep -q -e --jobs && echo $tool
	done
}

grow_threads() {
	for threads in 1 2 4 8; do
		say "growth: $threads threads"
		for tool in $(threaded); do
			at_size threads "$runs" "$tool-$threads"
		done
	done
}

# grow LARGE: with 5 GB too, where LARGE is not empty.
grow() {
	large=$1
	here_data=$DATA
	grow_rows
	grow_skus
	grow_texts
	DATA=$here_data
	grow_threads
}

growth_rows_figures() {
	echo
	echo '| order lines | MB | cells | ret-tally ms | peak MB | `--by shop`, peak MB | DuckDB ms | peak MB | DuckDB / ret-tally |'
	echo '|--:|--:|--:|--:|--:|--:|--:|--:|--:|'
	for size in $(sizes); do
		against=
		measured "duckdb@$size" && against=$(ratio "duckdb@$size" "tally@$size")
		echo "| $size | $(awk '{ printf "%.0f", $1 / 1e6 }' "$times/bytes@$size") | $(cat "$times/cells@$size") |" \
			"$(figure "tally@$size" wall) | $(figure "tally@$size" peak) | $(figure "tally-by-shop@$size" peak) |" \
			"$(figure "duckdb@$size" wall) | $(figure "duckdb@$size" peak) | $against |"
	done
}

growth_skus_figures() {
	echo
	echo "| SKUs, $few order lines | cells | ret-tally ms | peak MB | DuckDB ms | peak MB |"
	echo '|--:|--:|--:|--:|--:|--:|'
	for skus in 100 1000 10000 100000 1000000; do
		echo "| $skus | $(cat "$times/cells@skus-$skus") | $(figure "tally@skus-$skus" wall) |" \
			"$(figure "tally@skus-$skus" peak) | $(figure "duckdb@skus-$skus" wall) | $(figure "duckdb@skus-$skus" peak) |"
	done
}

growth_texts_figures() {
	echo
	echo '| distinct notes in the returns | ret-classify ms | MB/s | peak MB |'
	echo '|--:|--:|--:|--:|'
	for texts in 100 10000 1000000 0; do
		name=classify@texts-$texts
		echo "| $(cat "$times/distinct@$texts") | $(figure "$name" wall) |" \
			"$(awk -v ms="$(wall "$name")" '{ printf "%.0f", $1 / 1e3 / ms }' "$times/bytes@texts-$texts") |" \
			"$(figure "$name" peak) |"
	done
}

growth_threads_figures() {
	echo
	tools=$(threaded)
	echo "| threads |$(for tool in $tools; do printf ' ret-%s ms |' "$tool"; done)"
	echo "|--:|$(for tool in $tools; do printf -- '--:|'; done)"
	for threads in 1 2 4 8; do
		echo "| $threads |$(for tool in $tools; do printf ' %s |' "$(figure "$tool-$threads@threads" wall)"; done)"
	done
}

growth_figures() {
	echo
	echo 'How cost grows: with rows (the cells grow with the returns; by shop they stay), SKUs, distinct texts and threads.'
	growth_rows_figures
	growth_skus_figures
	growth_texts_figures
	growth_threads_figures
}

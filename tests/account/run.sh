#!/bin/sh
# An account tells of every row once, whatever the number of threads, and asking for it changes nothing else. Prints a line a test.
set -u
samples=$TOP/samples/exports
law=$TOP/tests/account/law.py
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

# Rows of every fate, enough of them to be read in parts.
awk 'BEGIN {
	print "shop,order_id,line_id,sku,qty,amount,ordered_at,shipped_at,order_type,status,gift"
	for (i = 0; i < 120000; i++)
		printf "shop %d,%d,,S%d,%s,%d.50,2025-01-%02d 10:00:00,2025-0%d-%02d 10:00:00,%s,%s,%s%s\n", i % 3, 1000000 + int(i / 2),
			i % 40, i % 9001 == 7 ? "many" : i % 5 + 1, i % 90, i % 28 + 1, i % 6 + 1, i % 28 + 1,
			i % 50 ? "sale" : "exchange", i % 31 == 0 ? "void" : i % 37 == 0 ? "pending" : "done", i % 41 == 0,
			i % 20011 == 9 ? ",more" : ""
}' >shipments.csv
awk 'BEGIN {
	print "shop,return_id,order_id,sku,qty,type,status,received_at,reason1,note"
	split("return exchange refund_only pre_ship reject reissue repair price_adjust other", types, " ")
	for (i = 0; i < 110000; i++)
		printf "shop %d,R%d,%d,S%d,%s,%s,%s,2025-0%d-%02d,%s,%s\n", i % 3, i, 1000000 + i % 61000, i % 40,
			i % 9001 == 7 ? "-1" : i % 701 ? i % 3 + 1 : "", i % 4 ? "return" : types[i / 4 % 9 + 1],
			i % 29 == 0 ? "void" : i % 43 == 0 ? "pending" : "", i % 6 + 1, i % 28 + 1,
			i % 7 ? "质量问题" : "", i % 3 ? "瓶身漏液 收到时已经碎了" : i % 5 ? "" : "zzz"
}' >returns.csv
head -n 500 shipments.csv >few-shipments.csv
head -n 500 returns.csv >few-returns.csv

# check NAME 'SIDE:FILE …' PROGRAM ARGUMENT…: the account of the run.
check() {
	name=$1 inputs=$2
	shift 2
	: >"$name.faults"
	"$@" -o "$name.out" 2>"$name.err"
	echo "status $?" >>"$name.err"
	for j in 1 3; do
		"$@" -j $j --account "$name.$j.csv" -o "$name.$j.out" 2>"$name.$j.err"
		echo "status $?" >>"$name.$j.err"
		cmp "$name.out" "$name.$j.out" >>"$name.faults" 2>&1
		cmp "$name.err" "$name.$j.err" >>"$name.faults" 2>&1
	done
	cmp "$name.1.csv" "$name.3.csv" >>"$name.faults" 2>&1
	# shellcheck disable=SC2086 # names without blanks
	python3 "$law" "$name.1.csv" $inputs >>"$name.faults" 2>&1
	if [ -s "$name.faults" ]; then
		echo "not ok account/$name"
		sed 's/^/	/' "$name.faults"
	else
		echo "ok account/$name"
	fi
}

# of SIDE FILE…
of() {
	side=$1
	shift
	printf "$side:%s " "$@"
}

check import-shipments "$(of shipments "$samples"/*-shipments-*.csv)" \
	ret-import --as shipments "$samples"/*-shipments-*.csv
check import-returns "$(of returns "$samples"/*-returns-*.csv)" ret-import --as returns "$samples"/*-returns-*.csv
check import-large "$(of shipments few-shipments.csv shipments.csv)" \
	ret-import --as shipments --max-rejects 99 --where 'shop!=shop 2' few-shipments.csv shipments.csv
check filter "$(of '' shipments.csv few-shipments.csv)" \
	ret-filter --max-rejects 99 'status!=void' 'amount>9' shipments.csv few-shipments.csv
check classify "$(of returns returns.csv few-returns.csv)" ret-classify returns.csv few-returns.csv
both="$(of shipments few-shipments.csv shipments.csv)$(of returns few-returns.csv returns.csv)"
sides='--returns few-returns.csv returns.csv --shipments few-shipments.csv shipments.csv'
# shellcheck disable=SC2086 # names without blanks
{
	check join "$both" ret-join --max-rejects 999 $sides
	check join-cap "$both" ret-join --max-rejects 999 --cap $sides
	check tally "$both" ret-tally --max-rejects 999 --by shop $sides
	check tally-one "$(of shipments shipments.csv)$(of returns returns.csv)" ret-tally --max-rejects 999 --by shop --classify \
		--where 'sku!=S3' --shipments shipments.csv --returns returns.csv
	check tally-defined "$both" ret-tally --max-rejects 999 --metric shopify-return-rate --by shop $sides
	check check "$both" ret-check --max-rejects 999 --from 2025-02 --to 2025-04 $sides
}

# Accounts add up: those of two runs, one behind the other, are that of both.
for side in shipments returns; do
	ret-filter -q --max-rejects 99 --account one.csv -o one.out 'qty>=2' $side.csv 2>/dev/null
	ret-filter -q --max-rejects 99 --account two.csv -o two.out 'qty>=2' few-$side.csv 2>/dev/null
	ret-filter -q --max-rejects 99 --account both.csv -o both.out 'qty>=2' $side.csv few-$side.csv 2>/dev/null
	sed 1d two.csv | cat one.csv - | cmp - both.csv && echo "ok account/adds-up-$side" || echo "not ok account/adds-up-$side"
done

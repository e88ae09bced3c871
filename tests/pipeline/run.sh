#!/bin/sh
# The same work gives the same bytes: through pipes or files, in one go or in parts, for every number of threads,
# locale and time zone. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export PATH="$build:$PATH"
exports=$TOP/samples/exports

for need in ret-import ret-join ret-check ret-filter ret-classify ret-tally ret-rate ret-yoy ret-bridge ret-chart; do
	if ! command -v $need >/dev/null; then
		echo "skip pipeline: $need not found"
		exit
	fi
done
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 2

# verdict NAME: ok when ./words is empty, else what it says.
verdict() {
	if [ -s words ]; then
		echo "not ok pipeline/$1"
		head -n 5 words | sed 's/^/	/'
	else
		echo "ok pipeline/$1"
	fi
}

# All programs, from the exports to pictures, through files in folder $1; stderr too is kept.
through_files() {
	mkdir "$1"
	{
		ret-import --as shipments -o "$1/shipments.csv" "$exports"/*shipments*.csv
		ret-import --as returns -o "$1/returns.csv" "$exports"/*returns*.csv
		ret-filter -o "$1/kept.csv" 'shop!=' 'sku!~^TX|测试' "$1/returns.csv"
		ret-classify -o "$1/classified.csv" "$1/kept.csv"
		ret-tally -j "${2:-2}" --by shop,sku -o "$1/cells.csv" --shipments "$1/shipments.csv" \
			--returns "$1/classified.csv"
		ret-rate --by '' --split cause -o "$1/rates.csv" "$1/cells.csv"
		ret-rate --by sku --period quarter --pretty -o "$1/rates.txt" "$1/cells.csv"
		ret-yoy --by sku --period quarter -o "$1/yoy.csv" "$1/cells.csv"
		ret-bridge --within shop --period year -o "$1/bridge.csv" "$1/cells.csv"
		ret-chart causes --lang zh "$1/rates.csv" >"$1/causes.gp"
		ret-chart yoy "$1/yoy.csv" >"$1/yoy.gp"
	} 2>"$1/words"
}

# Tables of both folders that differ. Words name files, so they are not compared here.
differ() { diff -r -q -x words "$1" "$2"; }

through_files files
grep -v ' read [0-9]* = \|: dialect [a-z0-9-]* ([0-9]* of [0-9]* headers)$\|^ret-tally: returns dated by ' files/words >words
[ "$(wc -l <files/yoy.csv)" -gt 100 ] || echo 'hardly any rows' >>words
verdict samples

# ---- pipes ----

mkdir pipes
ret-import -q --as shipments "$exports"/*shipments*.csv | tee pipes/shipments.csv >shipments.csv
ret-import -q --as returns "$exports"/*returns*.csv |
	tee pipes/returns.csv |
	ret-filter -q 'shop!=' 'sku!~^TX|测试' |
	tee pipes/kept.csv |
	ret-classify -q |
	tee pipes/classified.csv |
	ret-tally -q --by shop,sku --shipments shipments.csv --returns - |
	tee pipes/cells.csv |
	ret-rate --by '' --split cause |
	tee pipes/rates.csv |
	ret-chart causes --lang zh >pipes/causes.gp
ret-rate --by sku --period quarter --pretty <pipes/cells.csv >pipes/rates.txt
ret-yoy --by sku --period quarter <pipes/cells.csv | tee pipes/yoy.csv | ret-chart yoy >pipes/yoy.gp
ret-bridge --within shop --period year <pipes/cells.csv >pipes/bridge.csv
differ files pipes >words
verdict pipes

# Bytes that arrive a few at a time.
dd bs=61 if=files/returns.csv 2>/dev/null | ret-filter -q 'shop!=' 'sku!~^TX|测试' |
	cmp - files/kept.csv >words 2>&1
dd bs=61 if=files/kept.csv 2>/dev/null | ret-classify -q | cmp - files/classified.csv >>words 2>&1
verdict trickle

# ---- parts ----

# Each export by itself, the cells added in two orders.
for file in "$exports"/*shipments*.csv; do
	ret-import -q --as shipments -o "part-${file##*/}" "$file"
	head -n 1 files/classified.csv >none.csv
	ret-tally -q --by shop,sku -o "cells-${file##*/}" --shipments "part-${file##*/}" --returns none.csv
done
head -n 1 files/shipments.csv >none.csv
ret-tally -q --by shop,sku -o cells-of-returns.csv --shipments none.csv --returns files/classified.csv
ret-tally cells-*.csv | cmp - files/cells.csv >words 2>&1
find . -name 'cells-*.csv' | sort -r | xargs ret-tally | cmp - files/cells.csv >>words 2>&1
verdict parts

for j in 1 2 5; do
	ret-tally -j $j --by shop,sku --shipments part-*.csv --returns files/classified.csv >"j$j.csv" 2>"j$j"
done
{ cmp j1.csv files/cells.csv && cmp j1.csv j2.csv && cmp j1.csv j5.csv && cmp j1 j2 && cmp j1 j5; } >words 2>&1
verdict jobs

# ---- where and when it runs ----

# Letters that a language folds in its own way, dates that the day may begin, and a workbook, when there is what reads it.
printf '%s\n' 'SHOP,Order ID,SKU,QTY,AMOUNT,Shipped At,STATUS' 'Iğdır İ,1,ISI-ıi,1,"1,234.50",1/4/2026 9:05,SHIPPED' \
	'straße,2,SIK-1,2,0.5,13/4/2026 23:59:59,shipped' >slashed.csv
printf '%s\n' '线上订单号,商品编码,数量,发货日期' '00123456789012345678,0012,n:2,d:46113.427083333336' '2,ISI-ıi,n:1,d:46114' >book.csv
if command -v xlsx2csv >/dev/null && command -v python3 >/dev/null; then
	python3 "$TOP/tests/intake/book.py" book.xlsx S=book.csv
else
	cp book.csv book.xlsx
fi

# What else depends on nothing but its input, into folder $1.
the_others() {
	folder=$1
	set -- --shipments files/shipments.csv --returns files/classified.csv
	mkdir "$folder"
	{
		ret-import --as shipments -o "$folder/slashed.csv" slashed.csv
		ret-import --as shipments -o "$folder/book.csv" book.xlsx
		ret-import --explain -o "$folder/explained.csv" slashed.csv book.xlsx "$exports"/*returns*.csv
		ret-import --dialects -o "$folder/dialects.csv"
		ret-join "$@" --orphans "$folder/orphans.csv" -o "$folder/joined.csv"
		ret-check "$@" -o "$folder/findings.csv"
		ret-check "$@" --pretty -o "$folder/findings.txt"
		ret-tally --metric wechat-channels-quality-return-rate --as-of 2025-06-20 --by shop \
			-o "$folder/orders.csv" "$@"
		ret-tally --metric shopify-return-rate --by shop -o "$folder/metric.csv" "$@"
		ret-rate --by shop -o "$folder/metric-rates.csv" "$folder/metric.csv"
		ret-tally --print-metrics --lang zh -o "$folder/metrics.csv"
	} 2>"$folder/words"
}
the_others others
for table in others/*; do
	[ "$(wc -l <"$table")" -gt 1 ] || echo "$table: hardly any rows"
done >words
verdict others

# All of it in another place: $1 is what the folder of this run is called in its words.
elsewhere() {
	through_files "$1"
	the_others "$1.others"
	{
		differ files "$1"
		sed "s,$1/,files/,g" "$1/words" | diff files/words -
		differ others "$1.others"
		sed "s,$1.others/,others/,g" "$1.others/words" | diff others/words -
	} >words
	rm -rf "$1" "$1.others"
}

if ! command -v localedef >/dev/null; then
	echo 'skip pipeline/locales: localedef not found'
else
	mkdir locales
	for locale in zh_CN.UTF-8 tr_TR.UTF-8 de_DE.UTF-8 zh_CN.GB18030; do
		if ! localedef -i "${locale%.*}" -f "${locale#*.}" "locales/$locale" >words 2>&1; then
			echo "skip pipeline/$locale: localedef: $(tail -n 1 words)"
			continue
		fi
		if [ "$(LOCPATH=$box/locales LC_ALL=$locale locale charmap 2>/dev/null)" != "${locale#*.}" ]; then
			echo "not ok pipeline/$locale: the locale does not take effect"
			continue
		fi
		export LOCPATH="$box/locales" LC_ALL="$locale" LANG="$locale"
		elsewhere other
		unset LOCPATH LANG
		export LC_ALL=C
		verdict "$locale"
	done
fi

for zone in Asia/Shanghai America/Los_Angeles Pacific/Kiritimati; do
	export TZ="$zone"
	elsewhere other
	export TZ=UTC
	verdict "TZ-$zone"
done

# Nor does it depend on who else may read what is written.
before=$(umask)
umask 077
through_files other
differ files other >words
find other -type f ! -perm 600 >>words
umask "$before"
rm -rf other
verdict umask

# ---- hostile names ----

# SKUs that a shell or gnuplot would run reach the picture as text.
# shellcheck disable=SC2016 # the backquotes are the point
printf '%s\n' 'sku,qty,shipped_at' '`touch x`,100,2025-06-02' '"'"'"'; system ""touch x""",100,2025-06-02' \
	'"a' 'b",100,2025-06-02' '<touch x,100,2025-06-02' '@x,100,2025-06-02' '=cmd|x,100,2025-06-02' >sent.csv
sed 's/shipped_at/received_at/; s/,100,/,7,/' sent.csv >back.csv
for name in sent back; do
	sed 's/2025-/2024-/; s/,7,/,3,/' $name.csv | tail -n +2 >>$name.csv.before
	cat $name.csv.before >>$name.csv
done
{
	ret-tally -q --shipments sent.csv --returns back.csv | ret-yoy --partial keep --min-n 0 >yoy.csv &&
		ret-chart yoy yoy.csv >yoy.gp && gnuplot yoy.gp >picture 2>said &&
		ret-chart yoy -o yoy.svg yoy.csv
} >words 2>&1 || echo "status $?" >>words
[ "$(ret-filter -q --columns sku 'sku!=' yoy.csv | wc -l)" -eq 8 ] || echo 'SKUs are lost' >>words
[ ! -e x ] || echo 'a SKU was run' >>words
verdict hostile

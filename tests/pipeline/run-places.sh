#!/bin/sh
# The same work gives the same bytes in every locale and time zone, and for a user whose files nobody else may read.
# Prints a line a test.
# usage: run-places.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/pipeline/pipeline.sh"

# Letters that a language folds in its own way, dates that the day may begin, and a workbook, when there is what makes one.
printf '%s\n' 'SHOP,Order ID,SKU,QTY,AMOUNT,Shipped At,STATUS' 'Iğdır İ,1,ISI-ıi,1,"1,234.50",1/4/2026 9:05,SHIPPED' \
	'straße,2,SIK-1,2,0.5,13/4/2026 23:59:59,shipped' >slashed.csv
printf '%s\n' '线上订单号,商品编码,数量,发货日期' '00123456789012345678,0012,n:2,d:46113.427083333336' '2,ISI-ıi,n:1,d:46114' >book.csv
if command -v python3 >/dev/null; then
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
through_files files
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

#!/bin/sh
# Whatever fails on the way, monthly-review and sku-dive end with status 0 only with the right page, and the run after it makes all that a
# clean run makes. A sample of the operations on files; every.sh takes them all. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/faults/faults.sh"

# ---- some operations, from the first to the last; disks that get full ----

cp -a start out
# shellcheck disable=SC2046 # two numbers: operations and bytes
set -- $(count "$TOP/scripts/monthly-review" -q --exports ex --month 2025-06 --out out)
for how in EIO ENOSPC KILL; do
	for part in 1 4 6 9; do
		check "review-$how-$part" fault_review $(($1 * part / 10)) "$how"
	done
done
for part in 0 3 8; do
	check "review-disk-$part" fault_disk $(($2 * part / 10)) review
done
# shellcheck disable=SC2046
set -- $(count "$TOP/scripts/sku-dive" --review clean --month 2025-06 --out dive A)
for how in EIO KILL; do
	for part in 2 5 8; do
		check "dive-$how-$part" fault_dive $(($1 * part / 10)) "$how"
	done
done
# Folders that cannot be made: nothing is made in a wrong place.
for at in 4 5 6 7; do
	check "dive-folders-$at" fault_dive $at EIO
done
check dive-disk fault_disk $(($2 / 2)) dive

# ---- exports that vanish or are cut: when they are listed, when they are imported, in the middle of reading ----

for at in 1 4; do
	check "export-VANISH-$at" fault_export $at VANISH
done
for at in 2 6; do
	check "export-CUT-$at" reading fault_export $at CUT
done

# ---- products that are not as they were left ----

rm -rf out && cp -a clean out
head -c 100 clean/tables/yoy-sku-month.csv >out/tables/yoy-sku-month.csv
: >out/work/accounts/shipments.csv
echo 'x' >>out/work/cells.csv
rm out/charts/trend.png
check remade review ex out
check remade-same same out
touch -d 2021-01-01 ex/shipped.csv
check older-time review ex out
check older-time-same same out

# A table cut at the end of a line is a whole table for whoever reads it; its hash tells.
# shellcheck disable=SC2046
check cut-all fault_cut $(products | grep '\.csv$')
for name in tables/yoy-sku-month.csv work/accounts/counted.csv work/shipments/remarks.csv; do
	check "cut-${name##*/}" fault_cut "$name"
done

# ---- what a program says when it cannot read its table ----

# only_why HOW WHY COMMAND…: whichever open or read of rows.csv fails, the command says so in one line and gives no advice about another fault.
only_why() {
	how=$1 why=$2
	shift 2
	opens=$(FAULT_ONLY=rows.csv count "$@" | awk '{ print $1 }')
	reads=$(FAULT_READS=1 FAULT_ONLY=rows.csv count "$@" | awk '{ print $1 }')
	echo "opens: $opens, reads: $reads"
	[ "$opens" -ge 1 ] && [ "$reads" -ge 1 ] || return
	i=0
	while [ $((i += 1)) -le $((opens + reads)) ]; do
		if [ "$i" -le "$opens" ]; then
			FAULT_ONLY=rows.csv shimmed "$i" "$how" "$@"
		else
			FAULT_READS=1 FAULT_ONLY=rows.csv shimmed $((i - opens)) "$how" "$@"
		fi
		status=$?
		echo "operation $i: status $status" && cat said
		[ "$status" -eq 0 ] && [ ! -s said ] && continue
		[ "$status" -eq 2 ] && grep -qx "$1: rows[.a-z]*: \(cannot read: \)\?$why" said && [ "$(wc -l <said)" -eq 1 ] || return
	done
}
cp ex/returned.csv rows.csv
gzip -c rows.csv >rows.csv.gz
iconv -f utf-8 -t utf-16 rows.csv >rows.csv.wide
for how in EIO ENOMEM; do
	why='Input/output error'
	[ $how = EIO ] || why='Cannot allocate memory'
	for file in rows.csv rows.csv.gz rows.csv.wide; do
		check "read-$how-filter-${file##*.}" only_why $how "$why" ret-filter -q 'qty>=1' $file -o read.out
		check "read-$how-import-${file##*.}" only_why $how "$why" ret-import -q --as returns --const type=return $file -o read.out
		check "read-$how-classify-${file##*.}" only_why $how "$why" ret-classify -q $file -o read.out
	done
	check "read-$how-check" only_why $how "$why" ret-check -q --shipments ex/shipped.csv --returns rows.csv -o read.out
	check "read-$how-join" only_why $how "$why" ret-join -q --shipments ex/shipped.csv --returns rows.csv -o read.out
	check "read-$how-tally" only_why $how "$why" ret-tally -q --shipments ex/shipped.csv --returns rows.csv -o read.out
done
cp clean/work/cells.csv rows.csv
check read-rate only_why EIO 'Input/output error' ret-rate rows.csv -o read.out
check read-yoy only_why ENOMEM 'Cannot allocate memory' ret-yoy rows.csv -o read.out

# ---- two runs at once ----

check two-at-once two_runs 0

flock -F out/work/lock sleep 5 &
holder=$!
sleep 0.2
check two-runs sh -c "! '$TOP/scripts/monthly-review' -q --exports ex --month 2025-06 --out out >said 2>&1 &&
	grep -q '^monthly-review: out: another run is at work in this folder; wait for its end$' said"
check two-runs-dive sh -c "! '$TOP/scripts/sku-dive' --review out --month 2025-06 --out dive A >said 2>&1 &&
	grep -q '^sku-dive: out: monthly-review is at work in this folder; wait for its end$' said"
kill $holder
wait $holder 2>/dev/null
check two-runs-same same out

# ---- exports that cannot be read ----

# refused WHY: status 2, the file and why are named, and the old page stands.
refused() {
	"$TOP/scripts/monthly-review" -q --exports odd --month 2025-06 --out out >said 2>&1
	status=$?
	cat said
	[ $status -eq 2 ] && grep -q "^ret-import: ./odd/zz.csv: cannot be read: $1\$" said && cmp out/summary.md clean/summary.md
}
rm -rf odd && cp -R ex odd
ln -s nowhere odd/zz.csv
check dangling refused 'No such file or directory'
check dangling-skipped sh -c "'$TOP/scripts/monthly-review' -q --skip-unreadable --exports odd --month 2025-06 --out odd-out &&
	grep -q '^\*\*Not read:\*\* zz.csv, cannot be read: No such file or directory' odd-out/summary.md"
rm odd/zz.csv
ln -s zz.csv odd/zz.csv
check loop refused 'Too many levels of symbolic links'
rm odd/zz.csv
cp ex/shipped.csv odd/zz.csv
for how in EIO EACCES; do
	head -c 16 /dev/zero >"$FAULT_COUNTER"
	why='Input/output error'
	[ $how = EIO ] || why='Permission denied'
	check "unreadable-$how" env FAULT_AT=1 FAULT_HOW=$how FAULT_ONLY=zz.csv LD_PRELOAD="$shim" sh -c "
		'$TOP/scripts/monthly-review' -q --exports odd --month 2025-06 --out out >said 2>&1
		[ \$? -eq 2 ] && grep -q '^ret-import: ./odd/zz.csv: cannot be read: $why\$' said && cmp out/summary.md clean/summary.md"
	head -c 16 /dev/zero >"$FAULT_COUNTER"
	check "detect-$how" env FAULT_AT=2 FAULT_HOW=$how FAULT_ONLY=zz.csv LD_PRELOAD="$shim" sh -c "
		ret-import --detect ex/shipped.csv odd/zz.csv >said 2>&1
		[ \$? -eq 2 ] && grep -q '^ret-import: 1 of 2 files cannot be read\$' said"
done

# ---- cells with line ends ----

# A day in the name of a shop is not a day of the exports.
cp -R ex lines
sed '1!s/,shop,/,"s\n1999-01-01,2099-01-01",/' ex/shipped.csv >lines/shipped.csv
check line-ends review lines lines-out
check line-ends-dive "$TOP/scripts/sku-dive" --review lines-out --month 2025-06 --out lines-dive A
check line-ends-covers cmp lines-dive/tables/rate-month.csv clean-dive/tables/rate-month.csv

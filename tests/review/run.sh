#!/bin/sh
# The monthly review over the samples tells each planted story (samples/README.md) as it is, in both languages, and a second
# run makes only what changed. Prints a line a test.
set -u
build=${1:-$TOP/build}
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT
export BUILD="$build"

# check NAME COMMAND…: ok when the command succeeds.
check() {
	name=$1
	shift
	if "$@" >"$box/said" 2>&1; then
		echo "ok review/$name"
	else
		echo "not ok review/$name"
		head -n 5 "$box/said"
	fi
}

# holds TABLE CONDITION…: some row of the review's table meets all conditions.
holds() {
	table=$1
	shift
	ret-filter --expect "$@" "$box/out/tables/$table.csv"
}

# none TABLE CONDITION…: no row does.
none() { ! holds "$@"; }

says() { grep -q -e "$1" "$box/out/summary.md"; }

check runs "$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-06 --out "$box/out"
[ -f "$box/out/summary.md" ] || exit 0

# 1. The leaking batch: worse in every window, for leaks, and the only SKU that is.
for window in month quarter year; do
	check "leak-$window" holds "yoy-sku-$window" sku=0010500 verdict=worse 'change_pp>4'
	check "leak-alone-$window" none "yoy-sku-$window" 'sku!=0010500' verdict=worse
done
check leak-reason holds yoy-sku-reason-quarter sku=0010500 reason=quality/leak verdict=worse
check leak-told says '| 2025-Q2 | 0010500 | .* | quality · Leak +'

# 2. The courier that got worse, and no other.
check courier holds yoy-carrier-year carrier=云驰 cause=logistics verdict=worse 'change_pp>2' 'change_pp<4'
check courier-alone none yoy-carrier-year 'carrier!=云驰' cause=logistics verdict=worse
check courier-told says '^- 云驰: .*\*\*worse\*\*'

# 3. The size chart that helped: its two styles are better, for too small.
for style in ZS2201 XB66; do
	check "size-$style" holds yoy-style-reason-year "style=$style" reason=no_reason/size_small verdict=better
done
check size-told says '^- ZS2201, no-reason · Size too small: .*\*\*better'

# 4. The SKU that looks worse by chance.
for window in month quarter; do
	check "chance-$window" holds "yoy-sku-$window" sku=DDYS3 verdict=unclear 'ratio>1.5'
done
check chance-told says '2025-06: .*DDYS3 5.56% → 10.59%'

# 5. The new and the discontinued SKU.
check new holds yoy-sku-month sku=JM150B verdict=new
check gone holds yoy-sku-month sku=000451 verdict=gone
check new-told says 'new: JM150B; shipped a year ago, not in 2025-06: 000451'

# 6. The rise of the live shop is mix, not rates.
check mix-rise holds yoy-shop-year shop=直播店 verdict=worse 'change_pp>1.5'
check mix-parts holds bridge-shop-year shop=直播店 'mix_pp>1.8' 'rate_pp>-0.5' 'rate_pp<0.5' 'rate_low_pp<0' 'rate_high_pp>0'
check mix-told says '^| 直播店 .* | worse | .* | mix, not rates |'

# What was left out is said.
check account-told says 'shipment exports: read 33792, kept 33236'

for chart in trend causes pareto heat changes-year changes-quarter; do
	check "chart-$chart" test -s "$box/out/charts/$chart.png"
done

# A second run has nothing to do; one export touched, its own steps and what hangs on them.
"$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-06 --out "$box/out" >"$box/again" 2>&1
check nothing-again grep -q ': 0 made, ' "$box/again"

# An account that is gone is made again with its step, and the page is the same.
cp "$box/out/summary.md" "$box/before.md"
rm "$box/out/work/accounts/joined.csv"
"$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-06 --out "$box/out" >"$box/again" 2>&1
check account-again grep -q '^  work/returns/returns.joined$' "$box/again"
check account-page cmp "$box/before.md" "$box/out/summary.md"
cp -R "$TOP/samples/exports" "$box/exports"
"$TOP/scripts/monthly-review" --exports "$box/exports" --month 2025-06 --out "$box/copy" -q 2>"$box/said"
cp "$box/copy/summary.md" "$box/before.md"
rm "$box/exports/wdt-returns-2023.csv"
"$TOP/scripts/monthly-review" --exports "$box/exports" --month 2025-06 --out "$box/copy" >"$box/again" 2>&1
check export-gone sh -c "! grep -q 'wdt-returns-2023' '$box/copy/work/returns/returns.csv'"
check export-gone-account sh -c "! grep -q 'wdt-returns-2023' '$box/copy/work/work-returns-returns.raw.log'"
check export-gone-table sh -c "! grep -q 'wdt-returns-2023' '$box/copy/work/accounts/returns.csv'"
check not-imported-again sh -c "! grep -q work/shipments '$box/again'"
printf 'sku,x\nA,1\n' >"$box/exports/notes.csv"
echo PK >"$box/exports/book.xlsx"
cp "$box/exports/jst-returns-2024.csv" "$box/exports/zz [copy].csv"
cp "$TOP/samples/exports/wdt-returns-2023.csv" "$box/exports"
"$TOP/scripts/monthly-review" --exports "$box/exports" --month 2025-06 --out "$box/copy" -q 2>"$box/said"
grep -v '^\*\*Not read' "$box/copy/summary.md" | cat -s >"$box/copy.md"
check export-back cmp "$box/before.md" "$box/copy.md"
for name in notes.csv book.xlsx 'zz .*copy'; do
	check "not-read-$name" grep -q "^\*\*Not read:\*\* $name" "$box/copy/summary.md"
done

# An older file put in a newer one's place is a change; another month leaves nothing of this one's quarter.
cp "$box/exports/wdt-returns-2024.csv" "$box/old"
head -n 200 "$box/old" >"$box/exports/wdt-returns-2024.csv"
touch -d 2021-01-01 "$box/exports/wdt-returns-2024.csv"
"$TOP/scripts/monthly-review" --exports "$box/exports" --month 2025-05 --out "$box/copy" >"$box/again" 2>&1
check older-file grep -q work/returns/returns.raw "$box/again"
check no-old-quarter test ! -f "$box/copy/tables/yoy-sku-quarter.csv"
check no-old-chart test ! -f "$box/copy/charts/changes-quarter.png"

# What is not the review's own stays, in the review's folder and in the dive's.
echo own >"$box/out/tables/own.csv"
mkdir -p "$box/own/work"
echo own >"$box/own/work/thesis"
"$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-05 --out "$box/out" -q 2>"$box/said"
check own-table test -s "$box/out/tables/own.csv"
"$TOP/scripts/sku-dive" --review "$box/out" --month 2025-05 --out "$box/own" 0010500 >"$box/said" 2>&1
check own-work test -s "$box/own/work/thesis"
"$TOP/scripts/sku-dive" --review "$box/out" --month 2025-05 --out "$box/out" 0010500 >"$box/words" 2>&1
check dive-into-review grep -q 'holds a review' "$box/words"
check review-whole test -s "$box/out/work/cells.csv"
"$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-06 --out "$box/out" -q 2>"$box/said"

# A month the exports do not hold is an error, not a page of nothing.
"$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-07 --out "$box/july" -q >"$box/words" 2>&1
check no-such-month grep -q '2025-07: the exports hold nothing of it; shipments run from 2023-01 to 2025-06' "$box/words"

# Exports with tabs, as Amazon has them.
mkdir "$box/tabs"
printf 'amazon-order-id\tshipment-date\tsku\tquantity-shipped\n1\t2025-06-01T10:00:00+00:00\tA\t2\n' >"$box/tabs/shipped.txt"
printf 'return-date\torder-id\tsku\tquantity\treason\n2025-06-10T10:00:00+00:00\t1\tA\t1\tDEFECTIVE\n' >"$box/tabs/back.tsv"
"$TOP/scripts/monthly-review" --exports "$box/tabs" --month 2025-06 --out "$box/amazon" -q >"$box/said" 2>&1
check tabs grep -q 'shipment exports: read 1, kept 1' "$box/amazon/summary.md"

# Exports are read compressed; one that is there both ways counts once.
mkdir "$box/packed"
gzip -c "$box/tabs/shipped.txt" >"$box/packed/shipped.txt.gz"
zstd -q -c "$box/tabs/back.tsv" >"$box/packed/back.tsv.zst"
cp "$box/tabs/back.tsv" "$box/packed"
"$TOP/scripts/monthly-review" --exports "$box/packed" --month 2025-06 --out "$box/unpacked" -q >"$box/words" 2>&1
check packed grep -q 'shipment exports: read 1, kept 1' "$box/unpacked/summary.md"
check packed-twin grep -q 'back.tsv.zst is not read: the same name as back.tsv but for the compression' "$box/words"

# A run that fails between two leaves nothing of the first to the second; a folder's name may hold "=".
mkdir "$box/nothing" "$box/other=1"
sed 's/A\(.*\)2$/B\13/' "$box/tabs/shipped.txt" >"$box/other=1/shipped.txt"
sed '2s/A/B/' "$box/tabs/back.tsv" >"$box/other=1/returned.tsv"
"$TOP/scripts/monthly-review" --exports "$box/nothing" --month 2025-06 --out "$box/amazon" -q >"$box/words" 2>&1
check fails grep -q 'no file looks like shipments' "$box/words"
(cd "$box" && "$TOP/scripts/monthly-review" --exports other=1 --month 2025-06 --out amazon -q) >"$box/said" 2>&1
check after-failure sh -c "! grep -q ',A,' '$box/amazon/work/cells.csv' && grep -q ',B,' '$box/amazon/work/cells.csv'"
(cd "$box" && mv amazon month=6 && "$TOP/scripts/sku-dive" --review month=6 --month 2025-06 --out dive=6 B) >"$box/said" 2>&1
check equals-sign grep -q '^# B' "$box/dive=6/dive.md"

# What ret-check finds stands in the table, on the page, and at the foot of the pictures.
check findings holds findings check=shipments-gap severity=warning
check findings-told says '^- \*\*warning\*\* days missing in the shipments (76 days, 1,018 units, such as jst-shipments'
check findings-commands says '`ret-filter .shop=旗舰店. .shipped_at>=2024-02-10.` shows what is there'
check no-warnings sh -c "! grep -q 'warnings\*\* on reading' '$box/out/summary.md'"
check foot grep -q "4 warnings about these data: see summary.md" "$box/out/work/stamps/charts-trend.png"
# Every check has a name for people.
sed -n '/^\.Ss Days and periods/,/^\.Sh/s/^\.It Cm \([a-z]*-.*\|unclassified\)$/\1/p' "$TOP/tools/ret-check.1" | tr -d ',\\' | tr -s ' ' '\n' |
	while IFS= read -r name; do
		grep -Fq "\"$name|" "$TOP/scripts/findings.awk" || echo "$name"
	done >"$box/nameless"
check findings-named test ! -s "$box/nameless"
check layouts-told says '^- layouts of the exports, files of each: jushuitan-orders 5, wangdiantong-shipments 3'
check joined-told says '^- returns matched with their shipment line by line 2909, order and SKU 0, order 0, none 170;'
check orphans holds orphans finding=orphan type=refund_only

# Duplicate lines of two exports are removed, and reported; a line that differs in the second counts twice, which is an error.
printf '2\t2025-06-02T10:00:00+00:00\tB\t1\n' >>"$box/other=1/shipped.txt"
cp "$box/other=1/shipped.txt" "$box/other=1/shipped-again.txt"
printf '3\t2025-06-03T10:00:00+00:00\tB\t1\n' >>"$box/other=1/shipped-again.txt"
"$TOP/scripts/monthly-review" --exports "$box/other=1" --month 2025-06 --out "$box/twice" >"$box/words" 2>&1
check overlap-once grep -q 'shipments: read 3 = kept 3 .* units 5,' "$box/twice/summary.md"
check overlap-told grep -q '^- export .*: all 2 rows are also in .*: duplicates removed' "$box/twice/summary.md"
sed -i '3s/1$/7/' "$box/other=1/shipped-again.txt"
"$TOP/scripts/monthly-review" --exports "$box/other=1" --month 2025-06 --out "$box/twice" >"$box/words" 2>&1
check error-warned grep -q '^monthly-review: shipments-conflict: the same ticket or line stands in two files' "$box/words"
check error-told grep -q '^- \*\*error\*\* shipment lines that two files tell differently (1 line, ' "$box/twice/summary.md"
check error-first sh -c "sed -n 3p '$box/twice/summary.md' | grep -q 'Before you trust'"

# Rejected rows are allowed and reported export by export.
printf '4\tsome day\tB\t1\n' >>"$box/other=1/shipped-again.txt"
"$TOP/scripts/monthly-review" --exports "$box/other=1" --month 2025-06 --out "$box/twice" --max-rejects 1 >"$box/words" 2>&1
check refused-told grep -q '^- export .*shipped-again.txt: read 4 = .* rejected 1' "$box/twice/summary.md"

# Lines that have no order cannot be told apart; nor is the second line of a note a line of the export.
mkdir "$box/sums"
for part in 1 2; do
	printf 'sku,qty,shipped_at\nA,%s,2025-06-01\n' "$part" >"$box/sums/shipped-$part.csv"
	printf 'return_id,sku,qty,received_at,reason,note\n%s,A,1,2025-06-10,other,"hello,\nthanks\nx,1,,A"\n' "$part" >"$box/sums/returned-$part.csv"
done
"$TOP/scripts/monthly-review" --exports "$box/sums" --month 2025-06 --out "$box/summed" -q >"$box/words" 2>&1
check sums-counted grep -q 'units 3, 2025-06-01' "$box/summed/summary.md"
check no-overlap sh -c "! grep -q 'duplicates* removed' '$box/words' '$box/summed/summary.md'"

# Too little data for a comparison: a page all the same.
mkdir "$box/short"
cp "$TOP"/samples/exports/*2025* "$box/short"
"$TOP/scripts/monthly-review" --exports "$box/short" --month 2025-06 --out "$box/little" -q >"$box/again" 2>&1
check short grep -q 'not drawn: changes-year' "$box/little/summary.md"

# In Chinese, and a month that ends no quarter.
"$TOP/scripts/monthly-review" --exports "$TOP/samples/exports" --month 2025-05 --out "$box/zh" --lang zh -q
check chinese grep -q '^# 退货率月度复盘 2025-05' "$box/zh/summary.md"
check month-chart test -s "$box/zh/charts/changes-month.png"

# The dive into the leaking SKU finds the leak and shows the words behind it by source row.
check dive "$TOP/scripts/sku-dive" --review "$box/out" --month 2025-06 --out "$box/dive" 0010500
check dive-leak grep -q 'quality · Leak.* worse |' "$box/dive/dive.md"
check dive-words grep -q '漏.*jst-returns-2025H1.csv:[0-9]' "$box/dive/dive.md"
for chart in trend causes pareto; do
	check "dive-$chart" test -s "$box/dive/charts/$chart.png"
done

#!/bin/sh
# A review of exports as three platforms give them, none of which names a shop: a workbook with a sheet each of 淘宝 orders and refunds,
# 拼多多 in GBK whose tickets have neither SKU nor quantity, 抖店 in UTF-16 parted by TABs. Its counts are those of the truth, and its page says
# what is planted (exports.py): 300 units that came back at once, postage, five days that lack, an order that no export has, and two
# files that overlap. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
export BUILD="$build" PATH="$build:$PATH"
if ! command -v python3 >/dev/null; then
	echo "skip platforms: python3 not found"
	exit
fi
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 2

export GROUP=platforms WORDS="$box/said"
. "$TOP/tests/verdicts.sh"

review() { "$TOP/scripts/monthly-review" --exports ex --month 2025-06 "$@"; }
says() { grep -q -e "$1" "${2:-out}/summary.md"; }

mkdir tables ex ex/2024
python3 "$TOP/tests/platforms/exports.py" "$TOP/tests/dialects" tables || exit 2
printf '说明\n由系统导出\n' >tables/words.csv
python3 "$TOP/tests/intake/book.py" 'ex/taobao 淘宝.xlsx' 子订单=tables/taobao-suborders.csv \
	'退款, 2025'=tables/taobao-refunds-2025.csv 说明=tables/words.csv || exit 2
gbk() { iconv -f UTF-8 -t GBK; }
head -n 2900 tables/pinduoduo-orders.csv | gbk >ex/pdd-1.csv
{ head -n 1 tables/pinduoduo-orders.csv; tail -n 400 tables/pinduoduo-orders.csv; } | gbk >ex/pdd-2.csv
gbk <tables/pinduoduo-tickets.csv >ex/pdd-back.csv
for side in orders tickets; do
	tr ',' '\t' <tables/douyin-$side.csv | iconv -f UTF-8 -t UTF-16 >ex/douyin-$side.txt
done
printf '\320\317\021\340\241\261\032\341an old workbook' >ex/old.xls
echo '<html><table></table></html>' >ex/web.xls
: >"ex/~\$taobao.xlsx"
cp ex/pdd-1.csv "ex/$(printf '\266\251\265\245').csv"

check runs review --out out
if [ ! -f out/summary.md ]; then
	exit
fi

# Every unit is where the truth has it: of 拼多多 and of the 300 of 抖店 these are the SKU and the units of the lines. The ticket of an order that
# no export has stays without a SKU.
ret-tally -q --by platform,sku --shipments out/work/shipments/shipments.csv --returns out/work/returns/returns.csv |
	ret-rate --by platform,sku | ret-filter -q --columns period,platform,sku,shipped,returned 'period!=' | sort >have
sort tables/truth.csv >want
check truth diff want have

check error-pair says '^- \*\*error\*\* large orders cancelled at once (1 pair, 300 units, such as douyin-tickets.txt:79)'
check error-postage says '^- \*\*error\*\* postage and fees among the goods (1 SKU, 264 units, .*`ret-filter .sku!=补邮费.`'
check gap says '^- \*\*warning\*\* days missing in the shipments (5 days, .* from 2025-03-10 to 2025-03-14 of platform 拼多多'
check orphan says '^- \*\*warning\*\* returns without a shipment (1 row, 1 unit, such as pdd-back.csv:179)'
check nameless says '^- \*\*warning\*\* returns without a SKU (1 row, 1 unit, such as pdd-back.csv:179)'
check findings-all test "$(grep -c '^- \*\*\(error\|warning\)\*\*' out/summary.md)" -eq 6
check joined says '^- returns matched with their shipment line by line 257, order and SKU 0, order 178, none 1; .* units: those of the line 435, imputed 1; found: orphan 1 (units 1), listed in tables/orphans.csv$'
check orphans-listed ret-filter --expect finding=orphan order_id~999999 out/tables/orphans.csv
check once says '^- export pdd-2.csv: 179 rows are also in .*pdd-1.csv: duplicates removed$'
check layouts says '^- layouts of the exports, files of each: douyin-orders 1, pinduoduo-orders 2, taobao-suborders 1, douyin-tickets 1, pinduoduo-tickets 1, taobao-refunds-2025 1$'
check platforms says '^| 拼多多 | 5.75% |'
for why in 'taobao 淘宝.xlsx#说明, neither shipments nor returns' 'old.xls, truncated or damaged' 'web.xls, a web page' \
	'2024, a folder' '订单.csv, its name is not UTF-8' '~$taobao.xlsx, what a spreadsheet program keeps'; do
	check "not-read-${why%%,*}" grep -Fq "**Not read:** $why" out/summary.md
done
cp out/summary.md first.md

check chinese review --out zh --lang zh
check chinese-pair says '^- \*\*错误\*\*：大单下单后随即整单退回（1 对，300 件，例如 douyin-tickets.txt:79）' zh
check chinese-joined says '^- 售后与发货行核对：子订单号 257、订单号+SKU 0、订单号 178、未找到 1；.*件数：取自发货行 435、推定 1；' zh
check chinese-why says '^\*\*未读取：\*\*web.xls，改了扩展名的网页' zh

# What became of a SKU of a workbook and of a ticket that had none is told with their own words.
check dive "$TOP/scripts/sku-dive" --review out --month 2025-06 MB01
check dive-source grep -q 'MB01' out/sku/MB01/tables/notes.csv -e 'pdd-back.csv:'

# Again: nothing to do; a book that changed: its sides; a file that is gone, and back.
check again sh -c "'$TOP/scripts/monthly-review' --exports ex --month 2025-06 --out out | grep ': 0 made, '"
mv ex/pdd-2.csv .
check gone sh -c "'$TOP/scripts/monthly-review' --exports ex --month 2025-06 --out out >again 2>&1 && ! grep -q pdd-2 out/work/shipments/shipments.csv"
check gone-sides sh -c "grep -q work/shipments again && ! grep -q work/returns/returns.raw again"
mv pdd-2.csv ex
check back review --out out
check back-same cmp first.md out/summary.md
rm out/tables/orphans.csv
check orphans-again sh -c "'$TOP/scripts/monthly-review' --exports ex --month 2025-06 --out out -q 2>&1; test -s out/tables/orphans.csv"

# An export that cannot be read right ends the run, and the page of before stands and is named.
printf 'order_id,sku,qty,shipped_at\n1,A,1,some day\n' >ex/bad.csv
check refused sh -c "! '$TOP/scripts/monthly-review' --exports ex --month 2025-06 --out out -q >words 2>&1 && grep -q 'bad.csv:2: ' words"
check refused-page cmp first.md out/summary.md
check refused-told grep -q '^monthly-review: out/summary.md is still that of an earlier run' words
rm ex/bad.csv
check mended review --out out -q
check mended-same cmp first.md out/summary.md

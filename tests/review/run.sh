#!/bin/sh
# The monthly review over the samples tells each planted story (samples/README.md) as it is, and so does the dive into a SKU.
# Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/review/review.sh"

check runs review "$SAMPLES" 2025-06 "$BOX/out"
[ -f "$BOX/out/summary.md" ] || exit 0

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
check size-told says '^- ZS2201, no reason · Size too small: .*\*\*better'

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
	check "chart-$chart" test -s "$BOX/out/charts/$chart.png"
done

# A second run has nothing to do.
review "$SAMPLES" 2025-06 "$BOX/out" >"$BOX/again" 2>&1
check nothing-again grep -q ': 0 made, ' "$BOX/again"

# An account that is gone is made again with its step, and the page is the same.
cp "$BOX/out/summary.md" "$BOX/before.md"
rm "$BOX/out/work/accounts/joined.csv"
review "$SAMPLES" 2025-06 "$BOX/out" >"$BOX/again" 2>&1
check account-again grep -q '^  work/returns/returns.joined$' "$BOX/again"
check account-page cmp "$BOX/before.md" "$BOX/out/summary.md"

# What ret-check finds stands in the table, on the page, and at the foot of the pictures.
check findings holds findings check=shipments-gap severity=warning
check findings-told says '^- \*\*warning\*\* days missing in the shipments (76 days, 1,018 units, such as jst-shipments'
check findings-commands says '`ret-filter .shop=旗舰店. .shipped_at>=2024-02-10.` shows what is there'
check no-warnings sh -c "! grep -q 'warnings\*\* on reading' '$BOX/out/summary.md'"
check foot grep -q "4 warnings about these data: see summary.md" "$BOX/out/work/foot"
# Every check has a name for people.
sed -n '/^\.Ss Days and periods/,/^\.Sh/s/^\.It Cm \([a-z]*-.*\|unclassified\)$/\1/p' "$TOP/tools/ret-check.1" | tr -d ',\\' | tr -s ' ' '\n' |
	while IFS= read -r name; do
		grep -Fq "{\"$name\", {" "$TOP/lib/words/catalogue.c" || echo "$name"
	done >"$BOX/nameless"
check findings-named test ! -s "$BOX/nameless"
check layouts-told says '^- layouts of the exports, files of each: jushuitan-orders 5, wangdiantong-shipments 3'
check joined-told says '^- returns matched with their shipment line by line 2909, order and SKU 0, order 0, none 170;'
check orphans holds orphans finding=orphan type=refund_only

# The dive into the leaking SKU finds the leak and shows the words behind it by source row.
check dive "$TOP/scripts/sku-dive" --review "$BOX/out" --month 2025-06 --out "$BOX/dive" 0010500
check dive-leak grep -q 'quality · Leak.* worse |' "$BOX/dive/dive.md"
check dive-words grep -q '漏.*jst-returns-2025H1.csv:[0-9]' "$BOX/dive/dive.md"
for chart in trend causes pareto; do
	check "dive-$chart" test -s "$BOX/dive/charts/$chart.png"
done

#!/bin/sh
# A second review makes only what changed (an export touched, gone, back, older or new), and leaves alone what is not its own.
# Prints a line a test.
# usage: run-again.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/review/review.sh"

# An export that is gone, and back beside others that are none.
cp -R "$TOP/samples/exports" "$BOX/exports"
review "$BOX/exports" 2025-06 "$BOX/copy" -q 2>"$BOX/said"
cp "$BOX/copy/summary.md" "$BOX/before.md"
rm "$BOX/exports/wdt-returns-2023.csv"
review "$BOX/exports" 2025-06 "$BOX/copy" >"$BOX/again" 2>&1
check export-gone sh -c "! grep -q 'wdt-returns-2023' '$BOX/copy/work/returns/returns.csv'"
check export-gone-account sh -c "! grep -q 'wdt-returns-2023' '$BOX/copy/work/accounts/returns.csv'"
check export-gone-table sh -c "! grep -q 'wdt-returns-2023' '$BOX/copy/work/accounts/returns.csv'"
check not-imported-again sh -c "! grep -q work/shipments '$BOX/again'"
printf 'sku,x\nA,1\n' >"$BOX/exports/notes.csv"
echo PK >"$BOX/exports/book.xlsx"
cp "$BOX/exports/jst-returns-2024.csv" "$BOX/exports/zz [copy].csv"
cp "$TOP/samples/exports/wdt-returns-2023.csv" "$BOX/exports"
review "$BOX/exports" 2025-06 "$BOX/copy" -q 2>"$BOX/said"
grep -v '^\*\*Not read' "$BOX/copy/summary.md" | cat -s >"$BOX/copy.md"
check export-back cmp "$BOX/before.md" "$BOX/copy.md"
for name in notes.csv book.xlsx 'zz .*copy'; do
	check "not-read-$name" grep -q "^\*\*Not read:\*\* $name" "$BOX/copy/summary.md"
done

# An older file put in a newer one's place is a change; another month leaves nothing of this one's quarter.
cp "$BOX/exports/wdt-returns-2024.csv" "$BOX/old"
head -n 200 "$BOX/old" >"$BOX/exports/wdt-returns-2024.csv"
touch -d 2021-01-01 "$BOX/exports/wdt-returns-2024.csv"
review "$BOX/exports" 2025-05 "$BOX/copy" >"$BOX/again" 2>&1
check older-file grep -q work/returns/returns.raw "$BOX/again"
check no-old-quarter test ! -f "$BOX/copy/tables/yoy-sku-quarter.csv"
check no-old-chart test ! -f "$BOX/copy/charts/changes-quarter.png"

# What is not the review's own stays, in the review's folder and in the dive's.
echo own >"$BOX/copy/tables/own.csv"
mkdir -p "$BOX/own/work"
echo own >"$BOX/own/work/thesis"
review "$BOX/exports" 2025-06 "$BOX/copy" -q 2>"$BOX/said"
check own-table test -s "$BOX/copy/tables/own.csv"
"$TOP/scripts/sku-dive" --review "$BOX/copy" --month 2025-06 --out "$BOX/own" 0010500 >"$BOX/said" 2>&1
check own-work test -s "$BOX/own/work/thesis"
"$TOP/scripts/sku-dive" --review "$BOX/copy" --month 2025-06 --out "$BOX/copy" 0010500 >"$BOX/said" 2>&1
check dive-into-review grep -q 'holds a review' "$BOX/said"
check review-whole test -s "$BOX/copy/work/cells.csv"

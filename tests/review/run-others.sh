#!/bin/sh
# The review of exports too short to compare, and the one in Chinese.
# Prints a line a test.
# usage: run-others.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/review/review.sh"

# Too little data for a comparison: a page all the same.
mkdir "$BOX/short"
cp "$TOP"/samples/exports/*2025* "$BOX/short"
review "$BOX/short" 2025-06 "$BOX/little" -q >"$BOX/again" 2>&1
check short grep -q '^- not drawn: changes-year (the table has no rows)' "$BOX/little/summary.md"

# In Chinese, and a month that ends no quarter.
review "$SAMPLES" 2025-05 "$BOX/zh" --lang zh -q
check chinese grep -q '^# 退货率月度复盘 2025-05' "$BOX/zh/summary.md"
check month-chart test -s "$BOX/zh/charts/changes-month.png"

#!/bin/sh
# The exports of a review: a month they do not hold, TABs, compressed, overlapping, with rows to reject, without orders.
# Prints a line a test.
# usage: run-exports.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/review/review.sh"

# A month the exports do not hold is an error, not a page of nothing.
review "$SAMPLES" 2025-07 "$BOX/july" -q >"$BOX/words" 2>&1
check no-such-month grep -q '2025-07: the exports hold nothing of it; shipments run from 2023-01 to 2025-06' "$BOX/words"

# Exports with tabs, as Amazon has them.
mkdir "$BOX/tabs"
printf 'amazon-order-id\tshipment-date\tsku\tquantity-shipped\n1\t2025-06-01T10:00:00+00:00\tA\t2\n' >"$BOX/tabs/shipped.txt"
printf 'return-date\torder-id\tsku\tquantity\treason\n2025-06-10T10:00:00+00:00\t1\tA\t1\tDEFECTIVE\n' >"$BOX/tabs/back.tsv"
review "$BOX/tabs" 2025-06 "$BOX/amazon" -q >"$BOX/said" 2>&1
check tabs grep -q 'shipment exports: read 1, kept 1' "$BOX/amazon/summary.md"

# Exports are read compressed; one that is there both ways counts once.
mkdir "$BOX/packed"
gzip -c "$BOX/tabs/shipped.txt" >"$BOX/packed/shipped.txt.gz"
zstd -q -c "$BOX/tabs/back.tsv" >"$BOX/packed/back.tsv.zst"
cp "$BOX/tabs/back.tsv" "$BOX/packed"
review "$BOX/packed" 2025-06 "$BOX/unpacked" -q >"$BOX/words" 2>&1
check packed grep -q 'shipment exports: read 1, kept 1' "$BOX/unpacked/summary.md"
check packed-twin grep -q 'back.tsv.zst is not read: the same name as back.tsv but for the compression' "$BOX/words"

# A run that fails between two leaves nothing of the first to the second; a folder's name may hold "=".
mkdir "$BOX/nothing" "$BOX/other=1"
sed 's/A\(.*\)2$/B\13/' "$BOX/tabs/shipped.txt" >"$BOX/other=1/shipped.txt"
sed '2s/A/B/' "$BOX/tabs/back.tsv" >"$BOX/other=1/returned.tsv"
review "$BOX/nothing" 2025-06 "$BOX/amazon" -q >"$BOX/words" 2>&1
check fails grep -q 'no file looks like shipments' "$BOX/words"
(cd "$BOX" && review other=1 2025-06 amazon -q) >"$BOX/said" 2>&1
check after-failure sh -c "! grep -q ',A,' '$BOX/amazon/work/cells.csv' && grep -q ',B,' '$BOX/amazon/work/cells.csv'"
(cd "$BOX" && mv amazon month=6 && "$TOP/scripts/sku-dive" --review month=6 --month 2025-06 --out dive=6 B) >"$BOX/said" 2>&1
check equals-sign grep -q '^# B' "$BOX/dive=6/dive.md"

# Duplicate lines of two exports are removed, and reported; a line that differs in the second counts twice, which is an error.
printf '2\t2025-06-02T10:00:00+00:00\tB\t1\n' >>"$BOX/other=1/shipped.txt"
cp "$BOX/other=1/shipped.txt" "$BOX/other=1/shipped-again.txt"
printf '3\t2025-06-03T10:00:00+00:00\tB\t1\n' >>"$BOX/other=1/shipped-again.txt"
review "$BOX/other=1" 2025-06 "$BOX/twice" >"$BOX/words" 2>&1
check overlap-once grep -q 'shipments: read 3 = kept 3 .* units 5,' "$BOX/twice/summary.md"
check overlap-told grep -q '^- export .*: all 2 rows are also in .*: duplicates removed' "$BOX/twice/summary.md"
check overlap-short grep -q '^- export shipped.txt: all 2 rows are also in shipped-again.txt: duplicates removed' "$BOX/twice/summary.md"
sed -i '3s/1$/7/' "$BOX/other=1/shipped-again.txt"
review "$BOX/other=1" 2025-06 "$BOX/twice" >"$BOX/words" 2>&1
check error-warned grep -q '^monthly-review: shipments-conflict: the same ticket or line has different cells in two files' "$BOX/words"
check error-told grep -q '^- \*\*error\*\* shipment lines that two files tell differently (1 line, ' "$BOX/twice/summary.md"
check error-first sh -c "sed -n 3p '$BOX/twice/summary.md' | grep -q 'Before you trust'"

# Rejected rows are allowed and reported export by export.
printf '4\tsome day\tB\t1\n' >>"$BOX/other=1/shipped-again.txt"
review "$BOX/other=1" 2025-06 "$BOX/twice" --max-rejects 1 >"$BOX/words" 2>&1
check refused-told grep -q '^- export .*shipped-again.txt: read 4 = .* rejected 1' "$BOX/twice/summary.md"

# What is remarked on the exports, and why one is not read, is told in the language of the page, and counted.
check refused-warned grep -Fq -- '- warning: shipped-again.txt:5: shipment-date' "$BOX/twice/summary.md"
: >"$BOX/other=1/none.csv"
review "$BOX/other=1" 2025-06 "$BOX/zh" --max-rejects 1 --lang zh >"$BOX/words" 2>&1
check remarked-zh grep -q '^- 警告：shipped-again.txt:5：坏行：' "$BOX/zh/summary.md"
check remarks-counted grep -q '读取导出时有 [0-9]* 条警告' "$BOX/zh/summary.md"
check unread-zh grep -q '未读取：\*\*none.csv，空文件：没有表头' "$BOX/zh/summary.md"
rm "$BOX/other=1/none.csv"

# Lines that have no order cannot be told apart; nor is the second line of a note a line of the export.
mkdir "$BOX/sums"
for part in 1 2; do
	printf 'sku,qty,shipped_at\nA,%s,2025-06-01\n' "$part" >"$BOX/sums/shipped-$part.csv"
	printf 'return_id,sku,qty,received_at,reason,note\n%s,A,1,2025-06-10,other,"hello,\nthanks\nx,1,,A"\n' "$part" >"$BOX/sums/returned-$part.csv"
done
review "$BOX/sums" 2025-06 "$BOX/summed" -q >"$BOX/words" 2>&1
check sums-counted grep -q 'units 3, 2025-06-01' "$BOX/summed/summary.md"
check no-overlap sh -c "! grep -q 'duplicates* removed' '$BOX/words' '$BOX/summed/summary.md'"

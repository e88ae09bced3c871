#!/bin/sh
# The same work gives the same bytes: through pipes or files, in one go or in parts, for every number of threads.
# Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/pipeline/pipeline.sh"

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

#!/bin/sh
# SKUs that a shell or gnuplot would run reach the picture as text.
# Prints a line a test.
# usage: run-hostile.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/pipeline/pipeline.sh"

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

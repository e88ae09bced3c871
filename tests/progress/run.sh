#!/bin/sh
# Progress is shown on a terminal after a second, makes room for every message, and is never in anybody's way. Prints a line a
# test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export PATH="$build:$PATH" TERM=xterm
cd "$work" || exit 2

if ! command -v python3 >/dev/null; then
	echo 'skip progress/terminal: python3 not found'
	exit 0
fi

if ! python3 -c 'import os; os.openpty()' 2>/dev/null; then
	echo 'skip progress/terminal: this system gives no pseudo-terminal'
	exit 0
fi

cat >slow <<'SLOW'
# Rows for more than a second, the last of them too wide, then one more.
echo 'sku,qty,shipped_at,received_at,note'
for i in 1 2 3 4 5 6; do
	echo 'A,1,2025-06-01,2025-06-02,'
	sleep 0.3
done
echo 'A,1,2025-06-01,2025-06-02,,x,y'
echo 'A,1,2025-06-01,2025-06-02,'
SLOW
printf 'sku,qty,received_at\n' >returns.csv

# on NAME COLUMNS COMMAND: what comes on a terminal to $work/NAME, while others do the same.
on() {
	python3 "$TOP/tests/progress/on-terminal.py" "$2" "$3" >"$1" 2>&1 &
}
on ret-filter 80 'sh slow | ret-filter --max-rejects 1 -o kept sku=A'
on ret-classify 80 'sh slow | ret-classify --max-rejects 1 >classified'
on table 80 'sh slow | grep -v x,y | ret-classify --stats >table-classified'
on ret-import 80 'sh slow | ret-import --as shipments --max-rejects 1 -o imported'
on ret-tally 80 'sh slow | ret-tally --max-rejects 1 --shipments - --returns returns.csv | cat >cells'
on error 80 'sh slow | ret-filter -o none sku=A'
on packed 80 'sh slow | { sleep 1.2; gzip -c; } | ret-filter --max-rejects 1 -o unpacked sku=A'
on quiet 80 'sh slow | ret-filter -q --max-rejects 1 sku=A >quiet-kept'
on narrow 20 'sh slow | ret-filter --max-rejects 1 sku=A >narrow-kept'
on across 80 'sh slow | ret-filter -q --max-rejects 1 sku=B; sh slow | ret-filter --max-rejects 1 sku=B'
on dumb 80 'sh slow | TERM=dumb ret-filter --max-rejects 1 sku=A >dumb-kept'
on pipes 80 'sh slow | ret-filter --max-rejects 1 sku=A 2>words >pipes-kept'
wait

# has NAME TEST WHAT: ok when what came in the test matches the extended expression.
has() {
	if grep -qE -e "$3" "$2"; then
		echo "ok progress/$1"
	else
		echo "not ok progress/$1"
		head -n 5 "$2" | sed 's/^/	/'
	fi
}
lacks() {
	if grep -qE -e "$3" "$2"; then
		echo "not ok progress/$1"
		head -n 5 "$2" | sed 's/^/	/'
	else
		echo "ok progress/$1"
	fi
}

line='<CR><ESC>\[K'
for tool in ret-filter ret-classify ret-import ret-tally; do
	has "$tool-shown" $tool "^($line$tool: [0-9]+ B, [0-9]+ B/s)+$line$tool: standard input:(8: (7 fields|has more cells)| dialect )"
	has "$tool-summary" $tool "^($tool: (shipments: )?read 8 = kept 7 )"
done
has table table "B/s($line)+ *rows +share"
has error error "B/s${line}ret-filter: standard input:8: 7 fields"
lacks error-line error 'refused.*B/s'
has packed packed "^(${line}ret-filter: [0-9]+ B, [0-9]+ B/s)*${line}ret-filter: standard input:8: 7 fields"
has quiet quiet '^ret-filter: standard input:8: 7 fields'
lacks quiet-line quiet 'ESC'
has narrow narrow "^(${line}ret-filter: [0-9 B,/s]{0,7})+${line}ret-filter: standard"
has across across '^sku,qty'
lacks across-line across 'ESC'
lacks dumb dumb 'ESC'
lacks pipes words 'B/s'
for other in classified imported quiet-kept pipes-kept; do
	lacks "clean-$other" $other 'B/s'
done
cmp -s kept quiet-kept && cmp -s kept unpacked && echo 'ok progress/same' || echo 'not ok progress/same'

#!/bin/sh
# ret-join against its rules written again in Python: every cell and every finding over random small tables. Prints a line.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export PATH="$build:$PATH"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

if ! command -v python3 >/dev/null; then
	echo 'skip ret-join/oracle: python3 not found'
elif python3 "$TOP/tests/ret-join/oracle.py" "$work" 400 >"$work/words" 2>&1; then
	echo 'ok ret-join/oracle'
else
	echo 'not ok ret-join/oracle'
	sed 's/^/	/' "$work/words" | head -n 12
fi

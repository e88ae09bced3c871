#!/bin/sh
# The fuzzers over the inputs that are kept and those they make themselves. Prints a line a fuzzer, and where one fails the inputs at fault.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
words=$(mktemp) || exit 2
trap 'rm -f "$words"' EXIT

for corpus in "$TOP"/tests/fuzz/corpus/*/; do
	name=$(basename "$corpus")
	replay=$build/tests/replay_$name
	if "$replay" "$corpus" >/dev/null 2>"$words" </dev/null; then
		echo "ok fuzz/$name"
		continue
	fi
	echo "not ok fuzz/$name"
	tail -n 12 "$words" | sed 's/^/	/'
	for input in "$corpus"*; do
		"$replay" "$input" >/dev/null 2>&1 </dev/null || echo "	fails on ${input#"$TOP"/}"
	done
done

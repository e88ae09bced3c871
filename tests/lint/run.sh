#!/bin/sh
# What a compiler does not see: layers, exits, top-level entries, scripts, pages, cases of every tool,
# tested messages. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$TOP" || exit 2
build=${1:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# The edge cases that every tool has: asked for help, called wrongly, given a file that is not there, a
# folder, a file of nothing, one with a header alone, standard input, and a full disk to write to.
standard='help misuse missing-file directory empty header-only stdin full'

# verdict NAME: ok when nothing was written to $work/faults, else what was.
verdict() {
	if [ -s "$work/faults" ]; then
		echo "not ok lint/$1"
		head -n 12 "$work/faults" | sed 's/^/	/'
	else
		echo "ok lint/$1"
	fi
	: >"$work/faults"
}

headers() {
	for header in lib/*/*.h; do
		cc -std=c11 -D_GNU_SOURCE -Ilib -Wall -Wextra -Werror -fsyntax-only -x c "$header" 2>&1
	done
}

# Calls in C sources, comments and strings apart.
calls() {
	names=$1
	shift
	for file in "$@"; do
		cc -fpreprocessed -dD -E -P -x c "$file" 2>/dev/null | sed 's/"[^"]*"/""/g' |
			grep -oE "(^|[^a-zA-Z0-9_])($names) *\(" | sed "s,^,$file: ,"
	done
}

exits() {
	# shellcheck disable=SC2046 # a list of names without blanks
	calls 'exit|_exit|_Exit|quick_exit|abort' $(find lib tools -name '*.c' ! -path lib/base/die.c ! -path lib/base/child.c)
	# A fork that cannot become another program ends itself.
	calls 'exit|_Exit|quick_exit|abort' lib/base/child.c
}

forbidden() {
	# shellcheck disable=SC2046
	calls 'setlocale|system|popen' $(find lib tools -name '*.c')
}

scripts() {
	find scripts tests -type f \( -name '*.sh' -o -name cmd -o -path 'scripts/*' ! -name '*.mk' ! -name '*.options' ! -name '*.png' ! -name '*.1' \) |
		sort >"$work/scripts"
	echo tests/run >>"$work/scripts"
	echo tests/deps >>"$work/scripts"
	echo tests/bench/run >>"$work/scripts"
	xargs shellcheck -s sh -S warning -e SC2120 -f gcc <"$work/scripts"
}

pages() {
	for page in tools/*.[17] scripts/*.1; do
		mandoc -T lint -W warning "$page"
	done
}

cases() {
	for script in scripts/*; do
		case $script in
		*.mk | *.sh | *.options | *.png | *.1) continue ;;
		esac
		[ -f "$script.1" ] || echo "$script.1: missing"
		[ -f "tests/${script#scripts/}/help/cmd" ] || echo "tests/${script#scripts/}/help: missing"
	done
	for source in tools/ret-*.c; do
		tool=${source#tools/}
		tool=${tool%.c}
		[ -f "tools/$tool.1" ] || echo "tools/$tool.1: missing"
		for name in $standard; do
			[ -f "tests/$tool/$name/cmd" ] || echo "tests/$tool/$name: missing"
		done
		for folder in "tests/$tool"/*/; do
			[ -f "$folder/cmd" ] || echo "$folder: no cmd"
		done
	done
}

words() {
	grep -rnwIE --exclude-dir=corpus 'TO''DO|FIX''ME|X''XX|HA''CK' Makefile lib tools scripts tests samples/*.[ch]
}

need() { command -v "$1" >/dev/null; }

headers >"$work/faults"
verdict headers
exits >"$work/faults"
verdict exits
forbidden >"$work/faults"
verdict forbidden
sh tests/lint/entries.sh >"$work/faults"
verdict entries
cases >"$work/faults"
verdict cases
words >"$work/faults"
verdict words
if need shellcheck; then
	scripts >"$work/faults"
	verdict scripts
else
	echo 'skip lint/scripts: shellcheck not found'
fi
if need mandoc; then
	pages >"$work/faults" 2>&1
	verdict pages
else
	echo 'skip lint/pages: mandoc not found'
fi
if need python3; then
	python3 tests/lint/layers.py "$build" >"$work/faults" 2>&1
	verdict layers
	python3 tests/lint/messages.py >"$work/faults" 2>&1
	verdict messages
	python3 tests/lint/words.py >"$work/faults" 2>&1
	python3 tests/lint/words.py --planted >>"$work/faults" 2>&1
	verdict vocabulary
else
	echo 'skip lint/layers: python3 not found'
	echo 'skip lint/messages: python3 not found'
	echo 'skip lint/vocabulary: python3 not found'
fi

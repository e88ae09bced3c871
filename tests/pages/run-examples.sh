#!/bin/sh
# The examples of the pages run.
# Prints a line a test.
# usage: run-examples.sh [build folder]
#
# Every literal block of EXAMPLES runs, in order, in a folder with
#   samples        the samples
#   shipments.csv returns.csv cells.csv   made from them as retkit(7) tells
#   and the files of tests/pages/inputs
# All must end with status 0, keep a row where they filter, and say nothing on stderr but summaries and indented tables.
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/pages/pages.sh"

# The literal blocks of EXAMPLES, each to a file $2.N.
blocks_of_page() {
	awk -v to="$2" '
		/^\.Sh/ { on = $2 == "EXAMPLES" }
		on && /^\.Bd -literal/ { file = to "." ++n; next }
		/^\.Ed/ { file = "" }
		file != "" {
			sub(/^\\&/, "")
			gsub(/\\\(aq/, "\047")
			gsub(/\\\(dq/, "\"")
			gsub(/\\\(ha/, "^")
			gsub(/\\\(ti/, "~")
			gsub(/\\-/, "-")
			gsub(/\\e/, "\\")
			print > file
		}' "$1"
}

prepare() {
	mkdir "$work/box"
	cp "$TOP"/tests/pages/inputs/* "$work/box"
	ln -s "$TOP/samples" "$work/box/samples"
	cd "$work/box" || return
	ret-import -q --as shipments -o shipments.csv samples/exports/*shipments*.csv &&
		ret-import -q --as returns -o imported.csv samples/exports/*returns*.csv &&
		ret-classify -q -o returns.csv imported.csv &&
		rm imported.csv &&
		ret-tally -q --shipments shipments.csv --returns returns.csv -o cells.csv
}

if (prepare) >"$work/words" 2>&1; then
	for page in "$TOP"/tools/*.[17] "$TOP"/scripts/*.1; do
		name=${page##*/}
		name=${name%.*}
		mkdir -p "$work/blocks"
		blocks_of_page "$page" "$work/blocks/$name"
		cp -R "$work/box" "$work/run"
		run_blocks "$name" "$work/blocks/$name" "$work/run" "$PATH"
		rm -rf "$work/run"
	done
else
	echo "not ok pages/prepare"
	sed 's/^/	/' "$work/words" | head -n 5
fi

#!/bin/sh
# The commands of README.md run, and print what it shows.
# Prints a line a test.
# usage: run-readme.sh [build folder]
#
# Every block that begins with ```sh and every command of the table of questions run in a folder that looks like the top
# of the sources after `make review`. Programs and scripts are on PATH only when an `export` line of README.md puts them
# there. A block without a language, right below one that ran, is the output that must have come.
# All must end with status 0, keep a row where they filter, and say nothing on stderr but summaries and indented tables.
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/pages/pages.sh"
plain=$(getconf PATH)

# The ```sh blocks of README.md, each to a file $2.N behind the exports of those before it; the output shown of one
# to $2.N.shown.
blocks_of_readme() {
	awk -v to="$2" '
		/^```/ && file != "" { file = ""; next }
		/^```sh/ { file = to "." ++n; below = 1; printf "%s", exports >file; next }
		/^```/ { file = below ? to "." n ".shown" : "/dev/null"; next }
		file != "" { print >file }
		file != "" && /^export / { exports = exports $0 "\n" }
		file == "" && /[^ ]/ { below = 0 }' "$1"
}

# The commands of the table of questions, each to a file $2.N behind the exports above the table.
questions_of_readme() {
	awk -v to="$2" '
		/^export / { exports = exports $0 "\n" }
		/^\| question \| command \|$/ { on = 1; next }
		on && !/^\|/ { exit }
		on && !/^\|--/ {
			gsub(/^[^`]*`|`[^`]*$/, "")
			printf "%s%s\n", exports, $0 >(to "." ++n)
		}' "$1"
}

# A folder that looks like the top of the sources after `make review`.
prepare_top() {
	mkdir "$work/top" || return
	for entry in "$TOP"/*; do
		case ${entry##*/} in
		out | build) ;;
		*) ln -s "$entry" "$work/top/${entry##*/}" || return ;;
		esac
	done
	ln -s "$build" "$work/top/build" && cd "$work/top" || return
	# shellcheck disable=SC2046 # the options of make review are words
	scripts/monthly-review -q $(sed -n 's/^REVIEW *= *//p' Makefile)
}

if (prepare_top) >"$work/words" 2>&1; then
	blocks_of_readme "$TOP/README.md" "$work/readme"
	run_blocks README "$work/readme" "$work/top" "$plain"
	questions_of_readme "$TOP/README.md" "$work/question"
	run_blocks README-question "$work/question" "$work/top" "$plain"
	ls "$work"/readme.*.shown >"$work/words" 2>&1 || echo "not ok pages/README-shown: none"
else
	echo "not ok pages/prepare-top"
	sed 's/^/	/' "$work/words" | head -n 5
fi

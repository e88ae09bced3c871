#!/bin/sh
# The pages, --help and README agree with the programs, and their examples run. Prints a line a test.
# usage: run.sh [build folder]
#
# Of each page tools/NAME.1 and scripts/NAME.1: SYNOPSIS is the usage of --help, the options are those of --help, the line
# of NAME is its purpose. retkit(7) names the programs with these lines, and the columns and words of
# lib/row/columns.c, and the tables as the programs declare them, whose columns each page lists too.
#
# Every literal block of EXAMPLES runs, in order, in a folder with
#   samples        the samples
#   shipments.csv returns.csv cells.csv   made from them as retkit(7) tells
#   and the files of tests/pages/inputs
# Of README.md every block that begins with ```sh and every command of the table of questions run in a folder that
# looks like the top of the sources after `make review`. Programs and scripts are on PATH only when an `export` line
# of README.md puts them there. A block without a language, right below one that ran, is the output that must have come.
#
# All must end with status 0, keep a row where they filter, and say nothing on stderr but summaries and indented tables.
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
# In the locale of a user: gnuplot warns of letters that the locale C lacks. BUILD: scripts then take the programs from PATH.
plain=$(getconf PATH)
export PATH="$build:$TOP/scripts:$PATH" LC_ALL=C.UTF-8 BUILD="$build"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
here=$TOP/tests/pages

# same NAME FILE FILE: ok when both are the same, else what differs.
same() {
	if diff "$2" "$3" >"$work/differs"; then
		echo "ok pages/$1"
	else
		echo "not ok pages/$1"
		sed 's/^/	/' "$work/differs" | head -n 12
	fi
}

# Without blanks and case: `[file ...]` of a page is `[FILE...]` of --help; that an option may come again
# is said in the page's text.
squeeze() { tr '[:upper:]' '[:lower:]' | tr -d ' \n\t' | sed 's/\]\.\.\./]/g'; }

synopsis_of_page() {
	# Bold is a letter struck twice: "X, backspace, X".
	mandoc -K utf-8 -T utf8 -O width=500 "$1" | sed "s/.$(printf '\b')//g" |
		awk '/^SYNOPSIS/ { on = 1; next } /^[A-Z]/ { on = 0 } on'
}

# The options of `.It Fl v , -invert` as -v and --invert, one a line.
options_of_page() {
	awk '/^\.It Fl / {
		flag = 0
		for (i = 2; i <= NF; i++) {
			if ($i == "Fl")
				flag = 1
			else if ($i ~ /^(Ar|Cm|Op|Ns|Li|No)$/)
				flag = 0
			else if (flag && $i != "," && $i != "|")
				print "-" $i
		}
	}' "$1" | grep -v -x -e -h -e --help -e --version | sort
}

options_of_help() {
	awk '/^options:/ { on = 1; next } on && /^  (-., |    )?--/ {
		for (i = 1; i <= 2; i++)
			if ($i ~ /^-/) {
				sub(/,$/, "", $i)
				print $i
			}
	}' "$1" | grep -v -x -e -h -e --help -e --version | sort
}

purpose_of_page() { sed -n 's/^\.Nd //p' "$1"; }
purpose_of_help() { awk '!/^(usage:| )/ { print; exit }' "$1"; }

check_page() {
	page=$1
	set -- "$(basename "$page" .1)"
	"$1" --help >"$work/help" || return
	synopsis_of_page "$page" | squeeze >"$work/a"
	awk '/^(usage:| )/ { sub(/^usage:/, ""); print; next } { exit }' "$work/help" | squeeze >"$work/b"
	same "$1-synopsis" "$work/a" "$work/b"
	options_of_page "$page" >"$work/a"
	options_of_help "$work/help" >"$work/b"
	same "$1-options" "$work/a" "$work/b"
	purpose_of_page "$page" >"$work/a"
	purpose_of_help "$work/help" >"$work/b"
	same "$1-purpose" "$work/a" "$work/b"
}

# The words of a list of lib/row/columns.c, one a line.
words_of_source() {
	awk -v list="columns_$1" '
		index($0, "const " list "[]") { on = 1; next }
		on && /};/ { exit }
		on {
			while (match($0, /"[a-z_0-9]+"|COLUMN_[A-Z_0-9]+/)) {
				word = substr($0, RSTART, RLENGTH)
				$0 = substr($0, RSTART + RLENGTH)
				gsub(/"|COLUMN_/, "", word)
				print tolower(word)
			}
		}' "$TOP/lib/row/columns.c"
}

# The words in .Cm between two lines of retkit(7), one a line.
words_of_page() {
	awk -v from="$1" -v to="$2" '
		$0 == from { on = 1; next }
		on && $0 == to { exit }
		on && $1 == ".Cm" {
			for (i = 2; i <= NF; i++)
				if ($i ~ /^[a-z]/)
					print $i
		}' "$TOP/tools/retkit.7"
}

check_suite() {
	suite=$TOP/tools/retkit.7
	for page in "$TOP"/tools/*.1; do
		name=${page##*/}
		printf '%s %s\n' "${name%.1}" "$(purpose_of_page "$page")"
	done | sort >"$work/a"
	awk '/^\.Ss Programs/ { on = 1; next } /^\.El/ { on = 0 } on && /^\.It Xr/ { name = $3; next }
		on && !/^\./ { print name, $0 }' "$suite" | sort >"$work/b"
	same retkit-programs "$work/a" "$work/b"
	for side in Shipments Returns; do
		words_of_source "$(echo $side | tr '[:upper:]' '[:lower:]')" >"$work/a"
		awk -v side=".Ss $side" '$0 == side { on = 1 } on && /^\.Bd/ { print "begin"; next }
			on && /^\.Ed/ { exit } on' "$suite" |
			awk '/^begin/ { on = 1; next } on { for (i = 2; i <= NF; i++) print $i }' >"$work/b"
		same "retkit-columns-$side" "$work/a" "$work/b"
	done
	words_of_source types >"$work/a"
	words_of_page '.It Cm type' '.It Cm status' >"$work/b"
	same retkit-types "$work/a" "$work/b"
	words_of_source statuses | sort >"$work/a"
	words_of_page '.It Cm status' '.It Cm qty_basis' | sort >"$work/b"
	same retkit-statuses "$work/a" "$work/b"
	words_of_source causes >"$work/a"
	words_of_page 'There are five causes:' 'A reason belongs to a cause, as in' >"$work/b"
	same retkit-causes "$work/a" "$work/b"
}

# The columns that a page lists for each table, as `name@version: columns`: between the comments `columns of NAME` and `end of
# columns` the words of .Li, and in a list those of .It Cm. The dimensions are told in words of their own.
columns_of_page() {
	awk '
		/^\.\\" columns of / { name = $4; line = name ":"; depth = 0; next }
		/^\.\\" end of columns/ { print line; name = "" }
		name == "" { next }
		$1 == ".Bl" { depth++ }
		$1 == ".El" { depth-- }
		depth ? $1 == ".It" && $2 == "Cm" : $1 == ".Li" {
			for (i = depth ? 3 : 2; i <= NF; i++) {
				n = split($i, words, ",")
				for (k = 1; k <= n; k++)
					if (words[k] ~ /^[a-z_]/)
						line = line " " words[k]
			}
		}' "$@"
}

# The lists of the pages are the schemas of the tables, and so is that of retkit(7).
check_schemas() {
	"$build/tests/schemas" >"$work/schemas" || echo "not ok pages/schemas: $(grep -v @ "$work/schemas")"
	awk '/^\.Ss All tables/ { on = 1; next } on && /^\.El/ { exit }
		on && $1 == ".It" { printf "%s%s:", sep, $3; sep = "\n"; next }
		on && sep && !/^\./ { printf " %s", $0 }
		END { print "" }' "$TOP/tools/retkit.7" >"$work/a"
	same retkit-tables "$work/a" "$work/schemas"
	columns_of_page "$TOP"/tools/*.[17] | sort >"$work/a"
	sed 's/ DIM//; s/[][]//g' "$work/schemas" | sort >"$work/b"
	same columns "$work/a" "$work/b"
	# A schema that the list lacks would be checked by nobody.
	nm "$build/libretkit.a" 2>/dev/null | grep -c ' [DR] .*_schema$' >"$work/a"
	grep -c . "$work/schemas" >"$work/b"
	same schemas-all "$work/a" "$work/b"
}

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

is_summary='^[a-z-]*: \([^ ]*: \)\{0,1\}read [0-9]* = '
is_summary="$is_summary\|^ret-tally: classified: \|^ret-tally: returns dated by \|^ret-check: findings: \|^  "
is_summary="$is_summary\|^ret-import: [^:]*: dialect [a-z0-9-]* ([0-9]* of [0-9]* headers)$"
is_summary="$is_summary\|^ret-join: \(filled\|differing\|quantities\|found\): "

# Run the blocks $2.N in folder $3 with PATH $4, and compare what is shown of them.
run_blocks() {
	n=1
	while [ -f "$2.$n" ]; do
		(cd "$3" && PATH=$4 sh -eu "$2.$n") >"$work/out" 2>"$work/err" </dev/null
		status=$?
		if [ $status -eq 0 ] && ! grep -v "$is_summary" "$work/err" >"$work/words" && ! grep -q ' = kept 0 ' "$work/err"; then
			echo "ok pages/$1-example-$n"
		else
			echo "not ok pages/$1-example-$n: status $status"
			{
				cat "$2.$n"
				head -n 5 "$work/err"
			} | sed 's/^/	/'
		fi
		if [ -f "$2.$n.shown" ]; then
			sed 's/ *$//' "$work/out" >"$work/came"
			same "$1-shown-$n" "$2.$n.shown" "$work/came"
		fi
		n=$((n + 1))
	done
	[ "$n" -gt 1 ] || echo "not ok pages/$1-examples: none"
}

prepare() {
	mkdir "$work/box"
	cp "$here"/inputs/* "$work/box"
	ln -s "$TOP/samples" "$work/box/samples"
	cd "$work/box" || return
	ret-import -q --as shipments -o shipments.csv samples/exports/*shipments*.csv &&
		ret-import -q --as returns -o imported.csv samples/exports/*returns*.csv &&
		ret-classify -q -o returns.csv imported.csv &&
		rm imported.csv &&
		ret-tally -q --shipments shipments.csv --returns returns.csv -o cells.csv
}

for page in "$TOP"/tools/*.1 "$TOP"/scripts/*.1; do
	check_page "$page"
done
check_suite
check_schemas

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

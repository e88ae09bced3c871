#!/bin/sh
# The pages agree with --help, with one another and with the sources.
# Prints a line a test.
# usage: run.sh [build folder]
#
# Of each page tools/NAME.1 and scripts/NAME.1: SYNOPSIS is the usage of --help, the options are those of --help, the line
# of NAME is its purpose. retkit(7) names the programs with these lines, and the columns and words of
# lib/row/columns.c, and the tables as the programs declare them, whose columns each page lists too.
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$TOP/tests/pages/pages.sh"

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
	check "$1-help" "$1" --help || return
	"$1" --help >"$work/help"
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

for page in "$TOP"/tools/*.1 "$TOP"/scripts/*.1; do
	check_page "$page"
done
check_suite
check_schemas

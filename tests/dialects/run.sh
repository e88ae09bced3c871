#!/bin/sh
# The export of each case beside this script in the other forms that systems and people give it: each must become the
# table of the case. And its dialect alone fits it, so that no other can be chosen. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export TOP PATH="$build:$PATH" LC_ALL=C TZ=UTC
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT

# Run the case in $box/run, where the export has another form now.
same() { # form
	(cd "$box/run" && sh ./cmd) >"$box/out" 2>"$box/err" </dev/null
	if cmp -s "$case_dir/out" "$box/out"; then
		echo "ok dialects/$name in $1"
	else
		echo "not ok dialects/$name in $1"
		diff -u "$case_dir/out" "$box/out" | head -n 10
		head -n 5 "$box/err"
	fi
}

for cmd in "$TOP"/tests/dialects/*/cmd; do
	case_dir=${cmd%/cmd}
	name=${case_dir##*/}
	file=$(cd "$case_dir" && echo export.*)
	export=$case_dir/$file
	rm -rf "$box/run"
	mkdir "$box/run"
	cp "$cmd" "$box/run"

	# Amazon's are ASCII: the same bytes in every encoding.
	if iconv -f UTF-8 -t GBK "$export" >"$box/run/$file" 2>"$box/err" && ! cmp -s "$export" "$box/run/$file"; then
		same GBK
	fi
	{
		printf '\357\273\277'
		cat "$export"
	} >"$box/run/$file"
	same 'UTF-8 with BOM'

	# What a spreadsheet saves as Unicode text; Amazon's have TABs as they are.
	case $file in
	*.csv) awk -f "$TOP/tests/dialects/tabs.awk" "$export" ;;
	*) cat "$export" ;;
	esac >"$box/tabs"
	cp "$box/tabs" "$box/run/$file"
	[ "$file" = export.txt ] || same TABs
	{
		printf '\377\376'
		iconv -f UTF-8 -t UTF-16LE "$box/tabs"
	} >"$box/run/$file"
	same 'UTF-16 with TABs'

	# Words above the header, as some systems write them.
	if [ "$file" = export.csv ]; then
		{
			printf '3个月前的售后单仅支持在页面查看\r\n'
			cat "$export"
		} >"$box/run/$file"
		same 'a file with a banner above'
	fi

	# --explain names every dialect that fits.
	ret-import --explain "$export" >"$box/explained" 2>"$box/err"
	dialect=$(sed -n 's/^[^,]*,dialect,,[a-z]*,,\([^,]*\),.*/\1/p' "$box/explained")
	case $name in
	"$dialect" | "$dialect"-*)
		if grep -q ',fits too,' "$box/explained"; then
			echo "not ok dialects/$name alone fits"
			grep ',fits too,' "$box/explained"
		else
			echo "ok dialects/$name alone fits"
		fi
		;;
	*) echo "not ok dialects/$name is taken for $dialect" ;;
	esac
done

# Every dialect has a case.
ret-import --dialects >"$box/all"
sed -e 1d -e 's/,.*//' "$box/all" | while read -r dialect; do
	case $dialect in generic*) continue ;; esac
	if [ -d "$TOP/tests/dialects/$dialect" ]; then
		echo "ok dialects/$dialect has a case"
	else
		echo "not ok dialects/$dialect has no case"
	fi
done

# README says how many layouts of how many systems there are; a dialect is named SYSTEM-TABLE.
layouts=$(sed -e 1d -e 's/,.*//' "$box/all" | grep -cv '^generic')
systems=$(sed -e 1d -e 's/,.*//' -e 's/-.*//' "$box/all" | grep -v '^generic' | sort -u | wc -l)
if grep -q "$layouts layouts of $((systems)) systems" "$TOP/README.md"; then
	echo "ok dialects/README counts the layouts"
else
	echo "not ok dialects/README does not say $layouts layouts of $((systems)) systems"
fi

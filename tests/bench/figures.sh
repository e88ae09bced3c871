# figures.sh: sourced by run; medians, ratios and rows of tables from the files that measure writes: a line a run of milliseconds
# of wall, user and system time and KiB of memory. $times is their folder.
# shellcheck disable=SC2154 # what run sets

# The median of the numbers on stdin.
middle() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }

# median FILE COLUMN
median() { awk -v c="$2" '{ print $c }' "$1" | middle; }

measured() { [ -s "$times/$1" ]; }

# wall NAME, cpu NAME, peak NAME: milliseconds, those of all cores, MB.
wall() { median "$times/$1" 1; }
cpu() { awk '{ print $2 + $3 }' "$times/$1" | middle; }
peak() { median "$times/$1" 4 | awk '{ printf "%.0f", $1 / 1024 }'; }

# figure NAME wall|cpu|peak: empty where it was not measured.
figure() { measured "$1" && "$2" "$1" | awk '{ printf "%.0f", $1 }'; }

# ratio A B: how many times longer A took than B: the median of the runs in pairs, where they were run in turn; else that of medians.
ratio() {
	if [ "$(wc -l <"$times/$1")" -eq "$(wc -l <"$times/$2")" ]; then
		paste -d ' ' "$times/$1" "$times/$2" | awk '{ print $1 / $5 }' | middle | awk '{ printf "%.2f", $1 }'
	else
		quotient "$(wall "$1")" "$(wall "$2")"
	fi
}

quotient() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

bytes() { wc -c "$@" | awk 'END { print $1 }'; }

# records FILE: its rows below the header.
records() { echo $(($(wc -l <"$1") - 1)); }

# speed NAME FILE…: MB/s of the files it read.
speed() {
	speed_name=$1
	shift
	awk -v b="$(bytes "$@")" -v ms="$(wall "$speed_name")" 'BEGIN { printf "%.0f", b / 1e3 / ms }'
}

# goal WORDS WANTED REACHED "at least"|"at most" UNIT: a row of the goals, empty REACHED for what could not be measured.
goal() {
	if [ -z "$3" ]; then
		echo "| $1 | $4 $2 $5 | | not measured |"
		return
	fi
	met=$(awk -v want="$2" -v got="$3" -v sense="$4" \
		'BEGIN { print (sense == "at least" ? got >= want : got <= want) ? "yes" : "no" }')
	echo "| $1 | $4 $2 $5 | $3 $5 | $met |"
}

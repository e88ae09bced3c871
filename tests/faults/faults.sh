# What the scripts of this folder share; sourced. In BOX stand exports (ex/), a review of what they were before (start/), what a clean run
# makes of them (clean/), and the same with one export more (more/, more-out/); each fault of a review begins with a copy of start/.
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export BUILD="$build" PATH="$build:$PATH" TZ=UTC
BOX=$(mktemp -d) || exit 2
trap 'rm -rf "$BOX"' EXIT
export GROUP=faults WORDS=$BOX/.words
. "$TOP/tests/verdicts.sh"
export FAULT_COUNTER="$BOX/counter" FAULT_LOG="$BOX/fault"
shim=$build/tests/shim.so

cd "$BOX" || exit 2
: >"$WORDS"
# Another library must come first where memory is watched.
if LD_PRELOAD=$shim ret-import --help 2>&1 | grep -q 'runtime does not come first'; then
	echo 'skip faults/all: a build with sanitizers takes no other library before its own'
	exit 0
fi

# exports DIR UNITS: twelve months of two SKUs, with UNITS in each line shipped.
exports() {
	mkdir "$1"
	awk -v units="$2" -v to="$1" 'BEGIN {
		print "order_id,line_id,shop,sku,qty,shipped_at" >(to "/shipped.csv")
		print "return_id,order_id,line_id,shop,sku,qty,received_at,reason1,note" >(to "/returned.csv")
		for (year = 2024; year <= 2025; year++)
			for (month = 1; month <= 6; month++)
				for (k = 0; k < 4; k++) {
					n++
					day = sprintf("%d-%02d-%02d", year, month, k < 2 ? 3 : 23)
					printf "o%d,l%d,shop,%s,%d,%s\n", n, n, k % 2 ? "A" : "B", units, day >(to "/shipped.csv")
					if (k < 2)
						printf "r%d,o%d,l%d,shop,%s,2,%s,leaks,wet\n", n, n, n, k % 2 ? "A" : "B", day >(to "/returned.csv")
				}
	}'
}
review() { "$TOP/scripts/monthly-review" -q --exports "$1" --month 2025-06 --out "$2"; }

# same OUT [CLEAN]: all that people and later steps read is that of the clean run.
same() {
	for part in summary.md tables charts work/shipments work/returns work/cells.csv work/accounts; do
		diff -r "${2:-clean}/$part" "$1/$part" || return
	done
	[ -z "$(find "$1" -name '.retkit*' -o -name '*.part' -o -name '*.new')" ] || { find "$1" && return 1; }
}

# shimmed N HOW COMMAND…: the command, its N-th operation failing; in a process group of its own, for KILL takes all of it.
shimmed() {
	shimmed_at=$1 shimmed_how=$2
	shift 2
	head -c 16 /dev/zero >"$FAULT_COUNTER"
	rm -f "$FAULT_LOG"
	FAULT_AT=$shimmed_at FAULT_HOW=$shimmed_how LD_PRELOAD=$shim setsid -w "$@" >said 2>&1
	shimmed_status=$?
	# Those that were killed with it hold its lock until they are gone.
	for lock in */work/lock */work/dive.lock; do
		[ ! -f "$lock" ] || flock -w 60 "$lock" true || return
	done
	return $shimmed_status
}

# count COMMAND…: how many operations the command has, and how many bytes it writes.
count() {
	shimmed 0 EIO "$@"
	od -An -t u8 "$FAULT_COUNTER"
}

# whole STATUS PAGE OLD NEW: status 0 only with the new page; else the page, if there is one, is one of the two.
whole() {
	[ -f "$2" ] || [ "$1" -ne 0 ] || { echo 'status 0 without a page' && return 1; }
	[ ! -f "$2" ] || cmp -s "$2" "$4" || { [ "$1" -ne 0 ] && cmp -s "$2" "$3"; } || { echo "status $1 with a wrong page" && return 1; }
}

# fault_review N HOW: a fault in a review leaves the old page or makes the new one, and the run after it makes what a clean run makes.
fault_review() {
	rm -rf out && cp -a start out
	shimmed "$1" "$2" "$TOP/scripts/monthly-review" -q --exports ex --month 2025-06 --out out
	status=$?
	cat said "$FAULT_LOG" 2>/dev/null
	whole $status out/summary.md start/summary.md clean/summary.md && review ex out && same out
}

# fault_dive N HOW: the same of a dive.
fault_dive() {
	rm -rf dive
	shimmed "$1" "$2" "$TOP/scripts/sku-dive" --review clean --month 2025-06 --out dive A
	status=$?
	cat said "$FAULT_LOG" 2>/dev/null
	whole $status dive/dive.md /dev/null clean-dive/dive.md &&
		"$TOP/scripts/sku-dive" --review clean --month 2025-06 --out dive A && diff -r clean-dive dive
}

# fault_export N HOW: an export vanishes, or is cut, under the run that reads it. The page is the old one, or that of all exports, or that of
# what is left of them, and the run after it makes what a clean run makes of what is left.
fault_export() {
	rm -rf out odd fresh && cp -a start out && cp -R more odd
	(export FAULT_ONLY=/odd/zz.csv && shimmed "$1" "$2" "$TOP/scripts/monthly-review" -q --exports odd --month 2025-06 --out out)
	status=$?
	cat said "$FAULT_LOG" 2>/dev/null
	review odd fresh && { cmp -s out/summary.md fresh/summary.md || whole $status out/summary.md start/summary.md more-out/summary.md; } &&
		review odd out && same out fresh
}

# reading COMMAND…: reads are what fails in it, and nothing else.
reading() { (export FAULT_READS=1 && "$@"); }

# fault_disk BYTES SCRIPT: a disk that has room for so many bytes.
fault_disk() { (export FAULT_BYTES="$1" && "fault_$2" 0 ENOSPC); }

# two_runs DELAY: of two runs at once, the second so much later, one makes the page and the other ends with status 2; or one waited long
# enough to find all made.
two_runs() {
	rm -rf out && cp -a start out
	review ex out >first 2>&1 &
	sleep "$1"
	review ex out >second 2>&1
	second=$?
	wait $!
	first=$?
	cat first second
	case "$first $second" in
	'0 0') ! grep -q . first second ;;
	'0 2') grep -q '^monthly-review: out: another run is at work in this folder; wait for its end$' second ;;
	'2 0') grep -q '^monthly-review: out: another run is at work in this folder; wait for its end$' first ;;
	*) false ;;
	esac && same out
}

# cut_at_line FILE…: without their last lines, at the end of a line, they are whole tables for whoever reads them.
cut_at_line() {
	for cut; do sed -i '$d' "$cut" || return; done
}

# fault_cut FILE…: products of a whole run that lost their last lines are made again.
fault_cut() {
	rm -rf out && cp -a clean out && (cd out && cut_at_line "$@") && review ex out && same out
}

# products: all that a review keeps the hash of.
products() { sed 's/^[^ ]*  //' clean/work/manifest; }

exports ex 20
{ review ex start && rm -rf ex; } >"$WORDS" 2>&1
exports ex 30
{ cp -R ex more && sed '1!s/,A,/,Z,/;1!s/,l/,z/' ex/shipped.csv >more/zz.csv && review more more-out && review ex clean &&
	"$TOP/scripts/sku-dive" --review clean --month 2025-06 --out clean-dive A; } >"$WORDS" 2>&1 &&
	: >"$WORDS"
verdict prepared

# What the scripts of this folder share; sourced. BOX is a folder of their own, SAMPLES the exports of the samples.
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export BUILD="$build" PATH="$build:$PATH"
export SAMPLES="$TOP/samples/exports"
BOX=$(mktemp -d) || exit 2
trap 'rm -rf "$BOX"' EXIT
export GROUP=review WORDS=$BOX/.words
. "$TOP/tests/verdicts.sh"

# review EXPORTS MONTH OUT OPTION…
review() {
	review_exports=$1 review_month=$2 review_out=$3
	shift 3
	"$TOP/scripts/monthly-review" --exports "$review_exports" --month "$review_month" --out "$review_out" "$@"
}

# holds TABLE CONDITION…: some row of the review's table meets all conditions.
holds() {
	table=$1
	shift
	ret-filter --expect "$@" "$BOX/out/tables/$table.csv"
}

# none TABLE CONDITION…: no row does.
none() { ! holds "$@"; }

says() { grep -q -e "$1" "$BOX/out/summary.md"; }

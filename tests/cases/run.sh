#!/bin/sh
# Acceptance cases of the statistics: numbers that other programs computed or that were published.
# usage: run.sh [build folder]
#
# Prints `ok NAME`, `not ok NAME` or `skip NAME: why` for each case, and on stderr what differs. The
# cases lie in $SHARED/cases (default: shared beside the project).

TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
SHARED=${SHARED:-$TOP/../shared}
programs=${1:-$TOP/build}/tests
cases=$SHARED/cases
work=$(mktemp -d) || exit 2
: >"$work/words"
trap 'rm -rf "$work"' EXIT

# A table over SKUs as expected values: keys PREFIX.SKU.COLUMN for the columns named.
wide() { # file prefix columns
	awk -F, -v prefix="$2" -v take=" $3 " '
		NR == 1 {
			for (k = 1; k <= NF; k++) {
				column[k] = $k
				if ($k == "sku")
					sku = k
			}
			next
		}
		{
			for (k = 1; k <= NF; k++)
				if (index(take, " " column[k] " "))
					print prefix "." $sku "." column[k] "," $k ",1e-8,1e-12,"
		}' "$1"
}

# The expected values of a case that are ours to meet, as compare.py reads them.
expected() { # case folder
	case ${1##*/} in
	01-*)
		cat "$1/expected.csv"
		;;
	02-*)
		# scas, Laud's skewness-corrected score interval, is optional by the case.
		grep -v '^[a-z0-9]*\.scas\.' "$1/expected.csv"
		;;
	03-*)
		# The smoothing-spline estimate of pi0 is R's smooth.spline: "not worth porting", says
		# the case.
		grep -v -e '^skus\.pi0\.smoother,' -e '^hedenfalk\.pi0\.smoother,' \
			-e '^hedenfalk\.n_q_le_\.05\.smoother,' "$1/expected.csv"
		wide "$1/expected_skus.csv" skus \
			'p_central p_midp bh_central bh_midp q_lambda05 q_boot'
		;;
	13-*)
		# Kitagawa's split, flat and nested. Das Gupta's three factors (dg22, hier) and the
		# logarithmic mean index (lmdi) are the alternatives the case gives beside it.
		grep -v -e '^dg22\.' -e '^[a-z0-9]*\.hier\.' -e '^ret\.lmdi\.' "$1/expected.csv"
		wide "$1/expected_returns.csv" ret 'rate_q mix_q rate_f mix_f rate_o mix_o'
		;;
	18-*)
		# One record is one value, without a tolerance: 1e-10 relative for ours, 1e-9 for the
		# hypergeometric of GSL; absolute only below what a double can hold.
		echo key,value,rtol,atol,source
		awk -F, 'NR > 1 {
			print $1 "." NR "," $6 "," ($1 ~ /^hyper_/ ? "1e-9" : "1e-10") ",1e-300,"
		}' "$1/in_primitives.csv"
		;;
	esac
}

check() { # name case program
	if [ ! -d "$cases/$2" ]; then
		echo "skip $1: no $cases/$2"
	elif ! command -v python3 >/dev/null; then
		echo "skip $1: python3 not found"
	elif expected "$cases/$2" >"$work/expected.csv" &&
		"$programs/$3" "$cases/$2" >"$work/got.csv" &&
		python3 "$cases/_lib/compare.py" "$work/expected.csv" "$work/got.csv" \
			>"$work/words"; then
		echo "ok $1"
	else
		echo "not ok $1"
		cat "$work/words" >&2
	fi
	: >"$work/words"
}

check case-01-rate-ci 01-rate-ci case_rate
check case-02-yoy-diff 02-yoy-diff case_pairs
check case-03-multiplicity 03-multiplicity case_fdr
check case-13-decomposition 13-decomposition case_bridge
check case-18-gsl-primitives 18-gsl-primitives case_primitives

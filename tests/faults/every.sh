#!/bin/sh
# As run.sh, but every STEP-th operation on files (all of them by default) of a review and a dive fails in each way. It takes hours, and
# make check does not wait for it. Prints a line a test that fails, and how many there were; status 1 when one failed.
# usage: every.sh [build folder] [STEP]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
step=${2:-1}
. "$TOP/tests/faults/faults.sh"

cp -a start out
for script in review dive; do
	if [ $script = review ]; then
		n=$(count "$TOP/scripts/monthly-review" -q --exports ex --month 2025-06 --out out)
	else
		n=$(count "$TOP/scripts/sku-dive" --review clean --month 2025-06 --out dive A)
	fi
	for how in EIO ENOSPC EACCES KILL; do
		at=1
		while [ $at -le "$n" ]; do
			check "$script-$how-$at" fault_$script $at $how
			at=$((at + step))
		done
	done
done >every
sed '/^ok /d' every
echo "$(grep -c '^ok ' every) passed, $(grep -c '^not ok ' every) failed"
! grep -q '^not ok ' every

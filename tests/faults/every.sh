#!/bin/sh
# As run.sh, but every STEP-th operation on files (all of them by default) of a review and a dive fails in each way, a shim's disk and real
# ones (where a file system may be mounted) get full at 13 sizes, each product is cut at the end of a line, an export vanishes or is cut at
# every operation on it, reads fail, and two runs meet at 20 distances. It takes an hour or two, and make check does not wait for it. Prints a line a
# test that fails, and how many there were of each kind; status 1 when one failed.
# usage: every.sh [build folder] [STEP]
set -u
# In a space of mounts of its own it is its own master.
if [ -z "${FAULT_MOUNTS:-}" ]; then
	export FAULT_MOUNTS=no
	! unshare -rm true 2>/dev/null || { FAULT_MOUNTS=yes && exec unshare -rm "$0" "$@"; }
fi
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
step=${2:-1}
. "$TOP/tests/faults/faults.sh"

# fault_mounted KILOBYTES: a disk of this size with a review on it, and the same disk with room again.
fault_mounted() {
	mkdir -p disk && mount -t tmpfs -o "size=$1k" none disk || return
	cp -a start disk/out 2>/dev/null
	review ex disk/out
	status=$?
	page=start/summary.md
	cmp -s disk/out/summary.md start/summary.md || page=/dev/null
	whole $status disk/out/summary.md $page clean/summary.md && mount -o remount,size=100m disk && review ex disk/out && same disk/out
	status=$?
	umount disk
	return $status
}

# each KIND FUNCTION N HOW [FIRST]: the function for every STEP-th number from FIRST or 1 to N.
each() {
	at=${5:-1}
	while [ "$at" -le "$3" ]; do
		check "$1-$4-$at" "$2" "$at" "$4"
		at=$((at + step))
	done
}

# shellcheck disable=SC2046 # two numbers: operations and bytes
everything() {
	rm -rf out && cp -a start out
	set -- $(count "$TOP/scripts/monthly-review" -q --exports ex --month 2025-06 --out out)
	for part in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
		check "disk-review-$part" fault_disk $(($2 * part / 13)) review
	done
	for how in EIO ENOSPC EACCES KILL; do each review fault_review "$1" $how; done
	set -- $(count "$TOP/scripts/sku-dive" --review clean --month 2025-06 --out dive A)
	for part in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
		check "disk-dive-$part" fault_disk $(($2 * part / 13)) dive
	done
	for how in EIO ENOSPC EACCES KILL; do each dive fault_dive "$1" $how; done
	for name in $(products | grep -v '\.png$'); do check "cut-$name" fault_cut "$name"; done
	for delay in 0 0.02 0.04 0.06 0.08 0.1 0.12 0.14 0.16 0.18 0.2 0.22 0.24 0.26 0.28 0.3 0.35 0.4 0.5 0.6; do
		check "two-$delay" two_runs $delay
	done
	set -- "$(du -sk start | cut -f 1)"
	for part in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
		[ $FAULT_MOUNTS = no ] || check "mounted-$part" fault_mounted $(($1 + part * $1 / 10))
	done

	rm -rf out odd && cp -a start out && cp -R more odd
	export FAULT_ONLY=/odd/zz.csv
	set -- $(count "$TOP/scripts/monthly-review" -q --exports odd --month 2025-06 --out out)
	for how in VANISH CUT EIO EACCES; do each export fault_export "$1" $how; done
	unset FAULT_ONLY
	export FAULT_READS=1
	# The first read is that of the shell, which takes a script that it cannot read for an empty one and ends with status 0.
	rm -rf out && cp -a start out
	set -- $(count "$TOP/scripts/monthly-review" -q --exports ex --month 2025-06 --out out)
	each read-review fault_review "$1" EIO 2
	set -- $(count "$TOP/scripts/sku-dive" --review clean --month 2025-06 --out dive A)
	each read-dive fault_dive "$1" EIO 2
	export FAULT_ONLY=/odd/zz.csv
	rm -rf out odd && cp -a start out && cp -R more odd
	set -- $(count "$TOP/scripts/monthly-review" -q --exports odd --month 2025-06 --out out)
	for how in VANISH CUT; do each read-export fault_export "$1" $how; done
}

everything | tee "${FAULT_RESULTS:-/dev/null}" >every
sed '/^ok /d' every
sed -n 's/^ok faults\/\([a-z-]*\).*/\1/p' every | sort | uniq -c
echo "$(grep -c '^ok ' every) passed, $(grep -c '^not ok ' every) failed"
! grep -q '^not ok ' every

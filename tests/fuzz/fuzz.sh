#!/bin/sh
# fuzz.sh BUILD SECONDS [NAME...]: run the fuzzers BUILD/tests/fuzz_NAME (all of them without names), SECONDS in all, the reader half of
# them. What is new goes to BUILD/corpus/NAME, inputs that break something to BUILD/broken; status 1 when there are any.
set -u
TOP=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
seconds=$2
shift 2
[ $# -gt 0 ] || set -- "$build"/tests/fuzz_*
mkdir -p "$build/broken" || exit 2
# What was freed is kept a while to catch its use; the default of 256 MB costs most of the time.
export ASAN_OPTIONS=quarantine_size_mb=4

names=
shares=0
for name in "$@"; do
	name=${name##*/fuzz_}
	if [ ! -x "$build/tests/fuzz_$name" ]; then
		case $name in *.d | *.o) continue ;; esac
		echo "no fuzzer $name" >&2
		exit 2
	fi
	names="$names $name"
	shares=$((shares + 1))
	[ "$name" = reader ] && readers=4 && shares=$((shares + 3))
done

failed=0
for name in $names; do
	share=1
	[ "$name" = reader ] && share=${readers:-1}
	new=$build/corpus/$name
	kept=$TOP/tests/fuzz/corpus/$name
	log=$build/$name.log
	mkdir -p "$new"
	if "$build/tests/fuzz_$name" -max_total_time=$((seconds * share / shares)) -max_len=1024 -timeout=20 \
		-rss_limit_mb=2048 -close_fd_mask=2 -print_final_stats=1 \
		-artifact_prefix="$build/broken/$name-" "$new" "$kept" >"$log" 2>&1 </dev/null; then
		awk -v name="$name" '
			/^#[0-9]+.* cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") edges = $(i + 1) }
			/^stat::number_of_executed_units/ { runs = $2 }
			END { print name ": " runs " inputs, " edges " edges, nothing broken" }' "$log"
	else
		failed=1
		echo "$name: broken; see $log"
		grep -av '^#[0-9]' "$log" | grep -a -m 1 -A 12 -e '^broken: ' -e '^==[0-9]*== *ERROR' -e 'runtime error:'
		grep -a 'Test unit written to' "$log"
	fi
done
exit $failed

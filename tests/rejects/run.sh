#!/bin/sh
# The file of --rejects beside the output, for every tool that has both: a run that failed leaves it as it
# was, and nothing else; it is never the file of the output, however the two are spelled. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export PATH="$build:$PATH"
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT
mkdir "$box/run" && cd "$box/run" || exit 2
: >../words

# A file system that has no files without a name, such as a network share: open() says so.
cat >../share.c <<'EOF'
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

int open(const char *path, int flags, ...)
{
	va_list arguments;

	if ((flags & O_TMPFILE) == O_TMPFILE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	va_start(arguments, flags);
	int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
	va_end(arguments);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
EOF

export GROUP=rejects WORDS=../words
. "$TOP/tests/verdicts.sh"

# run_tool TOOL OPTION...: over a table with a row to refuse, then over $more.
run_tool() {
	tool=$1
	shift
	case $tool in
	ret-import) ret-import --as shipments "$@" rows.csv $more ;;
	ret-filter) ret-filter "$@" 'qty>0' rows.csv $more ;;
	ret-classify) ret-classify "$@" rows.csv $more ;;
	ret-join) ret-join "$@" --shipments parcels.csv --returns rows.csv $more ;;
	ret-tally) ret-tally "$@" --shipments rows.csv $more --returns returns.csv ;;
	esac
}

begin() {
	rm -rf ./* ./.[!.]*
	printf 'sku,qty,shipped_at,status,note,line_id\nA,one,2025-06-01,done,x,1\nA,1\nA,1,2025-06-01,done,y,2\n' >rows.csv
	printf 'sku,qty,shipped_at,line_id\n' >parcels.csv
	printf 'sku,qty,received_at,status\n' >returns.csv
	echo old >bad.csv
	find . | sort >../before
}

tools='ret-import ret-filter ret-classify ret-join ret-tally'

# failed NAME PRELOAD: the second table is missing, so the run fails when the first is read.
failed() {
	more=none.csv
	for tool in $tools; do
		begin
		(
			ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0 LD_PRELOAD=$2
			export ASAN_OPTIONS LD_PRELOAD
			run_tool "$tool" --max-rejects 9 --rejects bad.csv -o out.csv
		) 2>../err
		[ $? -eq 2 ] || echo "$tool: did not fail" >>../words
		grep -q 'none.csv' ../err || cat ../err >>../words
		[ "$(cat bad.csv)" = old ] || echo "$tool: bad.csv is not as it was" >>../words
		find . | sort | diff ../before - >../left || sed "s/^/$tool: /" ../left >>../words
	done
	verdict "$1"
}

failed failed-run ''
if ${CC:-cc} -shared -fPIC -o ../share.so ../share.c 2>../err; then
	failed failed-run-on-a-share "$box/share.so"
else
	echo 'skip rejects/failed-run-on-a-share: no compiler'
fi

# refused TOOL OPTION...: told so, and all files are as before.
refused() {
	run_tool "$@" >../out 2>../err
	[ $? -eq 2 ] || echo "$*: status is not 2" >>../words
	grep -q ": --rejects '[^']*' is also the output\$" ../err ||
		{ echo "$*:"; cat ../err; } >>../words
	[ -s ../out ] && echo "$*: wrote" >>../words
	[ "$(cat bad.csv)" = old ] || echo "$*: bad.csv is not as it was" >>../words
}

more=
for tool in $tools; do
	begin
	mkdir folder
	ln -s bad.csv link.csv
	ln -s . here
	refused "$tool" -o bad.csv --rejects bad.csv
	refused "$tool" -o new.csv --rejects ./new.csv
	refused "$tool" -o "$PWD/new.csv" --rejects folder/../new.csv
	refused "$tool" -o bad.csv --rejects link.csv
	refused "$tool" -o here/new.csv --rejects new.csv
	refused "$tool" --rejects -
	refused "$tool" -o - --rejects -
	[ -e new.csv ] && echo "$tool: new.csv is there" >>../words
	: >sent.csv
	# shellcheck disable=SC2094
	run_tool "$tool" --rejects sent.csv >sent.csv 2>../err
	grep -q "'sent.csv' is also the output" ../err || echo "$tool: sent.csv lost" >>../words
done
verdict same-file

for tool in $tools; do
	begin
	ln -s bad.csv link.csv
	run_tool "$tool" --max-rejects 9 -o /dev/null --rejects /dev/null >../out 2>../err ||
		cat ../err >>../words
	run_tool "$tool" --max-rejects 9 -o out.csv --rejects - >../out 2>../err || cat ../err >>../words
	grep -q '^rows.csv,[23],' ../out || echo "$tool: no table on stdout" >>../words
	run_tool "$tool" --max-rejects 9 -o out.csv --rejects link.csv >../out 2>../err ||
		cat ../err >>../words
	grep -q '^rows.csv,[23],' bad.csv && [ -h link.csv ] || echo "$tool: no bad.csv" >>../words
done
verdict two-files

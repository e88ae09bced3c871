# What the scripts of this folder share; sourced.
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
# In the locale of a user: gnuplot warns of letters that the locale C lacks. BUILD: scripts then take the programs from PATH.
export PATH="$build:$TOP/scripts:$PATH" LC_ALL=C.UTF-8 BUILD="$build"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export GROUP=pages WORDS="$work/.words"
. "$TOP/tests/verdicts.sh"

# same NAME FILE FILE: ok when both are the same, else what differs.
same() { check "$1" diff "$2" "$3"; }

is_summary='^[a-z-]*: \([^ ]*: \)\{0,1\}read [0-9]* = '
is_summary="$is_summary\|^ret-tally: classified: \|^ret-tally: returns dated by \|^ret-check: findings: \|^  "
is_summary="$is_summary\|^ret-import: [^:]*: dialect [a-z0-9-]* ([0-9]* of [0-9]* headers)$"
is_summary="$is_summary\|^ret-join: \(filled\|differing\|quantities\|found\): "

# Run the blocks $2.N in folder $3 with PATH $4, and compare what is shown of them.
run_blocks() {
	n=1
	while [ -f "$2.$n" ]; do
		(cd "$3" && PATH=$4 sh -eu "$2.$n") >"$work/out" 2>"$work/err" </dev/null
		status=$?
		if [ $status -eq 0 ] && ! grep -v "$is_summary" "$work/err" >"$work/words" && ! grep -q ' = kept 0 ' "$work/err"; then
			echo "ok pages/$1-example-$n"
		else
			echo "not ok pages/$1-example-$n: status $status"
			{
				cat "$2.$n"
				head -n 5 "$work/err"
			} | sed 's/^/	/'
		fi
		if [ -f "$2.$n.shown" ]; then
			sed 's/ *$//' "$work/out" >"$work/came"
			same "$1-shown-$n" "$2.$n.shown" "$work/came"
		fi
		n=$((n + 1))
	done
	[ "$n" -gt 1 ] || echo "not ok pages/$1-examples: none"
}

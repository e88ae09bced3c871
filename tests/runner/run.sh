#!/bin/sh
# tests/run does not lie: over planted cases, scripts and programs of which it is known how each must end. Prints a line a
# test.
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT

# ---- what is planted ----

mkdir -p "$box/tests" "$box/build/tests"
cp "$TOP/tests/run" "$box/tests/run"
cd "$box" || exit 2

# plant GROUP/CASE CMD: a case; its out, err and rc are what the caller writes beside it.
plant() {
	mkdir -p "tests/$1"
	printf '%s\n' "$2" >"tests/$1/cmd"
}
plant good/silent true
plant good/words 'echo out; echo err >&2; exit 3'
echo out >tests/good/words/out
echo err >tests/good/words/err
echo 3 >tests/good/words/rc
plant good/own-copy 'ls; echo more >>data; cat data'
printf 'cmd\ndata\n1\nmore\n' >tests/good/own-copy/out
echo 1 >tests/good/own-copy/data
plant good/no-stdin 'cat'

plant bad/out 'echo other'
echo one >tests/bad/out/out
plant bad/out-missing 'echo words'
plant bad/err-missing 'echo words >&2'
plant bad/rc 'exit 1'
plant bad/rc-wanted true
echo 1 >tests/bad/rc-wanted/rc
plant bad/no-newline 'printf one'
echo one >tests/bad/no-newline/out
plant bad/no-command 'no-such-command 2>/dev/null'
# shellcheck disable=SC2016 # the shell of the case
plant bad/kills-itself 'kill -9 $$'
plant bad/kills-group 'kill -9 0'
# shellcheck disable=SC2016
plant bad/kills-parent 'kill -9 $PPID'
plant bad/no-cmd true
rm tests/bad/no-cmd/cmd
echo x >tests/bad/no-cmd/out
mkdir tests/bad/empty-folder
plant bad/empty-cmd true
: >tests/bad/empty-cmd/cmd
plant bad/skip-silent 'exit 77'
plant skip/why 'echo "no luck today" >&2; exit 77'

# script NAME LINE…: a script of the group NAME.
script() {
	mkdir -p "tests/$1"
	name=$1
	shift
	printf '%s\n' "$@" >"tests/$name/run.sh"
}
script script-good 'echo ok script-good/a' 'echo "skip script-good/b: no luck"'
script script-fails 'echo ok script-fails/a' 'echo not ok script-fails/b' 'echo "	why"'
script script-silent true
script script-status 'echo ok script-status/a' 'exit 1'
script script-killed 'echo ok script-killed/a' 'kill -9 $$'
script script-syntax 'echo ok script-syntax/a' 'if'
script script-unset 'set -u' 'echo ok script-unset/a' 'echo "$none"'
script script-skip-silent 'echo "skip script-skip-silent/a"' 'echo "skip script-skip-silent/b: "'
script script-chatters 'echo a word' 'echo okay'
printf 'echo ok part/one\n' >tests/script-good/run-part.sh

# unit NAME LINE…: a program, and the source it stands for.
mkdir tests/unit
unit() {
	: >"tests/unit/$1.c"
	name=$1
	shift
	printf '%s\n' '#!/bin/sh' "$@" >"build/tests/$name"
	chmod +x "build/tests/$name"
}
unit test_good 'echo "[  PASSED  ] 2 test(s)." >&2'
unit test_fails 'echo "[  FAILED  ] 1 test(s)." >&2' 'exit 1'
unit test_nothing 'echo "[  PASSED  ] 0 test(s)." >&2'
unit test_silent true
# shellcheck disable=SC2016
unit test_crashes 'echo "[  PASSED  ] 2 test(s)." >&2' 'kill -11 $$'
unit test_not_built
rm build/tests/test_not_built

# ---- what is to come ----

export GROUP=runner WORDS=words
. "$TOP/tests/verdicts.sh"
: >words

# run STATUS ARGUMENT…: tests/run here, what it prints in said; its status must be STATUS.
run() {
	want=$1
	shift
	sh tests/run "$@" >said 2>said.err
	status=$?
	[ $status -eq "$want" ] || echo "$*: status $status, not $want" >>words
}

# has LINE: a whole line of said; lacks TEXT: no line holds it.
has() { grep -Fqx -e "$1" said || { echo "not said: $1"; cat said; } >>words; }
lacks() { grep -F -e "$1" said >>words; }

run 0 build /good/ test_good script-good
has '7 passed, 0 failed, 1 skipped'
has 'skip script-good/b: no luck'
verdict passes

run 1 build bad/
for case in out out-missing err-missing rc-wanted no-newline rc no-command kills-itself kills-group kills-parent no-cmd \
	empty-folder empty-cmd skip-silent; do
	grep -q "^not ok tests/bad/$case: ." said || echo "$case did not fail" >>words
done
has '0 passed, 14 failed, 0 skipped'
has 'not ok tests/bad/rc: status 1, not 0'
has 'not ok tests/bad/rc-wanted: status 0, not 1'
has 'not ok tests/bad/out: out'
has '	-one'
has '	+other'
has 'not ok tests/bad/err-missing: err'
has 'not ok tests/bad/kills-itself: status 137, not 0 err'
has 'not ok tests/bad/skip-silent: skipped without a reason'
verdict failures

run 1 build skip/
has 'skip tests/skip/why: no luck today'
has '0 passed, 0 failed, 1 skipped'
verdict skip-alone

run 1 build script-
has '7 passed, 9 failed, 1 skipped'
has 'not ok script-fails/b'
has '	why'
has 'not ok tests/script-silent/run.sh: no verdict'
has 'not ok tests/script-chatters/run.sh: no verdict'
has 'not ok tests/script-status/run.sh: status 1'
has 'not ok tests/script-killed/run.sh: status 137: killed'
has 'not ok tests/script-syntax/run.sh: status 2'
has 'not ok tests/script-unset/run.sh: status 2'
has 'not ok script-skip-silent/a: skipped without a reason'
has 'not ok script-skip-silent/b: skipped without a reason'
verdict scripts

run 1 build unit/
has '1 passed, 5 failed, 0 skipped'
has 'not ok unit/test_not_built: not built'
for unit in fails nothing silent crashes; do
	has "not ok unit/test_$unit"
done
verdict units

# All of it, the same for every number of workers.
run 1 -j 1 build
cp said said.1
run 1 -j 5 build
diff said.1 said >>words
grep -qx '12 passed, 28 failed, 2 skipped' said || tail -n 1 said >>words
verdict whole

# A worker that is killed leaves no result, which is no success.
sed 's,^if \[ "${1:-}" = --one \]; then,&\n	[ "$7" != tests/good/words ] || kill -9 $$,' tests/run >tests/run-killed
cp tests/run run.whole
mv tests/run-killed tests/run
run 1 -j 1 build /good/
has 'not ok tests/good/words: no result'
mv run.whole tests/run
verdict worker-killed

# Many side by side do not touch each other's: the first ends while all others run.
for n in 01 02 03 04 05 06 07 08 09 10 11 12; do
	plant many/$n 'sleep 0.5; cat data'
	echo $n >tests/many/$n/data
	echo $n >tests/many/$n/out
done
sed -i 's/sleep 0.5; //' tests/many/01/cmd
run 0 -j 12 build many/
has '12 passed, 0 failed, 0 skipped'
rm -r tests/many
verdict side-by-side

# ---- names and arguments ----

run 0 build good/words
has '1 passed, 0 failed, 0 skipped'
run 0 build test_good good/silent /good/
has '5 passed, 0 failed, 0 skipped'
verdict names
for arguments in 'build no-such-name' 'build /good/ no-such-name' 'no-such-folder' '-j 0 build' '-j x build' '-x'; do
	# shellcheck disable=SC2086 # several
	run 2 $arguments
	[ ! -s said ] || lacks passed
	[ -s said.err ] || echo "$arguments: no word of it" >>words
done
verdict misuse

# ---- -u ----

cp -R tests tests.before
run 1 -u build bad/ /good/
has 'not ok tests/bad/out: written anew: out'
has '	-one'
has '	+other'
has 'not ok tests/bad/kills-itself: not written: status 137: killed'
has 'not ok tests/bad/no-command: not written: status 127: a command did not run'
diff -r tests.before/good tests/good >>words
[ "$(cat tests/bad/rc/rc)" = 1 ] || echo 'rc is not written' >>words
[ ! -e tests/bad/rc/out ] && [ ! -e tests/bad/rc/err ] || echo 'an empty file is written' >>words
[ ! -e tests/bad/rc-wanted/rc ] || echo 'rc of 0 stays' >>words
[ ! -e tests/bad/kills-itself/rc ] || echo 'the status of a case that was killed is written' >>words
verdict update
run 0 build bad/out bad/err-missing bad/rc bad/rc-wanted bad/no-newline
has '6 passed, 0 failed, 0 skipped'
plant bad/out true
run 1 -u build bad/out/
[ ! -e tests/bad/out/out ] || echo 'an empty out stays' >>words
run 0 build bad/out/
verdict updated

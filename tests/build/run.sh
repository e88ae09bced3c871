#!/bin/sh
# The Makefile over a small tree laid out like this one: what is made again after which change, and nothing else; what
# install, uninstall and dist leave. Prints a line a test.
# usage: run.sh [build folder]
set -u
TOP=${TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT
# This make is nobody's sub-make.
unset MAKEFLAGS MFLAGS MAKELEVEL BUILD CC CFLAGS CPPFLAGS LDFLAGS NEED RULES_IMAGE
mkdir "$box/tree" && cd "$box/tree" || exit 2
: >../words

# ---- the tree ----

folders='lib/base lib/cause lib/layout/dialects tools scripts samples tests/unit tests/cases tests/bench tests/fuzz'
# shellcheck disable=SC2086 # a list
mkdir -p $folders
cp "$TOP/Makefile" .
cp "$TOP/tests/deps" tests
cp "$TOP/lib/base/embed.h" lib/base
printf 'retkit 9.8.7\n\nOf this tree.\n' >lib/NEWS
cat >lib/base/one.h <<'END'
int one(void);
END
cat >lib/base/one.c <<'END'
#include "base/one.h"
#ifndef ONE
#define ONE 1
#endif
int one(void) { return ONE; }
END
echo 'int two(void); int two(void) { return 2; }' >lib/base/two.c
echo 'rule' >lib/cause/rules.csv
cat >lib/cause/rules_image.c <<'END'
#include "base/embed.h"
#include <stdio.h>
int main(void)
{
	printf("#include \"base/embed.h\"\nconst char embed_rules_image[] = \"image\";\n");
	printf("const size_t embed_rules_image_size = %d;\n", (int)embed_rules_size);
}
END
printf 'a,"1"\n' >lib/layout/dialects/first.csv
printf 'b\\??/\n' >lib/layout/dialects/second-one.csv
for tool in ret-classify ret-tally ret-rate; do
	cat >tools/$tool.c <<'END'
#include "base/embed.h"
#include "base/one.h"
#include <stdio.h>
int main(void)
{
	printf("%s %d %s", embed_version, one(), embed_rules);
	for (const struct embed_file *f = embed_dialects; f->name; f++)
		printf("%s: %s", f->name, f->bytes);
	fprintf(stderr, "%s\n", embed_rules_image ? "image" : "none");
}
END
	echo ".Dt $tool 1" >tools/$tool.1
done
echo '.Dt retkit 7' >tools/retkit.7
echo '.Dt monthly-review 1' >scripts/monthly-review.1
echo '#!/bin/sh' >scripts/monthly-review
echo 'all:' >scripts/review.mk
cat >samples/generate.c <<'END'
#include "base/one.h"
int main(void) { return one() - 1; }
END
for source in tests/unit/test_one tests/cases/case_one tests/bench/measure; do
	cp samples/generate.c $source.c
done

# The compiler, which notes what it makes.
cat >../cc <<'END'
#!/bin/sh
for argument in "$@"; do
	[ "${before:-}" != -o ] || echo "$argument"
	before=$argument
done >>"$NOTES"
exec cc "$@"
END
chmod +x ../cc
export NOTES="$box/notes"

# Little of each, so that it is quick; the libraries are not what is tested.
make_it() {
	make --no-print-directory "CC=$box/cc" LDLIBS= CFLAGS=-O0 "NEED=:" "$@" >../said 2>&1 || { cat ../said; echo "make $*: failed"; } >>../words
}
again() {
	: >"$NOTES"
	# What make compares are times.
	sleep 0.02
	make_it "$@"
}
export GROUP=build WORDS=../words
. "$TOP/tests/verdicts.sh"

# made NAME…: these and nothing else were made, names without the build folder.
made() {
	printf '%s\n' "$@" | sed '/^$/d' | sort >../want
	sed 's,^build/,,' "$NOTES" | sort | diff ../want - >>../words
}

# tells TOOL WORDS: the words are in what the tool prints.
tells() { "build/$1" 2>&1 | grep -Fq -e "$2" || { echo "$1 does not print $2:"; "build/$1"; } >>../words 2>&1; }
silent() { ! "build/$1" 2>&1 | grep -F -e "$2" >>../words; }

tools='ret-classify ret-tally ret-rate'
# What is linked when the library changed: the image is made again, and is the same.
linked="$tools rules-image gen/rules_image.o"
programs='tests/test_one tests/case_one tests/measure generate-samples'

# ---- builds ----

: >"$NOTES"
make_it -j 2 tests-built
tells ret-rate '9.8.7 1 rule'
tells ret-rate 'first: a,"1"'
tells ret-rate 'second-one: b\??/'
tells ret-rate none
tells ret-tally image
for name in $programs; do
	[ -x "build/$name" ] || echo "$name is not made"
done >>../words
verdict clean-parallel
again tests-built
made ''
[ ! -s ../said ] || cat ../said >>../words
verdict twice

again tests-built CFLAGS='-O0 -DONE=7'
tells ret-rate '9.8.7 7 rule'
grep -q 'samples/generate.o' "$NOTES" || echo 'the generator of samples keeps its flags' >>../words
for name in $programs lib/base/two.o gen/rules.o gen/dialects/first.o gen/version.o tools/ret-tally.o gen/rules_image.o; do
	grep -q "/$name\$" "$NOTES" || echo "$name keeps its flags"
done >>../words
make_it tests-built
tells ret-rate '9.8.7 1 rule'
verdict flags

again all BUILD=other
[ -x other/ret-rate ] && ! grep -q '^build/' "$NOTES" || echo 'it is not made in other' >>../words
rm -rf other
verdict folder

# ---- what a change makes anew ----

# shellcheck disable=SC2086 # lists
{
	echo 'int more(void);' >>lib/base/one.h
	again all
	made lib/base/one.o tools/ret-classify.o tools/ret-tally.o tools/ret-rate.o $linked
	verdict header

	printf 'c\n' >>lib/layout/dialects/first.csv
	again all
	made gen/dialects/first.o $linked
	tells ret-rate 'c'
	verdict dialect-changed

	printf 'd\n' >lib/layout/dialects/third.csv
	again all
	made gen/dialects/third.o gen/dialects_index.o $linked
	tells ret-rate 'third: d'
	rm lib/layout/dialects/third.csv
	again all
	made gen/dialects_index.o $linked
	silent ret-rate third
	verdict dialect-comes-and-goes

	printf 'retkit 9.8.8\n' >lib/NEWS
	again all
	made gen/version.o $linked
	tells ret-tally 9.8.8
	verdict version

	echo rule2 >>lib/cause/rules.csv
	again all
	made gen/rules.o $linked
	tells ret-classify rule2
	verdict rules
}

members() { ar t build/libretkit.a | sort | tr '\n' ' '; }
rm lib/base/two.c
again all
members | grep -w two.o >>../words
[ -f build/lib/base/two.o ] || echo 'the stale object is gone: nothing is tested' >>../words
touch build/lib/base/two.o
again all
members | grep -w two.o >>../words
made ''
verdict source-gone
rm lib/layout/dialects/first.csv lib/base/one.h
sed -i '/one.h/d; s/int one(void) {/int one(void);&/' lib/base/one.c
sed -i 's/#include "base.one.h"/int one(void);/' tools/*.c samples/*.c tests/*/*.c
again tests-built
verdict header-gone

# ---- without the image of the rules ----

again all RULES_IMAGE=
grep -q 'rules.image' "$NOTES" && echo 'the image is made' >>../words
for tool in $tools; do
	tells "$tool" none
done
again all
tells ret-tally image
verdict no-rules-image

# ---- install ----

found() { (cd "$1" && find . ! -type d | sort); }
cat >../want <<'END'
./opt/bin/monthly-review
./opt/bin/ret-classify
./opt/bin/ret-rate
./opt/bin/ret-tally
./opt/share/man/man1/monthly-review.1
./opt/share/man/man1/ret-classify.1
./opt/share/man/man1/ret-rate.1
./opt/share/man/man1/ret-tally.1
./opt/share/man/man7/retkit.7
./opt/share/retkit/review.mk
END
make_it install "DESTDIR=$box/root" PREFIX=/opt
found ../root | diff ../want - >>../words
[ -x ../root/opt/bin/monthly-review ] && [ -x ../root/opt/bin/ret-rate ] || echo 'no program' >>../words
verdict install
echo own >../root/opt/bin/own
make_it uninstall "DESTDIR=$box/root" PREFIX=/opt
[ "$(found ../root)" = ./opt/bin/own ] || found ../root >>../words
verdict uninstall

# ---- an archive ----

if command -v git >/dev/null; then
	{
		git init -q . && git add Makefile lib tools scripts samples tests &&
			git -c user.name=x -c user.email=x@example.org commit -q -m x
	} >>../words 2>&1
	echo own >own
	make_it dist
	[ "$(tail -n 1 ../said)" = build/retkit-9.8.8.tar.gz ] || cat ../said >>../words
	mkdir ../unpacked
	tar -xzf build/retkit-9.8.8.tar.gz -C ../unpacked
	[ "$(ls ../unpacked)" = retkit-9.8.8 ] || ls ../unpacked >>../words
	[ ! -e ../unpacked/retkit-9.8.8/own ] || echo 'what git does not track is in it' >>../words
	(cd ../unpacked/retkit-9.8.8 && make --no-print-directory LDLIBS= CFLAGS=-O0 NEED=: all) >../said 2>&1 || cat ../said >>../words
	../unpacked/retkit-9.8.8/build/ret-tally 2>../said | grep -q '^9.8.8 1 rule' || echo 'it does not build' >>../words
	verdict dist
else
	echo 'skip build/dist: git not found'
fi

# ---- packages ----

# A system on which one package is missing; who installs says so in the file installed.
mkdir ../system
cat >../system/dpkg-query <<'END'
#!/bin/sh
shift 3
for package in "$@"; do
	[ "$package" = libgsl-dev ] && [ ! -s "$INSTALLED" ] || echo "$package install ok installed"
done
END
cat >../system/apt-get <<'END'
#!/bin/sh
echo "$*" >>"$INSTALLED"
END
printf '#!/bin/sh\necho 0\n' >../system/id
chmod +x ../system/*
export INSTALLED="$box/installed"
# asked TARGET STATUS: make of the target ends so on that system.
asked() {
	rm -rf "$INSTALLED" build
	PATH=$box/system:$PATH make --no-print-directory LDLIBS= CFLAGS=-O0 "PREFIX=$box/root" "$1" >../said 2>&1
	status=$?
	[ $status -eq "$2" ] || { echo "make $1: status $status"; cat ../said; } >>../words
}
for target in all install asan tsan lint fuzz bench; do
	asked $target 2
	grep -qx 'missing: libgsl-dev' ../said &&
		grep -qx 'type: sudo apt-get update && sudo apt-get install -y --no-install-recommends libgsl-dev' ../said ||
		{ echo "make $target:"; cat ../said; } >>../words
	[ ! -e "$INSTALLED" ] || echo "make $target installs" >>../words
	[ ! -e build/ret-rate ] || echo "make $target builds all the same" >>../words
done
sed -i 's/libgsl-dev/clang-format/' ../system/dpkg-query
asked format 2
grep -qx 'missing: clang-format' ../said || cat ../said >>../words
[ ! -e "$INSTALLED" ] || echo 'make format installs' >>../words
sed -i 's/clang-format/libgsl-dev/' ../system/dpkg-query
verdict packages-asked-for
printf '#!/bin/sh\necho "review $*"\n' >scripts/monthly-review
chmod +x scripts/monthly-review
printf '#!/bin/sh\necho "tests $*"\n' >tests/run
chmod +x tests/run
for target in deps deps-test deps-fuzz deps-lint review check; do
	asked $target 0
	grep -q '^install .* libgsl-dev$' "$INSTALLED" || echo "make $target does not install" >>../words
done
grep -qx 'tests build' ../said || cat ../said >>../words
verdict packages-installed

# Who may not install is told what to type.
printf '#!/bin/sh\necho 1000\n' >../system/id
printf '#!/bin/sh\nexit 1\n' >../system/sudo
chmod +x ../system/sudo
for target in deps deps-test review check; do
	asked $target 2
	grep -q '^type: sudo apt-get update && sudo apt-get install .* libgsl-dev$' ../said || cat ../said >>../words
	[ ! -e "$INSTALLED" ] || echo "make $target installs" >>../words
done
verdict packages-by-hand

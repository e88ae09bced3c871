#!/bin/sh
# entries.sh: what lies where it does not belong at the top of the sources, in the current folder, or is missing there. A
# line each. Only what git tracks belongs to the sources: the folders of a user may stand beside it.
set -u
top='Makefile README.md LICENSE tools lib scripts samples tests'

git ls-files 2>/dev/null | sed 's,/.*,,' | sort -u |
	while read -r entry; do
		case " $top " in
		*" $entry "*) ;;
		*) case $entry in .*) ;; *) echo "$entry: not an entry of the top" ;; esac ;;
		esac
	done
for entry in $top; do
	[ -e "$entry" ] || echo "$entry: missing"
done
for entry in tools/*; do
	case $entry in
	tools/ret-*.c | tools/ret-*.1 | tools/retkit.7) ;;
	*) echo "$entry: neither a program nor its page" ;;
	esac
done
# Every group of tests is explained to whoever looks for one.
for group in tests/*/; do
	[ -f tests/README ] || break
	group=${group#tests/}
	group=${group%/}
	case $group in ret-*) group=ret-NAME ;; esac
	sed -n '/^The groups$/,$p' tests/README | cut -c 1-39 | grep -qwF -e "$group" || echo "tests/$group: not in tests/README"
done

# What scripts say of their tests; sourced. The caller sets GROUP, the folder of the script, and WORDS, a file.

# verdict NAME: ok when WORDS is empty, else what it says. It is empty after that.
verdict() {
	if [ -s "$WORDS" ]; then
		echo "not ok $GROUP/$1"
		head -n 12 "$WORDS" | sed 's/^/	/'
	else
		echo "ok $GROUP/$1"
	fi
	: >"$WORDS"
}

# check NAME COMMAND…: ok when the command succeeds, else what it says.
check() {
	check_name=$1
	shift
	if "$@" >"$WORDS" 2>&1; then
		: >"$WORDS"
	else
		echo "$*: status $?" >>"$WORDS"
	fi
	verdict "$check_name"
}

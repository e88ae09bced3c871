# common.sh: what monthly-review and sku-dive share: options, checks of them, the months around one. The script that sources it sets SHARE,
# the folder of this file, and NAME, its own; it has die(), and operand() for what is not an option.

# Dates and sorting must not depend on the locale and time zone, nor make on a make that runs this script.
LC_ALL=C TZ=UTC
export LC_ALL TZ
unset MAKEFLAGS MFLAGS MAKEFILES MAKELEVEL
export SHARE

# In the source tree the programs are in build/ beside this folder; installed, on PATH.
[ -x "$SHARE/../build/ret-import" ] && [ -z "${BUILD:-}" ] && PATH=$SHARE/../build:$PATH

# NAME.options is the table of options: what --help prints, and what is accepted. A line is `  --LONG VALUE  …`, or `  -N, --LONG  …`.
table=$(cat "$SHARE/$NAME.options") || die "$SHARE/$NAME.options: cannot be read"

# read_options ARGUMENT…: an option sets the variable of its first word (max of --max-rejects) to its value, a flag to itself.
read_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--) shift && break ;;
		-*) read_option "$@"; shift "$taken" ;;
		*) operand "$1"; shift ;;
		esac
	done
	for argument; do operand "$argument"; done
}

# read_option OPTION [VALUE]: `taken` is how many of the two it is.
read_option() {
	long=$1 taken=1
	case $table in *"
  $1, --"*) long=${table#*"
  $1, "}; long=${long%% *} ;; esac
	case $long in --*[!a-z-]* | -[!-]*) die "unknown option '$1'; try --help" ;; esac
	# shellcheck disable=SC2034 # eval uses the value
	case $table in
	*"  $long  "* | *", $long  "*) value=$long ;;
	*"  $long "*) [ $# -ge 2 ] || die "option '$1' needs a value; try --help"; value=$2 taken=2 ;;
	*) die "unknown option '$1'; try --help" ;;
	esac
	[ "$long" != --help ] || { echo "$table" || die 'standard output cannot be written'; exit 0; }
	long=${long#--}
	eval "${long%%-*}=\$value"
}

misused() { echo "$table" >&2; exit 2; }

# check_words LANG MONTH
check_words() {
	case $1 in en | zh) ;; *) die "--lang '$1' is neither en nor zh" ;; esac
	case $2 in
	[0-9][0-9][0-9][0-9]-0[1-9] | [0-9][0-9][0-9][0-9]-1[0-2]) ;;
	*) die "--month '$2' is not a month such as 2025-06" ;;
	esac
}

# name_periods MONTH: the twelve months that end with it are YEAR, which starts in month START, FIRST is the first of them; QUARTER is the
# one that ends with it, or empty.
name_periods() {
	MONTH=$1 QUARTER='' m=${1#*-} m=${m#0}
	START=$((m % 12 + 1)) YEAR=FY${1%-*} FIRST=$((${1%-*} - 1))-$(printf '%02d' $((m % 12 + 1)))
	[ "$START" -ne 1 ] || YEAR=${1%-*} FIRST=${1%-*}-01
	[ $((m % 3)) -ne 0 ] || QUARTER=${1%-*}-Q$((m / 3))
	export MONTH QUARTER START YEAR FIRST
}

# steps FILE ARGUMENT…: make, with the rules of a file.
steps() {
	rules_of=$1
	shift
	make -s -r -R --no-print-directory -f "$SHARE/$rules_of" "$@"
}

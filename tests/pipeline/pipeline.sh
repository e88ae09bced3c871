# What the scripts of this folder share; sourced. They work in a folder of their own.
build=${1:-$TOP/build}
case $build in /*) ;; *) build=$TOP/$build ;; esac
export PATH="$build:$PATH"
exports=$TOP/samples/exports
box=$(mktemp -d) || exit 2
trap 'rm -rf "$box"' EXIT
cd "$box" || exit 2
export GROUP=pipeline WORDS=words
. "$TOP/tests/verdicts.sh"

# All programs, from the exports to pictures, through files in folder $1; stderr too is kept.
through_files() {
	mkdir "$1"
	{
		ret-import --as shipments -o "$1/shipments.csv" "$exports"/*shipments*.csv
		ret-import --as returns -o "$1/returns.csv" "$exports"/*returns*.csv
		ret-filter -o "$1/kept.csv" 'shop!=' 'sku!~^TX|测试' "$1/returns.csv"
		ret-classify -o "$1/classified.csv" "$1/kept.csv"
		ret-tally -j "${2:-2}" --by shop,sku -o "$1/cells.csv" --shipments "$1/shipments.csv" \
			--returns "$1/classified.csv"
		ret-rate --by '' --split cause -o "$1/rates.csv" "$1/cells.csv"
		ret-rate --by sku --period quarter --pretty -o "$1/rates.txt" "$1/cells.csv"
		ret-yoy --by sku --period quarter -o "$1/yoy.csv" "$1/cells.csv"
		ret-bridge --within shop --period year -o "$1/bridge.csv" "$1/cells.csv"
		ret-chart causes --lang zh "$1/rates.csv" >"$1/causes.gp"
		ret-chart yoy "$1/yoy.csv" >"$1/yoy.gp"
	} 2>"$1/words"
}

# Tables of both folders that differ. Words name files, so they are not compared here.
differ() { diff -r -q -x words "$1" "$2"; }

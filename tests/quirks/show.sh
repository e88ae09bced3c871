# show SIDE COLUMNS [OPTION...] FILE: import a file; print what is said of it but for the layout, and these columns of its rows.
show() {
	side=$1 columns=$2
	shift 2
	ret-import --as "$side" -o rows.csv "$@" 2>words
	status=$?
	grep -v ': dialect ' words
	if [ "$status" -eq 0 ]; then
		ret-filter -q --columns "$columns" "source!=-" rows.csv
	else
		echo "status $status"
	fi
	rm -f rows.csv words
}

# Comma-separated records to TAB-separated ones: a field that holds a TAB is quoted.
function flush_field() {
	if (field !~ /^"/ && index(field, "\t"))
		field = "\"" field "\""
	out = out field
	field = ""
}
{
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		if (c == "\"")
			inside = !inside
		if (c == "," && !inside) {
			flush_field()
			out = out "\t"
		} else {
			field = field c
		}
	}
	if (inside) {
		field = field "\n"
		next
	}
	flush_field()
	print out
	out = ""
}

function read_words() {
	n = split("void|void|已作废\n" \
		  "gift|gift|礼品\n", list, "\n")
}

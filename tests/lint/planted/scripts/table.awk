	if (v == "worse") return "变差"
	if (v == "same") return "持平"

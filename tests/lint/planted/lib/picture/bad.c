/* What words.py must find; a comment may say 变差 and worse. */
static const char *title(enum lang lang, const struct row *row)
{
	set_text("退货率");
	set_text("Return rate by month");
	set_text("Total");
	if (strcmp(row->verdict, "worse") == 0)
		return lang == LANG_ZH ? "" : "s";
	return row->chinese ? "a" : "b";
}

/* And what it must leave alone. */
static int good(struct err *e)
{
	plot_set("set arrow from first to first");
	plot_label(lang_word(LANG_EN, PHRASE_ALL));
	warn("%s: no rows at all", "x");
	return err_set(e, "nothing to draw in '%s'", strcmp("two words", "two words") ? "x" : "y");
}

static const struct option_row rows[] = {
	{'q', "partial", NULL, "an option may say what it does"},
};

static const struct schema_column columns[] = {
	{"rate", SCHEMA_RATE},
	{"unheard_of", SCHEMA_RATE},
};

static void print(struct out *out)
{
	out_text(out, "file,line\n");
	out_text(out, "read the whole file\n");
}

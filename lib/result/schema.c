#include "result/schema.h"

const char *schema_kind_name(enum schema_kind kind)
{
	static const char *const names[SCHEMA_KINDS] = {
		[SCHEMA_TEXT] = "text",   [SCHEMA_WORD] = "word",   [SCHEMA_PERIOD] = "period", [SCHEMA_DATE] = "date",
		[SCHEMA_COUNT] = "count", [SCHEMA_SUM] = "sum",     [SCHEMA_RATE] = "rate",     [SCHEMA_PP] = "pp",
		[SCHEMA_PART] = "part",   [SCHEMA_RATIO] = "ratio", [SCHEMA_P] = "p",
	};

	return names[kind];
}

const char *schema_heading(const struct schema *s, size_t column)
{
	return word_or_slug(WORD_HEADING, s->columns[column].name, LANG_EN);
}

#include "result/schema.h"

const char *schema_heading(const struct schema *s, size_t column)
{
	return word_or_slug(WORD_HEADING, s->columns[column].name, LANG_EN);
}

#include "cause/reasons.h"

#include "result/result.h"
#include "words/word.h"

static const struct schema_column columns[REASONS_COLUMNS] = {
	[REASONS_REASON] = {"reason", SCHEMA_WORD, .words = WORD_REASON},
	[REASONS_EN] = {"en", SCHEMA_TEXT, .shown = false},
	[REASONS_ZH] = {"zh", SCHEMA_TEXT, .shown = false},
};

const struct schema reasons_schema = {"reasons", 1, columns, REASONS_COLUMNS, 0};

void reasons_write(struct out *out)
{
	struct result *table = result_open(&reasons_schema, NULL, out, false);

	for (size_t i = 0; i < word_count(WORD_REASON); i++) {
		const struct word *reason = word_at(WORD_REASON, i);

		result_set_text(table, REASONS_REASON, reason->slug);
		result_set_text(table, REASONS_EN, reason->in[LANG_EN]);
		result_set_text(table, REASONS_ZH, reason->in[LANG_ZH]);
		result_end_row(table);
	}
	result_close(table, false);
}

#include "row/fate.h"

#include "base/mem.h"
#include "row/columns.h"
#include "words/word.h"

#include <stdlib.h>

const char *fate_slug(enum fate fate)
{
	static const char *const names[FATE_TYPE] = {
		"kept",           "rejected",       "failed",
		"filtered",       "not-returned",   "void",
		"pending",        "gift",           "done",
		"replacement",    "low-amount",     "excluded-line",
		"other-quantity", "no-order-id",    "no-amount",
		"other-reason",   "outside-window", "outside-validity",
		"too-late",       "after-as-of",    "outside-days",
		"total",          "split-order",    "no-ordered-at",
		"no-paid-at",     "no-shipped-at",  "no-signed-at",
		"no-applied-at",  "no-received-at", "no-finished-at",
	};

	return fate < FATE_TYPE ? names[fate] : columns_types[fate - FATE_TYPE];
}

void fates_add(struct fates *to, const struct fates *from)
{
	for (size_t i = 0; i < FATES; i++)
		to->rows[i] += from->rows[i];
}

char *fates_words(const struct fates *f)
{
	char *words = mem_dup("", 0);

	for (int i = FATE_SKIPS; i < FATES; i++) {
		if (f->rows[i] == 0)
			continue;
		char *longer = mem_printf("%s%s%s %llu", words, *words ? ", " : " (",
					  word_find(WORD_SKIP, fate_slug((enum fate)i), LANG_EN),
					  (unsigned long long)f->rows[i]);

		free(words);
		words = longer;
	}
	if (!*words)
		return words;
	char *closed = mem_printf("%s)", words);

	free(words);
	return closed;
}

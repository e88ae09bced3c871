#include "row/fate.h"

#include "base/mem.h"
#include "row/columns.h"
#include "words/word.h"

#include <stdlib.h>

const char *fate_slug(enum fate fate)
{
	static const char *const slugs[FATE_TYPE] = {
		[FATE_FILTERED] = "filtered",
		[FATE_UNASKED] = "not-returned",
		[FATE_VOID] = "void",
		[FATE_PENDING] = "pending",
		[FATE_GIFT] = "gift",
		[FATE_DONE] = "done",
		[FATE_REPLACEMENT] = "replacement",
		[FATE_BELOW] = "low-amount",
		[FATE_LINE] = "excluded-line",
		[FATE_QUANTITY] = "other-quantity",
		[FATE_NO_ORDER] = "no-order-id",
		[FATE_NO_AMOUNT] = "no-amount",
		[FATE_REASON] = "other-reason",
		[FATE_WINDOW] = "outside-window",
		[FATE_VALIDITY] = "outside-validity",
		[FATE_LATE] = "too-late",
		[FATE_AFTER] = "after-as-of",
		[FATE_OUTSIDE] = "outside-days",
		[FATE_TOTAL] = "total-row",
		[FATE_SPLIT] = "split-order",
		[FATE_NO_DATE] = "no-ordered-at",
		"no-paid-at",
		"no-shipped-at",
		"no-signed-at",
		"no-applied-at",
		"no-received-at",
		"no-finished-at",
	};

	return fate < FATE_TYPE ? slugs[fate] : columns_types[fate - FATE_TYPE];
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
